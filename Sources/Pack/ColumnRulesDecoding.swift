import Diagnostics
import Metrics

extension PackDecoder {
  /// What values must satisfy; keys that do not fit the type are reported by the caller.
  mutating func columnRules(_ keys: ConfigMapping, _ type: ColumnType) -> ColumnRules {
    var rules = ColumnRules()
    rules.unique = keys["unique"]?.boolean(&findings) ?? false
    switch type {
    case .text:
      rules.values = values(keys["values"])
      rules.minimumLength = keys["min_length"]?.integer(in: 0...1_000_000, &findings)
      rules.maximumLength = keys["max_length"]?.integer(in: 0...1_000_000, &findings)
      if let low = rules.minimumLength, let high = rules.maximumLength, low > high, let node = keys["max_length"] {
        findings.append(order(node, "min_length"))
      }
    case .number(let scale):
      if let node = keys["values"] {
        rules.values = values(node)
        rules.numbers = node.list(&findings).compactMap { number($0, scale: scale)?.value }.sorted()
      }
      rules.minimum = keys["min"].flatMap { number($0, scale: scale) }
      rules.maximum = keys["max"].flatMap { number($0, scale: scale) }
    case .timestamp:
      rules.minimum = keys["min"].flatMap { moment($0, isMaximum: false) }
      rules.maximum = keys["max"].flatMap { moment($0, isMaximum: true) }
    case .boolean: break
    }
    if let low = rules.minimum, let high = rules.maximum, low.value > high.value, let node = keys["max"] {
      findings.append(order(node, "min"))
    }
    return rules
  }

  private func order(_ node: ConfigNode, _ lower: String) -> Diagnostic {
    node.error(
      "range-order", "\(node.title) is below `\(lower)`, so that no value would be allowed",
      remedy: "Exchange the two, or correct one")
  }

  private mutating func values(_ node: ConfigNode?) -> [String] {
    guard let node else { return [] }
    var texts: [String] = []
    for item in node.list(&findings) {
      guard let text = item.text(&findings) else { continue }
      if texts.contains(text) {
        findings.append(item.error("duplicate-value", "The value `\(text)` is listed twice", remedy: "Keep one"))
      } else {
        texts.append(text)
      }
    }
    return texts
  }

  private mutating func number(_ node: ConfigNode, scale: Int) -> ColumnRules.Bound? {
    guard let text = node.text(&findings) else { return nil }
    guard let number = ExactDecimal(parsing: text) else {
      findings.append(
        node.wrongType("a number", remedy: "Write digits with a decimal point and no separators: `12500.50`"))
      return nil
    }
    guard let value = number.integer(scale: scale) else {
      let limit = scale == 0 ? "a whole number" : "a number with up to \(scale) digits after the point"
      findings.append(node.wrongType(limit, remedy: "Correct it, or give the column a finer type such as `decimal(4)`"))
      return nil
    }
    return ColumnRules.Bound(value: value, text: number.description)
  }

  private mutating func moment(_ node: ConfigNode, isMaximum: Bool) -> ColumnRules.Bound? {
    guard let text = node.text(&findings), let moment = moment(node) else { return nil }
    guard CivilDate(parsing: text) != nil else { return ColumnRules.Bound(value: moment.seconds, text: text) }
    let value = isMaximum ? moment.seconds - 1 : calendar.start(of: moment.date)
    return ColumnRules.Bound(value: value, text: text)
  }
}
