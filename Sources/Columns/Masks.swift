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

  /// The first `count` rows.
  @inline(__always) static func fill(_ mask: RowMask, count: Int) {
    for w in 0..<maskWords {
      let rest = count - w * 64
      mask[w] = rest >= 64 ? ~0 : rest <= 0 ? 0 : (1 &<< UInt64(rest)) &- 1
    }
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

  /// Whether all rows of `a` are in `b`.
  @inline(__always) static func isSubset(_ a: RowMask, of b: RowMask) -> Bool {
    var rest: UInt64 = 0
    for w in 0..<maskWords { rest |= a[w] & ~b[w] }
    return rest == 0
  }

  @inline(__always) static func isEmpty(_ mask: RowMask) -> Bool {
    var any: UInt64 = 0
    for w in 0..<maskWords { any |= mask[w] }
    return any == 0
  }

  @inline(__always) static func contains(_ mask: RowMask, _ row: Int) -> Bool {
    mask[row >> 6] >> UInt64(row & 63) & 1 != 0
  }

  @inline(__always) static func insert(_ row: Int, _ mask: RowMask) { mask[row >> 6] |= 1 &<< UInt64(row & 63) }

  @inline(__always) static func remove(_ row: Int, _ mask: RowMask) { mask[row >> 6] &= ~(1 &<< UInt64(row & 63)) }
}
