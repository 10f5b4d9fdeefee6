import Statistics
import Testing

@Suite struct CumulativeIncidenceTests {
  /// Ten cases ending at 1 … 10: closed, otherwise, closed, open, closed, otherwise, open, closed, open, closed.
  private static let ten: [(time: Int64, closed: Int, competing: Int, open: Int)] = [
    (1, 1, 0, 0), (2, 0, 1, 0), (3, 1, 0, 0), (4, 0, 0, 1), (5, 1, 0, 0), (6, 0, 1, 0), (7, 0, 0, 1), (8, 1, 0, 0),
    (9, 0, 0, 1), (10, 1, 0, 0),
  ]

  /// The weeks of the 6-MP arm of Freireich et al. (1963), ties and censoring as published; of its nine ends, four are
  /// taken as competing: at 6, 7, 16 and 23.
  private static let treated: [(time: Int64, closed: Int, competing: Int, open: Int)] =
    zip(
      [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
      [1, 1, 2, 0, 2, 0, 1, 0, 0, 1, 2, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0]
    ).map { (time: $0, closed: $1 == 1 ? 1 : 0, competing: $1 == 2 ? 1 : 0, open: $1 == 0 ? 1 : 0) }

  private static func isNear(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
    a.map { abs($0 - b) <= tolerance } ?? false
  }

  /// By hand: 1/10; + 8/10 x 1/8; + 7/10 x 1/6 (one was lost at 4); + 7/15 x 1/3 (one at 7); + 14/45 x 1/1.
  /// Variance of the first step: 1/10 x 9/10 / 10 = 0.009. lifelines 0.30.3, `AalenJohansenFitter(calculate_variance=True)`,
  /// gives 0.1, 0.2, 0.316667, 0.472222, 0.783333 with variances 0.009, 0.016, 0.023259, 0.031728.
  @Test func tenCasesByHand() {
    let curve = CumulativeIncidence(Self.ten)
    let closings = curve.steps.filter { $0.events > 0 }
    #expect(closings.map(\.time) == [1, 3, 5, 8, 10])
    let shares = [0.1, 0.2, 0.2 + 0.7 / 6, 0.2 + 0.7 / 6 + 7.0 / 45, 0.2 + 0.7 / 6 + 21.0 / 45]
    #expect(zip(closings, shares).allSatisfy { Self.isNear($0.incidence, $1) })
    let variances = [0.009, 0.016, 0.023259, 0.031728]
    #expect(zip(closings, variances).allSatisfy { Self.isNear($0.standardError.map { $0 * $0 }, $1, 5e-7) })
    #expect((curve.n, curve.atRisk(at: 5), curve.closed(by: 5), curve.censored(by: 5)) == (10, 6, 3, 1))
    #expect(curve.median.value == 10)
    #expect(curve.quantile(0.3).value == 5)
    #expect(curve.quantile(0.8).notes == ["not reached: too many cases are still open or ended otherwise"])
  }

  /// statsmodels 0.15.0, `CumIncidenceRight`: `cinc` and `cinc_se` of both causes at 22 and 23; the limits are those of the
  /// log-log scale of what is left, computed from them with z = 1.959963984540054.
  @Test func tiedTimesAsStatsmodels() throws {
    let curve = CumulativeIncidence(Self.treated)
    let other = CumulativeIncidence(
      Self.treated.map { (time: $0.time, closed: $0.competing, competing: $0.closed, open: $0.open) })
    let share = curve.share(within: 22)
    #expect(Self.isNear(share.value, 0.3014005602240897))
    #expect(Self.isNear(share.standardError, 0.11889721111267516))
    #expect(Self.isNear(share.low, 0.13195904409525638, 1e-9))
    #expect(Self.isNear(share.high, 0.5971053272946955, 1e-9))
    #expect(share.method == "Aalen-Johansen, log-log limits")
    #expect(Self.isNear(other.share(within: 22).standardError, 0.08608462544779806))
    #expect(Self.isNear(other.share(within: 35).value, 0.2504201680672269))
    #expect(Self.isNear(other.share(within: 35).standardError, 0.11376807294248784))
    // What closed, what ended otherwise and what remains are all cases.
    let last = try #require(curve.steps.last)
    #expect(Self.isNear(last.incidence + (other.steps.last?.incidence ?? 0) + last.remaining, 1))
  }

  @Test func withoutCompetingEndsItIsKaplanMeier() {
    let counts = Self.treated.map { (time: $0.time, closed: $0.closed + $0.competing, open: $0.open) }
    let plain = KaplanMeier(counts)
    let curve = CumulativeIncidence(counts.map { (time: $0.time, closed: $0.closed, competing: 0, open: $0.open) })
    for time in Int64(0)...36 { #expect(curve.share(within: time) == plain.share(within: time)) }
    for share in [0.1, 0.25, 0.4, 0.5] { #expect(curve.quantile(share) == plain.quantile(share)) }
    #expect(curve.steps.map(\.incidence) == plain.steps.map { 1 - $0.survival })
  }

  /// The formula itself gives Greenwood's variance where nothing competes: ends that compete come after the last closing.
  @Test func earlierStepsAreKaplanMeier() {
    let counts = Self.treated.map { (time: $0.time, closed: $0.closed + $0.competing, open: $0.open) }
    let plain = KaplanMeier(counts + [(time: 40, closed: 0, open: 1)])
    let curve = CumulativeIncidence(
      counts.map { (time: $0.time, closed: $0.closed, competing: 0, open: $0.open) } + [(40, 0, 1, 0)])
    for (step, other) in zip(curve.steps, plain.steps) {
      #expect(Self.isNear(step.incidence, 1 - other.survival))
      #expect(Self.isNear(step.standardError, other.standardError ?? .nan))
      #expect(Self.isNear(step.low, 1 - (other.high ?? .nan)))
    }
  }

  /// Taking the declined for lost from sight would say that all are shipped in the end; half is.
  @Test func competingIsNotCensored() {
    let curve = CumulativeIncidence([(10, 0, 1, 0), (20, 1, 0, 0)])
    #expect(curve.share(within: 30).value == 0.5)
    #expect(KaplanMeier([(10, 0, 1), (20, 1, 0)]).share(within: 20).value == 1)
    #expect(curve.share(within: 15).high == wilson(successes: 0, trials: 2).high)
    #expect(CumulativeIncidence([]).median.notes == ["no data"])
    #expect(
      CumulativeIncidence([(1, 1, 1, 0), (5, 0, 0, 1)]).share(within: 6).notes == ["no case was watched for so long"])
  }
}
