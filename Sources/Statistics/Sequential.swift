/// An estimate made valid at every look: the asymptotic confidence sequence around its value.
///
/// Wider than the interval of a fixed sample; narrowest near `targetN` units, which the page must print.
/// Sources: Waudby-Smith et al. (2021), equations 9, 155 and 161; agrees with GrowthBook's `gbstats`.
/// - Parameter fixed: an estimate with a standard error and the number of units over both arms.
public func alwaysValid(_ fixed: Estimate, targetN: Int, confidence: Double = 0.95) -> Estimate {
  var estimate = fixed
  estimate.method = "asymptotic confidence sequence, tuned for n = \(targetN)"
  estimate.low = nil
  estimate.high = nil
  estimate.pValue = nil
  estimate.degreesOfFreedom = nil
  guard let value = fixed.value else { return estimate }
  guard let error = fixed.standardError, error > 0, let units = fixed.n, units > 0, targetN > 0 else {
    estimate.notes.append("no interval: it needs a standard error and the number of units")
    return estimate
  }
  let alpha = 1 - confidence
  let n = Double(units)
  let rhoSquared = (-2 * naturalLog(alpha) + naturalLog(1 - 2 * naturalLog(alpha))) / Double(targetN)
  let spread = n * rhoSquared + 1
  let half = error * (2 * spread * naturalLog(spread.squareRoot() / alpha) / (n * rhoSquared)).squareRoot()
  let z = value / error
  estimate.low = value - half
  estimate.high = value + half
  estimate.pValue = min(1, spread.squareRoot() * exponential(-n * rhoSquared * z * z / (2 * spread)))
  return estimate
}
