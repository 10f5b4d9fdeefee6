/// A sum over the rows of one dataset: what engines compute.
public struct Measure: Sendable, Hashable {
  /// What is computed over the rows.
  public enum Aggregate: Sendable, Hashable {
    /// Rows.
    case count
    /// Sum of a numeric expression.
    case sum(RowExpression)
    /// Distinct cluster keys per period.
    case distinct
    /// Time from `start` to the first of `end` and the `competing` ends, after which `end` cannot come any more, in units
    /// of `resolution` seconds; rows without any of them are censored at `as_of`.
    case survival(start: RowExpression, end: RowExpression, competing: [RowExpression] = [], resolution: Int64)
    /// The distribution of a numeric expression, or of the seconds from `start` to `end`, in steps of `resolution`.
    case quantile(RowExpression, resolution: Int64)
  }

  /// Name in formulas.
  public var name: String
  /// Dataset whose rows are summed.
  public var dataset: String
  /// What is computed.
  public var aggregate: Aggregate
  /// Rows that count; nil: all.
  public var condition: RowExpression?
  /// The timestamp that assigns a row to a period, when it is not the dataset's `time:`.
  public var at: RowExpression?
  /// Rows whose period-assigning timestamp is less than so many days before `as_of` are excluded and counted.
  public var matureDays: Int?
  /// For a level: the rows are snapshots, one set per day, week, month or quarter, and only the last set of a period
  /// counts. nil: a flow, whose rows all count.
  public var stock: StockGrain?
  /// The measure whose shares divide this one's total where a segment has no source in its dataset.
  public var allocate: String?
  /// Where the pack declares it.
  public var location: SourceText

  /// Creates a measure.
  public init(
    name: String, dataset: String, aggregate: Aggregate, condition: RowExpression? = nil, at: RowExpression? = nil,
    matureDays: Int? = nil, stock: StockGrain? = nil, allocate: String? = nil, location: SourceText
  ) {
    self.name = name
    self.dataset = dataset
    self.aggregate = aggregate
    self.condition = condition
    self.at = at
    self.matureDays = matureDays
    self.stock = stock
    self.allocate = allocate
    self.location = location
  }
}

/// How often the rows of a stock are taken.
public enum StockGrain: String, Sendable, Hashable, CaseIterable { case day, week, month, quarter }
