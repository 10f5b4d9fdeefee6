public import Formats

/// Measures against their targets, a line each on a scale of its own.
public struct BulletSpec: Sendable, Hashable {
  /// How a measure stands to its target; the word is printed beside the shape.
  public enum Status: String, Sendable, Hashable {
    /// Disc, half disc, diamond.
    case onTarget = "On target", near = "Near", offTarget = "Off target"
  }

  /// One measure.
  public struct Row: Sendable, Hashable {
    /// Cut where it does not fit.
    public var label: String
    /// Unit and period, below the label.
    public var remark: String
    /// nil prints "n/a".
    public var value: Double?
    /// The interval's lower end; drawn only together with `high`.
    public var low: Double?
    /// The interval's upper end.
    public var high: Double?
    /// A tick across the ranges.
    public var target: Double?
    /// Ascending edges of the ranges; the first and last are the ends of the scale. Empty: from zero, with the
    /// stretch that meets the target shaded.
    public var edges: [Double]
    /// Which ranges are darker: the better ones.
    public var better: Better
    /// nil: no word.
    public var status: Status?
    /// How its figures are printed.
    public var format: ValueFormat

    /// A measure.
    public init(
      label: String, remark: String = "", value: Double?, low: Double? = nil, high: Double? = nil,
      target: Double? = nil, edges: [Double] = [], better: Better = .up, status: Status? = nil, format: ValueFormat
    ) {
      self.label = label
      self.remark = remark
      self.value = value
      self.low = low
      self.high = high
      self.target = target
      self.edges = edges
      self.better = better
      self.status = status
      self.format = format
    }
  }

  /// Top to bottom.
  public var rows: [Row]

  /// A bullet chart.
  public init(rows: [Row]) { self.rows = rows }
}
