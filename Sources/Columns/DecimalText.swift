/// Reads and writes plain decimals as integers of 10^-scale.
enum DecimalText {
  enum Outcome: Equatable {
    case value(Int64)
    case malformed
    case tooFine
    case overflow
  }

  /// `-12.50` at scale 2 is -1250; zeros beyond the scale are no loss. No exponent, no thousands separators.
  ///
  /// `mark` stands before the decimals, and no other sign does.
  static func parse(
    _ bytes: UnsafePointer<UInt8>, count end: Int, scale: Int, mark: UInt8 = UInt8(ascii: ".")
  ) -> Outcome {
    var i = 0
    var negative = false
    if i < end, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") {
      negative = bytes[i] == UInt8(ascii: "-")
      i += 1
    }
    var value: Int64 = 0
    var overflow = false
    var tooFine = false
    var digits = 0
    var fraction = -1
    func push(_ digit: Int64) {
      let (product, first) = value.multipliedReportingOverflow(by: 10)
      let (sum, second) = product.subtractingReportingOverflow(digit)
      overflow = overflow || first || second
      value = sum
    }
    while i < end {
      let byte = bytes[i]
      if byte == mark {
        guard fraction < 0 else { return .malformed }
        fraction = 0
      } else {
        guard byte >= 48, byte <= 57 else { return .malformed }
        digits += 1
        if fraction >= 0 { fraction += 1 }
        if fraction > scale {
          if byte != 48 { tooFine = true }
        } else {
          push(Int64(byte - 48))
        }
      }
      i += 1
    }
    guard digits > 0 else { return .malformed }
    if tooFine { return .tooFine }
    for _ in 0..<max(0, scale - max(0, fraction)) where value != 0 { push(0) }
    // Kept negative up to here, because the least number has no positive counterpart.
    if !negative {
      if value == .min { overflow = true } else { value = -value }
    }
    return overflow ? .overflow : .value(value)
  }

  /// Minimal decimal text: `-12.5`; integers without a point.
  static func text(_ value: Int64, scale: Int) -> String {
    guard scale > 0 else { return String(value) }
    var digits = String(value.magnitude)
    while digits.utf8.count <= scale { digits = "0" + digits }
    var fraction = String(digits.suffix(scale))
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let whole = String(digits.dropLast(scale))
    return (value < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// Writes what `text` says so that it ends right before `end`; needs room for sign, 20 digits, point and zero.
  ///
  /// `scale` is at most 20.
  @inline(__always)
  static func write(_ value: Int64, scale: Int, before end: UnsafeMutablePointer<UInt8>) -> TextSlice {
    var position = end
    var rest = value.magnitude
    var fraction = scale
    while fraction > 0, rest % 10 == 0 {
      rest /= 10
      fraction -= 1
    }
    if fraction > 0 {
      for _ in 0..<fraction {
        position -= 1
        position.pointee = UInt8(truncatingIfNeeded: rest % 10) + 48
        rest /= 10
      }
      position -= 1
      position.pointee = UInt8(ascii: ".")
    }
    repeat {
      position -= 1
      position.pointee = UInt8(truncatingIfNeeded: rest % 10) + 48
      rest /= 10
    } while rest != 0
    if value < 0 {
      position -= 1
      position.pointee = UInt8(ascii: "-")
    }
    return TextSlice(start: UnsafePointer(position), count: end - position)
  }
}
