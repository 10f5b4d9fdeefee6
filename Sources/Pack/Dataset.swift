public import Metrics

/// One source of rows: files, a table of a database, or a roll-up of another dataset.
public struct Dataset: Sendable, Hashable {
  /// Where rows come from.
  public enum Source: Sendable, Hashable {
    /// Paths relative to the pack's folder, in byte order, after expansion of globs. CSV unless the name ends in
    /// `.jsonl` or `.ndjson`.
    case files([String], separator: UInt8)
    /// A table or view of a warehouse, as `schema.table`.
    case table(String)
    /// A table or view of an SQLite file, whose path is relative to the pack's folder.
    case sqlite(file: String, table: String)
    /// One row per value of `by` in `dataset`, made from its rows in file order.
    case rollup(of: String, by: String, columns: [RollupColumn])
  }

  /// A column of a roll-up: a function over the rows of one key.
  public struct RollupColumn: Sendable, Hashable {
    /// The functions a roll-up knows.
    public enum Function: String, Sendable, Hashable { case first, last, count, sum }
    /// Its name.
    public var name: String
    /// What becomes of the rows.
    public var function: Function
    /// nil for `count`. `first` and `last` are by the dataset's `time:`, ties by file order.
    public var argument: RowExpression?
    /// A column of a roll-up.
    public init(name: String, function: Function, argument: RowExpression?) {
      self.name = name
      self.function = function
      self.argument = argument
    }
  }

  /// A join of this dataset's `column` to the key of `dataset`; its columns are then `name.column`.
  public struct Lookup: Sendable, Hashable {
    /// The prefix of the joined columns.
    public var name: String
    /// The dataset joined, by its `key`.
    public var dataset: String
    /// The column of this dataset that holds the other's key.
    public var column: String
    /// A join by name.
    public init(name: String, dataset: String, column: String) {
      self.name = name
      self.dataset = dataset
      self.column = column
    }
  }

  /// As named in the pack.
  public var name: String
  /// The noun of one row, singular: `session`.
  public var noun: String
  /// Where its rows come from.
  public var source: Source
  /// The database that sums its rows; nil: they are read here. A roll-up is made where the rows it is made of lie.
  public var warehouse: Warehouse?
  /// The column that names a row, unique.
  public var key: String?
  /// Assigns a row to a period; nil only for datasets used in lookups alone.
  public var time: RowExpression?
  /// The independent unit; nil: the row itself is.
  public var cluster: RowExpression?
  /// Joins to other datasets.
  public var lookups: [Lookup]
  /// Columns declared or inferred from their use, by name; others of the file are not read.
  public var columns: [Column]
  /// What its rows must satisfy as a whole, and how its files are written.
  public var rules: DataRules
  /// The dataset's name in the pack file.
  public var location: SourceText

  /// A dataset made from parts.
  public init(
    name: String, noun: String, source: Source, key: String?, time: RowExpression?, cluster: RowExpression?,
    lookups: [Lookup], columns: [Column], maximumBadRows: Int?, location: SourceText,
    rules: DataRules = DataRules()
  ) {
    self.name = name
    self.noun = noun
    self.source = source
    self.key = key
    self.time = time
    self.cluster = cluster
    self.lookups = lookups
    self.columns = columns
    self.rules = rules
    if let maximumBadRows { self.rules.badRowLimit = .rows(maximumBadRows) }
    self.location = location
  }

  /// More bad rows than this stop the build; nil: any number, or a share as in `rules.badRowLimit`.
  public var maximumBadRows: Int? {
    if case .rows(let limit) = rules.badRowLimit { return limit }
    return nil
  }

  /// Whether its rows are made from those of another dataset.
  public var isRollup: Bool {
    if case .rollup = source { return true }
    return false
  }

  /// Whether each row is its own independent unit, so that row-level estimators hold.
  public var rowIsUnit: Bool {
    guard let cluster else { return true }
    if case .column(let name) = cluster { return name == key }
    return false
  }
}
