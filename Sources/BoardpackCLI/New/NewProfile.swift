import Diagnostics
import Foundation
import Rows

/// What one pass over all rows of a file tells.
struct NewProfile {
  let file: NewDataFile
  private(set) var columns: [NewColumn]
  private(set) var rows = 0
  /// Rows that could not be cut into fields.
  private(set) var badRows = 0
  private(set) var firstProblem: String?
  private(set) var remarks: [String]

  /// Reads the whole file. Throws `DiagnosticError` when it has no rows or cannot be read to its end.
  init(_ path: String, progress: (_ bytes: Int, _ rows: Int) -> Void = { _, _ in }) throws {
    file = try NewDataFile(path: path)
    remarks = file.remarks
    var names = file.columns
    if file.format == .jsonl {
      var keys = NewJSONKeys()
      try keys.add(contentsOf: path)
      names = keys.names.filter { !keys.containers.contains($0) }
      remarks += keys.names.filter { keys.containers.contains($0) }.map {
        "\(NewQuoting.comment($0)) holds objects or lists and is left out"
      }
      if keys.isCapped { remarks.append("only the first \(keys.names.count) names are read") }
    }
    for name in names where !NewQuoting.isUsable(name) {
      remarks.append(
        "\(NewQuoting.comment(name)) cannot be named in an expression (a point stands for a lookup); rename it")
    }
    names = names.filter(NewQuoting.isUsable)
    columns = names.map(NewColumn.init)
    let kind: RowFormat.Kind =
      switch file.format {
      case .csv(let separator): .separated(by: separator)
      case .jsonl: .jsonLines
      }
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0
    let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    let feed = RowFeed(
      files: [RowFile(name: path, path: absolute, size: size)], columns: names, format: RowFormat(kind: kind))
    read(feed, progress)
    if feed.findings.hasErrors { throw DiagnosticError(feed.findings) }
    guard rows > 0 else {
      throw DiagnosticError(
        Diagnostic(
          .error, "no-rows", "The data file has no row that can be read", at: .init(file: path),
          explanation: badRows > 0
            ? "All \(badRows) rows are malformed; the first: \(firstProblem ?? "")" : "It holds a header only",
          remedy: "Export the file again with its rows"))
    }
  }

  private mutating func read(_ feed: RowFeed, _ progress: (Int, Int) -> Void) {
    let reader = feed.makeReader()
    let block = RowBlock(width: columns.count)
    while reader.next(block) {
      let bad = Set(block.problems.map(\.row))
      badRows += bad.count
      if firstProblem == nil { firstProblem = block.problems.first?.problem.rule }
      for row in 0..<block.count where !bad.contains(row) {
        rows += 1
        for column in columns.indices { columns[column].add(Array(block.bytes(column, row))[...]) }
      }
      progress(feed.bytesRead, rows)
    }
  }
}
