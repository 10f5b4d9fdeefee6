import Facts
import Metrics
import Statistics

/// The facts of a bundle, each computed again from its sums and compared with what is recorded.
struct BundleFacts {
  private let bundle: Bundle
  private let formulas: RecordedFormulas
  private(set) var differences: [Verification.Difference] = []
  private(set) var recomputed = 0
  private(set) var recorded = 0
  private(set) var intervals = 0
  private(set) var recordedIntervals = 0

  init(_ bundle: Bundle) {
    self.bundle = bundle
    formulas = RecordedFormulas(bundle)
    for metric in bundle.definitions.metrics where formulas.formulas[metric.name] == nil {
      differences.append(
        .init(
          place: "bundle/definitions.json", found: metric.compiled, expected: "a formula",
          what: "the formula of \(metric.name) does not parse"))
    }
    for fact in bundle.facts {
      checkValue(fact)
      checkInterval(fact)
    }
  }

  // MARK: - Facts

  private mutating func checkValue(_ fact: BundleFact) {
    guard let value = fact.value else { return }
    let isPart = bundle.sums.parts.contains { $0.call == formulas.formulas[fact.metric]?.formula.description }
    guard fact.isPrivate != true, !isPart else {
      recorded += 1
      return
    }
    let found = recomputedValue(fact)
    recomputed += 1
    guard let found, Self.agree(found, value) else {
      return differences.append(
        .init(
          place: "bundle/facts.json", found: text(value), expected: found.map(text) ?? "n/a",
          what: "\(name(fact)) computed from the sums"))
    }
  }

  private func recomputedValue(_ fact: BundleFact) -> Double? {
    let place = RecordedFormulas.Place(period: fact.period, segment: fact.segment, arm: fact.arm)
    guard let now = formulas.value(fact.metric, at: place) else { return nil }
    guard let against = fact.against else { return now }
    guard let before = formulas.value(fact.metric, at: place.with(period: against)) else { return nil }
    if fact.subject == "change" { return now - before }
    return before == 0 ? nil : now / before - 1
  }

  private mutating func checkInterval(_ fact: BundleFact) {
    guard let value = fact.value, let low = fact.low, let high = fact.high else { return }
    var estimate = Estimate(
      value: value, standardError: fact.se, method: fact.method, n: fact.n, degreesOfFreedom: fact.df)
    estimate.basis = fact.basis ?? []
    guard let found = estimate.recomputedInterval else {
      recordedIntervals += 1
      return
    }
    intervals += 1
    guard Self.agree(found.low, low, scale: value), Self.agree(found.high, high, scale: value) else {
      return differences.append(
        .init(
          place: "bundle/facts.json", found: "\(text(low)) to \(text(high))",
          expected: "\(text(found.low)) to \(text(found.high))", what: "the interval of \(name(fact)), \(fact.method)"))
    }
  }

  /// Sums of fractions in another order differ in the last digits.
  static func agree(_ a: Double, _ b: Double, scale: Double = 0) -> Bool {
    abs(a - b) <= 1e-9 * max(abs(a), abs(b), abs(scale)) || abs(a - b) < 1e-12
  }

  private func text(_ value: Double) -> String { "\(fifteen(value))" }

  // MARK: - Figures of pages

  /// What a figure may read: its values formatted, also where a tie between two roundings falls the other way in 15
  /// digits.
  func texts(_ figure: BundlePages.Figure) -> [String] {
    guard bundle.pages.forms.indices.contains(figure.form) else { return [] }
    let form = bundle.pages.forms[figure.form]
    let values = figure.of.compactMap(value)
    guard values.count == figure.of.count, !values.isEmpty else { return [] }
    return [0, 1e-13, -1e-13].map { shift in
      (figure.lead ?? "") + form.text(values.map { $0 * (1 + shift) })
    }
  }

