import Diagnostics

/// What stops a feed, and where in the order of reading.
struct Found: Sendable {
  enum Kind: Sendable {
    case finding(Diagnostic)
    /// A quote that opened here and is never closed.
    case openQuote(Place)
  }
  var place: Place
  var kind: Kind
  /// About a file as a whole, known before its rows: shown whatever else is found.
  var isHeader = false
}

extension Diagnostic {
  static func openQuote(file: String, line: Int) -> Diagnostic {
    Diagnostic(
      .error, "open-quote", "A quote opened on line \(line) is never closed", at: .init(file: file, line: line),
      explanation: "Everything from there to the end of the file would be one field",
      remedy: "Close the quote, or double it (\"\") if it belongs to the text")
  }

  static func emptyFile(_ file: String, hasHeader: Bool) -> Diagnostic {
    Diagnostic(
      .error, "empty-file", "The data file is empty", at: .init(file: file),
      explanation: hasHeader ? "Not even a header with the column names is there" : nil,
      remedy: "Export the file again, or take it out of the dataset")
  }
}
