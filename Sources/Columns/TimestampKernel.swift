import Rows

/// The common shapes of ISO timestamps; whatever it does not take is left to `TimestampFormat`.
enum TimestampKernel {
  // What a digit or a separator must be reduced to zero by, and what makes a wrong byte carry into its top bit: a digit
  // may be up to 9 after that, a separator only 0.
  private static let dateShape: UInt64 = 0x2D30_302D_3030_3030
  private static let dateLimit: UInt64 = 0x7F76_767F_7676_7676
  private static let timeShape: UInt64 = 0x3030_3A30_3054_3030
  private static let timeLimit: UInt64 = 0x7676_7F76_767F_7676
  private static let high: UInt64 = 0x8080_8080_8080_8080

  @inline(__always) private static func pair(_ word: UInt64, _ byte: UInt64) -> Int {
    Int(word &>> (byte &* 8) & 0xF) &* 10 &+ Int(word &>> (byte &* 8 &+ 8) & 0xF)
  }

  /// `YYYY-MM-DDTHH:MM:SS`, with a space for the T or a Z at the end, and `YYYY-MM-DD`.
  @inline(__always)
  static func moment(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ days: UnsafeMutablePointer<DayCache.Day>, _ cache: DayCache
  ) -> (value: Int64, isValid: Bool) {
    let date = FieldWords.load(bytes) ^ dateShape
    var wrong = ((date &+ dateLimit) | date) & high
    let later = FieldWords.load(bytes + 8)
    var seconds = 0
    var isUTC = false
    if count == 19 || count == 20 {
      // The byte between day and hour is T or a space.
      let between = UInt8(truncatingIfNeeded: later &>> 16)
      var time = later ^ timeShape
      if between == UInt8(ascii: " ") { time &= ~0xFF_0000 }
      wrong |= ((time &+ timeLimit) | time) & high
      let end = FieldWords.load(bytes + 16)
      let tail = (end & 0xFF_FFFF) ^ 0x30_303A
      wrong |= ((tail &+ 0x76_767F) | tail) & 0x80_8080
      let (hour, minute, second) = (pair(time, 3), pair(time, 6), pair(tail, 1))
      if hour > 23 || minute > 59 || second > 59 { wrong = 1 }
      seconds = hour &* 3600 &+ minute &* 60 &+ second
      isUTC = count == 20
      if isUTC, end &>> 24 & 0xDF != 0x5A { wrong = 1 }
    } else if count == 10 {
      let day = (later & 0xFFFF) ^ 0x3030
      wrong |= ((day &+ 0x7676) | day) & 0x8080
    } else {
      return (0, false)
    }
    guard wrong == 0 else { return (0, false) }
    let year = pair(date, 0) &* 100 &+ pair(date, 2)
    let (month, day) = (pair(date, 5), pair(later, 0))
    let key = DayCache.key(year, month, day)
    var found = days[key & (DayCache.size &- 1)]
    if found.key != Int32(truncatingIfNeeded: key) || month > 12 || day > 31 {
      guard month <= 12, day <= 31, let added = cache.add(year, month, day) else { return (0, false) }
      found = added
    }
    let local = found.midnight &+ Int64(seconds)
    if isUTC { return (local, true) }
    return (local &- Int64(found.offset), found.offset != DayCache.unsure)
  }

  static func decode(
    _ fields: UnsafePointer<Field>, _ base: UnsafePointer<UInt8>, _ count: Int, _ cache: DayCache, _ out: ColumnBuffer
  ) {
    let integers = out.integers
    let days = cache.days
    FieldWords.scan(fields, base, count: count, present: out.present, valid: out.known) { bytes, length, row in
      let (value, isValid) = moment(bytes, length, days, cache)
      integers[row] = value
      return isValid
    }
  }
}
