import Facts
import Formats
import Pack

/// Figures that are not the value of one fact, and what they open to.
extension FactPresenter {
  /// Facts that a computed figure names, where it is computed from more.
  private static let namedFacts = 6

  /// A figure of a page: it opens to the fact that it is of, or to all that it is computed from.
  ///
  /// - Parameter main: a fact of the same metric whose popover says what all of them have in common.
  mutating func opening(_ figure: ShownFigure?, besides main: Fact? = nil) -> HTML? {
    guard let figure else { return nil }
    var seen: Set<FactIdentity> = []
    let facts = figure.terms.flatMap(\.facts).filter { seen.insert(FactIdentity($0)).inserted }
    switch facts.count {
    case 0: return tied(figure)
    case 1:
      if let part = set(figure) { return self.set(part, of: facts[0], figure) }
      if let main, main.metric == facts[0].metric, FactIdentity(main) != FactIdentity(facts[0]) {
        return row(facts[0], figure, besides: main)
      }
      return opened(facts[0], figure)
    default: return computed(figure, from: facts)
    }
  }

  /// The part that a figure is alone, where it was set and not computed.
  private func set(_ figure: ShownFigure) -> FigureTerm.Part? {
    guard figure.terms.count == 1, figure.terms[0].pieces.count == 1,
      case .fact(_, let part) = figure.terms[0].pieces[0],
      [.target, .plan, .forecast].contains(part)
    else { return nil }
    return part
  }

  /// One of many figures of a metric: what differs between them, and the way to what does not.
  private mutating func row(_ fact: Fact, _ figure: ShownFigure, besides main: Fact) -> HTML {
    let key = ["row", FigureTerm(fact).text(numbers.number)].joined(separator: "\u{1}")
    var view: NumberView
    if let known = popovers[key] {
      view = known
    } else {
      var details: [(term: String, text: HTML)] = []
      if let n = tied(ShownFigure(n: fact)) { details.append(("n", n + customers(fact, .phrase(" from ")))) }
      if let grade = fact.grade { details.append((phrase("Evidence"), .text(grade.label))) }
      if let note = fact.shownNote { details.append((phrase("Note"), .text(phrase(known: note)))) }
      var way = number(main)
      way.shown = phrase("as of \(label(of: main))")
      way.figure = nil
      details.append((phrase("Definition, formula, source"), way.button))
      let value = ShownFigure(fact, fact.format(digits: digits(fact.metric)))
      view = popovers.add(
        key,
        NumberView(
          id: "", shown: value?.text ?? fact.answerWithoutValue ?? phrase("n/a"), figure: value.map { figures.id($0) },
          label: label(of: fact), interval: tied(interval(fact)).map { .phrase("95%: \($0)") }, definition: nil,
          details: details))
    }
    view.shown = figure.text
    view.figure = figures.id(figure)
    view.isQuiet = true
    return view.button
  }

  /// A figure that is known from elsewhere, with what is known of it.
  mutating func stated(_ figure: ShownFigure, label: String, _ details: [(term: String, text: HTML)]) -> HTML {
    let key = ["stated", label, figure.text].joined(separator: "\u{1}")
    var view = popovers.add(
      key,
      NumberView(
        id: "", shown: figure.text, figure: figures.id(figure), label: label, interval: nil, definition: nil,
        details: details))
    view.isQuiet = true
    return view.button
  }

  private mutating func computed(_ figure: ShownFigure, from facts: [Fact]) -> HTML {
    let labels = figure.terms.map { text(of: $0) }.filter { !$0.isEmpty }
    let key = ["computed", figure.terms.map { $0.text(numbers.number) }.joined(separator: "|"), figure.text]
    let named = facts.prefix(Self.namedFacts).map { fact -> HTML in
      let format = fact.format(digits: digits(fact.metric))
      return "\(label(of: fact)): \(tied(ShownFigure(fact, format)) ?? .text(fact.answerWithoutValue ?? phrase("n/a")))"
    }
    let rest: HTML = facts.count > named.count ? .phrase("; and others of the same series") : .empty
    var details: [(term: String, text: HTML)] = []
    if let formula = labels.first { details.append((phrase("Formula"), .text(formula))) }
    details.append((phrase("Computed from"), named.joined("; ") + rest))
    var datasets: [String] = []
    for source in facts.map({ sources($0.metric) }) where !source.isEmpty && !datasets.contains(source) {
      datasets.append(source)
    }
    if !datasets.isEmpty { details.append((phrase("Source"), .text(datasets.joined(separator: "; ")))) }
    let grades = Set(facts.compactMap(\.grade)).sorted { $0.strength < $1.strength }
    if let weakest = grades.first { details.append((phrase("Evidence"), .text(weakest.label))) }
    var view = popovers.add(
      key.joined(separator: "\u{1}"),
      NumberView(
        id: "", shown: figure.text, figure: figures.id(figure),
        label: facts.count == 2 ? phrase("Computed from two figures") : phrase("Computed from several figures"),
        interval: nil, definition: nil,
        details: details))
    view.isQuiet = true
    return view.button
  }

  /// A formula with the facts by name; empty where it is no arithmetic.
  private func text(of term: FigureTerm) -> String {
    var isArithmetic = false
    let text = term.pieces.map { piece in
      switch piece {
      case .text(let text):
        isArithmetic = isArithmetic || text.contains { "+-*/".contains($0) }
        return text
      case .fact(let fact, let part):
        return "[" + label(of: fact)
          + (part.rawValue.isEmpty ? "" : ", " + phrase(known: String(part.rawValue.dropFirst()))) + "]"
      }
    }.joined()
    return isArithmetic && !text.contains(":") && term.facts.count <= Self.namedFacts ? text : ""
  }
}
