public import Formats

/// One or several series over time, with intervals, a forecast, a target and events.
public struct LineSpec: Sendable, Hashable {
  /// A value at a day; nil breaks the line.
  public struct Point: Sendable, Hashable {
    /// Days since 1970-01-01, usually the first day of a period.
    public var day: Int
    /// nil: missing, never zero.
    public var value: Double?
    /// The interval's lower end; drawn only together with `high`.
    public var low: Double?
    /// The interval's upper end.
    public var high: Double?

    /// A point, with an interval or without.
    public init(day: Int, value: Double?, low: Double? = nil, high: Double? = nil) {
      self.day = day
      self.value = value
      self.low = low
      self.high = high
    }
  }

  /// A named run of points.
  public struct Series: Sendable, Hashable {
    /// Shown at the end of the line when there are several series.
    public var label: String
    /// In any order; they are sorted by day.
    public var points: [Point]
    /// Drawn dashed after the last point that has a value.
    public var forecast: [Point]
    /// In the accent colour, with its interval.
    public var isFocus: Bool

    /// A series; a chart of one series should have it in focus.
    public init(label: String, points: [Point], forecast: [Point] = [], isFocus: Bool = true) {
      self.label = label
      self.points = points
      self.forecast = forecast
      self.isFocus = isFocus
    }
  }

  /// In the order of their importance.
  public var series: [Series]
  /// Thin rules with labels above the plot.
  public var events: [ChartEvent]
  /// A dotted line across the chart.
  public var target: Double?
  /// How values are printed; the axis prints them bare.
  public var format: ValueFormat
  /// The period of a point.
  public var grain: TimeGrain
  /// When its years and quarters start.
  public var fiscal = FiscalYear.calendar
  /// Values that the axis spans besides its own, so that several charts have one scale.
  public var span: ClosedRange<Double>?

  /// A line chart; `grain` says what period a point stands for.
  public init(
    series: [Series], events: [ChartEvent] = [], target: Double? = nil, format: ValueFormat, grain: TimeGrain = .month
  ) {
    self.series = series
    self.events = events
    self.target = target
    self.format = format
    self.grain = grain
  }
}
