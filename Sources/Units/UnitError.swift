/// Why a unit cannot be read, or two units cannot be combined, in words for the author.
public struct UnitError: Error, Sendable, Hashable {
  /// What is wrong, in one sentence without a full stop.
  public var message: String
  /// What to write instead.
  public var remedy: String?

  /// Creates the error from its words.
  public init(_ message: String, remedy: String? = nil) {
    self.message = message
    self.remedy = remedy
  }
}
