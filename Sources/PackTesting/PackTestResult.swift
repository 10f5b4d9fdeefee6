public import Pack

/// What a test of a pack came to.
public struct PackTestResult: Sendable {
  /// The test.
  public var test: PackTest
  /// Whether all it expects holds.
  public var passed: Bool
  /// In words, with figures as shown on pages: `0.3 to 0.9`, `€30,518.17`.
  public var expected: String
  /// Likewise what was found; of a breakdown the first value that fails.
  public var found: String
  /// Found less expected, where both are figures.
  public var difference: String?
  /// Why there is nothing to compare, or what else fails.
  public var notes: [String]
  /// The figure expected, where it is one.
  public var expectedFigure: Double?
  /// The figure found, where there is one.
  public var foundFigure: Double?
}
