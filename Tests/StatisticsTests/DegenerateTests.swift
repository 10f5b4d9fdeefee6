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

  @Test func aCovariateThatDoesNotVaryChangesNothing() {
    let arm = JointMoments(n: 4, ySum: 10.0, ySumOfSquares: 30, xSum: 4, xSumOfSquares: 4, sumOfProducts: 10)
    let other = JointMoments(n: 4, ySum: 14.0, ySumOfSquares: 54, xSum: 4, xSumOfSquares: 4, sumOfProducts: 14)
    let adjusted = covariateAdjusted(treatment: other, control: arm)
    #expect(adjusted.theta == 0)
    #expect(adjusted.difference.value == 1)
    #expect(adjusted.relative.value == 0.4)
  }
}

@Suite struct JackknifeTests {
  /// The jackknife of a mean of equal buckets is its ordinary standard error (Efron and Tibshirani 1993, 11.5).
  @Test func ofAMeanIsItsStandardError() throws {
    let values: [Double] = [3, 7, 8, 12, 20]
    let total = values.reduce(0, +)
    let estimate = bucketJackknife(
      value: total / 5, leaveOneOut: values.map { (total - $0) / 4 }, clusters: 500, events: 500)
    let mean = meanInterval(Moments(n: 5, sum: total, sumOfSquares: values.reduce(0) { $0 + $1 * $1 }))
    #expect(abs(try #require(estimate.standardError) - #require(mean.standardError)) < 1e-12)
    #expect(abs(try #require(estimate.low) - #require(mean.low)) < 1e-9)
    #expect(estimate.degreesOfFreedom == 4)
  }

  @Test func saysWhyThereIsNoInterval() {
    let leaves: [Double?] = [1, 2, 3]
    func note(_ estimate: Estimate) -> String { estimate.low == nil ? estimate.notes.joined() : "an interval" }
    #expect(note(bucketJackknife(value: 2, leaveOneOut: leaves, clusters: 99)) == "too few to tell: 99 clusters")
    #expect(
      note(bucketJackknife(value: 2, leaveOneOut: leaves, clusters: 100, events: 5)) == "too few to tell: 5 events")
    #expect(note(bucketJackknife(value: 2, leaveOneOut: leaves, clusters: 100, events: 100)) == "an interval")
    #expect(note(bucketJackknife(value: 2, leaveOneOut: [1, nil])).contains("without one of its buckets"))
    #expect(note(bucketJackknife(value: 2, leaveOneOut: [1])).contains("two buckets"))
    #expect(note(bucketJackknife(value: 0, leaveOneOut: [0, 0, 0])).contains("does not vary"))
    #expect(note(bucketJackknife(value: nil, leaveOneOut: leaves)) == "not defined")
  }
}

@Suite struct DurationTests {
  /// Ten cases, one closing a unit: S(5) is 0.5 but for rounding, so the median is 5 and not 6.
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
