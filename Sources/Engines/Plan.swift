public import Pack

/// What to compute, for all datasets of a pack: compiled from measures and from what the pages ask for.
public struct Plan: Sendable {
  /// A list of half-open stretches of time, ascending, not overlapping, as boundaries: atom i is
  /// `boundaries[i] ..< boundaries[i + 1]`, in seconds UTC.
  public struct Atoms: Sendable, Hashable {
    /// Ascending, in seconds UTC.
    public var boundaries: [Int64]
    /// All parts given.
    public init(boundaries: [Int64]) { self.boundaries = boundaries }
    /// How many atoms there are.
    public var count: Int { max(0, boundaries.count - 1) }
  }

  /// A sum to be kept: a measure's value per row, its square, or the product of two measures' values.
  /// A row that fails the condition of a measure adds zero.
  public enum Slot: Sendable, Hashable {
    case sum(measure: String)
    case square(measure: String)
    case product(String, String)
  }

  /// Sums of one dataset by atom x (cohort) x (segment) x (bucket).
  public struct View: Sendable, Hashable {
    /// Name of the dataset.
    public var dataset: String
    /// Index into `atoms`.
    public var atoms: Int
    /// Name of the cohort, or nil for no division by arm.
    public var cohort: String?
    /// Name of the segment, or nil for none.
    public var segment: String?
    /// Whether sums are kept per bucket of the cluster key.
    public var bucketed: Bool
    /// What is summed, in the order of the columns of the result.
    public var slots: [Slot]
    /// All parts given.
    public init(dataset: String, atoms: Int, cohort: String?, segment: String?, bucketed: Bool, slots: [Slot]) {
      self.dataset = dataset
      self.atoms = atoms
      self.cohort = cohort
      self.segment = segment
      self.bucketed = bucketed
      self.slots = slots
    }
  }

  /// The distribution of a survival or quantile measure by atom x (cohort) x (segment).
  public struct DurationView: Sendable, Hashable {
    /// Name of the measure.
    public var measure: String
    /// Index into the plan's `atoms`.
    public var atoms: Int
    /// Name of the cohort, or nil for no division by arm.
    public var cohort: String?
    /// Name of the segment, or nil for none.
    public var segment: String?
    /// All parts given.
    public init(measure: String, atoms: Int, cohort: String?, segment: String?) {
      self.measure = measure
      self.atoms = atoms
      self.cohort = cohort
      self.segment = segment
    }
  }

  /// Distinct cluster keys among the rows that meet a measure's condition, per period (periods may overlap).
  public struct DistinctView: Sendable, Hashable {
    /// Name of the measure.
    public var measure: String
    /// Half-open, in seconds UTC; they may overlap.
    public var periods: [Range<Int64>]
    /// Name of the cohort, or nil for no division by arm.
    public var cohort: String?
    /// Name of the segment, or nil for none.
    public var segment: String?
    /// All parts given.
    public init(measure: String, periods: [Range<Int64>], cohort: String?, segment: String?) {
      self.measure = measure
      self.periods = periods
      self.cohort = cohort
      self.segment = segment
    }
  }

  /// Lists of atoms; views refer to them by index.
  public var atoms: [Atoms]
  /// Sums wanted.
  public var views: [View]
  /// Distributions wanted.
  public var durations: [DurationView]
  /// Counts of distinct cluster keys wanted.
  public var distinct: [DistinctView]

  /// All parts given.
  public init(atoms: [Atoms], views: [View], durations: [DurationView], distinct: [DistinctView]) {
    self.atoms = atoms
    self.views = views
    self.durations = durations
    self.distinct = distinct
  }
}

/// Runs a plan over the datasets of a pack.
public protocol Engine: Sendable {
  /// Throws `DiagnosticError` when the data cannot be used; warnings travel in the result's quality.
  func run(_ plan: Plan, on pack: Pack) throws -> SumTable
}
