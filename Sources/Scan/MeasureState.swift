import Columns
import Rows

/// A measure's values for the rows of a block.
final class MeasureState {
  /// Rows that count.
  let active: RowMask
  /// Rows whose end was known by `as_of`, by a competing end included.
  let closed: RowMask
  /// Codes of the endings of closed rows; nil where all are `Ending.closed`.
  let endings: UnsafeMutablePointer<Int64>?
  /// Values of active rows, 0 in all others once `clean` was called; not there for counts.
  let values: UnsafeMutablePointer<Int64>
  /// Not below any value, nor below its opposite.
  private(set) var magnitude: Int64 = 0
  var immature = 0

  init(_ layout: DatasetLayout.Measure, _ arena: Arena) {
    active = arena.mask()
    closed = arena.mask()
    endings = layout.hasCompetingEnds ? arena.integers() : nil
    values = layout.isCount ? arena.make(0, count: 1) : arena.integers()
  }

  /// Sets rows that do not count to 0, and finds the magnitude.
  func clean() {
    let (values, active) = (values, active)
    var all: Int64 = 0
    for w in 0..<maskWords {
      let bits = active[w]
      let from = values + w << 6
      if bits == .max {
        for j in 0..<64 {
          let value = from[j]
          all |= value ^ (value &>> 63)
        }
        continue
      }
      for j in 0..<64 {
        let value = from[j] & (0 &- Int64(truncatingIfNeeded: bits &>> UInt64(j) & 1))
        from[j] = value
        all |= value ^ (value &>> 63)
      }
    }
    // The ones of all values: less than twice the greatest of them, and the least number has no opposite.
    let filled = all == 0 ? 0 : Int64.max >> Int64(all.leadingZeroBitCount - 1)
    magnitude = filled == .max ? .max : filled + 1
  }
}
