import Charts
import Formats

extension GalleryKind {
  static let scatter = GalleryKind(
    "Scatter",
    [
      State("Normal, labels", scatter(teams(12))),
      State("Trend with interval", scatter(teams(24), hasTrend: true)),
      State("One point", scatter(teams(1))),
      State(
        "Missing values", scatter(teams(4) + [.init(label: "No x", x: nil, y: 3), .init(label: "No y", x: 3, y: nil)])),
      State(
        "Negative", scatter(teams(8).map { .init(label: $0.label, x: $0.x.map { $0 - 60 }, y: $0.y.map { $0 - 30 }) })),
      State(
        "Long labels",
        scatter(
          teams(6).map { .init(label: GallerySeries.longName, x: $0.x, y: $0.y, isHighlighted: $0.isHighlighted) })),
      State("On one another", scatter((1...9).map { .init(label: "Team \($0)", x: 40, y: 20) })),
      State(
        "Tiny and huge",
        scatter(teams(8).map { .init(label: $0.label, x: $0.x.map { $0 * 1e-10 }, y: $0.y.map { $0 * 1e10 }) })),
      State("2,000 points", scatter(teams(2000))),
      State("400 points, trend", scatter(teams(400), hasTrend: true)),
      State("No data", scatter([])),
    ])

  static let share = GalleryKind(
    "Share over time",
    [
      State("Four parts", share(4, count: 18)),
      State("Nine parts: five and other", share(9, count: 12)),
      State("One part", share(1, count: 6)),
      State("One period", share(4, count: 1)),
      State("Missing periods", share(3, count: 12, isGappy: true)),
      State("Long names", share(5, count: 6, name: GallerySeries.longName)),
      State("2,000 days", share(5, count: 2000)),
      State("No data", share(3, count: 0)),
    ])

  static let eventStudy = GalleryKind(
    "Event study",
    [
      State("Flat before, effect after", effects(-6...5)),
      State("Against the last period before", effects(-6...5, hasReference: true)),
      State("Only after", effects(0...3)),
      State("Only before", effects(-4 ... -1)),
      State("One period", effects(0...0)),
      State("Weeks", effects(-26...26)),
      State("Huge", effects(-4...4, factor: 1e10)),
      State("Tiny", effects(-4...4, factor: 1e-9)),
      State("Long event name", effects(-2...9, event: GallerySeries.longName)),
      State("2,000 periods", effects(-1000...999)),
      State("No data", .eventStudy(EventStudySpec(points: [], event: "", offsetLabel: "", format: .count))),
    ])

  static let reliability = GalleryKind(
    "Reliability curve",
    [
      State("Overconfident", reliability([0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95])),
      State("Few data", reliability([0.2, 0.8], count: 9)),
      State("One bin", reliability([0.6])),
      State("Narrow", reliability([0.91, 0.93, 0.95, 0.97])),
      State("Large counts", reliability([0.1, 0.3, 0.5, 0.7, 0.9], count: 12_345_678)),
      State("A hundred bins", reliability((0..<100).map { Double($0) / 100 })),
      State("No data", reliability([])),
    ])

  static let timeline = GalleryKind(
    "Timeline of milestones",
    [
      State("Met, late, open", milestones()),
      State("Long names", milestones(name: GallerySeries.longName)),
      State("All on their day", milestones(delays: [0, 0, 0])),
      State("One milestone", milestones(delays: [21])),
      State("Years", milestones(delays: [0, 400, 1200, nil], step: 300)),
      State("Fiscal years from April", milestones(delays: [0, 900, 1600, nil], step: 500, fiscal: 4)),
      State("Nine", milestones(delays: (0..<9).map { ($0 * 11) % 31 - 5 })),
      State("No data", milestones(delays: [])),
    ])

  private static func teams(_ count: Int) -> [ScatterSpec.Point] {
    (0..<count).map { i in
      let x = 30 + Double((i * 37) % 61) + Double((i * 17) % 10) / 10
      return .init(label: "Team \(i + 1)", x: x, y: x / 4 + Double((i * 53) % 23), isHighlighted: i == 2)
    }
  }

