/// Which direction of a difference is good for the business.
public enum Better: Sendable, Hashable {
  /// More is better, less is better, or neither.
  case up, down, neutral

  /// The fill of a difference, by what it means and not by its sign.
  func role(of difference: Double) -> MarkRole {
    guard difference != 0, self != .neutral else { return .part }
    return (difference > 0) == (self == .up) ? .good : .bad
  }
}
