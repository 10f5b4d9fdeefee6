import Columns
import Tables

/// How many rows took how long, by atom, arm, segment value and how they had ended.
final class DurationCounts {
  /// Where a count belongs, in one number: 20 bits of atom, 12 of arm, 20 of segment, 4 of ending, and below 64 of value.
  struct Key {
    var bits: UInt128

    init(atom: Int, arm: Int, segment: Int, ending: Int, value: Int64) {
      let place = UInt64(atom) << 36 | UInt64(arm) << 24 | UInt64(segment) << 4 | UInt64(ending)
      bits = UInt128(place) << 64 | UInt128(UInt64(bitPattern: value))
    }
    init(bits: UInt128) { self.bits = bits }

    private var place: UInt64 { UInt64(truncatingIfNeeded: bits >> 64) }
    var atom: Int { Int(place >> 36) }
    var arm: Int { Int(place >> 24 & 0xFFF) }
    var segment: Int { Int(place >> 4 & 0xF_FFFF) }
    /// The code of an `Ending`.
    var ending: Int { Int(place & 0xF) }
    var value: Int64 { Int64(bitPattern: UInt64(truncatingIfNeeded: bits)) }
  }

  private let table = IntegerTable<UInt128>()
  private var rows: [Int64] = []

  var bytes: Int { table.bytes + rows.capacity * 8 }

  func add(
    rows mask: RowMask, values: UnsafePointer<Int64>, closed: RowMask, endings: UnsafePointer<Int64>?,
    atoms: UnsafePointer<Int32>, arm: UnsafePointer<Int32>, segment: UnsafePointer<Int32>
  ) {
    for w in 0..<maskWords {
      var bits = mask[w]
      while bits != 0 {
        let place = bits.trailingZeroBitCount
        bits &= bits &- 1
        let row = w << 6 | place
        let key = Key(
          atom: Int(atoms[row]), arm: Int(arm[row]), segment: Int(segment[row]),
          ending: closed[w] >> UInt64(place) & 1 == 0 ? 0 : endings.map { Int($0[row]) } ?? 1, value: values[row])
        let number = Int(table.insert(key.bits))
        if number == rows.count { rows.append(1) } else { rows[number] += 1 }
      }
    }
  }

  /// All keys with their counts, in no order that means anything.
  func forEach(_ body: (Key, Int64) -> Void) {
    for (key, count) in zip(table.keys, rows) { body(Key(bits: key), count) }
  }
}