  private static func scatter(_ points: [ScatterSpec.Point], hasTrend: Bool = false) -> ChartSpec {
    let trend = (0...12).map { i -> ScatterSpec.TrendPoint in
      let x = 30 + Double(i) * 5
      let half = 3 + abs(x - 60) / 12
      return .init(x: x, y: x / 4 + 11, low: x / 4 + 11 - half, high: x / 4 + 11 + half)
    }
    return .scatter(
      ScatterSpec(
        points: points, trend: hasTrend ? trend : [], xLabel: "Contacts a day →", yLabel: "↑ Handle time, minutes",
        xFormat: .number(digits: 1), yFormat: .number(digits: 1)))
  }

  private static func share(_ parts: Int, count: Int, isGappy: Bool = false, name: String? = nil) -> ChartSpec {
    let names = ["Web chat", "App", "Messaging", "Voice", "Email", "Fax", "Letter", "Shop", "Partner"]
    let days = count > 100 ? GallerySeries.days(count) : GallerySeries.months(count)
    return .share(
      ShareSpec(
        parts: (0..<parts).map { part in
          .init(
            label: name ?? names[part],
            amounts: days.indices.map { i in
              isGappy && i % 4 == 2
                ? nil : 400 / Double(part + 1) + Double((i * 37 + part * 11) % 50) + Double(i * part % 90)
            })
        }, days: days, grain: count > 100 ? .day : .month))
  }

  private static func effects(
    _ offsets: ClosedRange<Int>, factor: Double = 1, hasReference: Bool = false, event: String = "Launch, 1 Apr 2026"
  ) -> ChartSpec {
    let points = offsets.map { offset -> EventStudySpec.Point in
      if hasReference, offset == -1 { return .init(offset: -1, estimate: 0, isReference: true) }
      let noise = Double((offset * 37 + 39_000) % 13) / 13 - 0.5
      let value = (offset < 0 ? noise : 2.4 - 1.6 / Double(offset + 1) + noise / 2) * factor
      return .init(offset: offset, estimate: value, low: value - 0.9 * factor, high: value + 0.9 * factor)
    }
    return .eventStudy(
      EventStudySpec(
        points: points, event: event, offsetLabel: "Months from launch",
        format: ValueFormat(digits: factor < 1e-6 ? 10 : 1, suffix: " pp")))
  }

  private static func reliability(_ predicted: [Double], count: Int = 1200) -> ChartSpec {
    .reliability(
      ReliabilitySpec(
        bins: predicted.enumerated().map { i, share in
          let observed = 0.08 + share * 0.8
          let half = 0.02 + 0.05 * abs(share - 0.3)
          return .init(
            predicted: share, observed: observed, low: observed - half, high: observed + half,
            count: count / (1 + (i * 7) % 5))
        }, predictedLabel: "Predicted share →", observedLabel: "↑ Observed share"))
  }

  private static func milestones(
    delays: [Int?] = [0, -2, 35, 21, nil], name: String? = nil, step: Int = 24, fiscal: Int = 1
  ) -> ChartSpec {
    let names = ["Web and app live", "Privacy review closed", "Hand-over notes", "Voice pilot", "Second language"]
    let rows = delays.enumerated().map { i, delay -> TimelineSpec.Row in
      let planned = 20_544 + i * step
      let words = delay.map { $0 > 0 ? "Late \($0) days" : $0 < 0 ? "Early \(-$0) days" : "Met" } ?? "Open"
      return .init(
        label: name ?? names[i % names.count], planned: planned, actual: delay.map { planned + $0 },
        status: delay.map { $0 > 0 ? .late : .met } ?? .open, words: words)
    }
    var spec = TimelineSpec(rows: rows, asOf: 20_731, asOfLabel: "As of 5 Oct")
    spec.fiscal = FiscalYear(start: fiscal)
    return .timeline(spec)
  }
}
