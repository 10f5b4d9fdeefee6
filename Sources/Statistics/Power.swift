/// Units per group to tell two rates apart, rounded up; nil where the rates are equal or an argument is out of range.
///
/// Source: the normal formula with the pooled variance under equality and the unpooled one else, as R's
/// `power.prop.test`.
public func sampleSizeTwoRates(
  _ p1: Double, _ p2: Double, alpha: Double = 0.05, power: Double = 0.8, sides: Int = 2
) -> Int? {
  wholeUnits(unroundedSampleSizeTwoRates(p1, p2, alpha: alpha, power: power, sides: sides))
}

/// The probability of finding a difference between two rates, by the two-sided pooled z test.
///
/// Source: Stata's `power twoproportions, test(chi2)`: the pooled rate is weighted by the groups' sizes.
public func powerTwoRates(_ p1: Double, n1: Int, _ p2: Double, n2: Int, alpha: Double = 0.05) -> Double? {
  guard n1 > 0, n2 > 0, (0...1).contains(p1), (0...1).contains(p2) else { return nil }
  let (a, b) = (Double(n1), Double(n2))
  let pooled = (a * p1 + b * p2) / (a + b)
  let under = (pooled * (1 - pooled) * (1 / a + 1 / b)).squareRoot()
  let error = (p1 * (1 - p1) / a + p2 * (1 - p2) / b).squareRoot()
  guard error > 0 else { return nil }
  let critical = Distribution.normalQuantile(1 - alpha / 2) * under
  return Distribution.normalUpper((critical - (p2 - p1)) / error)
    + Distribution.normalLower((-critical - (p2 - p1)) / error)
}

/// The probability of finding a difference of two means by the two-sided t test with equal groups.
///
/// Source: the noncentral t distribution, as R's `pwr::pwr.t.test`.
/// - Parameter effect: the difference in standard deviations.
public func powerTwoMeans(perGroup n: Int, effect: Double, alpha: Double = 0.05) -> Double? {
  guard n > 1 else { return nil }
  return powerTwoMeans(perGroup: Double(n), effect: effect, alpha: alpha)
}

/// Units per group to find a difference of two means by the two-sided t test; nil without a difference.
///
/// Source: the noncentral t distribution, as R's `pwr::pwr.t.test`.
public func sampleSizeTwoMeans(
  difference: Double, variance: Double, alpha: Double = 0.05, power: Double = 0.8
) -> Int? {
  guard difference != 0, variance > 0, (0..<1).contains(power), (0..<1).contains(alpha), alpha > 0 else { return nil }
  let effect = abs(difference) / variance.squareRoot()
  func isEnough(_ n: Int) -> Bool { powerTwoMeans(perGroup: Double(n), effect: effect, alpha: alpha) >= power }
  var high = 2
  while !isEnough(high) {
    guard high < 1 << 40 else { return nil }
    high *= 2
  }
  var low = max(1, high / 2)
  while high - low > 1 {
    let middle = (low + high) / 2
    if isEnough(middle) { high = middle } else { low = middle }
  }
  return high
}

func unroundedSampleSizeTwoRates(
  _ p1: Double, _ p2: Double, alpha: Double, power: Double, sides: Int
) -> Double? {
  guard p1 != p2, (0...1).contains(p1), (0...1).contains(p2), alpha > 0, alpha < 1, power > 0, power < 1 else {
    return nil
  }
  let zAlpha = Distribution.normalQuantile(1 - alpha / Double(sides))
  let zPower = Distribution.normalQuantile(power)
  let mean = (p1 + p2) / 2
  let root =
    zAlpha * (2 * mean * (1 - mean)).squareRoot() + zPower * (p1 * (1 - p1) + p2 * (1 - p2)).squareRoot()
  return root * root / ((p1 - p2) * (p1 - p2))
}

private func powerTwoMeans(perGroup n: Double, effect: Double, alpha: Double) -> Double {
  let df = 2 * n - 2
  let noncentrality = effect * (n / 2).squareRoot()
  let critical = Distribution.studentQuantile(1 - alpha / 2, df: df)
  return 1 - Distribution.noncentralT(critical, df: df, delta: noncentrality)
    + Distribution.noncentralT(-critical, df: df, delta: noncentrality)
}

private func wholeUnits(_ n: Double?) -> Int? { n.flatMap { Int(exactly: $0.rounded(.up)) } }
