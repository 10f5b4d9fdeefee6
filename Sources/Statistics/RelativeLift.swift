/// How a relative lift gets its interval.
public enum LiftMethod: Sendable, Hashable {
  /// The delta method, or Fieller's where the control mean is known too loosely for it (z²v/mean² > 0.05).
  case automatic
  /// The delta method with both arms' variance, t with Satterthwaite's degrees of freedom.
  case delta
  /// Fieller's theorem with the normal quantile; its interval is not symmetric.
  case fieller
}

/// The relative lift, treatment over control minus one, with the uncertainty of both arms.
///
/// No interval where the control mean may be zero. The standard error is the delta method's in every case.
/// Sources: Fieller (1954); the delta interval as in GrowthBook's `gbstats`.
public func relativeLift(
  treatment: Moments, control: Moments, confidence: Double = 0.95, method: LiftMethod = .automatic
) -> Estimate {
  let n = treatment.n + control.n
  guard treatment.n > 0, control.n > 0 else { return .undefined("relative lift", n: n, why: "no data in one arm") }
  guard control.mean != 0 else { return .undefined("relative lift", n: n, why: "the control mean is zero") }
  let lift = (treatment.mean - control.mean) / control.mean
  guard treatment.n > 1, control.n > 1 else {
    return Estimate(value: lift, method: "relative lift", n: n, notes: ["no interval: one value only in one arm"])
  }
  let ratio = treatment.mean / control.mean
  let variance =
    (treatment.squaredError + ratio * ratio * control.squaredError) / (control.mean * control.mean)
  let limits = fiellerLimits(treatment: treatment, control: control, confidence: confidence)
  if method == .delta || (method == .automatic && limits.looseness <= 0.05) {
    return .student(
      value: lift, standardError: variance.squareRoot(), df: satterthwaite([treatment, control]),
      confidence: confidence, method: "relative lift, delta method", n: n)
  }
  var estimate = Estimate(
    value: lift, standardError: variance.squareRoot(), method: "relative lift, Fieller", n: n)
  let error = (treatment.squaredError + control.squaredError).squareRoot()
  estimate.pValue = error > 0 ? Distribution.normalTwoSided((treatment.mean - control.mean) / error) : nil
  if limits.looseness >= 1 {
    estimate.notes = ["no interval: the control mean may be zero"]
  } else {
    estimate.low = limits.low
    estimate.high = limits.high
  }
  return estimate
}

/// Fieller's limits of the lift, and how loosely the control mean is known: g = z²v/mean², valid below 1.
func fiellerLimits(
  treatment: Moments, control: Moments, confidence: Double
) -> (low: Double, high: Double, looseness: Double) {
  let z = Distribution.normalCritical(confidence)
  let (a, b) = (treatment.mean, control.mean)
  let (va, vb) = (treatment.squaredError, control.squaredError)
  let looseness = z * z * vb / (b * b)
  // Roots of (b² - z²vb) r² - 2ab r + (a² - z²va) = 0.
  let leading = b * b - z * z * vb
  let root = max(0, a * a * b * b - leading * (a * a - z * z * va)).squareRoot()
  let ends = [(a * b - root) / leading - 1, (a * b + root) / leading - 1].sorted()
  return (ends[0], ends[1], looseness)
}
