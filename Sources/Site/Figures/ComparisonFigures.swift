import Charts
import Facts
import Formats
import Metrics
import Pack
import Statistics
import Units

/// Charts that compare: with a plan, between periods, between values.
struct ComparisonFigures {
  let pack: Pack
  let book: FactBook

  /// nil in success: no data.
  func content(_ chart: ChartDirective) -> Result<FigureContent?, Withheld> {
    switch chart {
    case .variance(let chart): variance(chart)
    case .bullet(let chart): .success(bullet(chart))
    case .tornado(let metric, let drivers): tornado(metric, drivers: drivers)
    case .slope(let chart): slope(chart)
    case .heat(let metric, let segment, let grain, let from): heat(metric, segment, grain, from: from)
    case .distribution(let chart): distribution(chart)
    default: .success(nil)
    }
  }

  func better(_ metric: String) -> Better {
    switch pack.metrics.first(where: { $0.name == metric })?.polarity {
    case .up?: .up
    case .down?: .down
    default: .neutral
    }
  }

  func digits(_ metric: String) -> Int? { pack.metrics.first { $0.name == metric }?.digits }

  func format(_ metric: String, _ facts: some Sequence<Fact>) -> ValueFormat {
    .of(book.unit(metric), magnitude: magnitude(facts), digits: digits(metric))
  }

  func magnitude(_ facts: some Sequence<Fact>) -> Double {
    facts.compactMap { $0.estimate.value.map(abs) }.max() ?? 0
  }

  func label(ofSegment name: String) -> String { pack.segments.first { $0.name == name }?.label ?? name }

  func bullet(_ chart: BulletDirective) -> FigureContent {
    let slice = Slice(pack.period)
    let facts = chart.metrics.map { book.fact($0, in: slice) }
    let hasRanges = !chart.ranges.isEmpty
    var rows: [[FigureCell]] = []
    let bars = facts.map { fact -> BulletSpec.Row in
      let metric = fact.metric
      let target = book.target(metric, slice)
      let status = book.status(metric, in: slice)
      let format = ValueFormat.of(
        fact.unit, magnitude: max(abs(fact.estimate.value ?? 0), abs(target ?? 0)), digits: digits(metric))
      let edges = chart.ranges[metric] ?? []
      let shownEdges = ShownFigure(edges, edges.map { FigureTerm(stringLiteral: "\($0)") }, format)
      rows.append(
        [
          .text(fact.label), FigureCell(ShownFigure(fact, format), else: fact.text()),
          FigureCell(ShownFigure(interval: fact, format)),
          FigureCell(target.map { ShownFigure($0, FigureTerm(fact, .target), format) }),
          FigureCell(ShownFigure(n: fact)),
          .text(status?.label ?? "–"),
        ] + (hasRanges ? [edges.isEmpty ? "–" : .figure(shownEdges)] : []))
      return BulletSpec.Row(
        label: fact.label, remark: book.unitText(metric, magnitude: abs(fact.estimate.value ?? 0)),
        value: fact.estimate.value, low: fact.estimate.low, high: fact.estimate.high, target: target, edges: edges,
        better: better(metric), status: status.map(BulletSpec.Status.init), format: format)
    }
    let scales =
      chart.metrics.contains { chart.ranges[$0] == nil }
      ? phrase("each on a scale of its own from zero") : phrase("each on a scale of its own")
    return FigureContent(
      spec: .bullet(BulletSpec(rows: bars)),
      subtitle: phrase("\(pack.period.text), \(scales); whisker: 95% interval, tick: target, tinted: better"),
      caption: phrase("Measures against targets"),
      columns: [phrase("Measure"), phrase("Value"), phrase("95% interval"), phrase("Target"), "n", phrase("Status")]
        + (hasRanges ? [phrase("Ranges")] : []), rows: rows
    )
  }

  func tornado(_ metric: String, drivers: [String]?) -> Result<FigureContent?, Withheld> {
    let slice = Slice(pack.period)
    let fact = book.fact(metric, in: slice)
    guard let base = fact.estimate.value else { return .success(nil) }
    // What cancels out in the formula moves nothing.
    let swings = book.swings(of: metric, drivers: drivers, in: slice).filter { $0.width > abs(base) * 1e-9 }
    guard !swings.isEmpty else {
      return .failure(
        Withheld(
          why: phrase(
            "nothing that \(fact.label) is computed from has a range: no input with low and high, no interval")))
    }
    let size = (swings.flatMap { [$0.atLow, $0.atHigh] } + [base]).map(abs).max() ?? 0
    let format = ValueFormat.of(fact.unit, magnitude: size, digits: digits(metric))
    var cells: [[FigureCell]] = []
    let rows = swings.map { swing -> TornadoSpec.Row in
      let driver = swing.driver
      let isInput = pack.inputs.contains { $0.name == driver.metric }
      let own = ValueFormat.of(
        driver.unit, magnitude: max(abs(swing.low), abs(swing.high)), digits: digits(driver.metric))
      let (low, high): (FigureTerm.Part, FigureTerm.Part) = isInput ? (.lowest, .highest) : (.low, .high)
      let figures = [
        ShownFigure(swing.low, FigureTerm(driver, low), own), ShownFigure(swing.high, FigureTerm(driver, high), own),
        ShownFigure(swing.atLow, "with \(driver, low): \(fact)", format),
        ShownFigure(swing.atHigh, "with \(driver, high): \(fact)", format),
      ]
      var label = driver.label
      if !isInput, driver.period != pack.period { label += ", " + driver.period.text }
      if let arm = driver.arm { label += ", " + displayName(arm.arm) }
      cells.append(
        [.text(label)] + figures.map { .figure($0) } + [
          .text(isInput ? phrase("input's range") : phrase("95% interval"))
        ])
      return TornadoSpec.Row(
        label: label, lowInput: figures[0].text, highInput: figures[1].text, atLow: swing.atLow, atHigh: swing.atHigh)
    }
    cells.append([.text(phrase("As reported")), "–", "–", FigureCell(ShownFigure(fact, format)), "–", ""])
    return .success(
      FigureContent(
        spec: .tornado(TornadoSpec(rows: rows, base: base, baseLabel: fact.label, format: format)),
        subtitle:
          phrase(
            "\(fact.label), \(book.unitText(metric, magnitude: size)), \(pack.period.text), with one driver at a time at either end of its range; fainter: its lower end"
          ),
        caption: fact.label,
        columns: [
          phrase("Driver"), phrase("Low"), phrase("High"), phrase("Result at low"), phrase("Result at high"),
          phrase("Range"),
        ],
        rows: cells,
        grade: fact.grade))
  }
}

extension BulletSpec.Status {
  init(_ status: TargetStatus) {
    switch status {
    case .onTarget: self = .onTarget
    case .near: self = .near
    case .offTarget: self = .offTarget
    }
  }
}
