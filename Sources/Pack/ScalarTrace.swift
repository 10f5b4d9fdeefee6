import Yams

/// Follows the text of a YAML scalar through the lines it is written in: folded line breaks, doubled quotes, escapes.
struct ScalarTrace {
  /// A character of the text, and where it stands; lines and columns from 0.
  struct Jump {
    var offset: Int
    var line: Int
    var column: Int
  }

  private let lines: [Substring]
  private let style: Node.Scalar.Style
  private let indentation: Int
  private var characters: [Character] = []
  private(set) var line: Int
  private(set) var column: Int
  /// Whether every character was found where it should stand.
  private(set) var isComplete = true

  /// A trace from the first character of the text: after an opening quote, below the bar of a block.
  init(lines: [Substring], line: Int, column: Int, style: Node.Scalar.Style) {
    self.lines = lines
    self.style = style
    self.line = line
    self.column = column
    indentation = column
  }

  /// Where the text goes on elsewhere than one column further; none for a text that stands in one line as it is.
  func jumps(of text: String) -> [Jump] {
    guard lines.indices.contains(line), !standsAsWritten(text) else { return [] }
    var trace = self
    return trace.follow(text)
  }

  /// Whether the line goes on with the text; by bytes where the columns before it are bytes, because a line may hold very
  /// many texts.
  private func standsAsWritten(_ text: String) -> Bool {
    let bytes = lines[line].utf8
    guard let start = bytes.index(bytes.startIndex, offsetBy: column, limitedBy: bytes.endIndex),
      bytes[..<start].allSatisfy({ $0 < 0x80 })
    else { return lines[line].dropFirst(column).hasPrefix(text) }
    return bytes[start...].starts(with: text.utf8)
  }

  /// Moves to the end of the text.
  mutating func follow(_ text: String) -> [Jump] {
    characters = lines.indices.contains(line) ? Array(lines[line]) : []
    var jumps: [Jump] = []
    var expected = (line, column)
    for (offset, character) in text.enumerated() {
      skip(to: character)
      if (line, column) != expected { jumps.append(Jump(offset: offset, line: line, column: column)) }
      expected = (line, column + 1)
      guard take(character) else {
        isComplete = false
        return jumps
      }
    }
    return jumps
  }

  private var next: Character? { column < characters.count ? characters[column] : nil }

  private mutating func moveToNextLine() {
    line += 1
    characters = lines.indices.contains(line) ? Array(lines[line]) : []
    column = style == .literal ? indentation : characters.prefix { $0 == " " || $0 == "\t" }.count
  }

  /// Leaves behind what stands for no character: line breaks already counted, and an escaped line break.
  private mutating func skip(to character: Character) {
    guard !character.isWhitespace else { return }
    while lines.indices.contains(line + 1),
      characters.dropFirst(column).allSatisfy(\.isWhitespace) || (style == .doubleQuoted && isEscapedBreak)
    {
      moveToNextLine()
    }
  }

  private var isEscapedBreak: Bool { next == "\\" && column + 1 == characters.count }

  private mutating func take(_ character: Character) -> Bool {
    if character.isWhitespace {
      if next == character {
        column += 1
      } else if style == .doubleQuoted, next == "\\" {
        column += 2
      } else if characters.dropFirst(column).allSatisfy(\.isWhitespace), lines.indices.contains(line + 1) {
        moveToNextLine()
      }
      return true
    }
    switch (style, next) {
    case (.singleQuoted, "'"): column += 2
    case (.doubleQuoted, "\\"):
      let length: [Character: Int] = ["x": 4, "u": 6, "U": 10]
      column += column + 1 < characters.count ? length[characters[column + 1]] ?? 2 : 2
    case (_, character): column += 1
    default: return false
    }
    return true
  }
}
