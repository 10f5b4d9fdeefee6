import Formats
import Testing

@testable import Charts

@Suite struct StudySceneTests {
  @Test func labelsTakeTheFirstFreePlace() {
    var labels = FreeLabels(
      taken: [Box(x: 107, y: 102, width: 60, height: 2)], frame: Box(x: 0, y: 0, width: 300, height: 200))
    let left = labels.place("Name", role: .label, x: 100, y: 100)
    #expect(left?.anchor == .end)
    let next = labels.place("Name", role: .label, x: 100, y: 100)
    #expect(next.flatMap { next in left.map { !$0.box.overlaps(next.box, tolerance: 0) } } == true)
    var full = FreeLabels(
      taken: [Box(x: 0, y: 0, width: 300, height: 200)], frame: Box(x: 0, y: 0, width: 300, height: 200))
    let none = full.place("Name", role: .label, x: 100, y: 100)
    #expect(none == nil)
  }

  /// 1 of 4 and 3 of 4: the lower part is a third of the upper one.
  @Test func sharesStackToTheWhole() throws {
    let spec = ShareSpec(
      parts: [.init(label: "A", amounts: [1]), .init(label: "B", amounts: [3])], days: [20_000])
    let drawn = scene(.share(spec), size: .full)
    let lower = try #require(drawn.paths(.share1).first?.corners)
    let upper = try #require(drawn.paths(.share2).first?.corners)
    func height(_ corners: [(x: Double, y: Double)]) -> Double {
      (corners.map(\.y).max() ?? 0) - (corners.map(\.y).min() ?? 0)
    }
    #expect(abs(height(upper) - 3 * height(lower)) < 1e-9)
    #expect(lower.map(\.y).min() == upper.map(\.y).max())
    #expect(drawn.texts.map(\.text).contains("A 25.0%"))
  }

  @Test func moreThanSixPartsBecomeFiveAndOther() {
    let parts = (0..<8).map { ShareSpec.Part(label: "P\($0)", amounts: [Double(($0 * 3) % 8 + 1)]) }
    let spec = ShareSpec(parts: parts, days: [20_000])
    // Amounts 1 4 7 2 5 8 3 6: the five largest are 8 7 6 5 4.
    #expect(spec.kept.shown == [1, 2, 4, 5, 7] && spec.kept.other == [0, 3, 6])
    let texts = scene(.share(spec), size: .full).texts.map(\.text)
    #expect(texts.contains("Other 16.7%"))
    #expect(ShareSpec(parts: Array(parts.prefix(6)), days: [20_000]).kept.other.isEmpty)
  }

  @Test func aPeriodWithANegativeAmountHasNoShares() {
    let spec = ShareSpec(
      parts: [.init(label: "A", amounts: [1, -1]), .init(label: "B", amounts: [3, 3])], days: [20_000, 20_031])
    let drawn = scene(.share(spec), size: .full)
    #expect(drawn.paths(.share1).first?.commands.count == 5)
  }

  @Test func theEventStandsBetweenThePeriods() throws {
    let points = (-2...2).map { EventStudySpec.Point(offset: $0, estimate: Double($0), low: -3, high: 3) }
    let spec = EventStudySpec(points: points, event: "Launch", offsetLabel: "Months", format: .number(digits: 1))
    let drawn = scene(.eventStudy(spec), size: .full)
    let rule = try #require(drawn.paths(.event).first?.corners.first?.x)
    let before = try #require(drawn.paths(.otherPoint).first?.corners.map(\.x).max())
    let after = try #require(drawn.paths(.point).first?.corners.map(\.x).min())
    #expect(abs(rule - (before + after) / 2) < 1e-9)
    #expect(drawn.texts.map(\.text).contains("+2.0 (−3.0 to 3.0)"))
  }

  @Test func aGoodPredictionLiesOnTheDiagonal() throws {
    let bins = [0.2, 0.5, 0.9].map { ReliabilitySpec.Bin(predicted: $0, observed: $0, count: 10) }
    let drawn = scene(
      .reliability(ReliabilitySpec(bins: bins, predictedLabel: "P", observedLabel: "O")), size: .full)
    let ends = try #require(drawn.paths(.target).first?.corners)
    let diagonal = Segment(from: ends[0], to: ends[1])
    let places = try #require(drawn.paths(.focus).first?.corners)
    #expect(places.count == 3)
    for place in places { #expect(diagonal.distance(toX: place.x, y: place.y) < 1e-6) }
    #expect(drawn.boxes(.part).count == 3)
  }

  @Test func aTimelineDrawsTheDelay() throws {
    let spec = TimelineSpec(
      rows: [
        .init(label: "Live", planned: 20_000, actual: 20_000, status: .met, words: "Met"),
        .init(label: "Notes", planned: 20_010, actual: 20_045, status: .late, words: "Late 35 days"),
        .init(label: "Voice", planned: 20_020, actual: nil, status: .open, words: "Open"),
      ], asOf: 20_060, asOfLabel: "As of 5 Oct")
    let drawn = scene(.timeline(spec), size: .full)
    let delay = try #require(drawn.paths(.whisker).first?.corners)
    let late = try #require(drawn.paths(.bad).first?.corners)
    #expect(abs(delay[1].x - (late[0].x + late[2].x) / 2) < 1e-9)
    #expect(drawn.paths(.whisker).count == 1 && drawn.paths(.limit).count == 1)
    #expect(drawn.paths(.hollow).count == 2)
    #expect(drawn.texts.map(\.text).contains("As of 5 Oct"))
  }

  @Test func nothingToShowSaysSo() {
    let empty: [ChartSpec] = [
      .scatter(ScatterSpec(points: [], xLabel: "", yLabel: "", xFormat: .count, yFormat: .count)),
      .share(ShareSpec(parts: [.init(label: "A", amounts: [nil])], days: [1])),
      .eventStudy(EventStudySpec(points: [], event: "", offsetLabel: "", format: .count)),
      .reliability(ReliabilitySpec(bins: [], predictedLabel: "", observedLabel: "")),
      .timeline(TimelineSpec(rows: [])),
    ]
    for spec in empty { #expect(scene(spec, size: .full).texts.map(\.text) == ["No data"]) }
  }
}
