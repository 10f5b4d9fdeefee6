import Charts
import Formats

extension GalleryKind {
  private static let teams: [(String, Double?, Double?)] = (1...12).map { (number: Int) -> (String, Double?, Double?) in
    let actual: Int = (number * 37) % 23
    let plan: Int = (number * 11) % 19
    return ("Team \(number)", Double(actual), Double(plan))
  }
  private static let drivers: [(String, Double, Double)] = (1...14).map { (number: Int) -> (String, Double, Double) in
    let low = Double(160 - number) / 20
    let high = Double(240 + number) / 30
    return ("Driver \(number)", low, high)
  }

  static let variance = GalleryKind(
    "Variance",
    [
      State(
        "Against plan, to a total",
        variance([("Overflow contract", 9.9, 10.6), ("Contacts", 5.1, 6.3), ("Margin", 2.2, 1.8)], total: (17.2, 18.7))),
      State("Earlier period", variance([("Web", 61.3, 60.9), ("Voice", 42.8, 47.1)], reference: .prior)),
      State("An outlier is cut", variance([("A", 101, 100), ("B", 98, 100), ("C", 103, 100), ("D", 300, 100)])),
      State("Below zero and missing", variance([("A", -12, 4), ("B", nil, 4), ("C", 3, nil), ("D", 0, 0)])),
      State("Long labels", variance([(GallerySeries.longName, 31e9, 29e9), ("B", 2e9, 8e9)])),
      State("Tiny and huge", variance([("A", 1e-9, 2e-9), ("B", 1e12, 9e11)])),
      State("Twelve rows", variance(teams)),
      State("No data", variance([("A", nil, nil)])),
    ])

  static let bullet = GalleryKind(
    "Bullet",
    [
      State(
        "Ranges, interval, status",
        bullet([(71, 78, [50, 65, 78, 90], .offTarget), (61, 65, [], .near), (3.4, 3.1, [], .onTarget)])),
      State("Below zero", bullet([(-30, 10, [], .offTarget), (-4, -8, [], .near)])),
      State("Without value or target", bullet([(nil, 10, [], nil), (4, nil, [], nil)])),
      State("Tiny and huge", bullet([(1e-9, 2e-9, [], nil), (1e12, 9e11, [], .near)])),
      State("No data", bullet([(nil, nil, [], nil)])),
    ])

  static let tornado = GalleryKind(
    "Tornado",
    [
      State("Normal", tornado([("Lift", 4.2, 12.1), ("Cost of a contact", 10.8, 5.9), ("Margin", 7.9, 8.3)])),
      State("Both ends on one side", tornado([("Lift", 9, 12), ("Margin", 7.9, 8.3)])),
      State("Long labels", tornado([(GallerySeries.longName, 4, 11), (GallerySeries.longName, 8, 8)])),
      State("Fourteen drivers", tornado(drivers)),
      State("No data", tornado([])),
    ])

  static let slope = GalleryKind(
    "Slope",
    [
      State("Two periods", slope(2, [("Web", [61, 64]), ("Voice", [38, 47]), ("App", [62, 63.5])])),
      State("Three periods with a gap", slope(3, [("Web", [61, nil, 64]), ("Voice", [nil, 38, 47])])),
      State("All close together", slope(2, (1...9).map { ("Team \($0)", [50, Double(500 + $0) / 10]) })),
      State("Long labels", slope(2, [(GallerySeries.longName, [31e9, 29e9]), ("B", [2e9, -8e9])])),
      State(
        "None beyond noise", slope(2, [("Web", [61, 62]), ("Voice", [38, 41]), ("App", [52, 51.5])], focus: nil)),
      State("One line", slope(2, [("Web", [1, 1])])),
      State("No data", slope(2, [("Web", [nil, nil])])),
    ])

  static let heat = GalleryKind(
    "Heat map",
    [
      State("Normal", heat(rows: 5, columns: 6)), State("Eighteen months", heat(rows: 6, columns: 18)),
      State("Missing cells", heat(rows: 4, columns: 6, missing: 3)), State("One cell", heat(rows: 1, columns: 1)),
      State("Sixteen rows", heat(rows: 16, columns: 5)), State("No data", heat(rows: 2, columns: 3, missing: 1)),
    ])

  static let distribution = GalleryKind(
    "Distribution",
    [
      State("Net promoter score", answers(.nps, [[4, 1, 2, 3, 3, 7, 6, 11, 17, 22, 24]])),
      State("One to five, two periods", answers(.rating, [[6, 8, 15, 41, 30], [4, 7, 16, 33, 40]])),
      State("Agreement", answers(.likert, [[6, 8, 15, 41, 30], [4, 7, 16, 33, 40], [0, 0, 0, 50, 50]])),
      State("Agreement by segment", segments()),
      State("Four values, no middle", answers(.likert, [[10, 20, 30, 40]])),
      State("One answer", answers(.rating, [[100]])), State("No data", answers(.rating, [[]])),
    ])

