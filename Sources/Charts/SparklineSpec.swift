/// A word-sized line on its own scale: the last point filled, the extremes hollow.
public struct SparklineSpec: Sendable, Hashable {
  /// One value.
  public struct Point: Sendable, Hashable {
    /// Days since 1970-01-01.
    public var day: Int
    /// nil breaks the line.
    public var value: Double?

    /// A point.
    public init(day: Int, value: Double?) {
      self.day = day
      self.value = value
    }
  }

  /// In any order; they are sorted by day.
  public var points: [Point]
  /// The day of a thin rule, for example a launch.
  public var rule: Int?

  /// A sparkline.
  public init(points: [Point], rule: Int? = nil) {
    self.points = points
    self.rule = rule
  }
}
