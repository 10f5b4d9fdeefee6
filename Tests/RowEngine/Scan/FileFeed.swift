import Diagnostics
import Synchronization

/// A file that several threads take batches of rows from: reading is one at a time, what follows is not.
final class FileFeed: Sendable {
  private struct State {
    var reader: (any RowReader)?
    var isDone = false
    var bytesReported = 0
    var rows = 0
    var hash = ""
    var findings: [Diagnostic] = []
    var seen: (columns: [Bool], others: [String])?
  }

  let name: String
  private let state: Mutex<State>
  private let meter: ProgressMeter
  private let open: @Sendable () throws -> any RowReader

  init(file: DataFiles.File, columns: [String], separator: UInt8, engine: RowEngine, _ meter: ProgressMeter) {
    name = file.name
    self.meter = meter
    state = Mutex(State())
    let chunkSize = engine.chunkSize
    // Opened when its turn comes: a pack may have more files than a process may hold open.
    open = {
      let source = try ByteSource(path: file.path, name: file.name, chunkSize: chunkSize)
      let lower = file.name.lowercased()
      if lower.hasSuffix(".jsonl") || lower.hasSuffix(".ndjson") { return JSONLReader(source, columns: columns) }
      return CSVReader(source, columns: columns, separator: separator)
    }
  }

  /// The next rows, or nil when the file is at its end or cannot be read on.
  func next() -> RowBatch? {
    state.withLock { state in
      guard !state.isDone else { return nil }
      do {
        var reader = try state.reader ?? open()
        state.reader = nil
        let batch = try reader.nextBatch()
        meter.add(bytes: reader.bytesRead - state.bytesReported, rows: batch?.count ?? 0)
        state.bytesReported = reader.bytesRead
        state.rows += batch?.count ?? 0
        if batch == nil {
          state.isDone = true
          state.hash = reader.hash ?? ""
          state.seen = (reader as? JSONLReader)?.seen
        } else {
          state.reader = reader
        }
        return batch
      } catch let error as DiagnosticError {
        state.findings = error.diagnostics
      } catch {
        state.findings = [Diagnostic(.error, "unreadable-file", "Cannot read the data file", at: .init(file: name))]
      }
      state.isDone = true
      return nil
    }
  }

  var findings: [Diagnostic] { state.withLock { $0.findings } }
  var hash: String { state.withLock { $0.hash } }
  /// For JSONL: rows, which columns were there, and what else.
  var seen: (rows: Int, columns: [Bool], others: [String])? {
    state.withLock { state in state.seen.map { (state.rows, $0.columns, $0.others) } }
  }
}

/// Adds up the progress of all files.
final class ProgressMeter: Sendable {
  private let counts = Mutex<(bytes: Int, rows: Int)>((0, 0))
  private let total: Int
  private let report: RowEngine.Progress?

  init(total: Int, report: RowEngine.Progress?) {
    self.total = total
    self.report = report
  }

  func add(bytes: Int, rows: Int) {
    guard let report else { return }
    let now = counts.withLock { counts in
      counts = (counts.bytes + bytes, counts.rows + rows)
      return counts
    }
    report(now.bytes, total, now.rows)
  }
}
