import Charts
import Formats

extension GalleryKind {
  static let line = GalleryKind(
    "Line with interval", series: { .line(lineSpec($0)) },
    [
      State(
        "Forecast, target, events",
        .line(
          LineSpec(
            series: [
              .init(
                label: "NPS", points: points(GallerySeries.all[0]),
                forecast: [.init(day: 20_743, value: 41), .init(day: 20_773, value: 43)])
            ],
            events: [
              ChartEvent(day: 20_180, label: "Assistant live, 2 Apr"), ChartEvent(day: 20_200, label: "New price list"),
              ChartEvent(day: 20_560, label: "Voice channel"),
            ], target: 36, format: .number(digits: 1)))),
      State("An extreme value is cut", extreme([11: 212])),
      State("Extremes on both sides", extreme([4: -160, 11: 212, 12: 260])),
      State("Quarters of a fiscal year from April", fiscalQuarters(start: 4)),
      State("Years of a fiscal year from July", fiscalYears(start: 7)),
      State(
        "Several series, long names",
        .line(
          LineSpec(
            series: [
              .init(label: GallerySeries.longName, points: points(GallerySeries.all[0])),
              .init(label: "Web chat", points: points(GallerySeries.all[0], shift: 4), isFocus: false),
              .init(label: GallerySeries.longName, points: points(GallerySeries.all[0], shift: -6), isFocus: false),
            ], format: .number(digits: 1)))),
      State(
        "Twenty series",
        .line(
          LineSpec(
            series: (0..<20).map { i in
              .init(
                label: "Team \(i + 1)", points: points(GallerySeries.all[0], shift: Double(i) / 2), isFocus: i == 0)
            }, format: .number(digits: 1)))),
    ])

  static let column = GalleryKind(
    "Columns",
    series: { series in
      .column(
        ColumnSpec(
          points: zip(series.days, series.values).map { .init(day: $0, actual: $1) }, format: series.format,
          grain: series.grain))
    },
    [
      State(
        "Plan and target",
        .column(
          ColumnSpec(
            points: zip(GallerySeries.months(12), GallerySeries.wave(12)).map {
              .init(day: $0, actual: $1, plan: $1 * 0.8 + 6)
            }, target: 33, format: .number(digits: 1))))
    ])

  static let control = GalleryKind(
    "Control chart (XmR)",
    series: { series in
      .control(
        ControlSpec(
          points: zip(series.days, series.values).map { .init(day: $0, value: $1) },
          segments: limits(series), target: series.values.compactMap { $0 }.max(), format: series.format,
          grain: series.grain))
    },
    [
      State(
        "Rebase, signals, event",
        .control(
          ControlSpec(
            points: zip(GallerySeries.months(24), GallerySeries.wave(24)).enumerated().map { i, point in
              .init(
                day: point.0, value: point.1 + (i > 11 ? 9 : 0),
                signal: i == 6 ? .bad : i == 20 || i == 21 ? .good : nil)
            },
            segments: [
              .init(start: 19_997, end: 20_361, mean: 30, upper: 36, lower: 24),
              .init(start: 20_362, end: 20_730, mean: 43, upper: 48, lower: 38),
            ], target: 45, events: [ChartEvent(day: 20_362, label: "Assistant live, 1 Oct")],
            format: .number(digits: 1), grain: .month)))
    ])

  static let sparkline = GalleryKind(
    "Sparkline",
    series: { series in
      .sparkline(
        SparklineSpec(
          points: zip(series.days, series.values).map { .init(day: $0, value: $1) },
          rule: series.days.isEmpty ? nil : series.days[series.days.count / 2]))
    })

  private static func extreme(_ values: [Int: Double]) -> ChartSpec {
    var points = points(GallerySeries.all[0])
    for (index, value) in values {
      points[index] = .init(day: points[index].day, value: value, low: value - 9, high: value + 9)
    }
    return .line(
      LineSpec(
        series: [.init(label: "NPS", points: points)], events: [ChartEvent(day: 20_380, label: "Price list")],
        target: 36, format: .number(digits: 1)))
  }

  private static func fiscalQuarters(start: Int) -> ChartSpec {
    let days = GallerySeries.months(27).enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
    var spec = LineSpec(
      series: [.init(label: "NPS", points: zip(days, GallerySeries.wave(9)).map { .init(day: $0, value: $1) })],
      format: .number(digits: 1), grain: .quarter)
    spec.fiscal = FiscalYear(start: start)
    return .line(spec)
  }

  private static func fiscalYears(start: Int) -> ChartSpec {
    let days = GallerySeries.months(70).enumerated().filter { $0.offset % 12 == 9 }.map(\.element)
    var spec = ColumnSpec(
      points: zip(days, GallerySeries.wave(5)).map { .init(day: $0, actual: $1) }, format: .number(digits: 1),
      grain: .year)
    spec.fiscal = FiscalYear(start: start)
    return .column(spec)
  }

  private static func lineSpec(_ series: GallerySeries) -> LineSpec {
    LineSpec(
      series: [.init(label: "NPS", points: points(series))], format: series.format, grain: series.grain)
  }

  private static func points(_ series: GallerySeries, shift: Double = 0) -> [LineSpec.Point] {
    zip(series.days, series.values).map { day, value in
      let value = value.map { $0 + shift }
      return .init(day: day, value: value, low: value.map { $0 - series.half }, high: value.map { $0 + series.half })
    }
  }

  private static func limits(_ series: GallerySeries) -> [ControlSpec.Segment] {
    let known = series.values.compactMap { $0 }
    guard let first = series.days.first, let last = series.days.last, known.count > 1 else { return [] }
    let mean = known.reduce(0, +) / Double(known.count)
    return [
      .init(start: first, end: last, mean: mean, upper: mean + series.half * 5, lower: mean - series.half * 5)
    ]
  }
}
