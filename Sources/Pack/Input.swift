public import Units

/// A figure that no dataset holds, with its range and source.
public struct Input: Sendable, Hashable {
  /// As named in the pack.
  public var name: String
  /// As shown on pages.
  public var label: String
  /// In `unit`, shares between 0 and 1.
  public var value: Double
  /// The smaller end of its range.
  public var low: Double?
  /// The larger end of its range.
  public var high: Double?
  /// The unit of the value and its range.
  public var unit: Units.Unit
  /// Where the figure comes from.
  public var source: String
  /// An input made from parts.
  public init(
    name: String, label: String, value: Double, low: Double?, high: Double?, unit: Units.Unit, source: String
  ) {
    self.name = name
    self.label = label
    self.value = value
    self.low = low
    self.high = high
    self.unit = unit
    self.source = source
  }
}
