/// A chi-squared test.
public struct ChiSquaredTest: Sendable, Hashable {
  /// The statistic.
  public var chiSquared: Double
  /// Its degrees of freedom.
  public var degreesOfFreedom: Int
  /// The probability of a statistic as large under equality.
  public var pValue: Double

  init(chiSquared: Double, degreesOfFreedom: Int) {
    self.chiSquared = chiSquared
    self.degreesOfFreedom = degreesOfFreedom
    pValue = Distribution.chiSquaredUpper(chiSquared, df: Double(degreesOfFreedom))
  }
}

/// Whether groups close their cases equally fast; nil for fewer than two groups that could differ.
///
/// Source: Mantel (1966), with the hypergeometric variance for ties, as R's `survival::survdiff`.
public func logRank(_ groups: [KaplanMeier]) -> ChiSquaredTest? {
  let groups = groups.filter { $0.n > 0 }
  guard groups.count > 1 else { return nil }
  let k = groups.count - 1
  var score = [Double](repeating: 0, count: k)
  var variance = [[Double]](repeating: score, count: k)
  var atRisk = groups.map(\.n)
  var next = [Int](repeating: 0, count: groups.count)
  while let time = groups.indices.compactMap({ g in
    next[g] < groups[g].exits.count ? groups[g].exits[next[g]].time : nil
  }).min() {
    var events = [Int](repeating: 0, count: groups.count)
    var leaving = events
    for g in groups.indices where next[g] < groups[g].exits.count && groups[g].exits[next[g]].time == time {
      let exit = groups[g].exits[next[g]]
      events[g] = exit.closed
      leaving[g] = exit.closed + exit.open
      next[g] += 1
    }
    let (d, n) = (Double(events.reduce(0, +)), Double(atRisk.reduce(0, +)))
    for i in 0..<k where d > 0 {
      let share = Double(atRisk[i]) / n
      score[i] += Double(events[i]) - d * share
      guard n > 1 else { continue }
      for j in 0..<k {
        variance[i][j] += d * (n - d) / (n - 1) * share * ((i == j ? 1 : 0) - Double(atRisk[j]) / n)
      }
    }
    for g in groups.indices { atRisk[g] -= leaving[g] }
  }
  guard let solution = solve(variance, score) else { return nil }
  return ChiSquaredTest(chiSquared: zip(score, solution).reduce(0) { $0 + $1.0 * $1.1 }, degreesOfFreedom: k)
}
