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

/// What the values of a column must satisfy besides their type; a row that breaks a rule is a bad row.
public struct ColumnRules: Sendable, Hashable {
  /// A limit of a range.
  public struct Bound: Sendable, Hashable {
    /// In the column's own integers: 10^-scale for numbers, seconds UTC for timestamps.
    public var value: Int64
    /// As the author wrote it, for messages and pages.
    public var text: String
    /// A limit made from parts.
    public init(value: Int64, text: String) {
      self.value = value
      self.text = text
    }
  }

  /// Whether no value may stand twice in the dataset; nulls do not count.
  public var unique: Bool
  /// The allowed values as written, in the order of the file; empty: any. Of texts and numbers only.
  public var values: [String]
  /// The allowed values of a column of numbers as integers of 10^-scale, ascending; empty for other columns.
  public var numbers: [Int64]
  /// The smallest value allowed, itself included.
  public var minimum: Bound?
  /// The greatest value allowed, itself included; a day stands for its last second.
  public var maximum: Bound?
  /// Characters (Unicode scalars) of a text at least.
  public var minimumLength: Int?
  /// Characters (Unicode scalars) of a text at most.
  public var maximumLength: Int?

  /// Rules made from parts; without any, all values pass.
  public init(
    unique: Bool = false, values: [String] = [], numbers: [Int64] = [], minimum: Bound? = nil, maximum: Bound? = nil,
    minimumLength: Int? = nil, maximumLength: Int? = nil
  ) {
    self.unique = unique
    self.values = values
    self.numbers = numbers
    self.minimum = minimum
    self.maximum = maximum
    self.minimumLength = minimumLength
    self.maximumLength = maximumLength
  }

  /// Whether all values pass.
  public var isEmpty: Bool { self == ColumnRules() }
}

/// Who may see the values of a column, from all to none.
public enum Classification: String, Sendable, Hashable, CaseIterable {
  case `public`, `internal`, confidential
  /// Personal data: replaced by tokens before anything is stored, never shown on a page or in a message.
  case restricted
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
  /// What its values must satisfy.
  public var rules: ColumnRules
  /// Who may see its values; nil: not said.
  public var classification: Classification?
  /// Whether numbers are written with a decimal comma, `12,50`, and no point.
  public var hasDecimalComma: Bool

  /// Creates a column.
  public init(
    name: String, type: ColumnType, format: String? = nil, unit: Units.Unit? = nil, nulls: [String] = [],
    trueSpellings: [String] = [], falseSpellings: [String] = [], required: Bool = false,
    rules: ColumnRules = ColumnRules(), classification: Classification? = nil, hasDecimalComma: Bool = false
  ) {
    self.name = name
    self.type = type
    self.format = format
    self.unit = unit
    self.nulls = nulls
    self.trueSpellings = trueSpellings
    self.falseSpellings = falseSpellings
    self.required = required
    self.rules = rules
    self.classification = classification
    self.hasDecimalComma = hasDecimalComma
  }

  /// Whether its values are personal data that no output may show.
  public var isRestricted: Bool { classification == .restricted }
}
