import Charts
import Facts
import Formats
import Metrics
import Pack
import Statistics
import Units

/// Charts over time from facts.
struct TimeFigures {
  let pack: Pack
  let book: FactBook

  func line(
    metric: String, periods: [Period], grain: Grain, segment: String?, cohort: String?, showsTarget: Bool
  ) -> FigureContent {
    var slices: [(label: String, make: (Period) -> Slice)] = []
    if let segment {
      slices = book.values(of: segment).map { value in
        (displayName(value), { Slice($0, segment: SegmentValue(segment, value)) })
      }
    } else if let cohort, let arms = pack.cohorts.first(where: { $0.name == cohort })?.arms {
      slices = arms.map { arm in (displayName(arm.name), { Slice($0, arm: ArmName(cohort, arm.name)) }) }
    } else {
      slices = [(book.label(metric), { Slice($0) })]
    }
    let facts = slices.map { slice in periods.map { book.fact(metric, in: slice.make($0)) } }
    let format = format(facts.flatMap { $0 }, metric)
    let ahead = segment == nil && cohort == nil ? forecasts(metric, after: periods.last, grain) : []
    let series = zip(slices, facts).enumerated().map { index, pair in
      LineSpec.Series(
        label: pair.0.label,
        points: zip(periods, pair.1).map { period, fact in
          LineSpec.Point(
            day: period.start.dayNumber, value: fact.estimate.value, low: fact.estimate.low, high: fact.estimate.high
          )
        }, forecast: ahead.map { LineSpec.Point(day: $0.period.start.dayNumber, value: $0.value) },
        isFocus: index == 0)
    }
    let target = showsTarget ? book.target(metric, Slice(pack.period)) : nil
    var spec = LineSpec(
      series: series, events: events(in: periods), target: slices.count == 1 ? target : nil, format: format,
      grain: grain.chartGrain)
    spec.fiscal = fiscal
    let hasIntervals = facts.joined().contains { $0.estimate.low != nil }
    // With value, interval and n in its row a figure needs no popover of its own.
    let hasN = hasIntervals && slices.count < 3
    let expected = ahead.map { forecast -> [FigureCell] in
      let cells: [FigureCell] = [.text(phrase("\(forecast.period.text), forecast")), .figure(forecast.figure(format))]
      return cells + (hasIntervals ? ["–"] : []) + (hasN ? ["–"] : [])
    }
    return FigureContent(
      spec: .line(spec),
      subtitle: subtitle(
        metric, periods, grain, interval: facts.joined().contains { $0.estimate.low != nil },
        magnitude: magnitude(facts.flatMap { $0 })),
      caption: book.label(metric),
      columns: [phrase("Period")] + slices.flatMap { columns($0.label, hasIntervals: hasIntervals, hasN: hasN) },
      rows: periods.indices.map { row in
        [.text(periods[row].text)] + facts.flatMap { cells($0[row], format, hasIntervals: hasIntervals, hasN: hasN) }
      } + expected)
  }

  func columns(metric: String, periods: [Period], grain: Grain, showsPlan: Bool, showsVariance: Bool) -> FigureContent {
    let facts = periods.map { book.fact(metric, in: Slice($0)) }
    let format = format(facts, metric)
    let showsPlan = showsPlan || showsVariance
    let plans = periods.map { showsPlan ? book.plan(metric, Slice($0)) : nil }
    let ahead = forecasts(metric, after: periods.last, grain)
    var points = zip(zip(periods, facts), plans).map { pair, plan in
      ColumnSpec.Point(day: pair.0.start.dayNumber, actual: pair.1.estimate.value, plan: plan)
    }
    for forecast in ahead {
      points.append(
        ColumnSpec.Point(
          day: forecast.period.start.dayNumber, actual: forecast.value,
          plan: showsPlan ? book.plan(metric, Slice(forecast.period)) : nil, isForecast: true))
    }
    var spec = ColumnSpec(points: points, format: format, grain: grain.chartGrain)
    spec.fiscal = fiscal
    if showsVariance { spec.better = ComparisonFigures(pack: pack, book: book).better(metric) }
    func row(_ label: String, _ value: FigureCell, _ actual: Double?, _ term: FigureTerm, _ fact: Fact) -> [FigureCell]
    {
      var cells: [FigureCell] = [.text(label), value]
      let plan = showsPlan ? book.plan(metric, Slice(fact.period)) : nil
      if showsPlan { cells.append(FigureCell(plan.map { ShownFigure($0, FigureTerm(fact, .plan), format) })) }
      guard showsVariance else { return cells }
      var difference: ShownFigure?
      if let actual, let plan {
        difference = ShownFigure(actual - plan, "\([term], joined: "") - \(fact, .plan)", format, .bareSigned)
      }
      return cells + [FigureCell(difference)]
    }
    var rows = facts.map { row($0.period.text, own($0), $0.estimate.value, FigureTerm($0), $0) }
    for forecast in ahead {
      let term = FigureTerm(forecast.fact, .forecast)
      rows.append(
        row(
          phrase("\(forecast.period.text), forecast"), .figure(forecast.figure(format)), forecast.value, term,
          forecast.fact))
    }
    var columns = [phrase("Period"), book.label(metric)]
    if showsPlan { columns.append(phrase("Plan")) }
    if showsVariance { columns.append(phrase("Difference")) }
    return FigureContent(
      spec: .column(spec), subtitle: subtitle(metric, periods, grain, interval: false, magnitude: magnitude(facts)),
      caption: book.label(metric), columns: columns, rows: rows)
  }

