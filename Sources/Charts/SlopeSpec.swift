public import Formats

/// Two or three periods, a line for each of several values.
public struct SlopeSpec: Sendable, Hashable {
  /// One line.
  public struct Series: Sendable, Hashable {
    /// Beside its first and last value.
    public var label: String
    /// One a period; nil breaks the line.
    public var values: [Double?]
    /// In the accent colour: its change is more than noise.
    public var isFocus: Bool
    /// Heavier, without colour: the largest change where none is more than noise.
    public var isLargest: Bool

    /// A line.
    public init(label: String, values: [Double?], isFocus: Bool = false, isLargest: Bool = false) {
      self.label = label
      self.values = values
      self.isFocus = isFocus
      self.isLargest = isLargest
    }
  }

  /// Two or three, left to right.
  public var periods: [String]
  /// In the order of their importance.
  public var series: [Series]
  /// How values are printed.
  public var format: ValueFormat

  /// A slope chart.
  public init(periods: [String], series: [Series], format: ValueFormat) {
    self.periods = periods
    self.series = series
    self.format = format
  }
}
