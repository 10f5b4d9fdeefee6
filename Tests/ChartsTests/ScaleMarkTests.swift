import Formats
import Testing

@testable import Charts

@Suite struct ScaleMarkTests {
  @Test func roundAmountsAreOneTwoOrFive() {
    #expect(roundAmount(upTo: 9.99) == 5)
    #expect(roundAmount(upTo: 4.9) == 2)
    #expect(roundAmount(upTo: 1) == 1)
    #expect(roundAmount(upTo: 730) == 500)
    #expect(roundAmount(upTo: 0.034) == 0.02)
    #expect(roundAmount(upTo: 0) == nil)
  }

  /// The mark is as long as its amount on the axis: twice the span, half the bar.
  @Test func theMarkIsAsLongAsItsAmount() throws {
    func length(_ values: [Double]) throws -> Double {
      let points = values.enumerated().map { LineSpec.Point(day: 20_000 + $0.offset * 30, value: $0.element) }
      let spec = LineSpec(series: [.init(label: "A", points: points)], format: .count)
      let drawn = scene(.line(spec), size: .full)
      let marked = drawn.marked(length: 10)
      #expect(audit(marked).isEmpty)
      #expect(drawn.marked(length: 1e6) == drawn)
      let box = try #require(
        marked.marks.compactMap { if case .rectangle(let box, .measure) = $0 { box } else { nil } }.first)
      let span = try #require(drawn.span)
      return box.height * (span.upperBound - span.lowerBound)
    }
    let (short, long) = (try length([0, 10, 40]), try length([0, 30, 400]))
    #expect(abs(short - long) < 0.001)
  }
}
