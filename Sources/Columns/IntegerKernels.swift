/// Loops over whole vectors of integers. Rows come in words of 64; words without a row asked for are passed over.
///
/// Invariant: vectors have room for `maskWords * 64` values, so that a whole word may be read and written.
enum IntegerKernels {
  /// Bits of the rows for which `test` holds, the last row first, because the sum of a word with itself shifts for free.
  @inline(__always)
  static func bits(_ test: (Int) -> Bool) -> UInt64 {
    var bits: UInt64 = 0
    var row = 63
    while row >= 0 {
      bits = bits &+ bits &+ (test(row) ? 1 : 0)
      row -= 1
    }
    return bits
  }

  @inline(__always)
  static func compare(
    _ rows: RowMask, known: RowMask, negated: Bool, yes: RowMask, no: RowMask, _ bits: (_ word: Int) -> UInt64
  ) {
    let flip: UInt64 = negated ? ~0 : 0
    for w in 0..<maskWords {
      let asked = rows[w] & known[w]
      let found = asked == 0 ? 0 : bits(w) ^ flip
      yes[w] = found & asked
      no[w] = ~found & asked
    }
  }

  static func lessThan(
    _ x: UnsafeMutablePointer<Int64>, _ limit: Int64, _ rows: RowMask, known: RowMask, negated: Bool, yes: RowMask,
    no: RowMask
  ) {
    compare(rows, known: known, negated: negated, yes: yes, no: no) { w in
      let values = x + w * 64
      return bits { values[$0] < limit }
    }
  }

  static func equalTo(
    _ x: UnsafeMutablePointer<Int64>, _ value: Int64, _ rows: RowMask, known: RowMask, negated: Bool, yes: RowMask,
    no: RowMask
  ) {
    compare(rows, known: known, negated: negated, yes: yes, no: no) { w in
      let values = x + w * 64
      return bits { values[$0] == value }
    }
  }

  static func compare(
    _ comparison: Program.Comparison, _ x: UnsafeMutablePointer<Int64>, _ y: UnsafeMutablePointer<Int64>,
    _ rows: RowMask, known: RowMask, yes: RowMask, no: RowMask
  ) {
    switch comparison {
    case .equal, .notEqual:
      compare(rows, known: known, negated: comparison == .notEqual, yes: yes, no: no) { w in
        let (a, b) = (x + w * 64, y + w * 64)
        return bits { a[$0] == b[$0] }
      }
    case .less, .greaterOrEqual:
      compare(rows, known: known, negated: comparison == .greaterOrEqual, yes: yes, no: no) { w in
        let (a, b) = (x + w * 64, y + w * 64)
        return bits { a[$0] < b[$0] }
      }
    case .greater, .lessOrEqual:
      compare(rows, known: known, negated: comparison == .lessOrEqual, yes: yes, no: no) { w in
        let (a, b) = (x + w * 64, y + w * 64)
        return bits { b[$0] < a[$0] }
      }
    }
  }

  static func compareScaled(
    _ comparison: Program.Comparison, _ x: UnsafeMutablePointer<Int64>, _ y: UnsafeMutablePointer<Int64>,
    _ scale: Int64, _ scaleOther: Int64, _ rows: RowMask, known: RowMask, yes: RowMask, no: RowMask
  ) {
    compare(rows, known: known, negated: false, yes: yes, no: no) { w in
      let (a, b) = (x + w * 64, y + w * 64)
      return bits { row in
        let (left, first) = a[row].multipliedReportingOverflow(by: scale)
        let (right, second) = b[row].multipliedReportingOverflow(by: scaleOther)
        if first || second {
          let (left, right) = (Int128(a[row]) * Int128(scale), Int128(b[row]) * Int128(scaleOther))
          return comparison.holds(left < right ? -1 : left > right ? 1 : 0)
        }
        return comparison.holds(left < right ? -1 : left > right ? 1 : 0)
      }
    }
  }

