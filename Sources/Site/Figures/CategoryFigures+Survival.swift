import Charts
import Facts
import Formats
import Metrics
import Pack
import Statistics

extension CategoryFigures {
  /// The share still open of a survival measure; where ends compete, the share of each end instead.
  func survival(measure: String, series: [String], promise: Int?, until: Int) -> FigureContent? {
    guard let definition = pack.measures.first(where: { $0.name == measure }),
      case .survival(_, let end, let competing, let resolution) = definition.aggregate
    else { return nil }
    let days = SurvivalDays(until: until, resolution: resolution)
    let periods = (series.isEmpty ? [pack.period.name] : series).compactMap {
      pack.resolvePeriod($0, from: pack.period)
    }
    let drawn =
      competing.isEmpty
      ? waiting(measure, periods, days) : ended(measure, periods, days, names: ([end] + competing).map(\.endingName))
    guard let first = drawn.curves.first else { return nil }
    let shares = competing.isEmpty ? phrase("Share still open") : phrase("Share ended")
    let method = competing.isEmpty ? "Kaplan-Meier" : "Aalen-Johansen"
    return FigureContent(
      spec: .survival(
        SurvivalSpec(
          curves: drawn.curves, times: days.ticks, timeLabel: phrase("Days"), timeFormat: days.format,
          promise: promise.map(Double.init), promiseLabel: promise.map { phrase("promise: \($0) days") } ?? "",
          rises: !competing.isEmpty)),
      subtitle:
        phrase(
          "\(shares), by days since the start; \(method), 95% interval for \(first.label); faded below 15 at risk"),
      caption: shares, columns: drawn.columns, rows: drawn.rows)
  }

  private typealias Drawn = (curves: [SurvivalSpec.Curve], columns: [String], rows: [[FigureCell]])

  private func waiting(_ measure: String, _ periods: [Period], _ days: SurvivalDays) -> Drawn {
    var drawn: Drawn = ([], columns(shares: [phrase("Still open")], counts: [phrase("done")]), [])
    for (index, period) in periods.enumerated() {
      guard let curve = book.survival(measure, in: Slice(period)), curve.n > 0 else { continue }
      drawn.curves.append(
        days.curve(
          period.text, median: curve.median,
          steps: curve.steps.map {
            .init(
              time: days.days($0.time), survival: $0.survival, low: $0.low, high: $0.high, atRisk: $0.atRisk)
          },
          rows: [
            (phrase("at risk"), { curve.atRisk(at: $0) }), (phrase("done"), { curve.closed(by: $0) }),
            (phrase("still open"), { curve.censored(by: $0) }),
          ], isFocus: index == 0))
      drawn.rows += days.ticks.map { day in
        let time = days.units(day)
        let row = CurveRow(book: book, measure: measure, slice: Slice(period), time: time)
        let open = curve.share(within: time).complement
        return [.text(period.text), .text(days.format.string(day))] + row.share(.open, open)
          + [
            row.n(.open, open), row.count(.atRisk, curve.atRisk(at: time)),
            row.count(.closed(0), curve.closed(by: time)),
            row.count(.censored, curve.censored(by: time)),
          ]
      }
    }
    return drawn
  }

