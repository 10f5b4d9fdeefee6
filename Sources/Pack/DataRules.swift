/// What a dataset as a whole must satisfy, and how its files are written.
public struct DataRules: Sendable, Hashable {
  /// How rows are written.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    /// RFC 4180 with the separator of the source.
    case csv
    /// Fields between runs of spaces and tabs, without quoting.
    case spaces
    /// One JSON object per line.
    case jsonl
  }

  /// A limit in time, counted back from `as_of`.
  public struct TimeLimit: Sendable, Hashable {
    /// As written: `2 days`, `25 months`.
    public var text: String
    /// The moment that is still allowed, in seconds UTC.
    public var moment: Int64
    /// A limit made from parts.
    public init(text: String, moment: Int64) {
      self.text = text
      self.moment = moment
    }
  }

  /// The contract that columns and rules were read from.
  public struct Contract: Sendable, Hashable {
    /// Relative to the pack's folder.
    public var file: String
    /// The contract's `id`.
    public var id: String
    /// The contract's `version`.
    public var version: String
    /// A contract by file.
    public init(file: String, id: String, version: String) {
      self.file = file
      self.id = id
      self.version = version
    }
  }

  /// How rows are written: declared, or by the ending of the files, `.gz` aside.
  public var format: Format
  /// Names of all fields in order, for files without a header row; nil: the first row names them.
  public var header: [String]?
  /// Whether a file may have columns that are not declared.
  public var allowsOtherColumns: Bool
  /// More bad rows than this stop the build; nil: any number is allowed, but shown. `on_bad_row: stop` is 0.
  public var badRowLimit: RowLimit?
  /// Conditions that rows must meet, in the order of the file.
  public var rowRules: [RowRule]
  /// The latest `time:` of the rows must not be before this moment; otherwise there is no report.
  public var freshness: TimeLimit?
  /// Rows with a `time:` before this moment are kept too long: a warning that is counted on the data-quality page.
  public var retention: TimeLimit?
  /// Figures that sums over this dataset must agree with.
  public var reconciliations: [Reconciliation]
  /// The contract the dataset was declared by, if any.
  public var contract: Contract?

  /// Rules made from parts; without any, every row of a CSV file passes.
  public init(
    format: Format = .csv, header: [String]? = nil, allowsOtherColumns: Bool = true, badRowLimit: RowLimit? = nil,
    rowRules: [RowRule] = [], freshness: TimeLimit? = nil, retention: TimeLimit? = nil,
    reconciliations: [Reconciliation] = [], contract: Contract? = nil
  ) {
    self.format = format
    self.header = header
    self.allowsOtherColumns = allowsOtherColumns
    self.badRowLimit = badRowLimit
    self.rowRules = rowRules
    self.freshness = freshness
    self.retention = retention
    self.reconciliations = reconciliations
    self.contract = contract
  }
}
