import Diagnostics
import Engines
import Facts
import Formats
public import Metrics
import Narrative
import Pack
import Statistics
import Units

/// Turns facts into figures that open to their definition, one set a page.
struct FactPresenter {
  let pack: Pack
  let book: FactBook
  var popovers = PopoverCollector()
  var figures = FigureCollector()
  /// Numbers facts for the keys of figures that are computed from several.
  let numbers = FactNumbers()
  /// The page on which the statements of the datasets stand; nil where none does.
  var statementsPage: String?

  /// A fact as a figure.
  ///
  /// - Parameters:
  ///   - figure: what is shown; default: the fact's value in its own format.
  ///   - variant: tells apart figures of one fact that are shown differently.
  mutating func number(_ fact: Fact, _ figure: ShownFigure? = nil, variant: String = "") -> NumberView {
    let key = [
      fact.qualifiedName, fact.subject.against?.name ?? "", fact.period.name, fact.segment?.segment ?? "",
      fact.segment?.value ?? "", fact.arm?.arm ?? "", variant,
    ].joined(separator: "\u{1}")
    if let known = popovers[key] { return known }
    let style: FigureStyle = fact.subject.against == nil ? .plain : .signed
    let own = ShownFigure(fact, fact.format(digits: digits(fact.metric)), style)
    return popovers.add(key, view(of: fact, shown: figure ?? own))
  }

  /// Another figure of a fact, its interval or its change in another form: it opens to the same as the fact.
  mutating func opened(_ fact: Fact, _ figure: ShownFigure?) -> HTML? {
    guard let figure else { return nil }
    var view = number(fact)
    view.shown = figure.text
    view.figure = figures.id(figure)
    view.isQuiet = true
    return view.button
  }

  /// A figure that was set and not computed: the target or plan of a fact, with its source.
  mutating func set(
    _ part: FigureTerm.Part, of fact: Fact, _ figure: ShownFigure?, isQuiet: Bool = true
  ) -> HTML? {
    guard let figure else { return nil }
    let word = part.rawValue.dropFirst()
    let kind = phrase(known: String(word))
    let key = [
      fact.qualifiedName, fact.period.name, fact.segment?.value ?? "", fact.arm?.arm ?? "", String(word), figure.text,
    ]
    .joined(separator: "\u{1}")
    let definition = pack.metrics.first { $0.name == fact.metric }
    var details: [NumberView.Detail] = []
    if let source = definition?.targetSource, part == .target { details.append((phrase("Source"), .text(source))) }
    if let now = tied(ShownFigure(fact, fact.format(digits: digits(fact.metric)))) {
      details.append((phrase("Figure"), now))
      if let interval = tied(interval(fact)) { details.append((phrase("95%"), interval)) }
    }
    var shared = words(of: definition)
    if let owner = definition?.owner { shared.append((phrase("Owner"), .text(owner))) }
    if let polarity = definition?.polarity, polarity != .neutral {
      shared.append((phrase("Better"), .text(phrase(known: polarity.rawValue))))
    }
    var view = popovers.add(
      key,
      NumberView(
        id: "", shown: figure.text, figure: figures.id(figure), label: "\(fact.label), \(kind), \(fact.period.text)",
        definedBy: definition?.name, own: details, shared: shared))
    view.isQuiet = isQuiet
    return view.button
  }

  /// A figure of a fact in a place that does not open: its text, tied to the bundle.
  mutating func tied(_ figure: ShownFigure?) -> HTML? {
    figure.map { "<data value=\"\(figures.id($0))\">\($0.text)</data>" }
  }

  func digits(_ metric: String) -> Int? { pack.metrics.first { $0.name == metric }?.digits }

  private mutating func view(of fact: Fact, shown: ShownFigure?) -> NumberView {
    let definition = pack.metrics.first { $0.name == fact.metric }
    var details: [NumberView.Detail] = []
    if let interval = tied(interval(fact)) { details.append((phrase("95%"), interval)) }
    if let n = cases(fact) { details.append(("n", n)) }
    if let range = fact.scenario {
      let format = fact.format(
        digits: digits(fact.metric), magnitude: max(abs(range.lowerBound), abs(range.upperBound)))
      let ends = ShownFigure(
        [range.lowerBound, range.upperBound], [FigureTerm(fact, .lowest), FigureTerm(fact, .highest)], format)
      details.append((phrase("With each input at its ends"), tied(ends) ?? .empty))
    }
    details += basis(of: fact)
    return NumberView(
      id: "", shown: shown?.text ?? fact.answerWithoutValue ?? phrase("n/a"), figure: shown.map { figures.id($0) },
      label: label(of: fact), metric: definition?.name, definedBy: definition?.name, own: details,
      shared: shared(of: fact))
  }

  /// What a fact rests on and how far it carries.
  func basis(of fact: Fact) -> [NumberView.Detail] {
    var details: [NumberView.Detail] = []
    let sources = sources(fact.metric)
    if !sources.isEmpty { details.append((phrase("Source"), .text(sources))) }
    if let grade = fact.grade { details.append((phrase("Evidence"), .text(grade.label))) }
    if let note = fact.shownNote { details.append((phrase("Note"), .text(phrase(known: note)))) }
    return details
  }

