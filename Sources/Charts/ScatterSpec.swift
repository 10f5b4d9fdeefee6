public import Formats

/// Two measures against each other, a point for each member of a group.
public struct ScatterSpec: Sendable, Hashable {
  /// One member.
  public struct Point: Sendable, Hashable {
    /// Printed beside the point where nothing is in the way.
    public var label: String
    /// nil: the point is left out.
    public var x: Double?
    /// nil: the point is left out.
    public var y: Double?
    /// In the accent colour, labelled first.
    public var isHighlighted: Bool

    /// A point.
    public init(label: String, x: Double?, y: Double?, isHighlighted: Bool = false) {
      self.label = label
      self.x = x
      self.y = y
      self.isHighlighted = isHighlighted
    }
  }

  /// The trend at one x, with the interval of the mean there.
  public struct TrendPoint: Sendable, Hashable {
    /// On the horizontal axis.
    public var x: Double
    /// The trend's height.
    public var y: Double
    /// The interval's lower end.
    public var low: Double
    /// The interval's upper end.
    public var high: Double

    /// A point of a trend.
    public init(x: Double, y: Double, low: Double, high: Double) {
      self.x = x
      self.y = y
      self.low = low
      self.high = high
    }
  }

  /// In the order of importance: the first are labelled first.
  public var points: [Point]
  /// Drawn as a line with its interval; empty: none.
  public var trend: [TrendPoint]
  /// The name and unit of the horizontal axis.
  public var xLabel: String
  /// The name and unit of the vertical axis.
  public var yLabel: String
  /// How the horizontal axis prints values, bare.
  public var xFormat: ValueFormat
  /// How the vertical axis prints values, bare.
  public var yFormat: ValueFormat

  /// A scatter plot.
  public init(
    points: [Point], trend: [TrendPoint] = [], xLabel: String, yLabel: String, xFormat: ValueFormat,
    yFormat: ValueFormat
  ) {
    self.points = points
    self.trend = trend
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.xFormat = xFormat
    self.yFormat = yFormat
  }
}
