import Columns

/// Operations on whole row masks.
///
/// Invariant: a mask has `maskWords` words; targets may be sources.
enum Masks {
  @inline(__always) static func clear(_ mask: RowMask) {
    for w in 0..<maskWords { mask[w] = 0 }
  }

  @inline(__always) static func copy(_ a: RowMask, to out: RowMask) {
    for w in 0..<maskWords { out[w] = a[w] }
  }

  @inline(__always) static func and(_ a: RowMask, _ b: RowMask, to out: RowMask) {
    for w in 0..<maskWords { out[w] = a[w] & b[w] }
  }

  @inline(__always) static func or(_ a: RowMask, _ b: RowMask, to out: RowMask) {
    for w in 0..<maskWords { out[w] = a[w] | b[w] }
  }

  @inline(__always) static func andNot(_ a: RowMask, _ b: RowMask, to out: RowMask) {
    for w in 0..<maskWords { out[w] = a[w] & ~b[w] }
  }

  @inline(__always) static func isEmpty(_ mask: RowMask) -> Bool {
    var any: UInt64 = 0
    for w in 0..<maskWords { any |= mask[w] }
    return any == 0
  }

  @inline(__always) static func count(_ mask: RowMask) -> Int {
    var count = 0
    for w in 0..<maskWords { count += mask[w].nonzeroBitCount }
    return count
  }

  @inline(__always) static func contains(_ mask: RowMask, _ row: Int) -> Bool {
    mask[row >> 6] >> UInt64(row & 63) & 1 != 0
  }

  @inline(__always) static func remove(_ row: Int, _ mask: RowMask) { mask[row >> 6] &= ~(1 &<< UInt64(row & 63)) }

  /// Calls for every row of the mask in order; for rare rows only.
  static func forEach(_ mask: RowMask, _ body: (Int) -> Void) {
    for w in 0..<maskWords {
      var bits = mask[w]
      while bits != 0 {
        body(w << 6 | bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
    }
  }

  /// Writes the numbers of the rows of the mask in order, and returns how many they are.
  static func list(_ mask: RowMask, into rows: UnsafeMutablePointer<UInt16>) -> Int {
    var count = 0
    for w in 0..<maskWords {
      var bits = mask[w]
      let base = UInt16(truncatingIfNeeded: w << 6)
      if bits == .max {
        for j in 0..<64 { rows[count &+ j] = base &+ UInt16(truncatingIfNeeded: j) }
        count += 64
        continue
      }
      while bits != 0 {
        rows[count] = base | UInt16(truncatingIfNeeded: bits.trailingZeroBitCount)
        count += 1
        bits &= bits &- 1
      }
    }
    return count
  }
}

extension Vector {
  /// Adds up, in `out`, the rows that have a value.
  func known(into out: RowMask) {
    switch self {
    case .null: Masks.clear(out)
    case .booleans(let yes, let no): Masks.or(yes, no, to: out)
    case .integers(_, let known), .texts(_, let known): Masks.copy(known, to: out)
    }
  }
}
