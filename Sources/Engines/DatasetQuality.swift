/// The control totals of one dataset: read = accepted + quarantined + outOfPeriod + unassigned, each row in just one.
///
/// A row that breaks a rule is quarantined; else, if it lies in no period, it is out of period; else, if it lacks an arm,
/// it is unassigned; else it is accepted.
public struct DatasetQuality: Sendable {
  /// Name of the dataset.
  public var dataset: String
  /// Rows read.
  public var read: Int
  /// Rows used in figures: in a period and, where the dataset is divided by a cohort, in an arm.
  public var accepted: Int
  /// Rows left out of all figures because they break a rule.
  public var quarantined: Int
  /// Rows whose `time:` is after `as_of`, or that lie outside every atom asked for by all times that measures are read at
  /// (`time:` and each `at:`, by the views and durations of the plan). Where nothing is read by atoms, the former only.
  public var outOfPeriod: Int
  /// Rows in a period without an arm of a cohort by which the dataset is divided: in all figures but those by arm.
  /// 0 where it is divided by none.
  public var unassigned: Int
  /// Excluded because the measure's window had not passed at `as_of`, per measure name.
  public var immature: [String: Int]
  /// SHA-256 of each file, by path, in byte order of the path.
  public var fileHashes: [(file: String, hash: String)]
  /// The first rows quarantined, in file and line order (all of them go to the quarantine file).
  public var badRows: [BadRow]
  /// Latest time seen, for freshness; seconds UTC.
  public var latest: Int64?
  /// Earliest time seen, for retention; seconds UTC.
  public var earliest: Int64?
  /// Wall-clock times that occurred twice, read as their first occurrence.
  public var repeatedTimes: Int
  /// Results of the dataset's row rules, in the order of the pack.
  public var rules: [RuleResult]
  /// Segments of which only the most frequent values are kept by name.
  public var others: [OtherValues]
  /// Bytes held per use (`key check`, `lookup`, `roll-up`, `distinct`) beside the constant memory of the scan;
  /// of this run alone, and empty where the sums were kept from an earlier one. Depends on the number of threads, so it
  /// never stands on a page.
  public var keyedBytes: [String: Int]

  /// Whether every row read stands in just one of the counts.
  public var closes: Bool { read == accepted + quarantined + outOfPeriod + unassigned }

  /// One row left out, and why.
  public struct BadRow: Sendable, Hashable {
    /// As the pack names it.
    public var file: String
    /// Physical line at which the row starts.
    public var line: Int
    /// The column at fault; nil: the row as a whole.
    public var column: String?
    /// The rule that is broken, with at most 20 characters of the value.
    public var rule: String
    /// The value as `ValueMask` shows it, for the quarantine file; nil: no more than `rule` says.
    public var value: String?
    /// All parts given; the value may be left out.
    public init(file: String, line: Int, column: String?, rule: String, value: String? = nil) {
      self.file = file
      self.line = line
      self.column = column
      self.rule = rule
      self.value = value
    }
  }

  /// How often a row rule was broken.
  public struct RuleResult: Sendable, Hashable {
    /// Name of the rule.
    public var name: String
    /// Rows that broke it.
    public var violations: Int
    /// Whether those rows are quarantined, or only counted.
    public var isQuarantining: Bool
    /// All parts given.
    public init(name: String, violations: Int, isQuarantining: Bool) {
      self.name = name
      self.violations = violations
      self.isQuarantining = isQuarantining
    }
  }

  /// The values of a segment that were put together as "(other)".
  public struct OtherValues: Sendable, Hashable {
    /// Name of the segment.
    public var segment: String
    /// Distinct values.
    public var values: Int
    /// Accepted rows with one of them.
    public var rows: Int
    /// All parts given.
    public init(segment: String, values: Int, rows: Int) {
      self.segment = segment
      self.values = values
      self.rows = rows
    }
  }

  /// All parts given; those of a newer kind may be left out.
  public init(
    dataset: String, read: Int, accepted: Int, quarantined: Int, outOfPeriod: Int, unassigned: Int,
    immature: [String: Int], fileHashes: [(file: String, hash: String)], badRows: [BadRow], latest: Int64?,
    repeatedTimes: Int = 0, earliest: Int64? = nil, rules: [RuleResult] = [], others: [OtherValues] = [],
    keyedBytes: [String: Int] = [:]
  ) {
    self.dataset = dataset
    self.read = read
    self.accepted = accepted
    self.quarantined = quarantined
    self.outOfPeriod = outOfPeriod
    self.unassigned = unassigned
    self.immature = immature
    self.fileHashes = fileHashes
    self.badRows = badRows
    self.latest = latest
    self.repeatedTimes = repeatedTimes
    self.earliest = earliest
    self.rules = rules
    self.others = others
    self.keyedBytes = keyedBytes
  }
}
