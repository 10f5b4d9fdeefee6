public import Units

/// The type of a column, or of a row expression.
public enum ColumnType: Sendable, Hashable {
  case text
  case boolean
  /// A whole number (scale 0) or a decimal kept as an integer of 10^-scale. A finer value is a bad row.
  case number(scale: Int)
  /// Seconds since 1970-01-01T00:00:00Z. A date is the midnight of the calendar's zone.
  case timestamp
}

/// A column of a dataset as declared in `columns:` or inferred from its use.
public struct Column: Sendable, Hashable {
  /// Name in the file's header.
  public var name: String
  /// Type of its values.
  public var type: ColumnType
  /// Timestamps: `iso` (default), or a pattern such as `dd/MMM/yy HH:mm`, `dd.MM.yyyy`, `MM/dd/yyyy`, `yyyyMMdd`,
  /// `epoch`, `epoch-ms`.
  public var format: String?
  /// Unit of its values; nil: none declared.
  public var unit: Units.Unit?
  /// Spellings read as null besides the empty field.
  public var nulls: [String]
  /// Spellings of true and false; default true/false, yes/no, t/f, y/n, 1/0 without regard to case.
  public var trueSpellings: [String]
  /// Spellings of false; see `trueSpellings`.
  public var falseSpellings: [String]
  /// Whether an empty field is a bad row.
  public var required: Bool

  /// Creates a column.
  public init(
    name: String, type: ColumnType, format: String? = nil, unit: Units.Unit? = nil, nulls: [String] = [],
    trueSpellings: [String] = [], falseSpellings: [String] = [], required: Bool = false
  ) {
    self.name = name
    self.type = type
    self.format = format
    self.unit = unit
    self.nulls = nulls
    self.trueSpellings = trueSpellings
    self.falseSpellings = falseSpellings
    self.required = required
  }
}
