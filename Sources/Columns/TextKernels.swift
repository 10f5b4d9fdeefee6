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
    switch comparison {
    case .equal: test(rows, known, yes, no) { row in isSame(x[row], y[row]) }
    case .notEqual: test(rows, known, no, yes) { row in isSame(x[row], y[row]) }
    default: test(rows, known, yes, no) { row in comparison.holds(order(x[row], y[row])) }
    }
  }

  @inline(__always)
  private static func isSame(_ a: TextSlice, _ b: TextSlice) -> Bool {
    a.count == b.count && memcmp(a.start, b.start, a.count) == 0
  }

  static func matches(
    _ pattern: LikePattern, _ wanted: TextSlice, _ x: Texts, _ rows: RowMask, known: RowMask, yes: RowMask, no: RowMask
  ) {
    switch pattern.shape {
    case .exact: equal(wanted, x, rows, known: known, negated: false, yes: yes, no: no)
    case .prefix: parts(wanted, x, rows, known, yes, no, fits: { $0 >= $1 }, from: { _, _ in 0 })
    case .suffix: parts(wanted, x, rows, known, yes, no, fits: { $0 >= $1 }, from: { $0 &- $1 })
    case .part, .any: test(rows, known, yes, no) { row in pattern.matches(x[row], wanted.start) }
    }
  }

  static func equal(
    _ wanted: TextSlice, _ x: Texts, _ rows: RowMask, known: RowMask, negated: Bool, yes: RowMask, no: RowMask
  ) {
    let (yes, no) = negated ? (no, yes) : (yes, no)
    parts(wanted, x, rows, known, yes, no, fits: { $0 == $1 }, from: { _, _ in 0 })
  }

  /// Compares `wanted` with a part of each text: where its length `fits`, and `from` which byte.
  ///
  /// Texts that cannot fit are replaced by `wanted` itself, so that there is no jump to guess and nothing to overread.
  @inline(__always)
  private static func parts(
    _ wanted: TextSlice, _ x: Texts, _ rows: RowMask, _ known: RowMask, _ yes: RowMask, _ no: RowMask,
    fits: (_ count: Int, _ wanted: Int) -> Bool, from: (_ count: Int, _ wanted: Int) -> Int
  ) {
    let (start, count) = (wanted.start, wanted.count)
    @inline(__always) func search(_ same: (UnsafePointer<UInt8>) -> Bool) {
      for w in 0..<maskWords {
        let asked = rows[w] & known[w]
        var found: UInt64 = 0
        if asked != 0 {
          let texts = x + w * 64
          var row = 63
          while row >= 0 {
            let text = texts[row]
            let isCandidate = asked &>> UInt64(truncatingIfNeeded: row) & 1 != 0 && fits(text.count, count)
            let place = isCandidate ? text.start + from(text.count, count) : start
            found = found &+ found &+ (same(place) ? 1 : 0) & (isCandidate ? 1 : 0)
            row &-= 1
          }
        }
        yes[w] = found
        no[w] = asked & ~found
      }
    }
    // Two loads that overlap cover a text exactly.
    switch count {
    case 0: search { _ in true }
    case 1:
      let only = start[0]
      search { $0[0] == only }
    case 2...3:
      let (first, last) = (load(start, UInt16.self), load(start + (count - 2), UInt16.self))
      search { (load($0, UInt16.self) ^ first) | (load($0 + (count &- 2), UInt16.self) ^ last) == 0 }
    case 4...7:
      let (first, last) = (load(start, UInt32.self), load(start + (count - 4), UInt32.self))
      search { (load($0, UInt32.self) ^ first) | (load($0 + (count &- 4), UInt32.self) ^ last) == 0 }
    case 8...16:
      let (first, last) = (load(start, UInt64.self), load(start + (count - 8), UInt64.self))
      search { (load($0, UInt64.self) ^ first) | (load($0 + (count &- 8), UInt64.self) ^ last) == 0 }
    default: search { memcmp($0, start, count) == 0 }
    }
  }

  @inline(__always)
  private static func load<Word: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafePointer<UInt8>, _ word: Word.Type
  ) -> Word {
    UnsafeRawPointer(bytes).loadUnaligned(as: word)
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
    let count = text.count
    if count <= 8 {
      let word = short(text)
      if word & 0x8080_8080_8080_8080 != 0 { return lowerScalars(text, scratch) }
      let lowered = FieldWords.lowered(word)
      if lowered == word { return text }
      let copy = scratch.take(8)
      UnsafeMutableRawPointer(copy).storeBytes(of: lowered.littleEndian, as: UInt64.self)
      return TextSlice(start: UnsafePointer(copy), count: count)
    }
    // The last eight bytes overlap those before them.
    var differs: UInt64 = 0
    var all: UInt64 = 0
    let last = count &- 8
    var at = 0
    while at < count {
      let word = FieldWords.load(text.start + min(at, last))
      differs |= word ^ FieldWords.lowered(word)
      all |= word
      at &+= 8
    }
    if all & 0x8080_8080_8080_8080 != 0 { return lowerScalars(text, scratch) }
    if differs == 0 { return text }
    let copy = scratch.take(count)
    at = 0
    while at < count {
      let place = min(at, last)
      let word = FieldWords.lowered(FieldWords.load(text.start + place))
      UnsafeMutableRawPointer(copy + place).storeBytes(of: word.littleEndian, as: UInt64.self)
      at &+= 8
    }
    return TextSlice(start: UnsafePointer(copy), count: count)
  }

  /// A text of up to eight bytes as a word, the first byte lowest, without reading past its end.
  @inline(__always)
  private static func short(_ text: TextSlice) -> UInt64 {
    let (start, count) = (text.start, text.count)
    if count >= 4 {
      let (first, last) = (load(start, UInt32.self), load(start + (count &- 4), UInt32.self))
      return UInt64(UInt32(littleEndian: first))
        | UInt64(UInt32(littleEndian: last)) &<< UInt64(truncatingIfNeeded: (count &- 4) &* 8)
    }
    if count == 0 { return 0 }
    let middle = UInt64(start[count &>> 1]) &<< UInt64(truncatingIfNeeded: count &>> 1 &* 8)
    let last = UInt64(start[count &- 1]) &<< UInt64(truncatingIfNeeded: (count &- 1) &* 8)
    return UInt64(start[0]) | middle | last
  }

  @inline(never)
  private static func lowerScalars(_ text: TextSlice, _ scratch: Scratch) -> TextSlice {
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
