import Diagnostics
import Facts
import Formats
import Metrics
import Narrative
import Pack
import Statistics
import Units

/// Turns facts into figures that open to their definition, one set a page.
struct FactPresenter {
  let pack: Pack
  let book: FactBook
  var popovers = PopoverCollector()

  /// A fact as a figure.
  ///
  /// - Parameters:
  ///   - text: what is shown; default: the fact's own text.
  ///   - variant: tells apart figures of one fact that are shown differently.
  mutating func number(_ fact: Fact, text: String? = nil, variant: String = "") -> NumberView {
    let key = [
      fact.qualifiedName, fact.subject.against?.name ?? "", fact.period.name, fact.segment?.segment ?? "",
      fact.segment?.value ?? "", fact.arm?.arm ?? "", variant,
    ].joined(separator: "\u{1}")
    if let known = popovers[key] { return known }
    return popovers.add(key, view(of: fact, shown: text ?? fact.text(digits: digits(fact.metric))))
  }

  func digits(_ metric: String) -> Int? { pack.metrics.first { $0.name == metric }?.digits }

  private func view(of fact: Fact, shown: String) -> NumberView {
    let definition = pack.metrics.first { $0.name == fact.metric }
    var details: [(term: String, text: String)] = []
    if let definition { details.append(("Formula", definition.formula.description)) }
    if let measure = pack.measures.first(where: { $0.name == fact.metric }) {
      details.append(("Measure", measure.text))
    }
    var conversions = pack.compiled[fact.metric]?.conversions.map(\.text) ?? []
    conversions += book.exchangeRates(of: fact.metric, in: Slice(fact.period))
    if !conversions.isEmpty { details.append(("Conversion", conversions.joined(separator: "; "))) }
    details.append(("Method", fact.estimate.method))
    if let n = fact.estimate.n {
      var text = ValueFormat.count.string(Double(n))
      if let customers = fact.estimate.customersText { text += " from \(customers)" }
      details.append(("n", text))
    }
    if let range = fact.scenario {
      let format = fact.format(
        digits: digits(fact.metric), magnitude: max(abs(range.lowerBound), abs(range.upperBound)))
      details.append(
        ("With each input at its ends", "\(format.string(range.lowerBound)) to \(format.string(range.upperBound))"))
    }
    let sources = sources(fact.metric)
    if !sources.isEmpty { details.append(("Source", sources)) }
    if let grade = fact.grade { details.append(("Evidence", grade.label)) }
    if let note = fact.shownNote { details.append(("Note", note)) }
    return NumberView(
      id: "", shown: shown, label: label(of: fact), interval: intervalText(fact).map { "95%: " + $0 },
      definition: definition?.definition, details: details)
  }

  /// `61.0% to 61.6%`; nil without an interval.
  func intervalText(_ fact: Fact, magnitude: Double? = nil) -> String? {
    guard let low = fact.estimate.low, let high = fact.estimate.high else { return nil }
    let format = fact.format(digits: digits(fact.metric), magnitude: magnitude)
    if case .level = fact.subject { return "\(format.string(low)) to \(format.string(high))" }
    return "\(format.bareSigned(low)) to \(format.bareSigned(high))"
  }

  func label(of fact: Fact) -> String {
    var label = fact.label
    switch fact.subject {
    case .level: break
    case .change(let against): label += ", change on \(against.text)"
    case .relativeChange(let against): label += ", relative change on \(against.text)"
    }
    if let segment = fact.segment { label += ", \(displayName(segment.value))" }
    if let arm = fact.arm { label += ", \(arm.arm)" }
    return label + ", " + fact.period.text
  }

  /// The datasets and inputs a metric rests on.
  private func sources(_ metric: String) -> String {
    if let input = pack.inputs.first(where: { $0.name == metric }) { return input.source }
    let datasets = book.datasets(of: metric)
    let inputs = book.inputs(of: metric).map { "\($0.label.isEmpty ? $0.name : $0.label) (\($0.source))" }
    return (datasets + inputs).joined(separator: "; ")
  }
}

extension Measure {
  /// The measure as its author would write it, on one line.
  var text: String {
    var text: String
    switch aggregate {
    case .count: text = "count of \(dataset)"
    case .sum(let expression): text = "sum of \(expression.description) from \(dataset)"
    case .distinct: text = "distinct customers in \(dataset)"
    case .survival(let start, let end, _): text = "time from \(start.description) to \(end.description) in \(dataset)"
    case .quantile(let expression, _): text = "distribution of \(expression.description) from \(dataset)"
    }
    if let condition { text += " where \(condition.description)" }
    if let at { text += ", at \(at.description)" }
    if let matureDays { text += ", mature after \(matureDays) days" }
    return text
  }
}
