import Formats
import Testing

@testable import Charts

/// Labels stand beside what they name, in the order in which it stands.
@Suite struct PlacementTests {
  private func slope(_ rows: [(String, [Double?])], periods: [String] = ["Q2", "Q3"]) -> ChartSpec {
    .slope(
      SlopeSpec(
        periods: periods, series: rows.map { .init(label: $0.0, values: $0.1) }, format: .number(digits: 1)))
  }

  private func order(_ texts: [TextMark]) -> [String] { texts.sorted { $0.y < $1.y }.map { String($0.text.prefix(1)) } }

  @Test func tiesOfASlopeStandInOneOrderOnBothSides() {
    let drawn = scene(slope([("C", [50, 51]), ("A", [50, 53]), ("D", [49, 53]), ("B", [50, 52])]), size: .full)
    let middle = drawn.width / 2
    let left = drawn.texts.filter { $0.x < middle && $0.text.contains(" ") }
    let right = drawn.texts.filter { $0.x > middle && $0.text.contains(" ") }
    // Left by 50, 50, 50, 49 and then by the value at the right; right by 53, 53, 52, 51 and then by that at the left.
    #expect(order(left) == ["A", "B", "C", "D"])
    #expect(order(right) == ["A", "D", "B", "C"])
  }

  @Test func equalFiguresStandOnceWhereTheyHaveNoNames() {
    let drawn = scene(slope([("C", [50, 51]), ("A", [50, 53]), ("D", [49, 53])]), size: .half)
    #expect(drawn.texts.map(\.text).count { $0 == "50.0" } == 1)
  }

  @Test(arguments: [ChartSize.full, .half, .phone]) func aLineBeginsWithItsValueWhereverItBegins(size: ChartSize) throws
  {
    let drawn = scene(
      slope(
        [("Web", [61, 62, 64]), ("Voice", [nil, 38, 47]), ("Fax", [40, 44, nil])], periods: ["Q1", "Q2", "Q3"]),
      size: size)
    let start = try #require(drawn.texts.first { $0.text == "38.0" })
    let middle = try #require(drawn.texts.first { $0.text == "Q2" })
    #expect(start.anchor == .end && start.box.right < middle.x && start.box.right > middle.x - 16)
    let end = try #require(drawn.texts.first { $0.text == "Fax 44.0" })
    #expect(end.x > middle.x && end.x < middle.x + 16)
    #expect(audit(drawn, looks: Looks.all).isEmpty)
  }

  /// 30 after 40: the earlier outline is taller than the column whose figure is printed.
  @Test func aRatingsFigureStandsAtItsOwnColumn() throws {
    let spec = DistributionSpec(
      scale: .rating, answers: ["1", "2", "3"],
      series: [
        .init(label: "Q3", shares: [0.30, 0.50, 0.20], count: "9"),
        .init(label: "Q2", shares: [0.50, 0.28, 0.22], count: "9"),
      ])
    let drawn = scene(.distribution(spec), size: .full)
    for (text, column) in zip(["30%", "50%", "20%"], drawn.boxes(.actual)) {
      let mark = try #require(drawn.texts.first { $0.text == text })
      #expect(abs(mark.x - (column.x + column.width / 2)) < 0.01)
      #expect(abs(mark.y - column.y) < 14, "\(text) stands away from its column")
    }
    // 22% reaches just above 20%: the figure stands inside its column, not across the outline's edge.
    #expect(drawn.texts.first { $0.text == "20%" }?.role == .inverse)
    #expect(audit(drawn, looks: Looks.all).isEmpty)
  }

  @Test(arguments: [ChartSize.full, .half, .phone]) func groupsOfAScoreAreWrittenInOneForm(size: ChartSize) {
    let spec = DistributionSpec(
      scale: .nps, answers: (0...10).map { "\($0)" },
      series: [.init(label: "Q3", shares: Array(repeating: 1.0 / 11, count: 11), count: "812")],
      groups: [
        .init(range: 0..<7, label: "Detractors", share: "26%"), .init(range: 7..<9, label: "Passives", share: "28%"),
        .init(range: 9..<11, label: "Promoters", share: "46%"),
      ])
    let texts = scene(.distribution(spec), size: size).texts.map(\.text)
    let joined = ["Detractors 26%", "Passives 28%", "Promoters 46%"].count(where: texts.contains)
    #expect(joined == (size == .full ? 3 : 0))
    #expect(["26%", "28%", "46%"].count(where: texts.contains) == 3 - joined)
  }

  @Test func datesUnderAnAxisAreAnEmApart() {
    for width in stride(from: 60.0, through: 400, by: 7) {
      let ticks = timeTicks(from: 20_544, to: 20_600, grain: .week) { Double($0 - 20_544) / 56 * width }
      for (a, b) in zip(ticks, ticks.dropFirst()) {
        let gap = b.x - a.x - (TextRole.label.width(a.label) + TextRole.label.width(b.label)) / 2
        #expect(gap >= 11 || !a.label.contains(" "), "\(a.label) \(b.label) at \(width) px")
      }
    }
  }

  /// Milestones over five years: the ticks are years, in a fiscal year from July FY21, FY22 …
  @Test func aTimelineNamesTheFiscalYear() {
    let first = CalendarDay.number(ofMonth: 2020 * 12)
    var spec = TimelineSpec(
      rows: (0..<8).map {
        .init(label: "M\($0)", planned: first + $0 * 500, actual: nil, status: .open, words: "Open")
      })
    #expect(scene(.timeline(spec), size: .half).texts.map(\.text).contains("2024"))
    spec.fiscal = FiscalYear(start: 7)
    let texts = scene(.timeline(spec), size: .half).texts.map(\.text)
    #expect(texts.contains("FY24") && !texts.contains("2024"))
  }

  @Test func theMedianIsNamedBesideThePromise() throws {
    let steps = (1...9).map { SurvivalSpec.Step(time: Double($0) * 10, survival: 1 - Double($0) / 10) }
    let spec = SurvivalSpec(
      curves: [.init(label: "A", steps: steps, median: 50)], times: [0, 30, 60, 90], timeLabel: "Days",
      timeFormat: .count, promise: 30, promiseLabel: "promise: 30 days")
    let drawn = scene(.survival(spec), size: .full)
    let name = try #require(drawn.texts.first { $0.text == "median" })
    let line = try #require(drawn.paths(.focus).first)
    #expect(!line.segments.contains { name.box.isCrossed(by: $0) })
    let dashes = [MarkRole.median, .promise].map { role in drawn.paths(role).count }
    #expect(dashes == [1, 1])
  }
}
