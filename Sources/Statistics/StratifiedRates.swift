/// Two groups' rates compared within strata: the common odds ratio and difference, and whether strata agree on it.
///
/// Sources: Mantel and Haenszel (1959); Breslow and Day (1980), without Tarone's correction, as statsmodels
/// `StratifiedTable`.
public struct StratifiedRates: Sendable, Hashable {
  /// Mantel and Haenszel's common odds ratio.
  public var oddsRatio: Double
  /// Mantel and Haenszel's common difference of rates.
  public var riskDifference: Double
  /// The test of no difference in any stratum, without continuity correction.
  public var association: ChiSquaredTest
  /// The test that all strata share the odds ratio: the interaction test to ask before comparing segments.
  public var homogeneity: ChiSquaredTest

  /// From successes and trials of the first and the second group per stratum; nil where the strata do not vary.
  public init?(_ strata: [(x1: Int, n1: Int, x0: Int, n0: Int)]) {
    let strata = strata.filter { $0.n1 > 0 && $0.n0 > 0 }
    var (crossUp, crossDown, difference, weight, excess, variance) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for s in strata {
      let (a, n1, c, n0) = (Double(s.x1), Double(s.n1), Double(s.x0), Double(s.n0))
      let n = n1 + n0
      let r = a + c
      crossUp += a * (n0 - c) / n
      crossDown += (n1 - a) * c / n
      difference += (a / n1 - c / n0) * n1 * n0 / n
      weight += n1 * n0 / n
      excess += a - n1 * r / n
      variance += n1 * n0 * r * (n - r) / (n * n * (n - 1))
    }
    guard crossUp > 0, crossDown > 0, variance > 0 else { return nil }
    let odds = crossUp / crossDown
    oddsRatio = odds
    riskDifference = difference / weight
    association = ChiSquaredTest(chiSquared: excess * excess / variance, degreesOfFreedom: 1)
    homogeneity = ChiSquaredTest(
      chiSquared: strata.reduce(0) { $0 + breslowDayTerm($1, odds: odds) }, degreesOfFreedom: max(1, strata.count - 1))
  }
}

/// The squared distance of a stratum from the cell count its margins give under a common odds ratio.
private func breslowDayTerm(_ s: (x1: Int, n1: Int, x0: Int, n0: Int), odds: Double) -> Double {
  let (n1, n0, r) = (Double(s.n1), Double(s.n0), Double(s.x1 + s.x0))
  let b = odds * (n1 + r) + n0 - r
  // The smaller root of (odds - 1) a² - b a + odds n1 r = 0, in the form that also holds for odds = 1.
  let a = 2 * odds * n1 * r / (b + max(0, b * b - 4 * (odds - 1) * odds * n1 * r).squareRoot())
  let cells = [a, r - a, n1 - a, n0 - r + a]
  guard cells.allSatisfy({ $0 > 0 }) else { return 0 }
  return (Double(s.x1) - a) * (Double(s.x1) - a) * cells.reduce(0) { $0 + 1 / $1 }
}
