public import Formats

/// Vertical columns over time from a zero baseline: actual solid, plan outlined behind it.
public struct ColumnSpec: Sendable, Hashable {
  /// One period's column.
  public struct Point: Sendable, Hashable {
    /// The period's first day, in days since 1970-01-01.
    public var day: Int
    /// nil leaves the column out and keeps its place.
    public var actual: Double?
    /// nil where nothing was planned.
    public var plan: Double?
    /// `actual` is expected, not measured; hatched.
    public var isForecast: Bool

    /// A column.
    public init(day: Int, actual: Double?, plan: Double? = nil, isForecast: Bool = false) {
      self.day = day
      self.actual = actual
      self.plan = plan
      self.isForecast = isForecast
    }
  }

  /// One column each; sorted by day.
  public var points: [Point]
  /// A dotted line across the chart.
  public var target: Double?
  /// How values are printed; the axis prints them bare.
  public var format: ValueFormat
  /// The period of a column.
  public var grain: TimeGrain
  /// When its years and quarters start.
  public var fiscal = FiscalYear.calendar
  /// Values that the axis spans besides its own, so that several charts have one scale.
  public var span: ClosedRange<Double>?
  /// Where given, the differences from the plan stand above the columns, coloured by it.
  public var better: Better?

  /// A column chart; each point takes one place, in order of its day.
  public init(points: [Point], target: Double? = nil, format: ValueFormat, grain: TimeGrain = .month) {
    self.points = points
    self.target = target
    self.format = format
    self.grain = grain
  }
}
