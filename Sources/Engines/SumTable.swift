/// What an engine returns: integer sums per view x atom x arm x segment x bucket, and what happened to each row.
///
/// Everything after an engine sees only this. The same bytes for any thread count and any order of files.
public struct SumTable: Sendable {
  /// A cell: one atom of time, one arm, one segment value, one bucket.
  public struct Key: Sendable, Hashable, Comparable {
    /// Index into the plan's atoms.
    public var atom: Int32
    /// Value of the cohort expression; "" where the view has no arm (or the row none).
    public var arm: String
    /// Value of the segment expression; "" where the view has no segment (or the row none).
    public var segment: String
    /// 0…255, or -1 in a view without buckets.
    public var bucket: Int16

    /// All parts given.
    public init(atom: Int32, arm: String, segment: String, bucket: Int16) {
      self.atom = atom
      self.arm = arm
      self.segment = segment
      self.bucket = bucket
    }

    /// By its parts in the order of their declaration; texts by Unicode scalars.
    public static func < (a: Key, b: Key) -> Bool {
      (a.atom, a.arm, a.segment, a.bucket) < (b.atom, b.arm, b.segment, b.bucket)
    }
  }

  /// One per view of the plan, in its order.
  public var views: [ViewSums]
  /// Distributions (survival, quantile) per plan slot: see `Durations`.
  public var durations: [Durations]
  /// Distinct clusters per plan's distinct request.
  public var distinct: [DistinctCounts]
  /// Control totals per dataset, in the order of the pack.
  public var quality: [DatasetQuality]

  /// All parts given.
  public init(
    views: [ViewSums], durations: [Durations], distinct: [DistinctCounts], quality: [DatasetQuality]
  ) {
    self.views = views
    self.durations = durations
    self.distinct = distinct
    self.quality = quality
  }
}

/// Additive counts of a survival or quantile measure: how many rows took how long.
public struct Durations: Sendable {
  /// Where a count belongs.
  public struct Key: Sendable, Hashable, Comparable {
    /// Index into the plan's atoms.
    public var atom: Int32
    /// The arm, or "" for none.
    public var arm: String
    /// Name of the segment, or nil for none.
    public var segment: String
    /// In units of the measure's resolution.
    public var value: Int64
    /// What was known of the row at `as_of`.
    public var ending: Ending
    /// All parts given.
    public init(atom: Int32, arm: String, segment: String, value: Int64, ending: Ending) {
      self.atom = atom
      self.arm = arm
      self.segment = segment
      self.value = value
      self.ending = ending
    }
    /// By its parts in the order of their declaration; texts by Unicode scalars.
    public static func < (a: Key, b: Key) -> Bool {
      (a.atom, a.arm, a.segment, a.value, a.ending) < (b.atom, b.arm, b.segment, b.value, b.ending)
    }
  }
  /// Rows, or keys, per key.
  public var counts: [Key: Int64]
  /// All parts given.
  public init(counts: [Key: Int64] = [:]) { self.counts = counts }
}

/// Distinct cluster keys of the rows of one measure, per period of the plan's distinct list, arm and segment value.
public struct DistinctCounts: Sendable {
  /// Where a count belongs.
  public struct Key: Sendable, Hashable {
    /// Index into the request's periods.
    public var period: Int32
    /// The arm, or "" for none.
    public var arm: String
    /// Name of the segment, or nil for none.
    public var segment: String
    /// All parts given.
    public init(period: Int32, arm: String, segment: String) {
      self.period = period
      self.arm = arm
      self.segment = segment
    }
  }
  /// Distinct keys per key.
  public var counts: [Key: Int64]
  /// Counts above it are estimates; nil: all are exact.
  public var exactLimit: Int64?
  /// All parts given.
  public init(counts: [Key: Int64] = [:], exactLimit: Int64? = nil) {
    self.counts = counts
    self.exactLimit = exactLimit
  }
}
