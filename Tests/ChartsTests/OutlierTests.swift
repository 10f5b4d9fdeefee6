import Formats
import Testing

@testable import Charts

/// An extreme value is cut with a mark and its figure, never silently.
@Suite struct OutlierTests {
  private func spec(_ values: [Double?], target: Double? = nil) -> LineSpec {
    LineSpec(
      series: [
        .init(label: "NPS", points: values.enumerated().map { .init(day: 20_000 + $0.offset * 30, value: $0.element) })
      ], target: target, format: .count)
  }

  private func arrows(_ scene: Scene) -> Int {
    scene.marks.count { if case .path(_, .measure) = $0 { true } else { false } }
  }

  private func shows(_ text: String, in scene: Scene) -> Bool {
    scene.marks.contains { if case .text(let mark) = $0 { mark.text == text } else { false } }
  }

  private let usual: [Double?] = [30, 32, 31, 35, 33, 36, 34, 37, 38, 36]

  @Test func anExtremeIsCutAndPrinted() {
    var values = usual
    values[4] = 240
    for size in [ChartSize.full, .half, .phone] {
      let drawn = lineScene(spec(values), size: size)
      #expect(arrows(drawn) == 1)
      #expect(shows("240", in: drawn))
      #expect((drawn.span?.upperBound ?? 300) < 60)
      #expect(audit(drawn).isEmpty)
    }
  }

  @Test func anExtremeBelowIsCutToo() {
    var values = usual
    values[4] = -200
    let drawn = lineScene(spec(values), size: .full)
    #expect(arrows(drawn) == 1)
    #expect(shows("−200", in: drawn))
  }

  @Test func whatIsNearEnoughIsNot() {
    // The others span 30 to 38: three times eight above 38 is 62.
    var values = usual
    values[4] = 62
    #expect(arrows(lineScene(spec(values), size: .full)) == 0)
    values[4] = 63
    #expect(arrows(lineScene(spec(values), size: .full)) == 1)
    // A target up there keeps the axis long.
    #expect(arrows(lineScene(spec(values, target: 60), size: .full)) == 0)
  }

  @Test func neitherTheLatestNorOneOfFewIsCut() {
    var values = usual
    values[9] = 240
    #expect(arrows(lineScene(spec(values), size: .full)) == 0)
    #expect(arrows(lineScene(spec([30, 31, 240, 32, 33]), size: .full)) == 0)
  }
}
