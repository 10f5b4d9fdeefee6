import Columns

/// Bits one after the other, by row of a table: row `r` is bit `r % 64` of word `r / 64`, bits from `count` on are zero.
struct BitBuffer: ~Copyable {
  private(set) var words = Buffer<UInt64>()
  private(set) var count = 0

  var bytes: Int { words.bytes }
  var base: UnsafeMutablePointer<UInt64> { words.base }

  @inline(__always)
  mutating func append(_ bit: Bool) {
    if count & 63 == 0 { words.append(0) }
    if bit { words.base[count >> 6] |= 1 << UInt64(count & 63) }
    count += 1
  }

  /// Appends the bits of the rows of a list; returns whether all of them are on.
  @discardableResult
  mutating func append(_ mask: RowMask, _ list: borrowing RowList) -> Bool {
    words.reserve(list.count / 64 + 2)
    let (rows, words) = (list.rows, words.base)
    var (place, all) = (count, UInt64(1))
    for i in 0..<list.count {
      let row = Int(rows[i])
      let bit = mask[row >> 6] &>> UInt64(row & 63) & 1
      if place & 63 == 0 { words[place >> 6] = 0 }
      words[place >> 6] |= bit &<< UInt64(place & 63)
      place += 1
      all &= bit
    }
    count = place
    self.words.count = (place + 63) / 64
    return all != 0
  }

  mutating func append(_ other: borrowing BitBuffer) {
    let (shift, number) = (UInt64(count & 63), other.count)
    if shift == 0 {
      words.append(other.words.base, other.words.count)
    } else {
      words.reserve(other.words.count + 1)
      for i in 0..<other.words.count {
        words.base[words.count - 1] |= other.words.base[i] << shift
        words.append(other.words.base[i] >> (64 - shift))
      }
    }
    count += number
    words.count = (count + 63) / 64
  }

  /// Fills up with zeros so that whole blocks of rows can be read.
  mutating func pad(toWords multiple: Int) {
    while words.count % multiple != 0 { words.append(0) }
  }

  @inline(__always)
  subscript(_ row: Int) -> Bool { words.base[row >> 6] >> UInt64(row & 63) & 1 != 0 }
}
