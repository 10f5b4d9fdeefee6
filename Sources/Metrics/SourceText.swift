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
  /// Where the file goes on elsewhere than one column further: after a line break, or a character written as two.
  public var jumps: [Jump]

  /// From a character of the text on, the place in the file.
  public struct Jump: Sendable, Hashable {
    /// Characters of the text before it.
    public var offset: Int
    /// From 1.
    public var line: Int
    /// From 1.
    public var column: Int

    /// A place in the file for a character of the text.
    public init(offset: Int, line: Int, column: Int) {
      self.offset = offset
      self.line = line
      self.column = column
    }
  }

  /// Places a text.
  public init(_ text: String, file: String, line: Int, column: Int, jumps: [Jump] = []) {
    self.text = text
    self.file = file
    self.line = line
    self.column = column
    self.jumps = jumps
  }

  /// Line and column in the file of a character of the text.
  public func place(of offset: Int) -> (line: Int, column: Int) {
    let last = jumps.last { $0.offset <= offset } ?? Jump(offset: 0, line: line, column: column)
    return (last.line, last.column + offset - last.offset)
  }

  /// Columns from a character up to another, as far as they stand in one line.
  func columns(from offset: Int, count: Int) -> Int {
    let start = place(of: offset)
    var end = offset
    while end + 1 < offset + count, place(of: end + 1).line == start.line { end += 1 }
    return place(of: end).column - start.column + 1
  }

  /// Characters of the word that starts at a character; 1 where no word does.
  func word(at offset: Int) -> Int {
    max(1, text.dropFirst(offset).prefix { $0.isLetter || $0.isNumber || $0 == "_" }.count)
  }
}