  /// The first period shows how many ended otherwise too.
  private func ended(_ measure: String, _ periods: [Period], _ days: SurvivalDays, names: [String]) -> Drawn {
    var drawn: Drawn = ([], columns(shares: names.map(\.capitalizedFirst), counts: names), [])
    for (index, period) in periods.enumerated() {
      let curves = book.incidences(measure, in: Slice(period))
      guard let own = curves.first, own.n > 0 else { continue }
      for (end, curve) in curves.enumerated() where end == 0 || index == 0 {
        var rows: [(String, (Int64) -> Int?)] = []
        if end == 0 {
          rows = [(phrase("at risk"), { curve.atRisk(at: $0) })]
          rows += zip(names, curves).map { name, other in (name, { other.closed(by: $0) }) }
          rows.append((phrase("still open"), { curve.censored(by: $0) }))
        }
        var drawing = days.curve(
          periods.count > 1 ? "\(period.text), \(names[end])" : names[end], median: curve.median,
          steps: curve.steps.map {
            .init(time: days.days($0.time), survival: $0.incidence, low: $0.low, high: $0.high, atRisk: $0.atRisk)
          }, rows: rows, isFocus: index == 0 && end == 0)
        drawing.isCompeting = end > 0
        drawn.curves.append(drawing)
      }
      drawn.rows += days.ticks.map { day in
        let time = days.units(day)
        let row = CurveRow(book: book, measure: measure, slice: Slice(period), time: time)
        return [.text(period.text), .text(days.format.string(day))]
          + curves.enumerated().flatMap { row.share(.ended($0), $1.share(within: time)) }
          + [row.n(.ended(0), own.share(within: time)), row.count(.atRisk, own.atRisk(at: time))]
          + curves.enumerated().map { row.count(.closed($0), $1.closed(by: time)) }
          + [row.count(.censored, own.censored(by: time))]
      }
    }
    return drawn
  }

  /// The shares with their intervals and n, then the numbers that stand under the curves.
  private func columns(shares: [String], counts: [String]) -> [String] {
    [phrase("Period"), phrase("Days")] + shares.flatMap { [$0, phrase("95% interval")] } + ["n"]
      + ([phrase("at risk")] + counts + [phrase("still open")]).map { phrase("Number \($0)") }
  }
}

/// A row of a survival table: what the curves say at one time.
private struct CurveRow {
  let book: FactBook
  let measure: String
  let slice: Slice
  let time: Int64

  /// A share and its interval.
  func share(_ quantity: CurvePoint.Quantity, _ estimate: Estimate) -> [FigureCell] {
    let fact = book.fact(measure, CurvePoint(quantity, at: time), estimate, in: slice)
    let format = fact.format()
    return [
      FigureCell(ShownFigure(fact, format), else: phrase("n/a")),
      FigureCell(ShownFigure(interval: fact, format, .plain)),
    ]
  }

  /// How many the shares are of.
  func n(_ quantity: CurvePoint.Quantity, _ estimate: Estimate) -> FigureCell {
    FigureCell(ShownFigure(n: book.fact(measure, CurvePoint(quantity, at: time), estimate, in: slice)))
  }

  func count(_ quantity: CurvePoint.Quantity, _ count: Int) -> FigureCell {
    let estimate = Estimate(value: Double(count), method: "count", n: count)
    let fact = book.fact(measure, CurvePoint(quantity, at: time), estimate, in: slice)
    return FigureCell(ShownFigure(fact, .count))
  }
}

/// The axis of a survival chart, and times of a measure on it.
private struct SurvivalDays {
  let until: Int
  /// The measure's units in a day.
  let perDay: Double

  init(until: Int, resolution: Int64) {
    self.until = until
    perDay = 86_400 / Double(resolution)
  }

  var ticks: [Double] { stride(from: 0, through: until, by: max(1, until / 6)).map(Double.init) }
  var format: ValueFormat { .number(digits: 0) }
  func days(_ time: Int64) -> Double { Double(time) / perDay }
  func units(_ days: Double) -> Int64 { Int64(days * perDay) }

  func curve(
    _ label: String, median: Estimate, steps: [SurvivalSpec.Step], rows: [(String, (Int64) -> Int?)], isFocus: Bool
  ) -> SurvivalSpec.Curve {
    SurvivalSpec.Curve(
      label: label, steps: steps.filter { $0.time <= Double(until) }, median: median.value.map { $0 / perDay },
      medianLow: median.low.map { $0 / perDay }, medianHigh: median.high.map { $0 / perDay },
      rows: rows.map { name, count in SurvivalSpec.CountRow(label: name, counts: ticks.map { count(units($0)) }) },
      isFocus: isFocus)
  }
}
