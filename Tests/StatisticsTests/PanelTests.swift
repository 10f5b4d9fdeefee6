@testable import Statistics
import Testing

@Suite struct PanelTests {
  /// Ten treated and ten control units, two periods: two-way effects equal the difference of unit changes.
  func panel(starts: [Int]) -> [PanelRow] {
    (0..<20).flatMap { unit in
      (0..<3).map { time in
        let treated = unit < 10 && time >= starts[unit % starts.count]
        let noise = Double((unit * 7 + time * 5) % 4)
        return PanelRow(
          unit: "\(unit)", time: time, cluster: "\(unit)", isTreated: treated,
          value: Double(unit) + Double(time) + (treated ? 3 : 0) + noise)
      }
    }
  }

  @Test func enoughClustersHaveAnInterval() throws {
    let estimate = twoWayDifferenceInDifferences(panel(starts: [2]))
    #expect(try #require(estimate.low) < 3 && #require(estimate.high) > 3)
    #expect(estimate.degreesOfFreedom == 19)
  }

  @Test func staggeredStartsAreRefused() {
    let estimate = twoWayDifferenceInDifferences(panel(starts: [1, 2]))
    #expect(estimate.value == nil)
    #expect(estimate.notes.joined().contains("different times"))
  }
}