  private static func variance(
    _ rows: [(String, Double?, Double?)], reference: VarianceSpec.Reference = .plan, total: (Double, Double)? = nil
  ) -> ChartSpec {
    var lines = rows.map { row in
      VarianceSpec.Row(label: row.0, actual: row.1, reference: row.2, marker: row.2.map { $0 * 0.9 }, better: .up)
    }
    if let total {
      lines.append(.init(label: "Total", actual: total.0, reference: total.1, isTotal: true, better: .up))
    }
    let percent = ValueFormat(multiplier: 100, digits: 0, suffix: "%")
    return .variance(
      VarianceSpec(
        groups: [.init(rows: lines, format: .number(digits: 1), relative: percent)], reference: reference,
        referenceName: reference == .plan ? "Plan" : "2026-Q2", markerName: "2025-Q3"))
  }

  private static func bullet(_ rows: [(Double?, Double?, [Double], BulletSpec.Status?)]) -> ChartSpec {
    .bullet(
      BulletSpec(
        rows: rows.enumerated().map { index, row in
          .init(
            label: "Measure \(index + 1)", remark: "%", value: row.0, low: row.0.map { $0 * 0.96 },
            high: row.0.map { $0 * 1.04 }, target: row.1, edges: row.2, better: index == 2 ? .down : .up, status: row.3,
            format: .number(digits: 1))
        }))
  }

  private static func tornado(_ rows: [(String, Double, Double)]) -> ChartSpec {
    .tornado(
      TornadoSpec(
        rows: rows.map { .init(label: $0.0, lowInput: "€4.20", highInput: "€6.10", atLow: $0.1, atHigh: $0.2) },
        base: 8.1, baseLabel: "Net value", format: ValueFormat(digits: 1, prefix: "€", suffix: " k")))
  }

  private static func slope(_ count: Int, _ rows: [(String, [Double?])], focus: Int? = 0) -> ChartSpec {
    .slope(
      SlopeSpec(
        periods: Array(["2025-Q3", "2026-Q2", "2026-Q3"].suffix(count)),
        series: rows.enumerated().map {
          .init(label: $1.0, values: $1.1, isFocus: $0 == focus, isLargest: focus == nil && $0 == 1)
        },
        format: .number(digits: 1)))
  }

  private static func heat(rows: Int, columns: Int, missing: Int? = nil) -> ChartSpec {
    .heat(
      HeatSpec(
        columns: (0..<columns).map { "M\($0 + 1)" },
        rows: (0..<rows).map { row in
          .init(
            label: "Intent \(row + 1)",
            values: (0..<columns).map { column -> Double? in
              if let missing, (row + column) % missing == 0 { return nil }
              let step = column * 7 % 5 - row * 9
              return Double(90 + step)
            })
        }, format: .number(digits: 1)))
  }

  private static func segments() -> ChartSpec {
    let rows: [(String, [Double], String)] = [
      ("Business", [4, 6, 12, 38, 40], "412"), ("Regular", [6, 9, 15, 41, 29], "1,806"),
      ("New", [14, 19, 21, 28, 18], "655"), (GallerySeries.longName, [30, 24, 20, 16, 10], "38"),
      ("All", [8, 11, 16, 38, 27], "2,911"),
    ]
    return .distribution(
      DistributionSpec(
        scale: .likert, answers: ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"],
        series: rows.map { .init(label: $0.0, shares: $0.1.map { $0 / 100 }, count: $0.2) }))
  }

  private static func answers(_ scale: DistributionSpec.Scale, _ series: [[Double]]) -> ChartSpec {
    let count = series.map(\.count).max() ?? 0
    let groups: [DistributionSpec.Group] =
      scale == .nps
      ? [
        .init(range: 0..<7, label: "Detractors", share: "26%"), .init(range: 7..<9, label: "Passives", share: "28%"),
        .init(range: 9..<11, label: "Promoters", share: "46%"),
      ] : []
    return .distribution(
      DistributionSpec(
        scale: scale, answers: (0..<count).map { "\(scale == .nps ? $0 : $0 + 1)" },
        series: series.enumerated().map { index, shares in
          .init(label: index == 0 ? "2026-Q3" : "2026-Q\(2 - index % 2)", shares: shares.map { $0 / 100 }, count: "812")
        }, groups: groups))
  }
}
