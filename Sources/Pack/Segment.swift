public import Metrics

/// A way to cut facts: one name, a source expression per dataset.
public struct Segment: Sendable, Hashable {
  /// As named in the pack.
  public var name: String
  /// As shown on pages.
  public var label: String
  /// Dataset name to expression.
  public var sources: [String: RowExpression]
  /// A segment made from parts.
  public init(name: String, label: String, sources: [String: RowExpression]) {
    self.name = name
    self.label = label
    self.sources = sources
  }
}