  /// An XmR chart; limits are computed anew from each event that says so, and signals are read per stretch.
  func control(metric: String, periods: [Period], grain: Grain, showsTarget: Bool) -> FigureContent? {
    let facts = periods.map { book.fact(metric, in: Slice($0)) }
    let format = format(facts, metric)
    let better = pack.metrics.first { $0.name == metric }?.polarity ?? .neutral
    var points: [ControlSpec.Point] = []
    var segments: [ControlSpec.Segment] = []
    var rows: [[FigureCell]] = []
    var latest: (chart: ControlChart, signals: [Int])?
    for stretch in stretches(periods.map(\.start.dayNumber), at: rebases) {
      let known = stretch.filter { facts[$0].estimate.value != nil }
      let values = known.compactMap { facts[$0].estimate.value }
      let chart = ControlChart(values)
      let terms = known.map { FigureTerm(facts[$0]) }
      func limit(_ value: Double?, _ term: FigureTerm) -> FigureCell {
        FigureCell(value.map { ShownFigure($0, term, format) })
      }
      for (position, index) in known.enumerated() {
        let point = chart?.points[position]
        let direction = point?.signal == nil ? 0 : point?.direction ?? 0
        points.append(
          ControlSpec.Point(
            day: periods[index].start.dayNumber, value: facts[index].estimate.value,
            signal: signal(direction, better)))
        rows.append([
          .text(periods[index].text), own(facts[index]), limit(chart?.mean, "mean: \(terms, joined: ", ")"),
          limit(chart?.lower, "lower limit: \(terms, joined: ", ")"),
          limit(chart?.upper, "upper limit: \(terms, joined: ", ")"), .text(point?.signal.map(\.words) ?? ""),
        ])
      }
      guard let chart, let first = known.first, let last = known.last else { continue }
      latest = (chart, chart.points.map { $0.signal == nil ? 0 : $0.direction })
      segments.append(
        ControlSpec.Segment(
          start: periods[first].start.dayNumber, end: periods[last].end.dayNumber, mean: chart.mean, upper: chart.upper,
          lower: chart.lower))
    }
    guard let latest else { return nil }
    let target = showsTarget ? book.target(metric, Slice(pack.period)) : nil
    var spec = ControlSpec(
      points: points, segments: segments, target: target, events: events(in: periods), format: format,
      grain: grain.chartGrain)
    spec.fiscal = fiscal
    return FigureContent(
      spec: .control(spec), subtitle: subtitle(metric, periods, grain, interval: false, magnitude: magnitude(facts)),
      caption: book.label(metric),
      columns: [
        phrase("Period"), phrase("Value"), phrase("Mean"), phrase("Lower limit"), phrase("Upper limit"),
        phrase("Signal"),
      ], rows: rows,
      control: reading(latest.chart, latest.signals, target: target, better: better),
      remark: latest.chart.isTrial ? phrase("Trial limits: fewer than 12 points since the last rebase.") : nil)
  }

  /// Signals in the latest points of a metric's weekly control chart, for claims.
  func hasSignal(_ metric: String) -> Bool {
    let better = pack.metrics.first { $0.name == metric }?.polarity ?? .neutral
    let weeks = pack.weeksToPeriodEnd
    let values = weeks.map { book.fact(metric, in: Slice($0)).estimate.value }
    return stretches(weeks.map(\.start.dayNumber), at: rebases).contains { stretch in
      let known = stretch.filter { values[$0] != nil }
      guard let chart = ControlChart(known.compactMap { values[$0] }) else { return false }
      return zip(known, chart.points).contains { index, point in
        weeks[index].start >= pack.period.start && point.signal != nil && signal(point.direction, better) != nil
      }
    }
  }

