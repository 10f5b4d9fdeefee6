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
  let error = (treatment.squaredError + control.squaredError).squareRoot()
  return ratioToControl(treatment, control).estimate(
    less: 1, df: satterthwaite([treatment, control]), z: error > 0 ? (treatment.mean - control.mean) / error : nil,
    confidence: confidence, method: method, name: "relative lift", n: n)
}

func ratioToControl(_ treatment: Moments, _ control: Moments) -> UncertainRatio {
  UncertainRatio(
    numerator: treatment.mean, denominator: control.mean, numeratorVariance: treatment.squaredError,
    denominatorVariance: control.squaredError)
}
