public import Metrics

/// A way to cut facts: one name, a source expression per dataset.
public struct Segment: Sendable, Hashable {
  /// As named in the pack.
  public var name: String
  /// As shown on pages.
  public var label: String
  /// Dataset name to expression.
  public var sources: [String: RowExpression]
  /// Values told apart; rows with others go to "(other)".
  public var maximumValues: Int
  /// Of a cross: the expressions of the segment that this one is cut within. Its values are then the outer value,
  /// `crossSeparator` and the inner one.
  public var outerSources: [String: RowExpression]?
  /// What `maximumValues` is unless the pack says otherwise.
  public static let defaultMaximumValues = 1000
  /// A segment made from parts.
  public init(
    name: String, label: String, sources: [String: RowExpression], maximumValues: Int = Self.defaultMaximumValues
  ) {
    self.name = name
    self.label = label
    self.sources = sources
    self.maximumValues = maximumValues
  }
}
