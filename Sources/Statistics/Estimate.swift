/// A figure with its uncertainty: what an estimator returns.
///
/// `value` is nil when the quantity is not defined (no data, division by zero); `notes` then says why.
/// `low` and `high` are nil when no interval can be given; `notes` says why.
public struct Estimate: Sendable, Hashable {
  /// The figure.
  public var value: Double?
  /// The lower limit of the interval.
  public var low: Double?
  /// The upper limit of the interval.
  public var high: Double?
  /// The standard error of the figure.
  public var standardError: Double?
  /// The estimator in words, for example `Wilson` or `delete-one-bucket jackknife, 256 buckets, t with 255 df`.
  public var method: String
  /// Units the figure rests on: rows, answers, customers.
  public var n: Int?
  /// Independent clusters, where units repeat.
  public var clusters: Int?
  /// Whether `clusters` is an estimate, as large counts may be.
  public var clustersEstimated = false
  /// Degrees of freedom of the interval, where it uses Student's t.
  public var degreesOfFreedom: Double?
  /// What the interval is computed from besides the standard error: the counts of a rate or a score, or both figures of
  /// a difference with their limits; see `recomputedInterval`. Empty where that would be the data themselves.
  public var basis: [Double] = []
  /// Two-sided p-value against no difference, where the estimator tests one.
  public var pValue: Double?
  /// What a reader must know of the figure: why it or its interval is missing, what limits it.
  public var notes: [String]

  /// An estimate; leave out what is not known.
  public init(
    value: Double?, low: Double? = nil, high: Double? = nil, standardError: Double? = nil, method: String,
    n: Int? = nil, clusters: Int? = nil, degreesOfFreedom: Double? = nil, pValue: Double? = nil, notes: [String] = []
  ) {
    self.value = value
    self.low = low
    self.high = high
    self.standardError = standardError
    self.method = method
    self.n = n
    self.clusters = clusters
    self.degreesOfFreedom = degreesOfFreedom
    self.pValue = pValue
    self.notes = notes
  }
}