  private func reading(
    _ chart: ControlChart, _ signals: [Int], target: Double?, better: Metrics.Polarity
  ) -> ControlReading {
    let recent = signals.suffix(6).last { $0 != 0 } ?? 0
    let variation: ControlReading.Variation
    switch signal(recent, better) {
    case nil: variation = .commonCause
    case .good?: variation = .improvement
    case .bad?: variation = .concern
    }
    guard let target, better != .neutral else { return ControlReading(variation: variation, assurance: nil) }
    let always = better == .up ? chart.lower >= target : chart.upper <= target
    let never = better == .up ? chart.upper < target : chart.lower > target
    return ControlReading(variation: variation, assurance: always ? .pass : never ? .fail : .hitOrMiss)
  }

  private func signal(_ direction: Int, _ better: Metrics.Polarity) -> ControlSpec.Signal? {
    guard direction != 0, better != .neutral else { return nil }
    return (direction > 0) == (better == .up) ? .good : .bad
  }

  private var rebases: [Int] { pack.events.filter(\.rebase).map(\.date.dayNumber) }

  private func stretches(_ days: [Int], at rebases: [Int]) -> [Range<Int>] {
    var cuts = [0]
    for rebase in rebases.sorted() {
      if let index = days.firstIndex(where: { $0 >= rebase }), index > cuts[cuts.count - 1] { cuts.append(index) }
    }
    cuts.append(days.count)
    return zip(cuts, cuts.dropFirst()).map { $0..<$1 }
  }
}

extension TimeFigures {
  private var fiscal: FiscalYear { FiscalYear(start: pack.calendar.yearStarts) }

  private func format(_ facts: some Sequence<Fact>, _ metric: String) -> ValueFormat {
    let digits = pack.metrics.first { $0.name == metric }?.digits
    return .of(book.unit(metric), magnitude: magnitude(facts), digits: digits)
  }

  private func magnitude(_ facts: some Sequence<Fact>) -> Double {
    facts.compactMap { $0.estimate.value.map(abs) }.max() ?? 0
  }

  private func events(in periods: [Period]) -> [ChartEvent] {
    guard let first = periods.first, let last = periods.last else { return [] }
    return pack.events.filter { first.start <= $0.date && $0.date < last.end }
      .map { ChartEvent(day: $0.date.dayNumber, label: $0.label) }
  }

  private func subtitle(_ metric: String, _ periods: [Period], _ grain: Grain, interval: Bool, magnitude: Double)
    -> String
  {
    let span = [periods.first?.text, periods.last?.text].compactMap { $0 }.joined(separator: PackLocale.current.to)
    return "\(book.label(metric)), \(book.unitText(metric, magnitude: magnitude)), \(grain.adverb)"
      + (interval ? phrase(" with 95% interval") : "") + ", \(span)"
  }

  private func columns(_ label: String, hasIntervals: Bool, hasN: Bool) -> [String] {
    [label] + (hasIntervals ? [phrase("95% interval")] : []) + (hasN ? ["n"] : [])
  }

  private func cells(_ fact: Fact, _ format: ValueFormat, hasIntervals: Bool, hasN: Bool) -> [FigureCell] {
    [FigureCell(ShownFigure(fact, format), else: phrase("n/a"))]
      + (hasIntervals ? [FigureCell(ShownFigure(interval: fact, format))] : [])
      + (hasN ? [FigureCell(ShownFigure(n: fact))] : [])
  }

  private func own(_ fact: Fact) -> FigureCell { FigureCell(ShownFigure(fact, fact.format()), else: fact.text()) }
}

extension Grain {
  var chartGrain: TimeGrain {
    switch self {
    case .day: .day
    case .week: .week
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    }
  }

  var adverb: String {
    switch self {
    case .day: phrase("daily")
    case .week: phrase("weekly")
    case .month: phrase("monthly")
    case .quarter: phrase("quarterly")
    case .year: phrase("yearly")
    }
  }
}

extension ControlChart.Signal {
  /// The rule in words.
  var words: String {
    switch self {
    case .outsideLimits: phrase("outside the limits")
    case .trend: phrase("trend of seven")
    case .twoOfThree: phrase("two of three in the outer third")
    case .run: phrase("seven on one side of the mean")
    }
  }
}
