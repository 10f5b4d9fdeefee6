/// A finite number rounded to so many significant digits, in the shortest notation JSON allows.
///
/// The digits come from the exact shortest decimal of the double, so they are the same on every machine.
func significant(_ value: Double, digits: Int) -> String {
  if value == 0 { return "0" }
  var rounded = value
  // Shortest round-trip text has up to 17 digits; the nearest value with fewer digits is found by rounding its text.
  let text = "\(abs(value))"
  let parts = text.split(separator: "e")
  var exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
  let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
  var figures = Array(mantissa[0].utf8) + (mantissa.count == 2 ? Array(mantissa[1].utf8) : [])
  exponent += mantissa[0].utf8.count
  while figures.first == UInt8(ascii: "0"), figures.count > 1 {
    figures.removeFirst()
    exponent -= 1
  }
  if figures.count > digits {
    let up = figures[digits] >= UInt8(ascii: "5")
    figures = Array(figures[..<digits])
    if up {
      var i = digits - 1
      while i >= 0, figures[i] == UInt8(ascii: "9") {
        figures[i] = UInt8(ascii: "0")
        i -= 1
      }
      if i >= 0 {
        figures[i] += 1
      } else {
        figures.insert(UInt8(ascii: "1"), at: 0)
        figures.removeLast()
        exponent += 1
      }
    }
    rounded = Double("0." + String(decoding: figures, as: UTF8.self) + "e\(exponent)") ?? value
    if value < 0 { rounded = -rounded }
  }
  if rounded == rounded.rounded(), abs(rounded) < 1e15 { return "\(Int64(rounded))" }
  return "\(rounded)"
}
