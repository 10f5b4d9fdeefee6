/// A ratio of two estimates that are not known exactly.
struct UncertainRatio {
  var numerator: Double
  var denominator: Double
  var numeratorVariance: Double
  var denominatorVariance: Double
  var covariance = 0.0

  var value: Double { numerator / denominator }

  /// The variance of the ratio by the delta method.
  var deltaVariance: Double {
    let variance = numeratorVariance + value * value * denominatorVariance - 2 * value * covariance
    return max(0, variance) / (denominator * denominator)
  }

  /// How loosely the denominator is known: z²v/mean²; at 1 it may be zero.
  func looseness(_ confidence: Double) -> Double {
    let z = Distribution.normalCritical(confidence)
    return z * z * denominatorVariance / (denominator * denominator)
  }

  /// Fieller's limits, meant for a looseness below 1: roots of (b² - z²v_b) r² - 2(ab - z²v_ab) r + (a² - z²v_a) = 0.
  func fiellerLimits(_ confidence: Double) -> (low: Double, high: Double) {
    let z = Distribution.normalCritical(confidence)
    let leading = denominator * denominator - z * z * denominatorVariance
    let middle = numerator * denominator - z * z * covariance
    let last = numerator * numerator - z * z * numeratorVariance
    let root = max(0, middle * middle - leading * last).squareRoot()
    let ends = [(middle - root) / leading, (middle + root) / leading]
    return (min(ends[0], ends[1]), max(ends[0], ends[1]))
  }

  /// The ratio less `offset` with the interval that its looseness allows.
  ///
  /// - Parameter z: the statistic that tests a ratio equal to the offset, for Fieller's interval.
  func estimate(
    less offset: Double, df: Double, z: Double?, confidence: Double, method: LiftMethod, name: String, n: Int
  ) -> Estimate {
    let looseness = looseness(confidence)
    if method == .delta || (method == .automatic && looseness <= 0.05) {
      return .student(
        value: value - offset, standardError: deltaVariance.squareRoot(), df: df, confidence: confidence,
        method: "\(name), delta method", n: n)
    }
    var estimate = Estimate(
      value: value - offset, standardError: deltaVariance.squareRoot(), method: "\(name), Fieller", n: n,
      pValue: z.map(Distribution.normalTwoSided))
    if looseness >= 1 {
      estimate.notes = ["no interval: the control mean may be zero"]
    } else {
      let limits = fiellerLimits(confidence)
      estimate.low = limits.low - offset
      estimate.high = limits.high - offset
    }
    return estimate
  }
}
