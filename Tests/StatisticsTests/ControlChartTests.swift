@testable import Statistics
import Testing

@Suite struct ControlChartTests {
  @Test func rulesInTheirOrder() throws {
    let run = try #require(ControlChart([5, 6, 5, 6, 5, 6, 5, 1, 0, 1, 0, 1, 0, 1]))
    #expect(run.points.prefix(7).allSatisfy { $0.signal != nil && $0.direction == 1 })
    let trend = try #require(ControlChart([5, 1, 2, 3, 4, 5, 6, 7, 3, 4, 3, 4]))
    #expect(
      trend.points.map { $0.signal == .trend } == [false] + Array(repeating: true, count: 7) + [
        false, false, false, false,
      ])
    #expect(try #require(ControlChart([1, 2, 1, 2, 1])).isTrial)
  }

  /// Two near opposite limits are no shift.
  @Test func twoOfThreeLieOnOneSide() {
    #expect(twoOfThree(closeToLimits: [true, false, true], side: [1, 1, -1]) == [false, false, false])
    #expect(twoOfThree(closeToLimits: [true, false, true], side: [-1, 1, -1]) == [true, true, true])
  }
}
