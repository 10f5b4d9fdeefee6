public import Diagnostics

extension DatasetQuality {
  /// Rows set aside are never silent: one warning with the first of them, or nil where there are none.
  public var quarantineFinding: Diagnostic? {
    guard quarantined > 0, let first = badRows.first else { return nil }
    let examples = badRows.prefix(3).map { row in
      "\(row.file)\(row.line > 0 ? ":\(row.line)" : "")\(row.column.map { " " + $0 } ?? ""): \(row.rule)"
    }
    return Diagnostic(
      .warning, "quarantined-rows",
      "\(quarantined) of \(read) rows of \(dataset) were set aside and are in no figure",
      at: .init(file: first.file, line: first.line > 0 ? first.line : nil),
      explanation: examples.joined(separator: "\n"),
      remedy: "mend the rows, or set `max_bad_rows` to say how many may be set aside")
  }
}
