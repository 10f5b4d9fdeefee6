@testable import Statistics
import Testing

@Suite struct DurationTests {
  /// Cases closing one a unit: S(n/2) is 0.5 but for rounding, so the median is n/2 and not the time after it.
  @Test func oneHalfIsOneHalf() {
    for n in 2...200 where n.isMultiple(of: 2) {
      let curve = KaplanMeier((1...n).map { (Int64($0), 1, 0) })
      #expect(curve.median.value == Double(n / 2))
    }
  }

  /// By hand: closed at 1 and 3, open at 2 and 4; S = 3/4, then 3/4 x 1/2; restricted to 4: 1 + 2 x 3/4 + 3/8.
  @Test func smallCurveByHand() throws {
    let curve = KaplanMeier([(3, 1, 0), (1, 1, 0), (4, 0, 1), (2, 0, 1)])
    #expect(curve.steps.map(\.survival) == [0.75, 0.375])
    #expect((curve.atRisk(at: 2), curve.closed(by: 2), curve.censored(by: 2)) == (3, 1, 1))
    #expect(curve.restrictedMean(to: 4).value == 2.875)
    #expect(curve.share(within: 1).value == 0.25)
    #expect(curve.share(within: 5).value == nil)
    #expect(curve.quantile(0.9).value == nil)
    #expect(curve.quantile(0.9).notes == ["not reached: too many cases are still open"])
  }

  @Test func noneOrAllClosedIsAPlainRate() throws {
    let curve = KaplanMeier([(5, 10, 0)])
    #expect(curve.share(within: 4).high == wilson(successes: 0, trials: 10).high)
    #expect(curve.share(within: 5).low == wilson(successes: 10, trials: 10).low)
  }

  /// R: `quantile(c(1, 2, 2, 10), 0.75)` is 4; ranks 40 and 61 of 100 cover the median (Hahn and Meeker 1991).
  @Test func quantilesOfCounts() {
    #expect(typeSevenQuantile(0.75, of: [(10, 1), (1, 1), (2, 2)]).value == 4)
    let hundred = typeSevenQuantile(0.5, of: (1...100).map { (Int64($0), 1) })
    #expect(hundred.value == 50.5)
    #expect((hundred.low, hundred.high) == (40, 61))
    #expect(typeSevenQuantile(0.99, of: [(1, 5)]).high == nil)
  }
}
