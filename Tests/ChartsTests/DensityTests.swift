import Formats
import Testing

@testable import Charts

/// Thousands of points on a few hundred pixels: what is drawn says how it is drawn, stays small and loses nothing seen.
@Suite struct DensityTests {
  private func size(_ spec: ChartSpec, _ size: ChartSize) -> Int {
    svg(scene(spec, size: size), id: "a", title: "T", description: "D").utf8.count
  }

  private func points(_ count: Int) -> [ScatterSpec.Point] {
    // Multiples of primes modulo 1,009 and 997 spread evenly over the plane.
    (0..<count).map { (i: Int) -> ScatterSpec.Point in
      let (x, y) = ((i * 7919) % 1009, (i * 104_729) % 997)
      return ScatterSpec.Point(label: "P\(i)", x: Double(x), y: Double(y), isHighlighted: i == 4)
    }
  }

  private func scatter(_ points: [ScatterSpec.Point]) -> ScatterSpec {
    ScatterSpec(points: points, xLabel: "X", yLabel: "Y", xFormat: .count, yFormat: .count)
  }

  private let cells: [MarkRole] = [.density1, .density2, .density3, .density4, .density5]

  @Test func aCrowdIsDrawnAsCellsWithAKey() {
    let drawn = scene(.scatter(scatter(points(2000))), size: .full)
    let dots = cells.flatMap(drawn.paths).flatMap(\.commands).count { if case .move = $0 { true } else { false } }
    #expect(dots > 200 && dots < 1500)
    let texts = drawn.texts.map(\.text)
    #expect(texts.contains("Points per cell:") && texts.contains("1"))
    #expect(texts.contains("P4"), "the highlighted point keeps its name")
    #expect(drawn.paths(.otherPoint).isEmpty)
    #expect(audit(drawn, looks: Looks.all).isEmpty)
  }

  @Test func fewPointsStayPoints() {
    let drawn = scene(.scatter(scatter(points(300))), size: .full)
    #expect(cells.flatMap(drawn.paths).isEmpty && !drawn.paths(.otherPoint).isEmpty)
  }

  /// 400 points at one place and 1 at another: cells of 1 to 9 … and of 400.
  @Test func theKeyNamesTheRangesOfItsCounts() {
    let crowd = (0..<400).map { _ in ScatterSpec.Point(label: "A", x: 1, y: 1) } + [.init(label: "B", x: 9, y: 9)]
    let texts = scene(.scatter(scatter(crowd)), size: .half).texts.map(\.text)
    #expect(texts.contains("1–4") && texts.contains("100–400"))
    // Three on one another and the others alone: each count has its size.
    let few = (0..<400).map { (i: Int) -> ScatterSpec.Point in
      let (x, y) = (i / 20 * 12, i % 20 * 10)
      return ScatterSpec.Point(label: "A", x: Double(x), y: Double(y))
    }
    let three = few + [few[0], few[0]]
    let sizes = scene(.scatter(scatter(three)), size: .full).texts.filter { $0.role == .small }.map(\.text)
    #expect(sizes.contains("1") && sizes.contains("3"))
  }

  @Test(arguments: [ChartSize.full, .half, .phone]) func bytesAreBoundedByPixels(size width: ChartSize) {
    #expect(size(.scatter(scatter(points(20_000))), width) < 20_000)
    let steps = (0..<2000).map { (i: Int) -> SurvivalSpec.Step in
      let share = 1 - Double(i) / 2100
      return SurvivalSpec.Step(time: Double(i) / 25, survival: share, low: share * 0.9, high: share * 0.9 + 0.1)
    }
    let survival = SurvivalSpec(
      curves: [.init(label: "A", steps: steps)], times: [0, 20, 40, 60, 80], timeLabel: "Days", timeFormat: .count)
    #expect(size(.survival(survival), width) < (width == .full ? 34_000 : 18_000))
    let parts = (0..<5).map { (part: Int) -> ShareSpec.Part in
      ShareSpec.Part(label: "P\(part)", amounts: (0..<2000).map { Double(1 + ($0 * (part + 3)) % 17) })
    }
    let share = ShareSpec(parts: parts, days: (0..<2000).map { 18_536 + $0 }, grain: .day)
    #expect(size(.share(share), width) < 14_000)
  }

  @Test func aSparklineIsAsSmallAsAWord() {
    let points = (0..<2000).map { SparklineSpec.Point(day: $0, value: Double(($0 * 37) % 100)) }
    #expect(size(.sparkline(SparklineSpec(points: points)), .sparkline) < 5000)
  }

  @Test func pointsOfOnePlaceShareALabel() {
    let nine = (1...9).map { ScatterSpec.Point(label: "Team \($0)", x: 40, y: 20) }
    func labels(_ points: [ScatterSpec.Point]) -> [TextMark] {
      scene(.scatter(scatter(points)), size: .full).texts.filter { $0.hasHalo }
    }
    #expect(labels(nine).map(\.text) == ["9 points"])
    #expect(labels(nine).first?.full == (1...9).map { "Team \($0)" }.joined(separator: ", "))
    #expect(labels(Array(nine.prefix(3))).map(\.text) == ["Team 1, Team 2, Team 3"])
    var marked = nine
    marked[4].isHighlighted = true
    #expect(labels(marked).map(\.text) == ["Team 5 + 8"])
  }

  /// The lowest and the highest y that a path's lines reach within each pixel of the plot.
  private func reach(_ path: Path) -> [Int: ClosedRange<Double>] {
    var out: [Int: ClosedRange<Double>] = [:]
    for segment in path.segments {
      for pixel in Int(min(segment.from.x, segment.to.x))...Int(max(segment.from.x, segment.to.x)) {
        let (low, high) = (min(segment.from.y, segment.to.y), max(segment.from.y, segment.to.y))
        let known = out[pixel]
        out[pixel] = min(known?.lowerBound ?? low, low)...max(known?.upperBound ?? high, high)
      }
    }
    return out
  }

