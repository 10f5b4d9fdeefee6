/// What a client said on standard error, fit to be shown: the lines about the error, few and without passwords.
public enum ClientWords {
  private static let telling = ["error", "exception", "fatal", "failed", "could not", "cannot", "denied", "refused"]
  private static let lineLimit = 4
  private static let lengthLimit = 240

  /// From the first line that tells of an error; the last lines where none does.
  public static func shown(_ text: String) -> String {
    let lines = withoutStatements(text.split(whereSeparator: \.isNewline)).map(clean).filter {
      !$0.isEmpty && !isNoise($0)
    }
    let first = lines.firstIndex { line in telling.contains { line.lowercased().contains($0) } }
    let chosen = first.map { lines[$0...].prefix(lineLimit) } ?? lines.suffix(lineLimit)
    return chosen.joined(separator: "\n")
  }

  /// spark-sql writes the statement that failed into its log, over many lines, before the exception.
  private static func withoutStatements(_ lines: [Substring]) -> [Substring] {
    var isStatement = false
    return lines.filter { line in
      if line.contains("Failed in [") { isStatement = true }
      if ["org.", "java.", "scala."].contains(where: line.hasPrefix) { isStatement = false }
      return !isStatement
    }
  }

  /// A caret, a quoted statement, a frame of a stack and chatter of a log say nothing to the reader; a statement may hold
  /// what nobody should see in a log.
  private static func isNoise(_ line: String) -> Bool {
    line.hasPrefix("^") || line.hasPrefix("LINE ") || line.hasPrefix("at ") || line.hasPrefix("== SQL")
      || line.contains(" WARN ") || line.contains(" INFO ") || line.hasPrefix("WARNING:") || line.hasPrefix("Setting ")
  }

  private static func clean(_ line: Substring) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in line.unicodeScalars.prefix(lengthLimit) {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: scalars.append(" ")
      default: scalars.append(scalar)
      }
    }
    let words = withoutSecrets(String(scalars).split(separator: " ").joined(separator: " "))
    // PostgreSQL ends one with a place in a statement that the reader does not see.
    if let place = words.firstRange(of: " at character ") { return String(words[..<place.lowerBound]) }
    // ClickHouse ends an error with the part of the statement that it means.
    return words.firstRange(of: " In scope ").map { String(words[..<$0.lowerBound]) } ?? words
  }

  /// `password=…` and `scheme://user:password@host`, as clients echo what they were told to connect to.
  static func withoutSecrets(_ line: String) -> String {
    line.split(separator: " ", omittingEmptySubsequences: false).map { word in
      var word = String(word)
      for key in ["password", "passwd", "pwd", "token", "secret"] {
        guard let range = word.lowercased().firstRange(of: key) else { continue }
        let rest = word[range.upperBound...]
        guard let sign = rest.first, sign == "=" || sign == ":", rest.count > 1 else { continue }
        word = word[..<range.upperBound] + "\(sign)…"
      }
      if let scheme = word.firstRange(of: "://"), let at = word.lastIndex(of: "@"), at > scheme.upperBound,
        let colon = word[scheme.upperBound..<at].firstIndex(of: ":")
      {
        word = word[...colon] + "…" + word[at...]
      }
      return word
    }.joined(separator: " ")
  }
}
