public import Metrics

/// A condition that the rows of a dataset must meet.
public struct RowRule: Sendable, Hashable {
  /// What becomes of a row that breaks the rule.
  public enum Action: String, Sendable, Hashable, CaseIterable {
    /// It is left out of all sums and listed with file and line.
    case quarantine
    /// It stays, and is counted.
    case count
  }

  /// As in messages and on the data-quality page.
  public var name: String
  /// Must be true, or null as in SQL's CHECK.
  public var condition: RowExpression
  /// More violations than this stop the build.
  public var limit: RowLimit
  /// What becomes of a row that breaks it.
  public var action: Action
  /// The condition as written.
  public var location: SourceText

  /// A rule made from parts.
  public init(
    name: String, condition: RowExpression, limit: RowLimit = .rows(0), action: Action = .quarantine,
    location: SourceText
  ) {
    self.name = name
    self.condition = condition
    self.limit = limit
    self.action = action
    self.location = location
  }
}
