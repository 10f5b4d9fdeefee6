import Testing

@testable import Statistics

@Suite struct LinearTrendTests {
  /// Anscombe (1973), "Graphs in Statistical Analysis", The American Statistician 27, table: the first of four sets.
  static let anscombe: [(x: Double, y: Double)] = [
    (10, 8.04), (8, 6.95), (13, 7.58), (9, 8.81), (11, 8.33), (14, 9.96), (6, 7.24), (4, 4.26), (12, 10.84), (7, 4.82),
    (5, 5.68),
  ]

  @Test func isAnscombesLine() throws {
    let trend = try #require(LinearTrend(Self.anscombe))
    #expect(abs(trend.intercept - 3.0001) < 0.00005)
    #expect(abs(trend.slope - 0.5001) < 0.00005)
    // The published residual standard error is 1.237 on 9 degrees of freedom, t = 2.262: at the mean of x the half-width
    // is 2.262 * 1.237 / sqrt(11), at 4 it is that times sqrt(1 + 11 * 25 / 110).
    let middle = trend.mean(at: 9)
    #expect(abs(middle.value - 7.5009) < 0.0001)
    #expect(abs(middle.high - middle.value - 0.8437) < 0.001)
    let end = trend.mean(at: 4)
    #expect(abs(end.value - end.low - 0.8437 * 3.5.squareRoot()) < 0.001)
  }

  @Test func needsThreePointsAndTwoPlaces() {
    #expect(LinearTrend([(1, 1), (2, 2)]) == nil)
    #expect(LinearTrend([(1, 1), (1, 2), (1, 3)]) == nil)
    #expect(LinearTrend([(1, 1), (2, .nan), (1, 3)]) == nil)
  }
}
