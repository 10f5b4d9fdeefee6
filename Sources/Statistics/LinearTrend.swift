/// A straight line through points by least squares, with the interval of its mean.
///
/// Source: Draper and Smith (1998), "Applied Regression Analysis", sections 1.4 and 3.1, as R's
/// `predict(lm(y ~ x), interval = "confidence")`.
public struct LinearTrend: Sendable {
  /// The line's rise for each unit of x.
  public let slope: Double
  /// The line's value at x = 0.
  public let intercept: Double
  /// How many points it rests on.
  public let n: Int
  private let meanX: Double
  private let squares: Double
  private let residual: Double
  private let critical: Double

  /// nil for fewer than three points, or where all have the same x.
  public init?(_ points: [(x: Double, y: Double)], confidence: Double = 0.95) {
    guard points.count > 2, points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return nil }
    let count = Double(points.count)
    let meanX = points.reduce(0) { $0 + $1.x } / count
    let meanY = points.reduce(0) { $0 + $1.y } / count
    let squares = points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
    guard squares > 0, squares.isFinite else { return nil }
    let slope = points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) } / squares
    let intercept = meanY - slope * meanX
    let errors = points.reduce(0) { sum, point in
      let error = point.y - intercept - slope * point.x
      return sum + error * error
    }
    (self.slope, self.intercept, self.meanX, self.squares) = (slope, intercept, meanX, squares)
    n = points.count
    residual = (errors / (count - 2)).squareRoot()
    critical = Distribution.studentCritical(confidence, df: count - 2)
  }

  /// The line at x and the interval of the mean there.
  public func mean(at x: Double) -> (value: Double, low: Double, high: Double) {
    let value = intercept + slope * x
    let half = critical * residual * (1 / Double(n) + (x - meanX) * (x - meanX) / squares).squareRoot()
    return (value, value - half, value + half)
  }
}
