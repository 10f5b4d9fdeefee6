import Charts
import Formats

extension GalleryKind {
  static let multiples = GalleryKind(
    "Small multiples",
    [
      State("Four lines, the whole, events", multiples(4, reference: "All", hasEvents: true)),
      State("Two lines", multiples(2, reference: "All")),
      State("Six lines, each on a scale of its own", multiples(6, hasOwnScales: true)),
      State("Seven columns", multiples(7, form: .columns, hasEvents: true)),
      State("Columns below zero", multiples(4, form: .columns, shift: -36)),
      State("Eight lines", multiples(8, reference: "All")),
      State("Quarters of a fiscal year from April", multiples(4, count: 9, grain: .quarter, fiscal: 4)),
      State("Missing values and an empty panel", multiples(5, reference: "All", isGappy: true)),
      State("Long names", multiples(3, name: GallerySeries.longName, remark: "n 12,345,678", hasEvents: true)),
      State("One panel, one point", multiples(1, count: 1)),
      State("Tiny", multiples(4, factor: 1e-10, digits: 12)),
      State("Huge", multiples(4, factor: 1e11, digits: 0)),
      State("2,000 days", multiples(4, count: 2000, grain: .day)),
      State("2,000 days as columns", multiples(4, form: .columns, count: 2000, grain: .day)),
      State("No data", multiples(3, count: 0)),
    ])

  private static func multiples(
    _ panels: Int, form: MultiplesSpec.Form = .line, count: Int = 18, grain: TimeGrain = .month, fiscal: Int = 1,
    reference: String? = nil, name: String? = nil, remark: String? = nil, shift: Double = 0, factor: Double = 1,
    digits: Int = 1, hasOwnScales: Bool = false, isGappy: Bool = false, hasEvents: Bool = false
  ) -> ChartSpec {
    let months = GallerySeries.months(count * 3)
    let days =
      grain == .day
      ? GallerySeries.days(count)
      : grain == .quarter ? (0..<count).map { months[$0 * 3] } : GallerySeries.months(count)
    let wave = GallerySeries.wave(count)
    func points(_ panel: Int) -> [LineSpec.Point] {
      zip(days, wave).enumerated().map { index, point in
        let spread = Double((panel * 5 + index * panel * 3) % 11) / 4
        let isMissing = isGappy && (panel == 3 || (index + panel) % 6 == 0 || panel == 1 && index > 14)
        let value: Double? = isMissing ? nil : (point.1 + spread - Double(panel) * 0.6 + shift) * factor
        let half = (0.8 + Double(panel) / 8) * factor
        return .init(day: point.0, value: value, low: value.map { $0 - half }, high: value.map { $0 + half })
      }
    }
    let names = ["Web chat", "Voice", "Email", "App", "Messaging", "Branch", "Post", "Partner", "Kiosk"]
    var spec = MultiplesSpec(
      panels: (0..<panels).map { panel in
        let own = panel < names.count ? names[panel] : "Team \(panel + 1)"
        return .init(label: name ?? own, remark: remark ?? "n \(1840 / (panel + 1))", points: points(panel))
      }, form: form, format: .number(digits: digits), grain: grain, hasOwnScales: hasOwnScales)
    if let reference {
      spec.reference = .init(label: reference, points: zip(days, wave).map { .init(day: $0, value: $1) })
    }
    if hasEvents, days.count > 12 {
      spec.events = [
        ChartEvent(day: days[5] + 9, label: "Launch"), ChartEvent(day: days[9], label: "Model 2.0"),
        ChartEvent(day: days[12], label: "Voice pilot"),
      ]
    }
    spec.fiscal = FiscalYear(start: fiscal)
    return .multiples(spec)
  }
}
