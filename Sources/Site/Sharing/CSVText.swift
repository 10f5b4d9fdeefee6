/// Lines of CSV that a spreadsheet may open.
public enum CSVText {
  /// RFC 4180 with CRLF; a text that a spreadsheet would read as a formula gets an apostrophe in front.
  public static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

  /// What starts a formula, in full width too; spaces and controls before it do not disarm it.
  private static let starts: Set<Character> = [
    "=", "+", "-", "@", "|", "%", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]

  private static func cell(_ text: String) -> String {
    var text = text
    let first = text.first { !$0.isWhitespace && !$0.unicodeScalars.allSatisfy { $0.value < 0x20 } }
    let isFormula = first.map(starts.contains) ?? false
    if isFormula && Double(text) == nil || text.first.map({ "\t\r\n".contains($0) }) ?? false { text = "'" + text }
    guard text.contains(where: { "\",;\n\r".contains($0) || $0 == "\r\n" }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
