extension Estimate {
  /// The interval computed anew from the standard error, degrees of freedom and counts that the figure carries; nil
  /// where it has none or where the method needs the data themselves.
  public var recomputedInterval: (low: Double, high: Double)? {
    guard let value else { return nil }
    let again: Estimate
    switch (method, basis.count) {
    case ("Wilson", 2), ("Wilson on declared counts", 2):
      again = wilson(share: basis[0] / basis[1], effectiveTrials: basis[1])
    case ("Wilson on the effective number of rows", 1): again = wilson(share: value, effectiveTrials: basis[0])
    case (_, 4) where method.hasPrefix("Newcombe"):
      guard basis.allSatisfy({ Int(exactly: $0) != nil }) else { return nil }
      again = newcombe(
        successes: Int(basis[0]), trials: Int(basis[1]), againstSuccesses: Int(basis[2]), trials: Int(basis[3]))
    case (_, 3) where method.hasPrefix("adjusted Wald"):
      again = netPromoterScore(promoters: basis[0], detractors: basis[1], effectiveAnswers: basis[2])
    case (_, 6) where method.hasPrefix("hybrid"): return hybridLimits(value)
    default:
      guard let error = standardError, let df = degreesOfFreedom, df > 0 else { return nil }
      let half = Distribution.studentCritical(0.95, df: df) * error
      return (value - half, value + half)
    }
    return again.low.flatMap { low in again.high.map { (low, $0) } }
  }

  /// Of two figures with their limits: see `FactBook`'s hybrid difference.
  private func hybridLimits(_ difference: Double) -> (low: Double, high: Double) {
    let (a, aLow, aHigh, b, bLow, bHigh) = (basis[0], basis[1], basis[2], basis[3], basis[4], basis[5])
    return (
      difference - ((a - aLow) * (a - aLow) + (bHigh - b) * (bHigh - b)).squareRoot(),
      difference + ((aHigh - a) * (aHigh - a) + (b - bLow) * (b - bLow)).squareRoot()
    )
  }
}
