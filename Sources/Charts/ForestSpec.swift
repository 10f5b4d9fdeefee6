public import Formats

/// Estimates with their intervals by row, grouped, with a pooled row at the foot.
public struct ForestSpec: Sendable, Hashable {
  /// One estimate; without an estimate the row prints "n/a".
  public struct Row: Sendable, Hashable {
    /// Cut where it does not fit.
    public var label: String
    /// For example "46%"; shown at full width only.
    public var share: String?
    /// nil prints "n/a".
    public var estimate: Double?
    /// The interval's lower end; drawn only together with `high`.
    public var low: Double?
    /// The interval's upper end.
    public var high: Double?
    /// The square's area, relative to the largest weight.
    public var weight: Double

    /// A row.
    public init(
      label: String, share: String? = nil, estimate: Double?, low: Double? = nil, high: Double? = nil,
      weight: Double = 1
    ) {
      self.label = label
      self.share = share
      self.estimate = estimate
      self.low = low
      self.high = high
      self.weight = weight
    }
  }

  /// Rows under a heading; an empty heading is not printed.
  public struct Group: Sendable, Hashable {
    /// In semibold above the rows.
    public var heading: String
    /// Top to bottom.
    public var rows: [Row]

    /// A group of rows.
    public init(heading: String = "", rows: [Row]) {
      self.heading = heading
      self.rows = rows
    }
  }

  /// Top to bottom; groups without rows are left out.
  public var groups: [Group]
  /// Drawn as a diamond with a dashed line through the chart.
  public var pooled: Row?
  /// Where there is no effect: 0 for differences, 1 for ratios.
  public var null: Double
  /// Caption left of the null line, for example "favours holdout".
  public var leftCaption: String
  /// Caption right of the null line.
  public var rightCaption: String
  /// Head of the share column.
  public var shareHeading: String
  /// Head of the right-hand column, for example "€ (95% interval)".
  public var estimateHeading: String
  /// How estimates are printed, bare.
  public var format: ValueFormat

  /// A forest plot.
  public init(
    groups: [Group], pooled: Row? = nil, null: Double = 0, leftCaption: String = "", rightCaption: String = "",
    shareHeading: String = phrase("Share"), estimateHeading: String, format: ValueFormat
  ) {
    self.groups = groups
    self.pooled = pooled
    self.null = null
    self.leftCaption = leftCaption
    self.rightCaption = rightCaption
    self.shareHeading = shareHeading
    self.estimateHeading = estimateHeading
    self.format = format
  }
}
