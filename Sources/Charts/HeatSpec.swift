public import Formats

/// Values in a grid of shaded cells, each printed.
public struct HeatSpec: Sendable, Hashable {
  /// One line.
  public struct Row: Sendable, Hashable {
    /// Cut where it does not fit.
    public var label: String
    /// One a column; nil is grey.
    public var values: [Double?]

    /// A line of cells.
    public init(label: String, values: [Double?]) {
      self.label = label
      self.values = values
    }
  }

  /// Left to right.
  public var columns: [String]
  /// Top to bottom.
  public var rows: [Row]
  /// How values are printed, bare.
  public var format: ValueFormat

  /// A heat map; one scale of shades for all cells.
  public init(columns: [String], rows: [Row], format: ValueFormat) {
    self.columns = columns
    self.rows = rows
    self.format = format
  }

  /// The shade of a value among all that are shown, 0 (pale) to 5: six steps of the same width.
  public static func level(of value: Double, among values: [Double]) -> Int {
    guard let low = values.min(), let high = values.max(), high > low else { return 2 }
    return min(5, max(0, Int((value - low) / (high - low) * 6)))
  }
}
