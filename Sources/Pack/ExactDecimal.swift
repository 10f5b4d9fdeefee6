/// A decimal number as written: `digits` of 10^-scale.
public struct ExactDecimal: Sendable, Hashable {
  /// The number without its point.
  public var digits: Int64
  /// Digits after the point, 0 to 18.
  public var scale: Int

  /// A number made from parts.
  public init(digits: Int64, scale: Int) {
    self.digits = digits
    self.scale = scale
  }

  /// Reads `-1834221.17`; nil for anything but digits with an optional sign and point, or more than 18 digits.
  public init?(parsing text: some StringProtocol) {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty, parts.count == 1 || !parts[1].isEmpty else { return nil }
    let fraction = parts.count == 2 ? parts[1] : []
    let all = whole + fraction
    guard all.allSatisfy({ (48...57).contains($0) }), all.count <= 18 else { return nil }
    let value = all.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
    self.init(digits: isNegative ? -value : value, scale: fraction.count)
  }

  /// 10^scale.
  public var denominator: Int128 { (0..<scale).reduce(1) { power, _ in power * 10 } }

  /// The number in integers of 10^-scale; nil where it is finer than that or too large.
  public func integer(scale wanted: Int) -> Int64? {
    var value = Int128(digits)
    if wanted >= scale {
      for _ in scale..<wanted { value *= 10 }
    } else {
      for _ in wanted..<scale {
        guard value % 10 == 0 else { return nil }
        value /= 10
      }
    }
    return Int64(exactly: value)
  }

  /// The same number without zeros at the end of its decimals.
  var reduced: ExactDecimal {
    var number = self
    while number.scale > 0, number.digits % 10 == 0 {
      number.digits /= 10
      number.scale -= 1
    }
    return number
  }

  /// The number times 100, as text.
  var percent: String {
    if scale >= 2 { return ExactDecimal(digits: digits, scale: scale - 2).description }
    return "\(Int128(digits) * (scale == 1 ? 10 : 100))"
  }
}

extension ExactDecimal: CustomStringConvertible {
  /// Minimal: `12.5`, without zeros at the end.
  public var description: String {
    let text = String(digits.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - text.utf8.count)) + text
    var fraction = padded.suffix(scale)
    while fraction.last == "0" { fraction.removeLast() }
    return (digits < 0 ? "-" : "") + padded.dropLast(scale) + (fraction.isEmpty ? "" : "." + fraction)
  }
}
