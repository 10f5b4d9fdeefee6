/// Prints findings for a terminal: place, severity, summary, then why and what to do.
public struct DiagnosticText: Sendable {
  /// Whether to use ANSI colours; callers decide from the terminal and `NO_COLOR`.
  public var colours: Bool
  /// The source line of a place, for the excerpt under a finding; nil: no excerpt.
  public var excerpt: @Sendable (Diagnostic.Location) -> String?

  /// A printer with or without colours and excerpts.
  public init(colours: Bool, excerpt: @escaping @Sendable (Diagnostic.Location) -> String? = { _ in nil }) {
    self.colours = colours
    self.excerpt = excerpt
  }

  /// All findings, sorted by place, errors first; the first `limit` in full, the others as one line each.
  public func text(_ diagnostics: [Diagnostic], limit: Int = 20) -> String {
    let sorted = diagnostics.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.severity != y.severity { return rank(x.severity) < rank(y.severity) }
      guard let p = x.location, let q = y.location, p != q else { return a.offset < b.offset }
      return p < q
    }.map(\.element)
    var out = ""
    for (index, diagnostic) in sorted.enumerated() {
      out += index < limit ? full(diagnostic) : brief(diagnostic)
    }
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count { $0.severity == .warning }
    if errors + warnings > 0 {
      out += "\(count(errors, "error")), \(count(warnings, "warning"))\n"
    }
    return out
  }

  private func full(_ diagnostic: Diagnostic) -> String {
    var out = brief(diagnostic)
    if let location = diagnostic.location, let line = excerpt(location) {
      out += "    | \(visible(line))\n"
      if let mark = underline(diagnostic, in: line) { out += "    | \(mark)\n" }
    }
    if let explanation = diagnostic.explanation { out += "    why: \(visible(explanation))\n" }
    if let remedy = diagnostic.remedy { out += "    fix: \(visible(remedy))\n" }
    return out
  }

  /// Marks the columns that are meant, as far as the excerpt shows them.
  private func underline(_ diagnostic: Diagnostic, in line: String) -> String? {
    guard let column = diagnostic.location?.column, let length = diagnostic.length, column >= 1 else { return nil }
    let shown = min(length, line.unicodeScalars.count - column + 1)
    guard shown > 0 else { return nil }
    return String(repeating: " ", count: column - 1) + paint(String(repeating: "^", count: shown), "31")
  }

  private func brief(_ diagnostic: Diagnostic) -> String {
    var place = ""
    if let location = diagnostic.location {
      place = visible(location.file)
      if let line = location.line { place += ":\(line)" }
      if let column = location.column { place += ":\(column)" }
      place += ": "
    }
    let colour = diagnostic.severity == .error ? "31" : diagnostic.severity == .warning ? "33" : "36"
    let word = paint(diagnostic.severity.rawValue, colour)
    return "\(place)\(word): \(visible(diagnostic.summary)) [\(diagnostic.id)]\n"
  }

  private func rank(_ severity: Diagnostic.Severity) -> Int {
    switch severity {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private func paint(_ text: String, _ code: String) -> String {
    colours ? "\u{1B}[1;\(code)m\(text)\u{1B}[0m" : text
  }

  /// Further lines stand under the first.
  private func visible(_ text: String) -> String { terminalText(text).replacing("\n", with: "\n         ") }
}
