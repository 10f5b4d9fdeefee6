import Facts

/// Two bundles of one pack side by side: the written one, and one made anew from the data.
struct BundleComparison {
  private(set) var sums = 0
  private(set) var facts = 0
  private(set) var differences: [Verification.Difference] = []

  init(written: Bundle, anew: Bundle) {
    compareSums(Self.sums(written), Self.sums(anew))
    compareFacts(Self.facts(written), Self.facts(anew))
  }

  private mutating func compareSums(_ written: [String: String], _ anew: [String: String]) {
    for (name, value) in written.sorted(by: { $0.key < $1.key }) {
      if anew[name] == value {
        sums += 1
      } else {
        differences.append(
          .init(
            place: "bundle/sums.json", found: value, expected: anew[name] ?? "no such sum",
            what: "\(name), read from the data again"))
      }
    }
    for name in anew.keys.sorted() where written[name] == nil {
      differences.append(
        .init(
          place: "bundle/sums.json", found: "no such sum", expected: anew[name] ?? "",
          what: "\(name), read from the data again"))
    }
  }

  private mutating func compareFacts(_ written: [String: BundleFact], _ anew: [String: BundleFact]) {
    for (name, fact) in written.sorted(by: { $0.key < $1.key }) {
      guard let other = anew[name] else {
        differences.append(
          .init(place: "bundle/facts.json", found: "a fact", expected: "no such fact", what: "\(name), computed again"))
        continue
      }
      let isAlike =
        Self.agree(fact.value, other.value, scale: fact.value) && Self.agree(fact.low, other.low, scale: fact.value)
        && Self.agree(fact.high, other.high, scale: fact.value) && fact.n == other.n && fact.clusters == other.clusters
      if isAlike {
        facts += 1
      } else {
        differences.append(
          .init(
            place: "bundle/facts.json", found: Self.text(fact), expected: Self.text(other),
            what: "\(name), computed again from the data"))
      }
    }
  }

  private static func agree(_ a: Double?, _ b: Double?, scale: Double?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return BundleFacts.agree(a, b, scale: scale ?? 0)
  }

  private static func text(_ fact: BundleFact) -> String {
    let value = fact.value.map { "\($0)" } ?? "n/a"
    let interval = fact.low.flatMap { low in fact.high.map { " (\(low) to \($0))" } } ?? ""
    return value + interval + (fact.n.map { ", n \($0)" } ?? "")
  }

  private static func place(_ bundle: Bundle, _ period: Int, _ segment: [String]?, _ arm: [String]?) -> String {
    let periods = bundle.definitions.periods
    let name = periods.indices.contains(period) ? "\(periods[period].first)..\(periods[period].last)" : "?"
    return
      ([name] + (segment.map { [$0.joined(separator: "=")] } ?? []) + (arm.map { [$0.joined(separator: "=")] } ?? []))
      .joined(separator: ", ")
  }

  private static func sums(_ bundle: Bundle) -> [String: String] {
    var found: [String: String] = [:]
    for sum in bundle.sums.sums {
      found["\(sum.measure), \(place(bundle, sum.period, sum.segment, sum.arm))"] =
        sum.sum.map(String.init) ?? sum.wide ?? ""
    }
    for part in bundle.sums.parts {
      found["\(part.call), \(place(bundle, part.period, part.segment, part.arm))"] = part.value.map { "\($0)" } ?? "n/a"
    }
    return found
  }

  private static func facts(_ bundle: Bundle) -> [String: BundleFact] {
    var found: [String: BundleFact] = [:]
    for fact in bundle.facts {
      let subject = fact.against.map { ", \(fact.subject) on \(place(bundle, $0, nil, nil))" } ?? fact.pointText
      found["\(fact.metric)\(subject), \(place(bundle, fact.period, fact.segment, fact.arm))"] = fact
    }
    return found
  }
}
