import Facts
import Formats
import Pack
import Statistics

/// Figures that are not the value of one fact, and what they open to.
extension FactPresenter {
  /// A figure of a page: it opens to the fact that it is of, or to all that it is computed from.
  ///
  /// - Parameters:
  ///   - main: a fact of the same metric whose popover says what all of them have in common.
  ///   - row: what stands beside the figure.
  mutating func opening(
    _ figure: ShownFigure?, besides main: Fact? = nil, beside row: RowFacts = RowFacts()
  ) -> HTML? {
    guard let figure else { return nil }
    var seen: Set<FactIdentity> = []
    let facts = figure.terms.flatMap(\.facts).filter { seen.insert(FactIdentity($0)).inserted }
    switch facts.count {
    case 0: return tied(figure)
    case 1:
      if let part = set(figure) { return self.set(part, of: facts[0], figure) }
      if row.whole.contains(FactIdentity(facts[0])) { return common(facts[0], figure) }
      if let main, main.metric == facts[0].metric, FactIdentity(main) != FactIdentity(facts[0]) {
        return other(facts[0], figure, besides: main)
      }
      return opened(facts[0], figure)
    default: return computed(figure, from: facts, beside: row)
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
  private mutating func other(_ fact: Fact, _ figure: ShownFigure, besides main: Fact) -> HTML {
    let key = ["row", FigureTerm(fact).text(numbers.number)].joined(separator: "\u{1}")
    var view: NumberView
    if let known = popovers[key] {
      view = known
    } else {
      var details: [NumberView.Detail] = []
      if let interval = tied(interval(fact)) { details.append((phrase("95%"), interval)) }
      if let n = cases(fact) { details.append(("n", n)) }
      details += basis(of: fact)
      var way = number(main)
      way.shown = phrase("as of \(label(of: main))")
      way.figure = nil
      let value = ShownFigure(fact, fact.format(digits: digits(fact.metric)))
      view = popovers.add(
        key,
        NumberView(
          id: "", shown: value?.text ?? fact.answerWithoutValue ?? phrase("n/a"), figure: value.map { figures.id($0) },
          label: label(of: fact), definedBy: fact.metric, own: details,
          shared: [(phrase("Definition, formula"), way.button)]))
    }
    view.shown = figure.text
    view.figure = figures.id(figure)
    view.isQuiet = true
    return view.button
  }

  /// A figure whose interval and n stand beside it: what is left to say is the same for all of its metric.
  private mutating func common(_ fact: Fact, _ figure: ShownFigure) -> HTML {
    var own = basis(of: fact)
    if fact.isCount {
      own.append(("n", .text(phrase("the figure itself"))))
    } else if fact.estimate.n != nil || fact.estimate.low != nil {
      own.append((fact.estimate.low == nil ? "n" : phrase("95%") + ", n", .text(phrase("beside the figure"))))
    }
    let key = ["common", fact.metric, fact.label, fact.estimate.method] + own.map { $0.text.markup }
    var view = popovers.add(
      key.joined(separator: "\u{1}"),
      NumberView(
        id: "", shown: "", label: fact.label, definedBy: fact.metric,
        own: own, shared: shared(of: fact)))
    view.shown = figure.text
    view.figure = figures.id(figure)
    view.isQuiet = true
    return view.button
  }

  /// A figure that is known from elsewhere, with what is known of it.
  mutating func stated(_ figure: ShownFigure, label: String, _ details: [NumberView.Detail]) -> HTML {
    let key = ["stated", label, figure.text].joined(separator: "\u{1}")
    var view = popovers.add(
      key,
      NumberView(
        id: "", shown: figure.text, figure: figures.id(figure), label: label, own: details))
    view.isQuiet = true
    return view.button
  }
}
