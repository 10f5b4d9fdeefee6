/// The mean with its t interval; for paired answers, of each unit's change.
///
/// The p-value is against a mean of zero, which says something of changes only.
/// Source: Student (1908).
public func meanInterval(_ sample: Moments, confidence: Double = 0.95) -> Estimate {
  guard sample.n > 0 else { return .undefined("mean, t", n: 0, why: "no data") }
  guard sample.n > 1 else {
    return Estimate(value: sample.mean, method: "mean, t", n: 1, notes: ["no interval: one value only"])
  }
  return .student(
    value: sample.mean, standardError: sample.squaredError.squareRoot(), df: Double(sample.n - 1),
    confidence: confidence, method: "mean, t", n: sample.n)
}

/// The difference of two means, treatment minus control, without assuming equal variances.
///
/// For a difference of ratios of sums pass `JointMoments.ratio` of both arms.
/// Source: Welch (1947), degrees of freedom after Satterthwaite.
public func welchDifference(treatment: Moments, control: Moments, confidence: Double = 0.95) -> Estimate {
  let n = treatment.n + control.n
  guard treatment.n > 0, control.n > 0 else { return .undefined("Welch", n: n, why: "no data in one arm") }
  let difference = treatment.mean - control.mean
  guard treatment.n > 1, control.n > 1 else {
    return Estimate(value: difference, method: "Welch", n: n, notes: ["no interval: one value only in one arm"])
  }
  return .student(
    value: difference, standardError: (treatment.squaredError + control.squaredError).squareRoot(),
    df: satterthwaite([treatment, control]), confidence: confidence, method: "Welch", n: n)
}

/// The degrees of freedom of a sum of independent squared errors.
func satterthwaite(_ samples: [Moments]) -> Double {
  let total = samples.reduce(0) { $0 + $1.squaredError }
  let parts = samples.reduce(0) { $0 + $1.squaredError * $1.squaredError / Double(max($1.n - 1, 1)) }
  return parts > 0 ? total * total / parts : 0
}
