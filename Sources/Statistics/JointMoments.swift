/// The moments of two variables measured on the same units: numerator and denominator, or outcome and covariate.
public struct JointMoments: Sendable, Hashable {
  /// The numerator, or the outcome.
  public var y: Moments
  /// The denominator, or the covariate.
  public var x: Moments
  /// The sum of products of the two deviations.
  public var sumOfCodeviations: Double

  /// From floating-point sums.
  public init(
    n: Int, ySum: Double, ySumOfSquares: Double, xSum: Double, xSumOfSquares: Double, sumOfProducts: Double
  ) {
    y = Moments(n: n, sum: ySum, sumOfSquares: ySumOfSquares)
    x = Moments(n: n, sum: xSum, sumOfSquares: xSumOfSquares)
    sumOfCodeviations = n > 0 ? sumOfProducts - ySum * x.mean : 0
  }

  /// From integer sums, exactly; products are in units of 10^-(yScale + xScale).
  public init(
    n: Int, ySum: Int128, ySumOfSquares: Int128, yScale: Int = 0, xSum: Int128, xSumOfSquares: Int128, xScale: Int = 0,
    sumOfProducts: Int128
  ) {
    y = Moments(n: n, sum: ySum, sumOfSquares: ySumOfSquares, scale: yScale)
    x = Moments(n: n, sum: xSum, sumOfSquares: xSumOfSquares, scale: xScale)
    let unit = powerOfTen(yScale) * powerOfTen(xScale)
    sumOfCodeviations =
      n > 0 ? exactDifferenceOfProducts(Int128(n), sumOfProducts, ySum, xSum) / Double(n) / unit : 0
  }

  init(y: Moments, x: Moments, sumOfCodeviations: Double) {
    self.y = y
    self.x = x
    self.sumOfCodeviations = sumOfCodeviations
  }

  /// Units.
  public var n: Int { y.n }

  var covariance: Double { n > 1 ? sumOfCodeviations / Double(n - 1) : 0 }

  /// The ratio of the sums as the moments of its linearised values, so that the estimators of means serve ratios too.
  ///
  /// Units whose denominator is zero stay in. Nil where the denominators sum to zero.
  /// Source: the delta method, [s2_y/N2 + s2_n Y2/N4 - 2 s_yn Y/N3]/n, as in Deng et al. (2018).
  public var ratio: Moments? {
    guard n > 0, x.mean != 0 else { return nil }
    let ratio = y.mean / x.mean
    let variance = (y.variance + ratio * ratio * x.variance - 2 * ratio * covariance) / (x.mean * x.mean)
    return Moments(n: n, mean: ratio, variance: max(0, variance))
  }

  /// The moments of both samples together.
  func merged(with other: JointMoments) -> JointMoments {
    guard n > 0 else { return other }
    guard other.n > 0 else { return self }
    let weight = Double(n) * Double(other.n) / Double(n + other.n)
    let (dy, dx) = (other.y.mean - y.mean, other.x.mean - x.mean)
    func merge(_ a: Moments, _ b: Moments, _ shift: Double) -> Moments {
      var result = a
      result.n = a.n + b.n
      result.mean = a.mean + shift * Double(b.n) / Double(a.n + b.n)
      result.sumOfSquaredDeviations = a.sumOfSquaredDeviations + b.sumOfSquaredDeviations + shift * shift * weight
      return result
    }
    return JointMoments(
      y: merge(y, other.y, dy), x: merge(x, other.x, dx),
      sumOfCodeviations: sumOfCodeviations + other.sumOfCodeviations + dy * dx * weight)
  }
}
