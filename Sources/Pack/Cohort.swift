public import Metrics

/// A division into arms.
public struct Cohort: Sendable, Hashable {
  /// The sides of a contrast.
  public enum Role: String, Sendable, Hashable, CaseIterable { case treatment, control }
  /// One value of a cohort.
  public struct Arm: Sendable, Hashable {
    /// The value of the cohort's expression.
    public var name: String
    /// Its side of a contrast.
    public var role: Role
    /// The configured share of units, for the sample-ratio check.
    public var split: Double?
    /// An arm made from parts.
    public init(name: String, role: Role, split: Double?) {
      self.name = name
      self.role = role
      self.split = split
    }
  }

  /// As named in the pack.
  public var name: String
  /// As shown on pages.
  public var label: String
  /// Dataset name to expression.
  public var sources: [String: RowExpression]
  /// Whether chance alone assigned the arms.
  public var randomised: Bool
  /// In the order of the file.
  public var arms: [Arm]
  /// A cohort made from parts.
  public init(name: String, label: String, sources: [String: RowExpression], randomised: Bool, arms: [Arm]) {
    self.name = name
    self.label = label
    self.sources = sources
    self.randomised = randomised
    self.arms = arms
  }
}
