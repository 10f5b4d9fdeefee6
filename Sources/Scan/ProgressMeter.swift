import Synchronization

/// Adds up the progress of all files.
final class ProgressMeter: Sendable {
  private let counts = Mutex<(bytes: Int, rows: Int)>((0, 0))
  private let total: Int
  private let report: ScanEngine.Progress?

  init(total: Int, report: ScanEngine.Progress?) {
    self.total = total
    self.report = report
  }

  var isSilent: Bool { report == nil }

  func add(bytes: Int, rows: Int) {
    guard let report else { return }
    let now = counts.withLock { counts in
      counts = (counts.bytes + bytes, counts.rows + rows)
      return counts
    }
    report(now.bytes, total, now.rows)
  }
}
