import Columns
import Rows

/// The rows of a mask one after the other, for loops without bit work.
///
/// Invariant: `rows` has room for a block, and `count` of its values are ascending and below `RowBlock.capacity`.
struct RowList: ~Copyable {
  let rows = UnsafeMutablePointer<UInt16>.allocate(capacity: RowBlock.capacity)
  private(set) var count = 0

  init(_ mask: RowMask) {
    var found = 0
    for word in 0..<maskWords {
      var bits = mask[word]
      while bits != 0 {
        rows[found] = UInt16(truncatingIfNeeded: word << 6 | bits.trailingZeroBitCount)
        found += 1
        bits &= bits &- 1
      }
    }
    count = found
  }

  /// The first rows of a block.
  init(first number: Int) {
    for row in 0..<number { rows[row] = UInt16(truncatingIfNeeded: row) }
    count = number
  }

  deinit { rows.deallocate() }
}
