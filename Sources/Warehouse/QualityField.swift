/// What a column of the control totals counts.
enum QualityField {
  case bad(rule: String)
  case violations(rule: String)
  case immature(measure: String)

  /// Columns that stand before all others.
  static let fixed = ["read", "accepted", "out of period", "unassigned", "latest", "earliest", "repeated times"]

  var name: String {
    switch self {
    case .bad(let rule): "bad: \(rule)"
    case .violations(let rule): "against: \(rule)"
    case .immature(let measure): "immature: \(measure)"
    }
  }

  init?(_ name: String) {
    if name.hasPrefix("bad: ") {
      self = .bad(rule: String(name.dropFirst(5)))
    } else if name.hasPrefix("against: ") {
      self = .violations(rule: String(name.dropFirst(9)))
    } else if name.hasPrefix("immature: ") {
      self = .immature(measure: String(name.dropFirst(10)))
    } else {
      return nil
    }
  }
}
