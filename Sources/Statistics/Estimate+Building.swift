extension Estimate {
  /// A figure that is not defined, with the reason.
  static func undefined(_ method: String, n: Int? = nil, why: String) -> Estimate {
    Estimate(value: nil, method: method, n: n, notes: [why])
  }

  /// A figure with an interval by Student's t and the p-value against zero.
  ///
  /// Without variation a zero-width interval would claim certainty, so there is none and a note says so.
  static func student(
    value: Double, standardError: Double, df: Double, confidence: Double, method: String, n: Int?, clusters: Int? = nil,
    notes: [String] = [], critical: Double? = nil
  ) -> Estimate {
    var estimate = Estimate(
      value: value, standardError: standardError, method: method, n: n, clusters: clusters, degreesOfFreedom: df,
      notes: notes)
    guard standardError > 0, standardError.isFinite, df > 0 else {
      estimate.standardError = nil
      estimate.degreesOfFreedom = nil
      estimate.notes.append("no interval: the values do not vary")
      return estimate
    }
    let half = (critical ?? Distribution.studentCritical(confidence, df: df)) * standardError
    estimate.low = value - half
    estimate.high = value + half
    estimate.pValue = Distribution.studentTwoSided(value / standardError, df: df)
    return estimate
  }
}
