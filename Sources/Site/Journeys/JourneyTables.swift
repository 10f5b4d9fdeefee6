import Charts
import Facts
import Formats
import Metrics
import Pack
import Statistics
import Units

/// Funnels and retention as tables, and funnels as bars.
extension DirectiveRenderer {
  func journey(_ table: JourneyTable, _ spec: DirectiveSpec) -> HTML {
    switch table {
    case .funnel(let name):
      return pack.funnels.first { $0.name == name }.map { funnelTable($0, spec) } ?? .empty
    case .retention(let name, let grain, let from):
      return pack.retention.first { $0.name == name }.map { retentionTable($0, grain, from, spec) } ?? .empty
    }
  }

  private func funnelTable(_ funnel: Funnel, _ spec: DirectiveSpec) -> HTML {
    let slice = Slice(pack.period)
    func cell(_ name: String?, _ label: String) -> HTML {
      guard let name else { return .empty }
      var fact = book.fact(name, in: slice)
      if !pack.metrics.contains(where: { $0.name == name }) { fact.label = label }
      let format = fact.format(digits: digits(name))
      guard let shown = ShownFigure(fact, format) else { return "–" }
      let interval = text.presenter.opened(fact, ShownFigure(interval: fact, format)).map {
        " <small>\($0)</small>" as HTML
      }
      return "\(text.presenter.number(fact, shown, variant: "funnel").button)\(interval)"
    }
    let rows = funnel.steps.map { step -> TableView.Row in
      .cells([
        .text(step.label), cell(step.count, funnel.label + ": " + step.label), cell(step.rates?.ofPrevious, ""),
        cell(step.rates?.ofFirst, ""), cell(step.rates?.dropOff, ""),
      ])
    }
    let noun = pack.datasets.first { $0.name == funnel.dataset }?.noun ?? "row"
    return TableView(
      caption: title(spec, funnel.label),
      unit: unit(spec, phrase("\(pack.period.text), 95% interval below each share")),
      columns: [
        .init(phrase("Step")), .init(noun == "row" ? phrase("Rows") : Noun.plural(noun).capitalizedFirst, number: true),
        .init(phrase("Of the step before"), number: true),
        .init(phrase("Of the first"), number: true), .init(phrase("Lost"), number: true),
      ], rows: rows, style: "dt in fun"
    ).html + note(spec)
  }

  private func retentionTable(_ retention: Retention, _ grain: Grain, _ from: String?, _ spec: DirectiveSpec) -> HTML {
    let shown = pack.starts(grain, from: from)
    let periods = shown.filter { (book.fact(retention.started, in: Slice($0)).estimate.value ?? 0) > 0 }
    guard let all = shown.joined, !periods.isEmpty else {
      return withheld(spec, phrase("nobody started in these periods"))
    }
    func fact(_ window: Retention.Window, _ period: Period) -> Fact? {
      guard pack.isMature(window.days, after: period) else { return nil }
      let fact = book.fact(window.metric, in: Slice(period))
      return fact.estimate.value == nil ? nil : fact
    }
    let values = periods.flatMap { period in retention.windows.compactMap { fact($0, period)?.estimate.value } }
    let digits = self.digits(retention.windows.first?.metric ?? "") ?? 1
    let format = ValueFormat.percent(digits: digits)
    func started(_ period: Period) -> HTML {
      var fact = book.fact(retention.started, in: Slice(period))
      fact.label = phrase("\(retention.label): started")
      return "\(text.presenter.number(fact, variant: "retention").button)"
    }
    let rows = periods.map { period in
      HeatView.Row(
        head: period.text,
        cells: retention.windows.map { window in
          guard let fact = fact(window, period), let value = fact.estimate.value else { return nil }
          return HeatView.Cell(
            level: HeatSpec.level(of: value, among: values),
            content: "\(text.presenter.number(fact, ShownFigure(fact, format), variant: "retention").button)")
        }, total: started(period))
    }
    let foot = retention.windows.map { window -> HTML in
      let fact = book.fact(window.metric, in: Slice(all))
      guard fact.estimate.value != nil else { return "–" }
      return "\(text.presenter.number(fact, ShownFigure(fact, format), variant: "retention").button)"
    }
    return HeatView(
      title: title(spec, retention.label),
      subtitle: spec.subtitle.map { text.inline($0) }
        ?? .text(
          phrase(
            "\(retention.label), % of those who started, within so many days; blank until all of a row have had the days"
          )),
      corner: phrase("Started in"), columns: retention.windows.map { phrase("\($0.days) days") },
      totalTitle: phrase("Started"), rows: rows,
      footHead: phrase("All who have had the days"), foot: foot, footTotal: started(all)
    ).html + note(spec)
  }

  /// A funnel as bars: the share of the first step that reached each.
  func funnelFigure(_ name: String) -> FigureContent? {
    guard let funnel = pack.funnels.first(where: { $0.name == name }), let first = funnel.steps.first else {
      return nil
    }
    let slice = Slice(pack.period)
    let counts = funnel.steps.map { book.fact($0.count, in: slice) }
    guard let whole = counts.first?.estimate.value, whole > 0 else { return nil }
    let format = ValueFormat.percent()
    var bars: [BarSpec.Bar] = []
    var rows: [[FigureCell]] = []
    for (step, count) in zip(funnel.steps, counts) {
      let ofFirst = step.rates.map { book.fact($0.ofFirst, in: slice) }
      let share = ofFirst?.estimate
      let previous = step.rates.map { book.fact($0.ofPrevious, in: slice) }
      let number = count.estimate.value.map { ValueFormat.count.string($0) } ?? phrase("n/a")
      bars.append(
        BarSpec.Bar(
          label: step.label, value: share.map(\.value) ?? 1, low: share?.low, high: share?.high,
          isHighlighted: step == funnel.steps.last,
          remark: step.rates == nil ? number : phrase("\(number) of \(ValueFormat.count.string(whole))")))
      rows.append([
        .text(step.label), FigureCell(ShownFigure(count, .count), else: phrase("n/a")),
        FigureCell(previous.flatMap { ShownFigure($0, format) }),
        FigureCell(ofFirst.flatMap { ShownFigure($0, format) }, else: "100.0%"),
        FigureCell(ofFirst.flatMap { ShownFigure(interval: $0, format) }),
      ])
    }
    return FigureContent(
      spec: .bar(BarSpec(bars: bars, format: format)),
      subtitle: phrase("\(funnel.label), % of \(first.label.lowercasedFirst), \(pack.period.text), 95% interval"),
      caption: funnel.label,
      columns: [
        phrase("Step"), phrase("Count"), phrase("Of the step before"), phrase("Of the first"), phrase("95% interval"),
      ],
      rows: rows,
      remark: funnel.isNested
        ? nil : phrase("Steps need not follow each other: a later step may be reached by more than the one before it."))
  }
}
