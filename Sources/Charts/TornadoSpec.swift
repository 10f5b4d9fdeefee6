public import Formats

/// How far each driver moves a result, widest first: the result with one driver at a time at either end.
public struct TornadoSpec: Sendable, Hashable {
  /// One driver.
  public struct Row: Sendable, Hashable {
    /// Cut where it does not fit.
    public var label: String
    /// The driver's ends as printed.
    public var lowInput: String
    /// The upper end as printed.
    public var highInput: String
    /// The result with the driver at its lower end.
    public var atLow: Double
    /// The result with the driver at its upper end.
    public var atHigh: Double

    /// A driver.
    public init(label: String, lowInput: String, highInput: String, atLow: Double, atHigh: Double) {
      self.label = label
      self.lowInput = lowInput
      self.highInput = highInput
      self.atLow = atLow
      self.atHigh = atHigh
    }
  }

  /// Top to bottom.
  public var rows: [Row]
  /// The result as it is.
  public var base: Double
  /// Its name above the base line.
  public var baseLabel: String
  /// How results are printed.
  public var format: ValueFormat

  /// A tornado chart.
  public init(rows: [Row], base: Double, baseLabel: String, format: ValueFormat) {
    self.rows = rows
    self.base = base
    self.baseLabel = baseLabel
    self.format = format
  }
}
