/// The number, mean and variance of a sample: what the estimators of means rest on.
public struct Moments: Sendable, Hashable {
  /// Independent units.
  public var n: Int
  /// The mean; 0 for an empty sample.
  public var mean: Double
  /// The sum of squared deviations from the mean.
  public var sumOfSquaredDeviations: Double

  /// From a mean and a variance with `n - 1` in its denominator.
  public init(n: Int, mean: Double, variance: Double) {
    self.n = n
    self.mean = mean
    self.sumOfSquaredDeviations = variance * Double(max(n - 1, 0))
  }

  /// From floating-point sums, which lose digits where the mean is large beside the spread.
  public init(n: Int, sum: Double, sumOfSquares: Double) {
    self.n = n
    mean = n > 0 ? sum / Double(n) : 0
    sumOfSquaredDeviations = n > 0 ? max(0, sumOfSquares - sum * mean) : 0
  }

  /// From integer sums: the deviations are exact at any offset, and rounded once.
  ///
  /// - Parameter scale: decimal digits of a value: the sum is in units of 10^-scale, the squares of 10^-2·scale.
  public init(n: Int, sum: Int128, sumOfSquares: Int128, scale: Int = 0) {
    self.n = n
    let unit = powerOfTen(scale)
    mean = n > 0 ? Double(rounding: sum) / (Double(n) * unit) : 0
    sumOfSquaredDeviations =
      n > 0 ? max(0, exactDifferenceOfProducts(Int128(n), sumOfSquares, sum, sum) / Double(n) / (unit * unit)) : 0
  }

  /// From yes-or-no answers, with the variance p(1 - p).
  public init(successes: Int, trials: Int) {
    let p = trials > 0 ? Double(successes) / Double(trials) : 0
    self.init(n: trials, mean: p, variance: p * (1 - p))
  }

  /// The variance with `n - 1` in its denominator; 0 for fewer than two units.
  public var variance: Double { n > 1 ? sumOfSquaredDeviations / Double(n - 1) : 0 }

  /// The variance of the mean.
  var squaredError: Double { n > 0 ? variance / Double(n) : 0 }
}
