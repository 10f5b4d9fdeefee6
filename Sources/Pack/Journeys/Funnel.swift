public import Metrics

/// Steps that rows of one dataset pass, with the measures and metrics made of them.
public struct Funnel: Sendable, Hashable {
  /// One step: the rows that reached it.
  public struct Step: Sendable, Hashable {
    /// As in `purchase.engaged`.
    public var name: String
    /// As shown on pages.
    public var label: String
    /// The measure that counts the rows at the step.
    public var count: String
    /// What the later steps have: metrics of the share of the step before and of the first step, and of the rows lost.
    public var rates: Rates?
  }

  /// The metrics of a step after the first.
  public struct Rates: Sendable, Hashable {
    /// The count over that of the step before.
    public var ofPrevious: String
    /// The count over that of the first step.
    public var ofFirst: String
    /// 1 less the share of the step before.
    public var dropOff: String
  }

  /// As named in the pack.
  public var name: String
  /// As shown on pages.
  public var label: String
  /// The dataset whose rows pass the steps.
  public var dataset: String
  /// In order; at least two.
  public var steps: [Step]
  /// Whether a row at a step has met the conditions of all steps before it.
  public var isNested: Bool
  /// Where the pack declares it.
  public var location: SourceText
}
