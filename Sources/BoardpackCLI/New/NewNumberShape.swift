/// What the values of a column that may hold numbers have in common.
struct NewNumberShape {
  private(set) var isPossible = true
  /// Digits after the point: as written, and without trailing zeros.
  private(set) var writtenDigits = 0
  private(set) var neededDigits = 0
  private(set) var hasLeadingZero = false
  private(set) var minimum = Double.infinity
  private(set) var maximum = -Double.infinity
  private var wholeDigits = 0

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    guard isPossible else { return }
    var rest = bytes
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let whole = parts.first ?? []
    let fraction = parts.count > 1 ? parts[1] : []
    guard !(whole.isEmpty && fraction.isEmpty), whole.allSatisfy(isDigit), fraction.allSatisfy(isDigit) else {
      isPossible = false
      return
    }
    hasLeadingZero = hasLeadingZero || (whole.count > 1 && whole.first == UInt8(ascii: "0"))
    wholeDigits = max(wholeDigits, whole.count)
    writtenDigits = max(writtenDigits, fraction.count)
    neededDigits = max(neededDigits, (fraction.lastIndex { $0 != 48 }).map { $0 - fraction.startIndex + 1 } ?? 0)
    var value = 0.0
    for digit in whole { value = value * 10 + Double(digit - 48) }
    var place = 0.1
    for digit in fraction {
      value += Double(digit - 48) * place
      place /= 10
    }
    minimum = min(minimum, isNegative ? -value : value)
    maximum = max(maximum, isNegative ? -value : value)
  }

  /// Digits after the point to declare; nil where the values are no numbers, or too fine or too large to be exact.
  var digits: Int? {
    let digits = writtenDigits <= 9 ? writtenDigits : neededDigits
    guard isPossible, minimum <= maximum, digits <= 9, wholeDigits + digits <= 18 else { return nil }
    return digits
  }

  private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
