public import Diagnostics

/// A statement about a metric that the evidence must bear out: the braces of `[rose]{nps up}`.
public struct Claim: Sendable, Hashable {
  /// What is claimed; the raw value is how an author writes it.
  public enum Predicate: String, Sendable, Hashable, CaseIterable {
    case up, down, flat, higher, lower, signal
    case onTarget = "on target"
    case nearTarget = "near target"
    case offTarget = "off target"
    case aboveTarget = "above target"
    case belowTarget = "below target"
    /// Up or down: the interval of the change excludes zero.
    case significant
    /// Above, or below, every period of the same length since a named one.
    case highest, lowest
  }

  /// A count of segment values for which a claim holds: `up in 3 of 4 channel`.
  public struct Quorum: Sendable, Hashable {
    /// For how many values it holds, and how many values there are.
    public var holding, all: Int
    /// The segment.
    public var segment: String
  }

  /// The metric that is claimed about.
  public var metric: String
  /// Segment values, `arm` and `period`, in the order written.
  public var filters: [Filter]
  /// What is claimed of it.
  public var predicate: Predicate
  /// The comparison as written; nil where the author named none, which means `prior`.
  public var comparison: String?
  /// Whether it holds for the first time: in no earlier period of the same length since `since`.
  public var isFirst = false
  /// The period from which on `highest`, `lowest` and `first` look back, as written; nil: 18 months.
  public var since: String?
  /// For how many values of a segment it holds; nil: it is about the figure itself.
  public var quorum: Quorum?
  /// Where the opening bracket of the claim's text stands.
  public var location: Diagnostic.Location

  /// A claim about `metric`.
  public init(
    metric: String, filters: [Filter] = [], predicate: Predicate, comparison: String? = nil,
    location: Diagnostic.Location
  ) {
    self.metric = metric
    self.filters = filters
    self.predicate = predicate
    self.comparison = comparison
    self.location = location
  }
}
