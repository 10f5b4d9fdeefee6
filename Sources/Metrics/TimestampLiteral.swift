/// The text of `DATE '…'` and `TIMESTAMP '…'`: a wall-clock time of the calendar's zone.
enum TimestampLiteral {
  /// `yyyy-MM-dd` or `yyyy-MM-dd HH:mm:ss`, or nil where there is no such time.
  static func canonical(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.count == 10 || bytes.count == 16 || bytes.count == 19, matches(bytes, "0000-00-00", at: 0) else {
      return nil
    }
    guard let year = number(bytes, 0, 4), let month = number(bytes, 5, 2), let day = number(bytes, 8, 2),
      (1...12).contains(month), day >= 1, day <= days(in: month, of: year)
    else { return nil }
    let date = String(text.prefix(10))
    if bytes.count == 10 { return date }
    guard bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "T"), matches(bytes, "00:00", at: 11),
      let hour = number(bytes, 11, 2), let minute = number(bytes, 14, 2), hour < 24, minute < 60
    else { return nil }
    guard bytes.count == 19 else { return "\(date) \(text.suffix(5)):00" }
    guard matches(bytes, ":00", at: 16), let second = number(bytes, 17, 2), second < 60 else { return nil }
    return "\(date) \(text.suffix(8))"
  }

  private static func matches(_ bytes: [UInt8], _ shape: String, at start: Int) -> Bool {
    let shape = Array(shape.utf8)
    guard bytes.count >= start + shape.count else { return false }
    return shape.indices.allSatisfy { index in
      let byte = bytes[start + index]
      return shape[index] == UInt8(ascii: "0") ? (48...57).contains(byte) : byte == shape[index]
    }
  }

  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int? {
    Int(String(decoding: bytes[start..<start + count], as: UTF8.self))
  }

  private static func days(in month: Int, of year: Int) -> Int {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    return month == 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}
