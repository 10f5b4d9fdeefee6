public import Formats

/// An effect by period before and after an event, with its intervals: what was there before it, and what came after.
public struct EventStudySpec: Sendable, Hashable {
  /// The effect in one period.
  public struct Point: Sendable, Hashable {
    /// Periods from the event: -1 is the last before it, 0 the one that it begins.
    public var offset: Int
    /// nil: missing.
    public var estimate: Double?
    /// The interval's lower end; drawn only together with `high`.
    public var low: Double?
    /// The interval's upper end.
    public var high: Double?
    /// The period that all others are compared with, zero by definition; drawn hollow.
    public var isReference: Bool

    /// A point.
    public init(offset: Int, estimate: Double?, low: Double? = nil, high: Double? = nil, isReference: Bool = false) {
      self.offset = offset
      self.estimate = estimate
      self.low = low
      self.high = high
      self.isReference = isReference
    }
  }

  /// In any order; they are sorted by offset.
  public var points: [Point]
  /// For example "Launch, 1 Apr 2026"; stands above the rule before period 0.
  public var event: String
  /// For example "Months from launch".
  public var offsetLabel: String
  /// How effects are printed.
  public var format: ValueFormat
  /// Values that the axis spans besides its own, so that several charts have one scale.
  public var span: ClosedRange<Double>?

  /// An event study; the null line is at zero.
  public init(points: [Point], event: String, offsetLabel: String, format: ValueFormat) {
    self.points = points
    self.event = event
    self.offsetLabel = offsetLabel
    self.format = format
  }
}
