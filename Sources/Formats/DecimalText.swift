/// A non-negative number in decimal notation with exactly `digits` digits after the point, rounded half away from
/// zero on its shortest decimal representation, so that 0.145 prints as 0.15 at two digits as a reader expects.
///
/// - Parameter power: the value is divided by this power of ten first, exactly.
///
/// Returns `∞` or `n/a` for values that are not finite.
public func decimalText(_ value: Double, digits: Int, power: Int = 0) -> String {
  guard value.isFinite else { return value.isNaN ? "n/a" : "∞" }
  var (significand, pointIndex) = shortestDecimal(value)
  pointIndex -= power
  // The decimal is 0.d1d2d3… x 10^pointIndex; keep pointIndex + digits of its digits.
  var kept = pointIndex + digits
  var figures: [UInt8]
  if kept < 0 {
    figures = []
    kept = 0
  } else if kept >= significand.count {
    figures = significand + [UInt8](repeating: 0, count: kept - significand.count)
  } else {
    figures = Array(significand[..<kept])
    if significand[kept] >= 5 {
      var i = kept - 1
      while i >= 0, figures[i] == 9 {
        figures[i] = 0
        i -= 1
      }
      if i >= 0 { figures[i] += 1 } else { figures.insert(1, at: 0) }
    }
  }
  let missing = max(0, digits + 1 - figures.count)
  var text = [UInt8](repeating: UInt8(ascii: "0"), count: missing)
  text.reserveCapacity(missing + figures.count + 1)
  for figure in figures { text.append(48 + figure) }
  if digits > 0 { text.insert(UInt8(ascii: "."), at: text.count - digits) }
  return String(decoding: text, as: UTF8.self)
}

/// The digits of a finite, non-negative value's shortest round-trip decimal, and the power of ten in front of which
/// its point stands.
func shortestDecimal(_ value: Double) -> (digits: [UInt8], pointIndex: Int) {
  var exponent = 0
  var digits: [UInt8] = []
  var seenPoint = false
  var scale = 0
  let text = Array(value.description.utf8)
  var i = 0
  while i < text.count {
    switch text[i] {
    case UInt8(ascii: "."): seenPoint = true
    case UInt8(ascii: "e"):
      exponent = Int(String(decoding: text[(i + 1)...], as: UTF8.self)) ?? 0
      i = text.count
    default:
      digits.append(text[i] - 48)
      if seenPoint { scale += 1 }
    }
    i += 1
  }
  let point = digits.count - scale + exponent
  let leading = digits.prefix { $0 == 0 }.count
  return (Array(digits.dropFirst(leading)), leading == digits.count ? 0 : point - leading)
}

/// A decimal's whole part grouped by thousands and its point, in the locale of the report: `1,234,567.8`. Four digits
/// are grouped too.
public func groupedThousands(_ text: String) -> String {
  let locale = PackLocale.current
  let bytes = text.utf8
  let whole = bytes.prefix { $0 != UInt8(ascii: ".") }.count
  guard whole > 3 || whole < bytes.count else { return text }
  var out: [UInt8] = []
  out.reserveCapacity(bytes.count + whole)
  for (i, byte) in bytes.enumerated() {
    if i > 0, i < whole, (whole - i) % 3 == 0 { out += locale.groupMark.utf8 }
    out.append(byte == UInt8(ascii: ".") ? locale.decimalMark : byte)
  }
  return String(decoding: out, as: UTF8.self)
}