  /// Computes whole words; marks rows of `rows` with values on both sides whose result leaves 64 bits.
  @inline(__always)
  private static func compute(
    _ out: UnsafeMutablePointer<Int64>, _ rows: RowMask, _ known: RowMask, _ overflowed: RowMask,
    _ operation: (Int) -> (Int64, Bool)
  ) {
    for w in 0..<maskWords where rows[w] & known[w] != 0 {
      var any = false
      for row in w * 64..<w * 64 + 64 {
        let (value, overflow) = operation(row)
        out[row] = value
        any = any || overflow
      }
      guard any else { continue }
      overflowed[w] |= rows[w] & known[w] & bits { operation(w * 64 + $0).1 }
    }
  }

  static func arithmetic(
    _ operation: Program.Arithmetic, _ x: UnsafeMutablePointer<Int64>, _ y: UnsafeMutablePointer<Int64>,
    _ out: UnsafeMutablePointer<Int64>, _ rows: RowMask, known: RowMask, overflowed: RowMask
  ) {
    switch operation {
    case .plus: compute(out, rows, known, overflowed) { x[$0].addingReportingOverflow(y[$0]) }
    case .minus: compute(out, rows, known, overflowed) { x[$0].subtractingReportingOverflow(y[$0]) }
    case .times: compute(out, rows, known, overflowed) { x[$0].multipliedReportingOverflow(by: y[$0]) }
    }
  }

  static func scale(
    _ x: UnsafeMutablePointer<Int64>, by factor: Int64, _ out: UnsafeMutablePointer<Int64>, _ rows: RowMask,
    known: RowMask, overflowed: RowMask
  ) {
    compute(out, rows, known, overflowed) { x[$0].multipliedReportingOverflow(by: factor) }
  }

  static func abs(
    _ x: UnsafeMutablePointer<Int64>, _ out: UnsafeMutablePointer<Int64>, _ rows: RowMask, known: RowMask,
    overflowed: RowMask
  ) {
    compute(out, rows, known, overflowed) { row in
      (x[row] < 0 ? 0 &- x[row] : x[row], x[row] == .min)
    }
  }

  /// floor((y - x) / divisor)
  static func difference(
    _ x: UnsafeMutablePointer<Int64>, _ y: UnsafeMutablePointer<Int64>, divisor: Int64,
    _ out: UnsafeMutablePointer<Int64>, _ rows: RowMask, known: RowMask, overflowed: RowMask
  ) {
    compute(out, rows, known, overflowed) { y[$0].subtractingReportingOverflow(x[$0]) }
    // A divisor the compiler knows needs no division.
    if divisor == 86_400 {
      divide(out, rows, known) { floorDivide($0, 86_400) }
    } else if divisor != 1 {
      divide(out, rows, known) { floorDivide($0, divisor) }
    }
  }

  @inline(__always)
  private static func divide(
    _ out: UnsafeMutablePointer<Int64>, _ rows: RowMask, _ known: RowMask, _ quotient: (Int64) -> Int64
  ) {
    for w in 0..<maskWords where rows[w] & known[w] != 0 {
      for row in w * 64..<w * 64 + 64 { out[row] = quotient(out[row]) }
    }
  }

  /// Copies the values of the rows of `take`, all within the word `w`.
  @inline(__always)
  static func blend(
    _ source: UnsafeMutablePointer<Int64>, _ out: UnsafeMutablePointer<Int64>, _ w: Int, _ take: UInt64
  ) {
    let (from, to) = (source + w * 64, out + w * 64)
    if take == ~0 {
      to.update(from: from, count: 64)
    } else if take.nonzeroBitCount < 12 {
      var rest = take
      while rest != 0 {
        let row = rest.trailingZeroBitCount
        to[row] = from[row]
        rest &= rest &- 1
      }
    } else {
      for row in 0..<64 {
        let keep = Int64(bitPattern: take >> UInt64(row) & 1) &- 1
        to[row] = (to[row] & keep) | (from[row] & ~keep)
      }
    }
  }
}

extension Program.Comparison {
  /// Whether it holds for a pair whose order is negative, zero or positive.
  @inline(__always)
  func holds(_ order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }
}
