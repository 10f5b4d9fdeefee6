import Rows

/// Numbers of a column, eight characters at once; whatever it does not take is left to the decoder.
enum NumberKernel {
  /// A whole number; what is not valid may be one all the same, for the decoder to find out.
  @inline(__always)
  static func whole(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> (value: Int64, isValid: Bool) {
    if count > 8 { return long(bytes, count) }
    let word = FieldWords.load(bytes)
    let sign = word & 0xFF == 0x2D ? 1 : 0
    let length = count &- sign
    let (value, isValid) = FieldWords.digits(word &>> UInt64(truncatingIfNeeded: sign &* 8), length)
    let flip = Int64(truncatingIfNeeded: 0 &- sign)
    return ((value ^ flip) &- flip, isValid && length > 0)
  }

  /// Nine to sixteen digits in two halves.
  @inline(never)
  private static func long(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> (value: Int64, isValid: Bool) {
    let sign = bytes[0] == UInt8(ascii: "-") ? 1 : 0
    let start = bytes + sign
    let upper = count - sign - 8
    guard (1...8).contains(upper) else { return (0, false) }
    let (high, isHighValid) = FieldWords.digits(FieldWords.load(start), upper)
    let (low, isLowValid) = FieldWords.digits(FieldWords.load(start + upper), 8)
    let value = high * 100_000_000 + low
    return (sign == 1 ? -value : value, isHighValid && isLowValid)
  }

  /// A decimal as an integer of 10^-scale; `scale` is at most 10, and `mark` stands before the decimals.
  @inline(__always)
  static func decimal(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, scale: Int, mark: UInt8, powers: UnsafeMutablePointer<Int64>
  ) -> (value: Int64, isValid: Bool) {
    if count > 8 { return long(bytes, count, scale: scale, mark: mark, powers: powers) }
    let first = FieldWords.load(bytes)
    let sign = first & 0xFF == 0x2D ? 1 : 0
    let length = count &- sign
    let word = first &>> UInt64(truncatingIfNeeded: sign &* 8)
    let point = FieldWords.first(mark, in: word) & FieldWords.mask(length)
    // Bits of the bytes before the point; all bits where there is none.
    let before = ((point & (0 &- point)) &>> 7) &- 1
    let joined = (word & before) | ((word &>> 8) & ~before)
    let hasPoint = point != 0 ? 1 : 0
    let (value, isValid) = FieldWords.digits(joined, length &- hasPoint)
    let fraction = (length &- 1 &- point.trailingZeroBitCount &>> 3) & (0 &- hasPoint)
    let missing = scale &- fraction
    let scaled = value &* powers[missing & 15]
    let flip = Int64(truncatingIfNeeded: 0 &- sign)
    return ((scaled ^ flip) &- flip, isValid && length > hasPoint && missing >= 0)
  }

  /// The digits before and after the point each for themselves: up to 16 and 8.
  @inline(never)
  private static func long(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, scale: Int, mark: UInt8, powers: UnsafeMutablePointer<Int64>
  ) -> (value: Int64, isValid: Bool) {
    let sign = bytes[0] == UInt8(ascii: "-") ? 1 : 0
    let start = bytes + sign
    let length = count - sign
    guard length <= 25 else { return (0, false) }
    var point = 0
    while point < 24 {
      let found = FieldWords.first(mark, in: FieldWords.load(start + point))
      point += found == 0 ? 8 : found.trailingZeroBitCount >> 3
      if found != 0 { break }
    }
    point = min(point, length)
    let fraction = max(0, length - point - 1)
    guard (1...16).contains(point), fraction <= min(8, scale) else { return (0, false) }
    let upper = max(0, point - 8)
    var (value, isValid) = FieldWords.digits(FieldWords.load(start + upper), point - upper)
    if upper > 0 {
      let (high, isHighValid) = FieldWords.digits(FieldWords.load(start), upper)
      value += high * 100_000_000
      isValid = isValid && isHighValid
    }
    let (whole, overflow) = value.multipliedReportingOverflow(by: powers[scale])
    guard isValid, !overflow else { return (0, false) }
    if fraction == 0 { return (sign == 1 ? -whole : whole, true) }
    let (part, isPartValid) = FieldWords.digits(FieldWords.load(start + point + 1), fraction)
    let (sum, second) = whole.addingReportingOverflow(part * powers[scale - fraction])
    return (sign == 1 ? -sum : sum, isPartValid && !second)
  }

  static func decodeWhole(
    _ fields: UnsafePointer<Field>, _ base: UnsafePointer<UInt8>, _ count: Int, _ out: ColumnBuffer
  ) {
    let integers = out.integers
    FieldWords.scan(fields, base, count: count, present: out.present, valid: out.known) { bytes, length, row in
      let (value, isValid) = whole(bytes, length)
      integers[row] = value
      return isValid
    }
  }

  static func decodeDecimal(
    _ fields: UnsafePointer<Field>, _ base: UnsafePointer<UInt8>, _ count: Int, scale: Int, mark: UInt8,
    powers: UnsafeMutablePointer<Int64>, _ out: ColumnBuffer
  ) {
    let integers = out.integers
    FieldWords.scan(fields, base, count: count, present: out.present, valid: out.known) { bytes, length, row in
      let (value, isValid) = decimal(bytes, length, scale: scale, mark: mark, powers: powers)
      integers[row] = value
      return isValid
    }
  }

  /// Whole seconds of 1/`perSecond` each.
  static func decodeEpoch(
    _ fields: UnsafePointer<Field>, _ base: UnsafePointer<UInt8>, _ count: Int, perSecond: Int64, _ out: ColumnBuffer
  ) {
    let integers = out.integers
    FieldWords.scan(fields, base, count: count, present: out.present, valid: out.known) { bytes, length, row in
      let (value, isValid) = whole(bytes, length)
      integers[row] = perSecond == 1000 ? floorDivide(value, 1000) : floorDivide(value, perSecond)
      return isValid
    }
  }
}
