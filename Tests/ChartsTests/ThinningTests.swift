import Formats
import Testing

@testable import Charts

@Suite struct ThinningTests {
  @Test func keepsTheExtremesOfEachPixel() {
    let places = (0..<5000).map { Placed(x: Double($0) / 10, y: Double(($0 * 7919) % 1000)) }
    let kept = thinned(places)
    #expect(kept.count <= 4 * 500)
    for pixel in [0, 123, 499] {
      let all = places.filter { Int($0.x) == pixel }.map(\.y)
      let few = kept.filter { Int($0.x) == pixel }.map(\.y)
      #expect(all.max() == few.max() && all.min() == few.min() && all.first == few.first && all.last == few.last)
    }
    #expect(zip(kept, kept.dropFirst()).allSatisfy { $0.x <= $1.x })
  }

  @Test func leavesFewPointsAlone() {
    let places = (0..<400).map { Placed(x: Double($0) / 10, y: 0) }
    #expect(thinned(places).count == 400)
  }

  @Test func aLineOfTwoThousandPointsStaysSmall() {
    let points = (0..<2000).map { i in
      LineSpec.Point(day: i, value: Double((i * 37) % 100), low: Double((i * 37) % 100) - 5, high: 120)
    }
    let spec = LineSpec(series: [.init(label: "A", points: points)], format: .count, grain: .day)
    for size in [ChartSize.full, .half, .phone] {
      let text = svg(scene(.line(spec), size: size), id: "a", title: "T", description: "D")
      #expect(text.utf8.count < 32_000)
    }
  }
}
