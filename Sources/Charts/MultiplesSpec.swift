public import Formats

/// Small multiples: one small chart over time for each of several values, side by side on one scale.
public struct MultiplesSpec: Sendable, Hashable {
  /// How a panel is drawn.
  public enum Form: Sendable, Hashable {
    /// A line with its interval.
    case line
    /// Columns from zero, the latest in the accent colour.
    case columns
  }

  /// One value's chart.
  public struct Panel: Sendable, Hashable {
    /// Its heading; the latest value with its interval stands below it.
    public var label: String
    /// Beside the heading where there is room, for example "n 1,204".
    public var remark: String?
    /// In any order; they are sorted by day.
    public var points: [LineSpec.Point]

    /// A panel.
    public init(label: String, remark: String? = nil, points: [LineSpec.Point]) {
      self.label = label
      self.remark = remark
      self.points = points
    }
  }

  /// In the order of their importance, read row by row.
  public var panels: [Panel]
  /// Lines or columns.
  public var form: Form
  /// What all panels are compared with: a thin grey line in each; named above them.
  public var reference: LineSpec.Series?
  /// Thin rules in each panel; named above them from left to right.
  public var events: [ChartEvent]
  /// How values are printed; the axes print them bare.
  public var format: ValueFormat
  /// The period of a point.
  public var grain: TimeGrain
  /// When its years and quarters start.
  public var fiscal = FiscalYear.calendar
  /// What the common scale spans besides the panels' values; nil: nothing.
  public var span: ClosedRange<Double>?
  /// Each panel spans its own values, and has an axis of its own.
  public var hasOwnScales: Bool

  /// Small multiples.
  public init(
    panels: [Panel], form: Form = .line, reference: LineSpec.Series? = nil, events: [ChartEvent] = [],
    format: ValueFormat, grain: TimeGrain = .month, hasOwnScales: Bool = false
  ) {
    self.panels = panels
    self.form = form
    self.reference = reference
    self.events = events
    self.format = format
    self.grain = grain
    self.hasOwnScales = hasOwnScales
  }
}
