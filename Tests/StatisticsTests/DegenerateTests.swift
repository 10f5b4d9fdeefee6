@testable import Statistics
import Testing

/// Where a naive build prints certainty: nothing here may have a zero-width interval or a made-up figure.
@Suite struct DegenerateTests {
  @Test func noDataHasNoValue() {
    #expect(wilson(successes: 0, trials: 0).value == nil)
    #expect(wilson(successes: 3, trials: 2).value == nil)
    #expect(netPromoterScore(PromoterCounts(promoters: 0, passives: 0, detractors: 0)).value == nil)
    #expect(meanInterval(Moments(n: 0, sum: 0.0, sumOfSquares: 0)).value == nil)
    #expect(KaplanMeier([]).median.value == nil)
    #expect(logRank([KaplanMeier([]), KaplanMeier([(1, 1, 0)])]) == nil)
    #expect(typeSevenQuantile(0.5, of: []).value == nil)
    #expect(ControlChart([1]) == nil)
  }

  /// The rule of Wilson's interval at the ends: 0 of n still reaches up to z²/(n + z²).
  @Test func extremesKeepTheirWidth() throws {
    let none = wilson(successes: 0, trials: 10)
    #expect(none.low == 0)
    #expect(abs(try #require(none.high) - 3.841458820694124 / 13.841458820694124) < 1e-12)
    let all = netPromoterScore(PromoterCounts(promoters: 20, passives: 0, detractors: 0))
    #expect(all.value == 100)
    #expect(try #require(all.low) < 95)
    #expect(all.high == 100)
    let same = meanInterval(Moments(n: 5, sum: 15.0, sumOfSquares: 45))
    #expect(same.value == 3 && same.low == nil && !same.notes.isEmpty)
  }

  /// Values 10^17 + {0, 1, 2}: the variance is 1, which sums in floating point lose.
  @Test func integerSumsAreExactAtAnyOffset() {
    let offset: Int128 = 100_000_000_000_000_000
    let values = [offset, offset + 1, offset + 2]
    let squares = values.reduce(0) { $0 + $1 * $1 }
    #expect(Moments(n: 3, sum: values.reduce(0, +), sumOfSquares: squares).variance == 1)
    #expect(
      Moments(n: 3, sum: Double(values.reduce(0, +)), sumOfSquares: Double(squares)).variance != 1)
    let joint = JointMoments(
      n: 3, ySum: values.reduce(0, +), ySumOfSquares: squares, xSum: -values.reduce(0, +), xSumOfSquares: squares,
      sumOfProducts: -squares)
    #expect(joint.sumOfCodeviations == -2)
  }

  @Test func aLiftOnAControlThatMayBeZeroHasNoInterval() {
    let control = Moments(n: 20, mean: 0.1, variance: 4)
    let lift = relativeLift(treatment: Moments(n: 20, mean: 2, variance: 4), control: control)
    #expect(lift.value != nil && lift.low == nil)
    #expect(lift.notes == ["no interval: the control mean may be zero"])
    let zero = Moments(n: 20, mean: 0, variance: 4)
    #expect(relativeLift(treatment: control, control: zero).value == nil)
    #expect(relativeLift(treatment: control, control: Moments(n: 20, mean: 2, variance: 4)).method.contains("Fieller"))
  }

  @Test(arguments: [1, 100])
  func aCovariateThatDoesNotVaryChangesNothing(copies: Int) throws {
    let k = Double(copies)
    func arm(_ sum: Double, _ squares: Double) -> JointMoments {
      JointMoments(
        n: 4 * copies, ySum: sum * k, ySumOfSquares: squares * k, xSum: 4 * k, xSumOfSquares: 4 * k,
        sumOfProducts: sum * k)
    }
    let (treatment, control) = (arm(14, 54), arm(10, 30))
    let adjusted = covariateAdjusted(treatment: treatment, control: control)
    #expect(adjusted.theta == 0)
    #expect(adjusted.difference.value == 1)
    #expect(adjusted.relative.value == 0.4)
    let plain = relativeLift(treatment: treatment.y, control: control.y)
    #expect(plain.method.contains(copies == 1 ? "Fieller" : "delta"))
    #expect(abs(try #require(adjusted.relative.low) - #require(plain.low)) < 1e-12)
    #expect(abs(try #require(adjusted.relative.high) - #require(plain.high)) < 1e-12)
  }
}
