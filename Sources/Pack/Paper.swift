extension Pack {
  /// A size of paper.
  public enum Paper: String, Sendable, CaseIterable {
    /// 210 by 297 mm.
    case a4
    /// 8.5 by 11 inches.
    case letter
  }
}
