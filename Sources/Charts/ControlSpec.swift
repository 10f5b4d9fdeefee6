public import Formats

/// A control chart of individual values (XmR): points, the limits of each segment, signals, a target and events.
public struct ControlSpec: Sendable, Hashable {
  /// What a point's rule says about the business.
  public enum Signal: Sendable, Hashable {
    /// A signal in the wanted direction.
    case good
    /// A signal against the wanted direction.
    case bad
  }

  /// One value.
  public struct Point: Sendable, Hashable {
    /// Days since 1970-01-01, usually the first day of a period.
    public var day: Int
    /// nil breaks the line.
    public var value: Double?
    /// nil: common cause.
    public var signal: Signal?

    /// A point.
    public init(day: Int, value: Double?, signal: Signal? = nil) {
      self.day = day
      self.value = value
      self.signal = signal
    }
  }

  /// A stretch of days with limits of its own; the line breaks between segments.
  public struct Segment: Sendable, Hashable {
    /// First day, in days since 1970-01-01.
    public var start: Int
    /// Last day, included.
    public var end: Int
    /// The centre line.
    public var mean: Double
    /// The upper limit.
    public var upper: Double?
    /// The lower limit.
    public var lower: Double?

    /// A segment; limits may be missing where there are too few points.
    public init(start: Int, end: Int, mean: Double, upper: Double?, lower: Double?) {
      self.start = start
      self.end = end
      self.mean = mean
      self.upper = upper
      self.lower = lower
    }
  }

  /// In any order; they are sorted by day.
  public var points: [Point]
  /// The last one is labelled.
  public var segments: [Segment]
  /// A dotted line across the chart.
  public var target: Double?
  /// Thin rules with labels above the plot.
  public var events: [ChartEvent]
  /// How values are printed; the axis prints them bare.
  public var format: ValueFormat
  /// The period of a point.
  public var grain: TimeGrain
  /// When its years and quarters start.
  public var fiscal = FiscalYear.calendar
  /// Values that the axis spans besides its own, so that several charts have one scale.
  public var span: ClosedRange<Double>?

  /// A control chart.
  public init(
    points: [Point], segments: [Segment], target: Double? = nil, events: [ChartEvent] = [], format: ValueFormat,
    grain: TimeGrain = .week
  ) {
    self.points = points
    self.segments = segments
    self.target = target
    self.events = events
    self.format = format
    self.grain = grain
  }
}
