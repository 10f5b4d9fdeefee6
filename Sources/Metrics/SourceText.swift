/// A piece of text an author wrote, with the place it starts at, so that a finding inside it can be located.
public struct SourceText: Sendable, Hashable {
  /// The text as written.
  public var text: String
  /// File of the pack it stands in.
  public var file: String
  /// Line and column of the first character, from 1.
  public var line: Int
  /// Column of the first character, from 1.
  public var column: Int

  /// Places a text.
  public init(_ text: String, file: String, line: Int, column: Int) {
    self.text = text
    self.file = file
    self.line = line
    self.column = column
  }
}
