/// What JSON lines need from bytes, eight at a time.
///
/// Invariant of all functions here: at least 8 bytes may be read from every address before `end`.
enum JSONText {
  /// Eight bytes, the first in the lowest place.
  @inline(__always) static func word(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
  }

  /// The highest bit of each byte that ends or interrupts a string: a quote, a backslash, a control character.
  ///
  /// The lowest bit set is right; those above it may be echoes. XOR with 2 puts the quote (0x22) next to the control
  /// characters, so that one subtraction finds both (D. Lemire, "Quickly checking whether a string needs escaping", 2024).
  @inline(__always) static func stops(_ word: UInt64) -> UInt64 {
    let controls = (word ^ 0x0202_0202_0202_0202) &- 0x2121_2121_2121_2121
    let escapes = (word ^ 0x5C5C_5C5C_5C5C_5C5C) &- 0x0101_0101_0101_0101
    return (controls | escapes) & ~word & 0x8080_8080_8080_8080
  }

  /// The highest bit of each byte that is no digit; the lowest bit set is right.
  @inline(__always) static func nonDigits(_ word: UInt64) -> UInt64 {
    let digits = word ^ 0x3030_3030_3030_3030
    return ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
  }

  /// The first line feed, or `end`.
  static func lineFeed(_ bytes: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var at = bytes
    while at < end {
      let other = word(at) ^ 0x0A0A_0A0A_0A0A_0A0A
      let found = (other &- 0x0101_0101_0101_0101) & ~other & 0x8080_8080_8080_8080
      if found != 0 { return min(end, at + found.trailingZeroBitCount >> 3) }
      at += 8
    }
    return end
  }

  /// The first quote, backslash or control character, or `end`.
  static func stop(_ bytes: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var at = bytes
    while at < end {
      let found = stops(word(at))
      if found != 0 { return min(end, at + found.trailingZeroBitCount >> 3) }
      at += 8
    }
    return end
  }

  /// Replaces the escapes of a string that was found to be well-formed, where it stands; returns its new length.
  ///
  /// An escape is never shorter than what it stands for, so that writing stays behind reading.
  static func unescape(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
    var from = 0
    var to = 0
    while from < count {
      let byte = bytes[from]
      from += 1
      guard byte == UInt8(ascii: "\\") else {
        bytes[to] = byte
        to += 1
        continue
      }
      let kind = bytes[from]
      from += 1
      guard kind == UInt8(ascii: "u") else {
        bytes[to] = character(kind)
        to += 1
        continue
      }
      var code = hexadecimalFour(bytes + from)
      from += 4
      if code & 0xFC00 == 0xD800 {
        code = 0x10000 + (code & 0x3FF) << 10 + hexadecimalFour(bytes + from + 2) & 0x3FF
        from += 6
      }
      to += encode(code, bytes + to)
    }
    return to
  }

  /// What the letter after a backslash stands for.
  private static func character(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "t"): 9
    default: letter
    }
  }

  /// The value of a hexadecimal digit; nil for other bytes.
  static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 48...57: UInt32(byte) - 48
    case 65...70: UInt32(byte) - 55
    case 97...102: UInt32(byte) - 87
    default: nil
    }
  }

  private static func hexadecimalFour(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
    var code: UInt32 = 0
    for i in 0..<4 { code = code << 4 | (hexadecimal(bytes[i]) ?? 0) }
    return code
  }

  private static func encode(_ code: UInt32, _ out: UnsafeMutablePointer<UInt8>) -> Int {
    switch code {
    case 0..<0x80:
      out[0] = UInt8(truncatingIfNeeded: code)
      return 1
    case 0x80..<0x800:
      out[0] = UInt8(truncatingIfNeeded: 0xC0 | code >> 6)
      out[1] = UInt8(truncatingIfNeeded: 0x80 | code & 0x3F)
      return 2
    case 0x800..<0x10000:
      out[0] = UInt8(truncatingIfNeeded: 0xE0 | code >> 12)
      out[1] = UInt8(truncatingIfNeeded: 0x80 | code >> 6 & 0x3F)
      out[2] = UInt8(truncatingIfNeeded: 0x80 | code & 0x3F)
      return 3
    default:
      out[0] = UInt8(truncatingIfNeeded: 0xF0 | code >> 18)
      out[1] = UInt8(truncatingIfNeeded: 0x80 | code >> 12 & 0x3F)
      out[2] = UInt8(truncatingIfNeeded: 0x80 | code >> 6 & 0x3F)
      out[3] = UInt8(truncatingIfNeeded: 0x80 | code & 0x3F)
      return 4
    }
  }
}
