/// A distribution from a low, a likely and a high figure, for inputs of a scenario.
public struct ScenarioDistribution: Sendable, Hashable {
  /// How the figures spread between the ends.
  public enum Shape: String, Sendable, Hashable, CaseIterable {
    /// Straight lines from the ends to the likely figure.
    case triangular
    /// The beta distribution of Clark (1962), with four times the weight on the likely figure.
    case pert
  }

  /// The shape.
  public let shape: Shape
  /// The least figure.
  public let low: Double
  /// The likeliest figure.
  public let likely: Double
  /// The greatest figure.
  public let high: Double

  /// A distribution; nil unless low <= likely <= high and low < high.
  public init?(_ shape: Shape, low: Double, likely: Double, high: Double) {
    guard low <= likely, likely <= high, low < high else { return nil }
    self.shape = shape
    self.low = low
    self.likely = likely
    self.high = high
  }

  /// The mean.
  public var mean: Double {
    switch shape {
    case .triangular: (low + likely + high) / 3
    case .pert: (low + 4 * likely + high) / 6
    }
  }

  /// The variance.
  public var variance: Double {
    switch shape {
    case .triangular:
      (low * low + likely * likely + high * high - low * likely - low * high - likely * high) / 18
    case .pert: (mean - low) * (high - mean) / 7
    }
  }

  /// The figure that a share `p` of draws stays below; a draw is the quantile of a uniform number.
  public func quantile(_ p: Double) -> Double {
    let range = high - low
    switch shape {
    case .triangular:
      let turn = (likely - low) / range
      return p < turn
        ? low + (p * range * (likely - low)).squareRoot()
        : high - ((1 - p) * range * (high - likely)).squareRoot()
    case .pert:
      return low + range
        * Distribution.betaQuantile(p, 1 + 4 * (likely - low) / range, 1 + 4 * (high - likely) / range)
    }
  }
}
