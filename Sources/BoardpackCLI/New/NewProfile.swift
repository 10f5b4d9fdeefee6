import Diagnostics
import Engines

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
    let source = try ByteSource(path: path, name: path)
    switch file.format {
    case .csv(let separator):
      var reader = CSVReader(source, columns: names, separator: separator)
      try read(&reader, progress)
    case .jsonl:
      var reader = JSONLReader(source, columns: names)
      try read(&reader, progress)
    }
    guard rows > 0 else {
      throw DiagnosticError(
        Diagnostic(
          .error, "no-rows", "The data file has no row that can be read", at: .init(file: path),
          explanation: badRows > 0
            ? "All \(badRows) rows are malformed; the first: \(firstProblem ?? "")" : "It holds a header only",
          remedy: "Export the file again with its rows"))
    }
  }

  private mutating func read(_ reader: inout some RowReader, _ progress: (Int, Int) -> Void) throws {
    while let batch = try reader.nextBatch() {
      for row in 0..<batch.count {
        if let problem = batch.problem(ofRow: row) {
          badRows += 1
          if firstProblem == nil { firstProblem = problem.rule }
          continue
        }
        rows += 1
        for column in columns.indices { columns[column].add(batch.field(column, ofRow: row)) }
      }
      progress(reader.bytesRead, rows)
    }
  }
}
