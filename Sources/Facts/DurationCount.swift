import Engines

/// Rows that took one length of time and ended in one way.
struct DurationCount {
  /// In units of the measure's resolution.
  var value: Int64
  var ending: Ending
  var count: Int

  /// For a curve of one end.
  var waiting: (time: Int64, closed: Int, open: Int) {
    ending == .open ? (value, 0, count) : (value, count, 0)
  }

  /// For a curve of one end among several.
  func exits(by end: Ending) -> (time: Int64, closed: Int, competing: Int, open: Int) {
    switch ending {
    case .open: (value, 0, 0, count)
    case end: (value, count, 0, 0)
    default: (value, 0, count, 0)
    }
  }
}
