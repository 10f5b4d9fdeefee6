/// Statements for reading on one page: what a statement above says already is named and not said again.
struct StatementParts {
  private var known: [String: String] = [:]

  /// A statement of `WITH` parts, those that stand above word for word left out behind a comment that names them.
  ///
  /// - Parameter name: the dataset that the statement is of.
  mutating func shortened(_ sql: String, of name: String) -> String {
    let start = "WITH\n"
    let end = "\n),\n"
    guard sql.hasPrefix(start) else { return sql }
    var out = start
    var left: [(part: String, owner: String)] = []
    func flush() {
      guard let first = left.first, let last = left.last else { return }
      let parts = left.count == 1 ? first.part : "\(first.part) to \(last.part)"
      out += "-- \(parts): as in the statement of \(first.owner)\n"
      left = []
    }
    var rest = Substring(sql.dropFirst(start.count))
    while let range = rest.firstRange(of: end) {
      let text = String(rest[..<range.upperBound])
      rest = rest[range.upperBound...]
      if let owner = known[text] {
        if let first = left.first, first.owner != owner { flush() }
        left.append((String(text.prefix { $0 != "\n" }.dropLast(" AS (".count)), owner))
      } else {
        flush()
        known[text] = name
        out += text
      }
    }
    flush()
    return out + rest
  }
}