  @Test func thinnedStairsPaintTheSamePixels() throws {
    func share(_ step: Int) -> Double { 1 - Double(step * step) / 5_000_000 }
    let steps = (0..<2000).map { SurvivalSpec.Step(time: Double($0) / 20, survival: share($0)) }
    let spec = SurvivalSpec(
      curves: [.init(label: "A", steps: steps)], times: [0, 50, 100], timeLabel: "Days", timeFormat: .count)
    let drawn = try #require(scene(.survival(spec), size: .half).paths(.focus).first)
    let corners = drawn.corners
    let (first, last) = (try #require(corners.first), try #require(corners.last))
    // All 2,000 stairs between the same ends.
    func x(_ step: Int) -> Double { first.x + (last.x - first.x) * Double(step) / 2000 }
    func y(_ step: Int) -> Double { first.y + (last.y - first.y) * (1 - share(step)) / (1 - share(1999)) }
    var all = Path()
    all.add(.move(first.x, first.y))
    for step in 1..<2000 {
      all.add(.horizontal(x(step)))
      all.add(.vertical(y(step)))
    }
    all.add(.horizontal(last.x))
    let (few, many) = (reach(drawn), reach(all))
    #expect(few.count == many.count && drawn.commands.count < all.commands.count / 3)
    for (pixel, range) in many {
      let other = try #require(few[pixel])
      #expect(abs(range.lowerBound - other.lowerBound) < 0.01 && abs(range.upperBound - other.upperBound) < 0.01)
    }
  }

  @Test func twoThousandEffectsAreALineInABand() {
    let points = (-1000..<1000).map { EventStudySpec.Point(offset: $0, estimate: 1, low: 0, high: 2) }
    let dense = scene(
      .eventStudy(EventStudySpec(points: points, event: "Launch", offsetLabel: "Days", format: .count)), size: .full)
    #expect(dense.paths(.whisker).isEmpty && dense.paths(.effect).isEmpty)
    #expect(dense.paths(.other).count == 1 && dense.paths(.focus).count == 1 && dense.paths(.band).count == 2)
    let few = scene(
      .eventStudy(
        EventStudySpec(points: Array(points[990..<1010]), event: "Launch", offsetLabel: "Days", format: .count)),
      size: .full)
    #expect(few.paths(.band).isEmpty && few.paths(.effect).count == 1)
  }

  /// 2,000 days with the first one alone: its dot is all that shows it.
  @Test func manyPointsOfAControlChartAreALine() {
    func drawn(_ count: Int) -> Scene {
      let points = (0..<count).map { (i: Int) -> ControlSpec.Point in
        .init(day: i, value: i == 1 ? nil : Double((i * 37) % 100))
      }
      return scene(
        .control(ControlSpec(points: points, segments: [], format: .count, grain: .day)), size: .full)
    }
    #expect(drawn(2000).paths(.otherPoint).map(\.commands.count) == [2])
    #expect(drawn(50).paths(.otherPoint).map(\.commands.count) == [2 * 49])
  }

  @Test func aHundredBinsAreALineInABand() {
    func drawn(_ count: Int) -> Scene {
      let bins = (0..<count).map { (i: Int) -> ReliabilitySpec.Bin in
        let share = Double(i) / Double(count)
        return .init(predicted: share, observed: share, low: share * 0.9, high: share, count: 10)
      }
      return scene(
        .reliability(ReliabilitySpec(bins: bins, predictedLabel: "P", observedLabel: "O")), size: .half)
    }
    #expect(drawn(100).paths(.band).count == 1 && drawn(100).paths(.effect).isEmpty)
    #expect(drawn(20).paths(.band).isEmpty && drawn(20).paths(.effect).count == 1)
  }

  /// Daily amounts of two years, 1 and 3, with a day of -1: 24 months of a quarter each, one of them empty.
  @Test func manyDaysAreDrawnAsMonths() throws {
    let first = CalendarDay.number(ofMonth: 2024 * 12)
    let days = Array(first..<CalendarDay.number(ofMonth: 2026 * 12))
    var amounts = days.map { _ in Double?.some(1) }
    amounts[40] = -1
    let spec = ShareSpec(
      parts: [.init(label: "A", amounts: amounts), .init(label: "B", amounts: days.map { _ in 3 })], days: days,
      grain: .day)
    let drawn = scene(.share(spec), size: .half)
    #expect(drawn.texts.map(\.text).contains("Columns: months; at the right: 31 Dec 2025"))
    let lower = try #require(drawn.paths(.share1).first)
    #expect(lower.commands.count == 23 * 5, "five commands a column")
    #expect(drawn.texts.map(\.text).contains("A 25.0%"))
  }

  /// The fiscal year from April 2024: 24 April is in FY24, and three years of days become its quarters at half width.
  @Test func columnsAreSummedByTheFiscalYear() {
    let first = CalendarDay.number(ofMonth: 2020 * 12)
    let columns = ShareColumns(
      {
        var spec = ShareSpec(parts: [], days: Array(first..<(first + 2000)), grain: .day)
        spec.fiscal = FiscalYear(start: 2)
        return spec
      }(), amounts: [(0..<2000).map { _ in 1 }], last: 1999, limit: 30)
    #expect(columns.grain == .quarter)
    #expect(columns.days.dropFirst().allSatisfy { [2, 5, 8, 11].contains(CalendarDay($0).month) })
    #expect(columns.amounts[0].compactMap { $0 }.reduce(0, +) == 2000)
  }
}
