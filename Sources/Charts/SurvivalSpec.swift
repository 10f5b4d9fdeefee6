public import Formats

/// Shares still waiting, or shares that ended, by time since a start, with intervals and the counts at risk under the
/// ticks.
public struct SurvivalSpec: Sendable, Hashable {
  /// The curve's level from `time` until the next step.
  public struct Step: Sendable, Hashable {
    /// Time since the start, in the unit of the axis.
    public var time: Double
    /// 0…1.
    public var survival: Double
    /// The interval's lower end; drawn only together with `high`.
    public var low: Double?
    /// The interval's upper end.
    public var high: Double?
    /// How many are at risk; the curve is faded from the first step below 15. nil: never faded.
    public var atRisk: Int?

    /// A step.
    public init(time: Double, survival: Double, low: Double? = nil, high: Double? = nil, atRisk: Int? = nil) {
      self.time = time
      self.survival = survival
      self.low = low
      self.high = high
      self.atRisk = atRisk
    }
  }

  /// One row of counts under the ticks.
  public struct CountRow: Sendable, Hashable {
    /// For example "at risk", "shipped", "still open".
    public var label: String
    /// One count for each of the spec's `times`, in their order; nil prints nothing.
    public var counts: [Int?]

    /// A row of counts.
    public init(label: String, counts: [Int?]) {
      self.label = label
      self.counts = counts
    }
  }

  /// One group's curve.
  public struct Curve: Sendable, Hashable {
    /// At the end of the curve and above its counts.
    public var label: String
    /// In any order; they are sorted by time.
    public var steps: [Step]
    /// nil: not reached.
    public var median: Double?
    /// The median's interval, lower end.
    public var medianLow: Double?
    /// The median's interval, upper end.
    public var medianHigh: Double?
    /// Printed under the ticks.
    public var rows: [CountRow]
    /// The time of the last observation, where the curve ends; nil: at the end of the axis.
    public var followedUntil: Double?
    /// In the accent colour, with its interval.
    public var isFocus: Bool
    /// Of an end that competes with the one before it: drawn beside it, without counts of its own.
    public var isCompeting: Bool

    /// A curve.
    public init(
      label: String, steps: [Step], median: Double? = nil, medianLow: Double? = nil, medianHigh: Double? = nil,
      rows: [CountRow] = [], followedUntil: Double? = nil, isFocus: Bool = true,
      isCompeting: Bool = false
    ) {
      self.label = label
      self.steps = steps
      self.median = median
      self.medianLow = medianLow
      self.medianHigh = medianHigh
      self.rows = rows
      self.followedUntil = followedUntil
      self.isFocus = isFocus
      self.isCompeting = isCompeting
    }
  }

  /// In the order of their tables.
  public var curves: [Curve]
  /// The axis's ticks, ascending, for which counts are given; the axis ends at the last. `tickValues` finds good ones.
  public var times: [Double]
  /// For example "Days".
  public var timeLabel: String
  /// How a time is printed, for example in "31 days".
  public var timeFormat: ValueFormat
  /// The time by which it was promised.
  public var promise: Double?
  /// For example "promise: 30 days".
  public var promiseLabel: String
  /// Whether the curves are of shares that ended, from 0 upwards.
  public var rises: Bool

  /// A survival chart.
  public init(
    curves: [Curve], times: [Double], timeLabel: String, timeFormat: ValueFormat, promise: Double? = nil,
    promiseLabel: String = "", rises: Bool = false
  ) {
    self.curves = curves
    self.times = times
    self.timeLabel = timeLabel
    self.timeFormat = timeFormat
    self.promise = promise
    self.promiseLabel = promiseLabel
    self.rises = rises
  }
}
