public import Metrics
public import Pack

/// What a roll-up computes.
public struct RollupLayout: Sendable, Hashable {
  /// A column of the roll-up.
  public struct Column: Sendable, Hashable {
    /// What becomes of the rows.
    public var function: Dataset.RollupColumn.Function
    /// Type of the result: that of the argument, or a whole number for `count`.
    public var type: ColumnType
    /// A function and the type of its result.
    public init(function: Dataset.RollupColumn.Function, type: ColumnType) {
      self.function = function
      self.type = type
    }
  }
  /// Type of the column grouped by.
  public var byType: ColumnType
  /// The columns behind it.
  public var columns: [Column]

  /// A roll-up by a column of a type.
  public init(byType: ColumnType, columns: [Column]) {
    self.byType = byType
    self.columns = columns
  }

  /// Types of the roll-up's columns, the one grouped by first.
  public var types: [ColumnType] { [byType] + columns.map(\.type) }
}
