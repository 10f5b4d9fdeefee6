import CBoostMath

/// The distributions the estimators need, from Boost.Math; a result is NaN outside its domain.
enum Distribution {
  static func normalQuantile(_ p: Double) -> Double { bm_normal_quantile(p) }
  static func normalLower(_ x: Double) -> Double { bm_normal_cdf(x) }
  static func normalUpper(_ x: Double) -> Double { bm_normal_upper(x) }
  static func studentQuantile(_ p: Double, df: Double) -> Double { bm_student_quantile(p, df) }
  static func studentUpper(_ x: Double, df: Double) -> Double { bm_student_upper(x, df) }
  static func noncentralT(_ x: Double, df: Double, delta: Double) -> Double { bm_noncentral_t_cdf(x, df, delta) }
  static func chiSquaredUpper(_ x: Double, df: Double) -> Double { bm_chi_squared_upper(x, df) }
  static func betaQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double { bm_beta_quantile(p, a, b) }
  static func binomialQuantile(_ q: Double, trials: Int, probability: Double) -> Int? {
    Int(exactly: bm_binomial_quantile(q, Double(trials), probability))
  }
  static func logGamma(_ x: Double) -> Double { bm_log_gamma(x) }

  /// The half-width of a two-sided interval in standard errors, by the normal distribution.
  static func normalCritical(_ confidence: Double) -> Double { normalQuantile(0.5 + confidence / 2) }

  /// The half-width of a two-sided interval in standard errors, by Student's t.
  static func studentCritical(_ confidence: Double, df: Double) -> Double {
    studentQuantile(0.5 + confidence / 2, df: df)
  }

  /// The two-sided p-value of a standard normal statistic.
  static func normalTwoSided(_ z: Double) -> Double { min(1, 2 * normalUpper(abs(z))) }

  /// The two-sided p-value of a t statistic.
  static func studentTwoSided(_ t: Double, df: Double) -> Double { min(1, 2 * studentUpper(abs(t), df: df)) }
}
