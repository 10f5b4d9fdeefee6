/// A difference of means adjusted by what was known of each unit beforehand.
public struct CovariateAdjusted: Sendable, Hashable {
  /// The adjusted difference, treatment minus control.
  public var difference: Estimate
  /// The adjusted difference relative to the unadjusted control mean.
  public var relative: Estimate
  /// The slope of outcome on covariate; 0 where the covariate does not vary.
  public var theta: Double
  /// The share of the variance of the raw difference that the adjustment removes.
  public var varianceReduction: Double
}

/// CUPED: the outcome y adjusted by a covariate x measured before assignment.
///
/// Source: Deng et al. (2013); theta pooled over both arms around the pooled means, as in GrowthBook's `gbstats`.
public func covariateAdjusted(
  treatment: JointMoments, control: JointMoments, confidence: Double = 0.95
) -> CovariateAdjusted {
  let pooled = treatment.merged(with: control)
  let theta =
    pooled.x.sumOfSquaredDeviations > 0 ? pooled.sumOfCodeviations / pooled.x.sumOfSquaredDeviations : 0
  func adjusted(_ arm: JointMoments) -> Moments {
    Moments(
      n: arm.n, mean: arm.y.mean - theta * (arm.x.mean - pooled.x.mean),
      variance: max(0, arm.y.variance + theta * theta * arm.x.variance - 2 * theta * arm.covariance))
  }
  var difference = welchDifference(
    treatment: adjusted(treatment), control: adjusted(control), confidence: confidence)
  difference.method = "CUPED, Welch"
  let raw = treatment.y.squaredError + control.y.squaredError
  let left = difference.standardError.map { $0 * $0 } ?? 0
  return CovariateAdjusted(
    difference: difference,
    relative: relative(difference, control: control, theta: theta, confidence: confidence), theta: theta,
    varianceReduction: raw > 0 ? 1 - left / raw : 0)
}

/// The adjusted difference over the unadjusted control mean, which share the control arm and so are correlated.
private func relative(
  _ difference: Estimate, control: JointMoments, theta: Double, confidence: Double
) -> Estimate {
  guard let change = difference.value, let error = difference.standardError, let df = difference.degreesOfFreedom,
    let n = difference.n, control.y.mean != 0
  else {
    return .undefined("CUPED, relative lift", n: difference.n, why: "no difference, or a control mean of zero")
  }
  return UncertainRatio(
    numerator: change, denominator: control.y.mean, numeratorVariance: error * error,
    denominatorVariance: control.y.squaredError,
    covariance: -(control.y.variance - theta * control.covariance) / Double(control.n)
  ).estimate(
    less: 0, df: df, z: change / error, confidence: confidence, method: .automatic, name: "CUPED, relative lift", n: n)
}
