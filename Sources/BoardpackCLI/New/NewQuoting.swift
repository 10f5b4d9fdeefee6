import Metrics
import Pack

/// Makes names from data safe in each place of a written pack.
enum NewQuoting {
  /// A YAML scalar that reads back as the text: plain where it is a simple name, else in double quotes with escapes.
  static func yaml(_ text: String) -> String {
    YAMLValue.scalar(text)
  }

  /// A column in a row expression, in double quotes where its name is not plain or could be a keyword.
  static func column(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) }
    if isPlain, let first = name.utf8.first, isLetter(first), !keywords.contains(name.uppercased()) { return name }
    return "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  /// A text in a row expression.
  static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

  /// At most 40 characters on one line, for a comment: nothing in it can end the comment.
  static func comment(_ text: String, upTo length: Int = 40) -> String {
    var out = ""
    for scalar in text.unicodeScalars.prefix(length) {
      if mustEscape(scalar) || scalar == "\n" || scalar == "\r" || scalar == "\t" {
        out += "�"
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return text.unicodeScalars.count > length ? out + "…" : out
  }

  /// Whether a column can stand in a row expression: a point, for one, would name a lookup.
  static func isUsable(_ name: String) -> Bool {
    // A YAML key has at most 1024 characters.
    guard !name.isEmpty, name.utf8.count <= 200, !name.contains("."), !name.unicodeScalars.contains("\0") else {
      return false
    }
    let source = SourceText(column(name), file: "", line: 1, column: 1)
    guard let expression = try? RowExpression(parsing: source), case .column(let read) = expression else {
      return false
    }
    return read.utf8.elementsEqual(name.utf8)
  }

  private static let keywords: Set<String> = [
    "OR", "AND", "NOT", "NULL", "TRUE", "FALSE", "IS", "IN", "BETWEEN", "LIKE", "CASE", "WHEN", "THEN", "ELSE", "END",
    "TIMESTAMP", "DATE", "COALESCE", "LEAST", "GREATEST", "LOWER", "ABS",
  ]

  private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 32) || byte == UInt8(ascii: "_") }

  private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF0...0xFFFF: true
    default: false
    }
  }
}
