import Columns
import Rows
import Tables

/// Which cluster keys occur in which period, arm and segment value: one thread's share.
final class DistinctCounter {
  /// Where a count belongs, in one number.
  struct Group {
    var bits: UInt64

    init(period: Int, arm: Int, segment: Int) {
      bits = UInt64(period) << 32 | UInt64(arm) << 20 | UInt64(segment)
    }
    init(bits: UInt64) { self.bits = bits }

    var period: Int { Int(bits >> 32) }
    var arm: Int { Int(bits >> 20 & 0xFFF) }
    var segment: Int { Int(bits & 0xF_FFFF) }
  }

  /// The rows of a view in a block.
  struct Rows {
    var active: RowMask
    var times: UnsafePointer<Int64>
    var arm: UnsafePointer<Int32>
    var segment: UnsafePointer<Int32>
  }

  let views: [DatasetLayout.Distinct]
  let keys: DistinctKeys
  /// The groups of each view, by number.
  let groups: [IntegerTable<UInt64>]
  private let mask: RowMask
  private let inside: [RowMask]
  private let codes: UnsafeMutablePointer<UInt64>
  private let numbers: UnsafeMutablePointer<Int32>

  init(_ views: [DatasetLayout.Distinct], _ arena: Arena) {
    self.views = views
    keys = DistinctKeys(divisions: views.count)
    groups = views.map { _ in IntegerTable() }
    mask = arena.mask()
    inside = views.map { _ in arena.mask() }
    codes = arena.make(0, count: RowBlock.capacity)
    numbers = arena.numbers()
  }

  var bytes: Int { groups.reduce(keys.bytes) { $0 + $1.bytes } }

  /// Counts the keys of the rows that are active in each view; `rows` have a key.
  func add(_ texts: UnsafePointer<TextSlice>, rows: RowMask, views blocks: [Rows]) {
    Masks.clear(mask)
    for (i, view) in views.enumerated() {
      let low = view.periods.map(\.lowerBound).min() ?? 0
      let high = view.periods.map(\.upperBound).max() ?? 0
      select(blocks[i], low..<max(low, high), rows, into: inside[i])
      Masks.or(mask, inside[i], to: mask)
    }
    guard !Masks.isEmpty(mask) else { return }
    keys.load(texts, rows: mask)
    for (i, view) in views.enumerated() {
      for (period, range) in view.periods.enumerated() {
        select(blocks[i], range, inside[i], into: mask)
        guard !Masks.isEmpty(mask) else { continue }
        let (arm, segment, codes) = (blocks[i].arm, blocks[i].segment, codes)
        for row in 0..<RowBlock.capacity {
          codes[row] = Group(period: period, arm: Int(arm[row]), segment: Int(segment[row])).bits
        }
        groups[i].insert(codes, rows: mask, into: numbers)
        keys.add(i, groups: numbers, rows: mask)
      }
    }
  }

  private func select(_ block: Rows, _ range: Range<Int64>, _ rows: RowMask, into out: RowMask) {
    let (low, high, times) = (range.lowerBound, range.upperBound, block.times)
    for w in 0..<maskWords {
      var (bits, set): (UInt64, UInt64) = (rows[w] & block.active[w], 0)
      while bits != 0 {
        let place = bits.trailingZeroBitCount
        bits &= bits &- 1
        let time = times[w << 6 | place]
        if time >= low && time < high { set |= 1 &<< UInt64(place) }
      }
      out[w] = set
    }
  }
}