  /// What a figure shows, in words.
  func name(_ figure: BundlePages.Figure) -> String {
    guard let first = figure.of.first,
      let fact = first.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) }),
      first.hasPrefix("f"), bundle.facts.indices.contains(fact)
    else { return figure.of.joined(separator: ", ") }
    let part = first.split(separator: "_").dropFirst().first.map { ", \($0)" } ?? ""
    return name(bundle.facts[fact]) + part
  }

  private func name(_ fact: BundleFact) -> String {
    let periods = bundle.definitions.periods
    func period(_ index: Int) -> String { periods.indices.contains(index) ? periods[index].name : "?" }
    var name = fact.metric
    if let against = fact.against { name += ", \(fact.subject) on \(period(against))" }
    name += fact.pointText
    if let segment = fact.segment?.last { name += ", \(segment)" }
    if let arm = fact.arm?.last { name += ", \(arm)" }
    return name + ", " + period(fact.period)
  }

  /// The value of a figure's formula: arithmetic over facts, limits of a control chart, a share of a change.
  private func value(_ text: String) -> Double? {
    let words = text.split(separator: ":", maxSplits: 1)
    guard words.count == 2 else { return formula(text) }
    // A quotation from an earlier output.
    if words[0] == FigureTerm.earlier { return Double(words[1].drop { $0 == " " }) }
    if words[0].hasPrefix("with ") { return value(words[1], with: words[0].dropFirst(5)) }
    let lists = words[1].split(separator: ";").map { $0.split(separator: ",").compactMap { formula(String($0)) } }
    guard let first = lists.first else { return nil }
    switch words[0] {
    case "mean": return ControlChart(first)?.mean
    case "lower limit": return ControlChart(first)?.lower
    case "upper limit": return ControlChart(first)?.upper
    default:
      guard words[0].hasPrefix("share "), lists.count == 2, let index = Int(words[0].dropFirst(6)),
        let parts = shapleyProduct(before: first, after: lists[1]), parts.indices.contains(index)
      else { return nil }
      return parts[index]
    }
  }

  /// A fact's formula with another fact at one of its ends.
  private func value(_ fact: Substring, with end: Substring) -> Double? {
    func number(_ text: Substring) -> Int? { Int(text.drop { $0 == " " || $0 == "f" }.prefix { $0 != "_" }) }
    guard let changed = number(end), let result = number(fact), bundle.facts.indices.contains(changed),
      bundle.facts.indices.contains(result), let value = part(String(end))
    else { return nil }
    func place(_ fact: BundleFact) -> RecordedFormulas.Place {
      .init(period: fact.period, segment: fact.segment, arm: fact.arm)
    }
    let (input, output) = (bundle.facts[changed], bundle.facts[result])
    var formulas = formulas
    formulas.given = (input.metric, place(input), value)
    return formulas.value(output.metric, at: place(output))
  }

  private func formula(_ text: String) -> Double? {
    let trimmed = text.drop { $0 == " " }
    return RecordedFormulas.node(String(trimmed))?.evaluate(name: part, call: { _, _ in nil })
  }

  private func part(_ name: String) -> Double? {
    let words = name.split(separator: "_", maxSplits: 1)
    guard let first = words.first, first.hasPrefix("f"), let index = Int(first.dropFirst()),
      bundle.facts.indices.contains(index),
      let part = FigureTerm.Part(rawValue: words.count > 1 ? "_" + words[1] : "")
    else { return nil }
    let fact = bundle.facts[index]
    switch part {
    case .value: return fact.value
    case .low: return fact.low
    case .high: return fact.high
    case .n: return fact.n.map(Double.init)
    case .clusters: return fact.clusters.map(Double.init)
    case .target: return fact.target
    case .plan: return fact.plan
    case .forecast: return fact.forecast
    case .lowest: return fact.scenario?.first
    case .highest: return fact.scenario?.last
    }
  }
}

extension RecordedFormulas {
  init(_ bundle: Bundle) {
    self.init()
    let definitions = bundle.definitions
    for metric in definitions.metrics { formulas[metric.name] = Self.node(metric.compiled) }
    for input in definitions.inputs { inputs[input.name] = input.value }
    let scales = Dictionary(definitions.measures.map { ($0.name, $0.scale) }) { first, _ in first }
    for sum in bundle.sums.sums {
      guard let total = sum.total else { continue }
      let divisor = (0..<min(30, max(0, scales[sum.measure] ?? 0))).reduce(1.0) { result, _ in result * 10 }
      sums[sum.measure, default: [:]][Place(period: sum.period, segment: sum.segment, arm: sum.arm)] = total / divisor
    }
    for part in bundle.sums.parts {
      parts[part.call, default: [:]][Place(period: part.period, segment: part.segment, arm: part.arm)] = part.value
    }
    periods = definitions.periods.map { Stretch(days: $0.days, yearDays: $0.year, moves: $0.moves ?? [:]) }
    for cohort in definitions.cohorts {
      for arm in cohort.arms where cohortOfArm[arm] == nil { cohortOfArm[arm] = cohort.name }
      if let treatment = cohort.treatment, let control = cohort.control {
        comparisons[cohort.name] = (treatment, control)
      }
    }
  }
}
