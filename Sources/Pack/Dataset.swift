public import Metrics
public import Units

/// One source of rows: files, or a roll-up of another dataset.
public struct Dataset: Sendable, Hashable {
  public enum Source: Sendable, Hashable {
    /// Paths relative to the pack's folder, in byte order, after expansion of globs. CSV unless the name ends in
    /// `.jsonl` or `.ndjson`.
    case files([String], separator: UInt8)
    /// One row per value of `by` in `dataset`, made from its rows in file order.
    case rollup(of: String, by: String, columns: [RollupColumn])
  }

  public struct RollupColumn: Sendable, Hashable {
    public enum Function: String, Sendable, Hashable { case first, last, count, sum }
    public var name: String
    public var function: Function
    /// nil for `count`. `first` and `last` are by the dataset's `time:`, ties by file order.
    public var argument: RowExpression?
    public init(name: String, function: Function, argument: RowExpression?) {
      self.name = name
      self.function = function
      self.argument = argument
    }
  }

  /// A join of this dataset's `column` to the key of `dataset`; its columns are then `name.column`.
  public struct Lookup: Sendable, Hashable {
    public var name: String
    public var dataset: String
    public var column: String
    public init(name: String, dataset: String, column: String) {
      self.name = name
      self.dataset = dataset
      self.column = column
    }
  }

  public var name: String
  /// The noun of one row, singular: `session`.
  public var noun: String
  public var source: Source
  public var key: String?
  /// Assigns a row to a period; nil only for datasets used in lookups alone.
  public var time: RowExpression?
  /// The independent unit; nil: the row itself is.
  public var cluster: RowExpression?
  public var lookups: [Lookup]
  /// Declared columns; others of the file are not read.
  public var columns: [Column]
  /// More bad rows than this stop the build. Default 0 means: any number is allowed but shown.
  public var maximumBadRows: Int?
  public var location: SourceText

  public init(
    name: String, noun: String, source: Source, key: String?, time: RowExpression?, cluster: RowExpression?,
    lookups: [Lookup], columns: [Column], maximumBadRows: Int?, location: SourceText
  ) {
    self.name = name
    self.noun = noun
    self.source = source
    self.key = key
    self.time = time
    self.cluster = cluster
    self.lookups = lookups
    self.columns = columns
    self.maximumBadRows = maximumBadRows
    self.location = location
  }

  /// Whether each row is its own independent unit, so that row-level estimators hold.
  public var rowIsUnit: Bool {
    guard let cluster else { return true }
    if case .column(let name) = cluster { return name == key }
    return false
  }
}

/// A way to cut facts: one name, a source expression per dataset.
public struct Segment: Sendable, Hashable {
  public var name: String
  public var label: String
  /// Dataset name to expression.
  public var sources: [String: RowExpression]
  public init(name: String, label: String, sources: [String: RowExpression]) {
    self.name = name
    self.label = label
    self.sources = sources
  }
}

/// A division into arms.
public struct Cohort: Sendable, Hashable {
  public enum Role: String, Sendable, Hashable { case treatment, control }
  public struct Arm: Sendable, Hashable {
    public var name: String
    public var role: Role
    /// The configured share of units, for the sample-ratio check.
    public var split: Double?
    public init(name: String, role: Role, split: Double?) {
      self.name = name
      self.role = role
      self.split = split
    }
  }
  public var name: String
  public var label: String
  public var sources: [String: RowExpression]
  public var randomised: Bool
  public var arms: [Arm]
  public init(name: String, label: String, sources: [String: RowExpression], randomised: Bool, arms: [Arm]) {
    self.name = name
    self.label = label
    self.sources = sources
    self.randomised = randomised
    self.arms = arms
  }
}

/// A figure that no dataset holds, with its range and source.
public struct Input: Sendable, Hashable {
  public var name: String
  public var label: String
  public var value: Double
  public var low: Double?
  public var high: Double?
  public var unit: Units.Unit
  public var source: String
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
