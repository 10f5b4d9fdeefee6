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

    /// The earlier period, for a change.
    public var against: Period? {
      switch self {
      case .level: nil
      case .change(let period), .relativeChange(let period): period
      }
    }
  }

  /// Metric or input name.
  public var metric: String
  public var label: String
  public var subject: Subject
  public var period: Period
  public var segment: SegmentValue?
  public var arm: ArmName?
  public var estimate: Estimate
  public var unit: Units.Unit
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
    }
  }
}

/// One value of a segment.
public struct SegmentValue: Sendable, Hashable {
  public var segment: String
  public var value: String

  public init(_ segment: String, _ value: String) {
    self.segment = segment
    self.value = value
  }
}

/// One arm of a cohort.
public struct ArmName: Sendable, Hashable {
  public var cohort: String
  public var arm: String

  public init(_ cohort: String, _ arm: String) {
    self.cohort = cohort
    self.arm = arm
  }
}

/// Where a metric is looked at.
public struct Slice: Sendable, Hashable {
  public var period: Period
  public var segment: SegmentValue?
  public var arm: ArmName?

  public init(_ period: Period, segment: SegmentValue? = nil, arm: ArmName? = nil) {
    self.period = period
    self.segment = segment
    self.arm = arm
  }

  func with(period: Period) -> Slice { Slice(period, segment: segment, arm: arm) }
  func with(arm: ArmName) -> Slice { Slice(period, segment: segment, arm: arm) }
}
