public import Diagnostics

extension DatasetQuality {
  /// Rows set aside are never silent: one warning with the first of them, or nil where there are none.
  public var quarantineFinding: Diagnostic? {
    guard quarantined > 0, let first = badRows.first else { return nil }
    let examples = badRows.prefix(3).map { row in
      "\(row.file)\(row.line > 0 ? ":\(row.line)" : "")\(row.column.map { " " + $0 } ?? ""): \(row.rule)"
    }
    guard quarantined < read else {
      return Diagnostic(
        .error, "no-usable-rows", "Not one of the \(read) rows of \(dataset) can be used",
        at: .init(file: first.file, line: first.line > 0 ? first.line : nil),
        explanation: examples.joined(separator: "\n"),
        remedy: "mend what all rows have in common: under `columns:` say how the values are written, as in "
          + "`at: {type: date, format: dd.MM.yyyy}`, or export the file in the form that the pack expects")
    }
    return Diagnostic(
      .warning, "quarantined-rows",
      "\(quarantined) of \(read) rows of \(dataset) were set aside and are in no figure",
      at: .init(file: first.file, line: first.line > 0 ? first.line : nil),
      explanation: examples.joined(separator: "\n"),
      remedy: badRows.contains { $0.rule.isGroupedNumber }
        ? "export figures without marks between thousands: `1255,85` for `1.255,85`"
        : "mend the rows, or set `max_bad_rows` to say how many may be set aside")
  }
}

extension String {
  /// Whether a rule was broken by a figure with marks between its thousands.
  fileprivate var isGroupedNumber: Bool {
    wholeMatch(of: /not a number: [-+]?\d{1,3}([.,' \u{A0}\u{202F}]\d{3})+([.,]\d*)?…?/) != nil
  }
}
