import Clients
import Diagnostics
import Engines
import Pack

/// One run of a warehouse's client over a list of statements.
struct WarehouseSession {
  let pack: Pack
  let warehouse: Warehouse
  /// Takes how many statements are done, of how many.
  var progress: @Sendable (Int, Int) -> Void = { _, _ in }

  /// Seconds a server gets to stop a statement itself and say so.
  private static let grace = 5

  /// Runs the statements in order and hands each row of their results on as it comes; `finished` takes a statement after
  /// all of its rows.
  func run(
    _ statements: [Statement], row: (Substring, Statement) throws(DiagnosticError) -> Void,
    finished: (Statement) throws(DiagnosticError) -> Void = { _ in }
  ) throws(DiagnosticError) {
    let script = ClientScript(warehouse: warehouse)
    // How many statements have given all their rows; below 0 the client has not come to the first.
    var done = -1
    let process = try told(statements, done) { () throws(ClientFailure) in
      try ClientProcess(script.arguments, input: script.text(texts(statements)), folder: pack.folder)
    }
    var lines = LineReader(process, timeout: warehouse.timeout + Self.grace)
    while let line = try told(statements, done, { () throws(ClientFailure) in try lines.next() }) {
      if line == ClientScript.mark(done + 1) {
        done += 1
        progress(done, statements.count)
        if done > 0 { try finished(statements[done - 1]) }
      } else if statements.indices.contains(done), !line.isEmpty {
        try row(line, statements[done])
      }
    }
    try told(statements, done) { () throws(ClientFailure) in try process.finish() }
    guard done == statements.count else {
      throw DiagnosticError(
        Diagnostic(
          .error, "broken-result", "\(words(statements, done)): the result is cut off", at: place(statements, done),
          explanation: "The client ended without an error, but did not come to the end",
          remedy: "Check that `command` passes its standard input on to the client"))
    }
  }

  /// A file has no index and is parsed whenever it is read: it is read once. A table is left where it lies.
  private func texts(_ statements: [Statement]) -> [String] {
    let names = Set(statements.map(\.dataset))
    let areFiles = pack.datasets.filter { names.contains($0.name) }.allSatisfy { dataset in
      dataset.isRollup || SourceTable(dialect: warehouse.dialect, dataset: dataset).isText
    }
    guard warehouse.dialect == .duckdb, areFiles else { return statements.map(\.sql) }
    return TemporaryTables(statements, quoting: warehouse.dialect.name).scripts
  }

  private func told<Result>(
    _ statements: [Statement], _ done: Int, _ body: () throws(ClientFailure) -> Result
  ) throws(DiagnosticError) -> Result {
    do throws(ClientFailure) {
      return try body()
    } catch {
      throw DiagnosticError(error.diagnostic(words(statements, done), at: place(statements, done)))
    }
  }

  private func words(_ statements: [Statement], _ done: Int) -> String {
    let name = warehouse.dialect.title
    guard statements.indices.contains(done) else { return "\(name) could not be asked" }
    let statement = statements[done]
    let wanted =
      switch statement.purpose {
      case .view: "the sums of `\(statement.dataset)`"
      case .durations: "a distribution of `\(statement.dataset)`"
      case .distinct: "the distinct counts of `\(statement.dataset)`"
      case .columns, .columnTypes, .uniqueKey, .quality, .segment: statement.purpose.words
      }
    return "\(name) did not give \(wanted)"
  }

  private func place(_ statements: [Statement], _ done: Int) -> Diagnostic.Location? {
    let statement = statements.indices.contains(done) ? statements[done] : statements.first
    return pack.datasets.first { $0.name == statement?.dataset }?.location.place
  }
}
