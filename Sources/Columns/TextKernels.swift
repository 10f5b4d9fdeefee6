#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Loops over vectors of texts.
///
/// Invariant: the text of a row is read only where the row is asked for and has a value, and only within its bytes.
enum TextKernels {
  typealias Texts = UnsafeMutablePointer<TextSlice>

  /// Byte order: negative, zero or positive.
  @inline(__always)
  static func order(_ a: TextSlice, _ b: TextSlice) -> Int {
    let order = Int(memcmp(a.start, b.start, min(a.count, b.count)))
    return order != 0 ? order : a.count - b.count
  }

  @inline(__always)
  private static func test(
    _ rows: RowMask, _ known: RowMask, _ yes: RowMask, _ no: RowMask, _ holds: (_ row: Int) -> Bool
  ) {
    for w in 0..<maskWords {
      let asked = rows[w] & known[w]
      var found: UInt64 = 0
      var rest = asked
      while rest != 0 {
        let bit = rest & (0 &- rest)
        if holds(w * 64 + rest.trailingZeroBitCount) { found |= bit }
        rest ^= bit
      }
      yes[w] = found
      no[w] = asked & ~found
    }
  }

  static func compare(
    _ comparison: Program.Comparison, _ x: Texts, _ y: Texts, _ rows: RowMask, known: RowMask, yes: RowMask,
    no: RowMask
  ) {
    test(rows, known, yes, no) { row in comparison.holds(order(x[row], y[row])) }
  }

  static func matches(
    _ pattern: LikePattern, _ wanted: TextSlice, _ x: Texts, _ rows: RowMask, known: RowMask, yes: RowMask, no: RowMask
  ) {
    test(rows, known, yes, no) { row in pattern.matches(x[row], wanted.start) }
  }

  static func equal(
    _ wanted: TextSlice, _ x: Texts, _ rows: RowMask, known: RowMask, negated: Bool, yes: RowMask, no: RowMask
  ) {
    let (start, count) = (wanted.start, wanted.count)
    let (yes, no) = negated ? (no, yes) : (yes, no)
    test(rows, known, yes, no) { row in x[row].count == count && memcmp(x[row].start, start, count) == 0 }
  }

  /// Small letters of any script; texts without capital letters stay where they are.
  static func lower(_ x: Texts, _ out: Texts, _ rows: RowMask, known: RowMask, _ scratch: Scratch) {
    for w in 0..<maskWords {
      var rest = rows[w] & known[w]
      while rest != 0 {
        let row = w * 64 + rest.trailingZeroBitCount
        rest &= rest &- 1
        out[row] = lower(x[row], scratch)
      }
    }
  }

  @inline(__always)
  private static func lower(_ text: TextSlice, _ scratch: Scratch) -> TextSlice {
    var isASCII = true
    var hasCapital = false
    for i in 0..<text.count {
      let byte = text.start[i]
      isASCII = isASCII && byte < 0x80
      hasCapital = hasCapital || (byte >= 65 && byte <= 90)
    }
    if isASCII {
      guard hasCapital else { return text }
      let copy = scratch.take(text.count)
      for i in 0..<text.count { copy[i] = lowerASCII(text.start[i]) }
      return TextSlice(start: UnsafePointer(copy), count: text.count)
    }
    let bytes = UnsafeBufferPointer(start: text.start, count: text.count)
    let lowered = Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
    let copy = scratch.take(lowered.count)
    for (i, byte) in lowered.enumerated() { copy[i] = byte }
    return TextSlice(start: UnsafePointer(copy), count: lowered.count)
  }

  /// Copies the texts of the rows of `take`, all within the word `w`.
  @inline(__always)
  static func blend(_ source: Texts, _ out: Texts, _ w: Int, _ take: UInt64) {
    var rest = take
    while rest != 0 {
      let row = w * 64 + rest.trailingZeroBitCount
      out[row] = source[row]
      rest &= rest &- 1
    }
  }
}
