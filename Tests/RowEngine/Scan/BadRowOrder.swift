import Engines

/// Rows set aside by file, line, column and rule.
func precedes(_ a: DatasetQuality.BadRow, _ b: DatasetQuality.BadRow) -> Bool {
  (a.file, a.line, a.column ?? "", a.rule) < (b.file, b.line, b.column ?? "", b.rule)
}
