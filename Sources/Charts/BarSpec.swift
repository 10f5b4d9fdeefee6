public import Formats

/// Horizontal bars by category from a zero baseline, in the order given.
public struct BarSpec: Sendable, Hashable {
  /// One category.
  public struct Bar: Sendable, Hashable {
    /// Cut where it does not fit.
    public var label: String
    /// nil prints "n/a" and draws no bar.
    public var value: Double?
    /// The interval's lower end; drawn only together with `high`.
    public var low: Double?
    /// The interval's upper end.
    public var high: Double?
    /// Filled with the accent colour.
    public var isHighlighted: Bool
    /// Printed after the value, for example "of 812"; in small type.
    public var remark: String?

    /// A bar, with an interval or without.
    public init(
      label: String, value: Double?, low: Double? = nil, high: Double? = nil, isHighlighted: Bool = false,
      remark: String? = nil
    ) {
      self.label = label
      self.value = value
      self.low = low
      self.high = high
      self.isHighlighted = isHighlighted
      self.remark = remark
    }
  }

  /// Top to bottom.
  public var bars: [Bar]
  /// How values are printed; the axis prints them bare.
  public var format: ValueFormat
  /// Values that the axis spans besides its own, so that several charts have one scale.
  public var span: ClosedRange<Double>?

  /// A bar chart.
  public init(bars: [Bar], format: ValueFormat) {
    self.bars = bars
    self.format = format
  }
}
