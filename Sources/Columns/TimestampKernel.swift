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

  // 31 days, 23 hours, 59 minutes, each in its byte of `pairs`.
  private static let timeBytes: UInt64 = 0x00FF_0000_FF00_00FF
  private static let timeRange: UInt64 = 0x0044_0000_6800_0060
  private static let timeOver: UInt64 = 0x0080_0000_8000_0080

  /// Two digits in neighbouring bytes become a number in the first of them.
  @inline(__always) private static func pairs(_ digits: UInt64) -> UInt64 { digits &* 10 &+ digits &>> 8 }

  /// `YYYY-MM-DDTHH:MM:SS`, with a space for the T or with fraction and zone behind it, and `YYYY-MM-DD`.
  @inline(__always)
  static func moment(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ days: UnsafeMutablePointer<DayCache.Day>, _ cache: DayCache
  ) -> (value: Int64, isValid: Bool) {
    let date = FieldWords.load(bytes) ^ dateShape
    var wrong = ((date &+ dateLimit) | date) & high
    var time = FieldWords.load(bytes + 8) ^ timeShape
    var second = 0
    var isLocal = true
    var east: Int64 = 0
    if count >= 19 {
      // A space for the T.
      if time & 0xFF_0000 == 0x74_0000 { time ^= 0x74_0000 }
      let end = FieldWords.load(bytes + 16)
      let tail = (end & 0xFF_FFFF) ^ 0x30_303A
      wrong |= ((time &+ timeLimit) | time) & high
      wrong |= ((tail &+ 0x76_767F) | tail) & 0x80_8080
      second = Int(truncatingIfNeeded: pairs(tail) &>> 8 & 0xFF)
      if count > 19 {
        isLocal = false
        if count != 20 || end & 0xFF00_0000 != 0x5A00_0000 {
          guard let zone = zone(bytes + 19, count &- 19) else { return (0, false) }
          (isLocal, east) = zone
        }
      }
    } else {
      guard count == 10 else { return (0, false) }
      time &= 0xFFFF
      wrong |= ((time &+ 0x7676) | time) & 0x8080
    }
    let parts = pairs(time) & timeBytes
    wrong |= (parts &+ timeRange) & timeOver
    let month = Int(truncatingIfNeeded: pairs(date) &>> 40 & 0xFF)
    guard wrong == 0, second < 60 else { return (0, false) }
    let day = Int(truncatingIfNeeded: parts & 0xFF)
    let place = DayCache.place(digit: Int(truncatingIfNeeded: date &>> 24 & 0xFF), month: month, day: day)
    var found = days[place]
    if found.key != date | UInt64(truncatingIfNeeded: day) &<< 32 {
      guard let added = add(date, month, day, cache) else { return (0, false) }
      found = added
    }
    let hours = Int(truncatingIfNeeded: parts &>> 24 & 0xFF) &* 3600
    let minutes = Int(truncatingIfNeeded: parts &>> 48) &* 60
    let local = found.midnight &+ Int64(truncatingIfNeeded: hours &+ minutes &+ second)
    return (local &- (isLocal ? found.offset : east), !isLocal || found.offset != DayCache.unsure)
  }

  @inline(never)
  private static func add(_ date: UInt64, _ month: Int, _ day: Int, _ cache: DayCache) -> DayCache.Day? {
    let halves = pairs(date)
    return cache.add(Int(halves & 0xFF) * 100 + Int(halves >> 16 & 0xFF), month, day)
  }

  /// A fraction, which does not count, and then nothing, `Z`, `+02`, `+0200` or `+02:00`.
  @inline(never)
  private static func zone(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> (isLocal: Bool, east: Int64)? {
    var at = 0
    if bytes[0] == UInt8(ascii: ".") || bytes[0] == UInt8(ascii: ",") {
      at = 1
      while at < count, bytes[at] &- 48 < 10 { at += 1 }
      guard at > 1 else { return nil }
      if at == count { return (true, 0) }
    }
    let sign = bytes[at]
    if sign | 0x20 == UInt8(ascii: "z") { return at + 1 == count ? (false, 0) : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    let rest = count - at - 1
    guard rest == 2 || rest == 4 || (rest == 5 && bytes[at + 3] == UInt8(ascii: ":")) else { return nil }
    let (hours, isHourValid) = FieldWords.digits(FieldWords.load(bytes + at + 1), 2)
    let minute = rest == 2 ? (0, true) : FieldWords.digits(FieldWords.load(bytes + count - 2), 2)
    guard isHourValid, minute.1, hours < 24, minute.0 < 60 else { return nil }
    let east = hours * 3600 + minute.0 * 60
    return (false, sign == UInt8(ascii: "-") ? -east : east)
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
