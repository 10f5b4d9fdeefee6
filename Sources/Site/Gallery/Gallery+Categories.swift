import Charts
import Formats

extension GalleryKind {
  static let bar = GalleryKind(
    "Bars",
    [
      State("Normal", bars([("Web chat", 61.3), ("Voice", 42.8), ("Email", 38.1), ("App", 55.0)])),
      State("One bar", bars([("Web chat", 61.3)])),
      State("Missing and negative", bars([("Web chat", 12.4), ("Voice", nil), ("Email", -8.2), ("App", 0)])),
      State("All negative", bars([("Web chat", -12.4), ("Voice", -3.1)])),
      State(
        "Long labels",
        bars([(GallerySeries.longName, 31), ("Voice", 12.5), (GallerySeries.longName, -7)], remark: "n 12,345,678")),
      State("Extreme", bars([("Tiny", 1e-9), ("Huge", 1e12), ("Usual", 4_000)])),
      State("Twelve bars", bars((1...12).map { ("Team \($0)", Double(($0 * 37) % 23)) })),
      State("No data", bars([("Web chat", nil)])),
    ])

  static let waterfall = GalleryKind(
    "Waterfall and bridge",
    [
      State(
        "Parts to a total",
        waterfall([
          ("Deflected contacts", 184_000, .part), ("Extra orders", 122_000, .part), ("Run cost", -96_000, .part),
          ("Return", 210_000, .total), ("Avoided hires", 40_000, .memo),
        ])),
      State(
        "Small drivers on a scale of their own",
        waterfall([
          ("Q2", 1_000_000, .total), ("Volume", 42_000, .part), ("Price", -31_000, .part), ("Mix", 9_000, .part),
          ("Q3", 1_020_000, .total),
        ])),
      State(
        "Below zero", waterfall([("Start", -50_000, .total), ("Gain", 90_000, .part), ("End", 40_000, .total)])),
      State("Missing part", waterfall([("Volume", 4000, .part), ("Price", nil, .part), ("Total", nil, .total)])),
      State(
        "Long labels",
        waterfall([
          (GallerySeries.longName, 31e9, .part), (GallerySeries.longName, -12e9, .part), ("Total", 19e9, .total),
        ])),
      State("One step", waterfall([("Total", 12, .total)])),
      State("No data", waterfall([("Volume", nil, .part)])),
    ])

  static let forest = GalleryKind(
    "Forest",
    [
      State("Normal", forest([("New", 4.1, 1.2, 30), ("Regular", 2.2, 0.9, 60), ("Business", -0.4, 2.5, 10)])),
      State("One row", forest([("New", 4.1, 1.2, 30)])),
      State("Missing interval and estimate", forest([("New", 4.1, nil, 30), ("Regular", nil, nil, 60)])),
      State("Huge and long", forest([(GallerySeries.longName, 3e9, 1e9, 5), ("Regular", -2e6, 8e8, 95)])),
      State("Tiny", forest([("New", 2e-9, 1e-9, 50), ("Regular", -1e-9, 3e-9, 50)])),
      State("Twelve rows", forest((1...12).map { ("Team \($0)", Double(($0 * 37) % 11) - 3, 2, Double($0)) })),
      State("No data", forest([])),
    ])

  static let survival = GalleryKind(
    "Survival",
    [
      State(
        "Two curves, promise", survival([curve("Q3 2026", rate: 0.93), curve("Q2 2026", rate: 0.96)], promise: 30)),
      State("One curve, faded", survival([curve("Q3 2026", rate: 0.93, atRisk: 24)])),
      State("Few steps", survival([curve("Q3 2026", rate: 0.7, count: 2, atRisk: 9)])),
      State("Long names", survival([curve(GallerySeries.longName, rate: 0.93), curve("B", rate: 0.8)])),
      State("2,000 steps", survival([curve("Q3 2026", rate: 0.9995, count: 2000)])),
      State("No data", survival([])),
    ])

  private static func bars(_ rows: [(String, Double?)], remark: String? = nil) -> ChartSpec {
    .bar(
      BarSpec(
        bars: rows.map { label, value in
          .init(
            label: label, value: value, low: value.map { $0 - abs($0) / 9 }, high: value.map { $0 + abs($0) / 9 },
            isHighlighted: label == "Voice", remark: remark)
        }, format: .number(digits: 1)))
  }

  private static func waterfall(_ steps: [(String, Double?, WaterfallSpec.Kind)]) -> ChartSpec {
    .waterfall(WaterfallSpec(steps: steps.map { .init(label: $0, value: $1, kind: $2) }, format: .count))
  }

  private static func forest(_ rows: [(String, Double?, Double?, Double)]) -> ChartSpec {
    let specs = rows.map { label, value, half, weight in
      ForestSpec.Row(
        label: label, share: "\(Int(weight))%", estimate: value, low: half.flatMap { h in value.map { $0 - h } },
        high: half.flatMap { h in value.map { $0 + h } }, weight: weight)
    }
    return .forest(
      ForestSpec(
        groups: [.init(heading: "By tier", rows: specs)],
        pooled: specs.count > 1 ? .init(label: "All", share: "100%", estimate: 2.4, low: 1.6, high: 3.2) : nil,
        leftCaption: "favours holdout", rightCaption: "favours assistant",
        estimateHeading: "€ per customer (95% interval)", format: .number(digits: 2)))
  }

  private static func curve(
    _ label: String, rate: Double, count: Int = 80, atRisk: Int = 200
  ) -> SurvivalSpec.Curve {
    var share = 1.0
    let steps = (0..<count).map { i in
      share *= rate
      return SurvivalSpec.Step(
        time: Double(i + 1) * 90 / Double(count + 1), survival: share, low: share * 0.9, high: min(1, share * 1.1),
        atRisk: max(1, Int(Double(atRisk) * share)))
    }
    let median = steps.first { $0.survival <= 0.5 }?.time
    return SurvivalSpec.Curve(
      label: label, steps: steps, median: median, medianLow: median.map { $0 * 0.8 },
      medianHigh: median.map { $0 * 1.3 },
      rows: [.init(label: "at risk", counts: [200, 120, 60, 30, 12, 5, 1])], isFocus: label != "Q2 2026" && label != "B"
    )
  }

  private static func survival(_ curves: [SurvivalSpec.Curve], promise: Double? = nil) -> ChartSpec {
    .survival(
      SurvivalSpec(
        curves: curves, times: [0, 15, 30, 45, 60, 75, 90], timeLabel: "Days", timeFormat: .count, promise: promise,
        promiseLabel: "promise: 30 days"))
  }
}
