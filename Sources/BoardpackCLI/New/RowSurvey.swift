import Diagnostics
import Foundation
import Rows

/// Reads all rows of a file once and hands each field to whoever looks at its column.
struct RowSurvey {
  private(set) var rows = 0
  /// Rows that could not be cut into fields.
  private(set) var badRows = 0
  private(set) var firstProblem: String?

  /// `progress` gets the bytes and rows read so far. Throws a `DiagnosticError` where the file has no rows or cannot be
  /// read to its end.
  init(
    _ file: InferredFile, progress: (_ bytes: Int, _ rows: Int) -> Void = { _, _ in },
    add: (_ column: Int, _ field: ArraySlice<UInt8>) -> Void
  ) throws {
    let size = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? NSNumber)?.intValue ?? 0
    let absolute = file.path.hasPrefix("/") ? file.path : FileManager.default.currentDirectoryPath + "/" + file.path
    let feed = RowFeed(
      files: [RowFile(name: file.path, path: absolute, size: size)], columns: file.names, format: file.rowFormat)
    let reader = feed.makeReader()
    let block = RowBlock(width: file.names.count)
    while reader.next(block) {
      let bad = Set(block.problems.map(\.row))
      badRows += bad.count
      if firstProblem == nil { firstProblem = block.problems.first?.problem.rule }
      for row in 0..<block.count where !bad.contains(row) {
        rows += 1
        for column in file.names.indices { add(column, Array(block.bytes(column, row))[...]) }
      }
      progress(feed.bytesRead, rows)
    }
    if feed.findings.hasErrors { throw DiagnosticError(feed.findings) }
    guard rows > 0 else {
      throw DiagnosticError(
        Diagnostic(
          .error, "no-rows", "The data file has no row that can be read", at: .init(file: file.path),
          explanation: badRows > 0
            ? "All \(badRows) rows are malformed; the first: \(firstProblem ?? "")" : "It holds a header only",
          remedy: "Export the file again with its rows"))
    }
  }
}
