public import Pack
public import Statistics
public import Units

/// A metric at one period, segment and arm: its value with unit, interval, method, n, clusters and evidence grade.
public struct Fact: Sendable {
  /// What is said of the metric.
  public enum Subject: Sendable, Hashable {
    case level
    /// The value less that of an earlier period.
    case change(against: Period)
    /// The change divided by the earlier value.
    case relativeChange(against: Period)
    /// What the curve of a survival measure says at a time.
    case curve(CurvePoint)

    /// The earlier period, for a change.
    public var against: Period? {
      switch self {
      case .level, .curve: nil
      case .change(let period), .relativeChange(let period): period
      }
    }
  }

  /// Metric or input name.
  public var metric: String
  /// The metric's label, as a reader sees it.
  public var label: String
  /// Whether the level is meant or a change.
  public var subject: Subject
  /// The period the fact is about.
  public var period: Period
  /// The segment value it is restricted to.
  public var segment: SegmentValue?
  /// The arm it is restricted to.
  public var arm: ArmName?
  /// Value, interval, method, n and clusters, in `unit`.
  public var estimate: Estimate
  /// The unit of the estimate.
  public var unit: Units.Unit
  /// The strength of the evidence; nil for a plain observation.
  public var grade: Grade?
  /// The value with the inputs it rests on at the ends of their ranges, one at a time: lowest and highest.
  public var scenario: ClosedRange<Double>?
  /// Why there is no value, or why it is withheld.
  public var why: String?

  /// The metric's name as a machine reads it: `nps`, `nps.change`, `nps.relative_change`.
  public var qualifiedName: String {
    switch subject {
    case .level: metric
    case .change: metric + ".change"
    case .relativeChange: metric + ".relative_change"
    case .curve(let point): metric + ", " + point.name
    }
  }
}

/// One value of a segment.
public struct SegmentValue: Sendable, Hashable {
  /// The segment's name.
  public var segment: String
  /// The value as the data hold it.
  public var value: String

  /// A value of the named segment.
  public init(_ segment: String, _ value: String) {
    self.segment = segment
    self.value = value
  }
}

/// One arm of a cohort.
public struct ArmName: Sendable, Hashable {
  /// The cohort's name.
  public var cohort: String
  /// The arm's name.
  public var arm: String

  /// An arm of the named cohort.
  public init(_ cohort: String, _ arm: String) {
    self.cohort = cohort
    self.arm = arm
  }
}

/// Where a metric is looked at.
public struct Slice: Sendable, Hashable {
  /// The stretch of time.
  public var period: Period
  /// Only this segment value; nil: all.
  public var segment: SegmentValue?
  /// Only this arm; nil: everybody, assigned or not.
  public var arm: ArmName?

  /// A slice of the data, by default all of a period.
  public init(_ period: Period, segment: SegmentValue? = nil, arm: ArmName? = nil) {
    self.period = period
    self.segment = segment
    self.arm = arm
  }

  /// What tells slices apart in practice: the names of periods, segments and cohorts follow from the rest.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(period.start.dayNumber)
    hasher.combine(period.end.dayNumber)
    if let segment { hasher.combine(segment.value) }
    if let arm { hasher.combine(arm.arm) }
  }

  func with(period: Period) -> Slice { Slice(period, segment: segment, arm: arm) }
  /// All rows, those without a value of the segment included.
  var withoutSegment: Slice { Slice(period, arm: arm) }

  func with(arm: ArmName) -> Slice { Slice(period, segment: segment, arm: arm) }
}
