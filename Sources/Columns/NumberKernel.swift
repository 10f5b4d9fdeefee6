import Rows

/// Short numbers of a column; whatever it does not take is left to `DecimalText`.
enum NumberKernel {
  /// A whole number of up to 16 digits with or without a minus sign.
  @inline(__always)
  static func whole(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> (value: Int64, isValid: Bool) {
    let sign = bytes[0] == UInt8(ascii: "-") ? 1 : 0
    let start = bytes + sign
    let length = max(0, count &- sign)
    var value: Int64
    var isValid: Bool
    if length <= 8 {
      (value, isValid) = FieldWords.digits(FieldWords.load(start), length)
      isValid = isValid && length > 0
    } else {
      guard length <= 16 else { return (0, false) }
      let upper = FieldWords.digits(FieldWords.load(start), length &- 8)
      let lower = FieldWords.digits(FieldWords.load(start + (length &- 8)), 8)
      value = upper.value &* 100_000_000 &+ lower.value
      isValid = upper.isValid && lower.isValid
    }
    let flip = Int64(0 &- sign)
    return ((value ^ flip) &- flip, isValid)
  }

  /// A decimal of up to eight characters after the sign, as an integer of 10^-scale; `scale` is at most 10.
  @inline(__always)
  static func decimal(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, scale: Int, powers: UnsafeMutablePointer<Int64>
  ) -> (value: Int64, isValid: Bool) {
    let sign = bytes[0] == UInt8(ascii: "-") ? 1 : 0
    let length = max(0, count &- sign)
    guard length <= 8 else { return (0, false) }
    let word = FieldWords.load(bytes + sign)
    let point = FieldWords.first(UInt8(ascii: "."), in: word) & FieldWords.mask(length)
    let position = point.trailingZeroBitCount & 0x78
    let before = ((1 as UInt64) << UInt64(position)) &- 1
    let joined = (word & before) | ((word &>> 8) & ~before)
    let hasPoint = point != 0 ? 1 : 0
    let (value, isValid) = FieldWords.digits(joined, length &- hasPoint)
    let fraction = hasPoint &* (length &- 1 &- position &>> 3)
    let missing = scale &- fraction
    let scaled = value &* powers[max(0, missing)]
    let flip = Int64(0 &- sign)
    return ((scaled ^ flip) &- flip, isValid && length > hasPoint && missing >= 0)
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
    _ fields: UnsafePointer<Field>, _ base: UnsafePointer<UInt8>, _ count: Int, scale: Int,
    powers: UnsafeMutablePointer<Int64>, _ out: ColumnBuffer
  ) {
    let integers = out.integers
    FieldWords.scan(fields, base, count: count, present: out.present, valid: out.known) { bytes, length, row in
      let (value, isValid) = decimal(bytes, length, scale: scale, powers: powers)
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
