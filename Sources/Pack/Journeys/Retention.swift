public import Metrics

/// Who started and came back, within several windows after their start.
public struct Retention: Sendable, Hashable {
  /// One window: a share of those who started long enough ago to have had all of it.
  public struct Window: Sendable, Hashable {
    /// Its length.
    public var days: Int
    /// The metric: the share that came back within it, `repeat.within_30`.
    public var metric: String
  }

  /// As named in the pack.
  public var name: String
  /// As shown on pages.
  public var label: String
  /// The measure that counts all who started in a period, however recently.
  public var started: String
  /// The shortest first.
  public var windows: [Window]
  /// Where the pack declares it.
  public var location: SourceText
}
