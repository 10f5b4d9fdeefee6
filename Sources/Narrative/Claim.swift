public import Diagnostics

/// A statement about a metric that the evidence must bear out: the braces of `[rose]{nps up}`.
public struct Claim: Sendable, Hashable {
  /// What is claimed; the raw value is how an author writes it.
  public enum Predicate: String, Sendable, Hashable, CaseIterable {
    case up, down, flat, higher, lower, signal
    case onTarget = "on target"
    case nearTarget = "near target"
    case offTarget = "off target"
  }

  /// The metric that is claimed about.
  public var metric: String
  /// Segment values, `arm` and `period`, in the order written.
  public var filters: [Filter]
  /// What is claimed of it.
  public var predicate: Predicate
  /// The comparison as written; nil where the author named none, which means `prior`.
  public var comparison: String?
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