  /// What all facts of a metric have in common, with the method of one.
  func shared(of fact: Fact) -> [NumberView.Detail] {
    let definition = pack.metrics.first { $0.name == fact.metric }
    var details = words(of: definition)
    if let definition { details.append((phrase("Formula"), .text(definition.formula.description))) }
    if let measure = pack.measures.first(where: { $0.name == fact.metric }) {
      details.append((phrase("Measure"), .text(measure.text)))
    }
    var conversions = pack.compiled[fact.metric]?.conversions.map(\.text) ?? []
    conversions += book.exchangeRates(of: fact.metric, in: Slice(fact.period))
    if !conversions.isEmpty { details.append((phrase("Conversion"), .text(conversions.joined(separator: "; ")))) }
    details.append((phrase("Method"), .text(phrase(known: fact.estimate.method))))
    let statements = statements(of: fact.metric)
    if !statements.isEmpty { details.append(("SQL", statements)) }
    return details
  }

  private func words(of definition: Metric?) -> [NumberView.Detail] {
    definition?.definition.map { [(phrase("Definition"), .text($0))] } ?? []
  }

  /// `990 from 827 customers`; nil where the notion does not apply.
  mutating func cases(_ fact: Fact) -> HTML? {
    tied(ShownFigure(cases: fact)).map {
      fact.estimate.clustersEstimated ? $0 + customers(fact, .phrase(" from ")) : $0
    }
  }

  /// `, 8,000 customers`, with what stands before them; nothing where the notion does not apply.
  private mutating func customers(_ fact: Fact, _ before: HTML) -> HTML {
    guard let clusters = fact.estimate.clusters else { return .empty }
    let figure = ShownFigure(Double(clusters), FigureTerm(fact, .clusters), .count)
    return before
      + (fact.estimate.clustersEstimated
        ? .phrase("about \(tied(figure)) customers") : .phrase("\(tied(figure)) customers"))
  }

  /// `61.0% to 61.6%`; nil without an interval.
  func interval(_ fact: Fact, magnitude: Double? = nil) -> ShownFigure? {
    let format = fact.format(digits: digits(fact.metric), magnitude: magnitude)
    if fact.subject.against == nil { return ShownFigure(interval: fact, format, .plain) }
    return ShownFigure(interval: fact, format, .bareSigned)
  }

  /// The same in words.
  func intervalText(_ fact: Fact, magnitude: Double? = nil) -> String? {
    guard let low = fact.estimate.low, let high = fact.estimate.high else { return nil }
    let format = fact.format(digits: digits(fact.metric), magnitude: magnitude)
    if fact.subject.against == nil { return [low, high].map(format.string).joined(separator: PackLocale.current.to) }
    return [low, high].map(format.bareSigned).joined(separator: PackLocale.current.to)
  }

  func label(of fact: Fact) -> String {
    var label = fact.label
    switch fact.subject {
    case .level, .curve: break
    case .change(let against): label += phrase(", change on \(against.text)")
    case .relativeChange(let against): label += phrase(", relative change on \(against.text)")
    }
    if let segment = fact.segment { label += ", \(displayName(segment.value))" }
    if let arm = fact.arm { label += ", \(arm.arm)" }
    return label + ", " + fact.period.text
  }

  /// Links to the statements of the datasets a metric rests on.
  func statements(of metric: String) -> HTML {
    guard let statementsPage else { return .empty }
    let known = Set(book.sums.plan.views.map(\.dataset))
    return book.datasets(of: metric).filter(known.contains).map { dataset -> HTML in
      "<a href=\"\(statementsPage)#sql-\(slug(dataset))\">\(dataset)</a>"
    }.joined(", ")
  }

  /// The datasets and inputs a metric rests on.
  func sources(_ metric: String) -> String { sourceList(metric).joined(separator: "; ") }

  /// The same one by one.
  func sourceList(_ metric: String) -> [String] {
    if let input = pack.inputs.first(where: { $0.name == metric }) { return [input.source] }
    let datasets = book.datasets(of: metric)
    let inputs = book.inputs(of: metric).map { "\($0.label.isEmpty ? $0.name : $0.label) (\($0.source))" }
    return datasets + inputs
  }
}

extension Measure {
  /// The measure as its author would write it, on one line.
  public var text: String {
    var text: String
    switch aggregate {
    case .count: text = phrase("count of \(dataset)")
    case .sum(let expression): text = phrase("sum of \(expression.description) from \(dataset)")
    case .distinct: text = phrase("distinct customers in \(dataset)")
    case .survival(let start, let end, let competing, _):
      text = phrase("time from \(start.description) to \(end.description) in \(dataset)")
      if !competing.isEmpty { text += phrase(" (or else \(competing.map(\.description).joined(separator: ", ")))") }
    case .quantile(let expression, _): text = phrase("distribution of \(expression.description) from \(dataset)")
    }
    if let condition { text += phrase(" where \(condition.description)") }
    if let at { text += phrase(", at \(at.description)") }
    if let matureDays { text += phrase(", mature after \(matureDays) days") }
    return text
  }
}
