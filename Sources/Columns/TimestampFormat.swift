import Pack

/// A timestamp format, compiled; values without a zone are wall-clock times of the calendar's zone.
struct TimestampFormat: Sendable {
  private enum Part: Sendable {
    case year4, year2, month, monthName, day, hour, minute, second, fraction
    case literal(UInt8)
  }
  private enum Kind: Sendable {
    case iso
    case epoch(perSecond: Int64)
    case pattern([Part])
  }

  /// A moment and whether its wall-clock time occurred twice.
  struct Moment: Equatable {
    var seconds: Int64
    var isRepeated: Bool
  }

  private let kind: Kind
  let rules: ZoneRules

  var isISO: Bool { if case .iso = kind { true } else { false } }

  /// Units of a number of the format in a second; nil for other formats.
  var perSecond: Int64? { if case .epoch(let units) = kind { units } else { nil } }

  /// nil when the pattern has a letter that stands for nothing, or names no day.
  init?(_ format: String?, rules: ZoneRules) {
    self.rules = rules
    switch format {
    case nil, "iso": kind = .iso
    case "epoch": kind = .epoch(perSecond: 1)
    case "epoch-ms": kind = .epoch(perSecond: 1000)
    case .some(let pattern):
      guard let parts = Self.parts(pattern) else { return nil }
      kind = .pattern(parts)
    }
  }

  private static func parts(_ pattern: String) -> [Part]? {
    let bytes = Array(pattern.utf8)
    var parts: [Part] = []
    var letters: Set<UInt8> = []
    var i = 0
    while i < bytes.count {
      let byte = bytes[i]
      guard byte | 32 >= 97, byte | 32 <= 122 else {
        parts.append(.literal(byte))
        i += 1
        continue
      }
      var end = i
      while end < bytes.count, bytes[end] == byte { end += 1 }
      let run = String(decoding: bytes[i..<end], as: UTF8.self)
      guard letters.insert(byte).inserted else { return nil }
      switch run {
      case "yyyy": parts.append(.year4)
      case "yy": parts.append(.year2)
      case "MM": parts.append(.month)
      case "MMM": parts.append(.monthName)
      case "dd": parts.append(.day)
      case "HH": parts.append(.hour)
      case "mm": parts.append(.minute)
      case "ss": parts.append(.second)
      case "SSS": parts.append(.fraction)
      case "T": parts.append(.literal(byte))
      default: return nil
      }
      i = end
    }
    return letters.isSuperset(of: "yMd".utf8) ? parts : nil
  }

  /// The moment a text names, or nil when it is not of the format or no such day or time exists.
  func parse(_ bytes: UnsafePointer<UInt8>, count: Int, days: DayCache? = nil) -> Moment? {
    var scanner = Scanner(bytes: bytes, position: 0, end: count)
    switch kind {
    case .epoch(let perSecond):
      guard case .value(let value) = DecimalText.parse(bytes, count: count, scale: 0) else { return nil }
      return Moment(seconds: floorDivide(value, perSecond), isRepeated: false)
    case .iso: return scanner.iso(rules, days)
    case .pattern(let parts): return pattern(parts, &scanner, days)
    }
  }

  /// A literal of an expression: ISO, wall-clock in the calendar's zone unless it says otherwise.
  static func parseISO(_ text: String, rules: ZoneRules) -> Int64? {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return nil }
      var scanner = Scanner(bytes: start, position: 0, end: bytes.count)
      return scanner.iso(rules, nil)?.seconds
    }
  }

  private func pattern(_ parts: [Part], _ scanner: inout Scanner, _ days: DayCache?) -> Moment? {
    var clock = WallClock()
    for part in parts {
      let value: Int?
      switch part {
      case .literal(let byte): value = scanner.take(byte) ? 0 : nil
      case .year4:
        value = scanner.digits(4)
        clock.year = value ?? 0
      case .year2:
        value = scanner.digits(2)
        // The pivot of POSIX strptime: 69…99 are of the last century.
        clock.year = (value ?? 0) + ((value ?? 0) < 69 ? 2000 : 1900)
      case .month:
        value = scanner.digits(2)
        clock.month = value ?? 0
      case .monthName:
        value = scanner.monthName()
        clock.month = value ?? 0
      case .day:
        value = scanner.digits(2)
        clock.day = value ?? 0
      case .hour:
        value = scanner.digits(2)
        clock.hour = value ?? 0
      case .minute:
        value = scanner.digits(2)
        clock.minute = value ?? 0
      case .second:
        value = scanner.digits(2)
        clock.second = value ?? 0
      case .fraction: value = scanner.digits(3)
      }
      guard value != nil else { return nil }
    }
    guard scanner.isAtEnd else { return nil }
    return clock.moment(rules, days)
  }

  private struct WallClock {
    var year = 0
    var month = 0
    var day = 0
    var hour = 0
    var minute = 0
    var second = 0

    /// As if the wall clock showed UTC; nil when there is no such day or time.
    var seconds: Int64? {
      guard let date = CivilDate(year: year, month: month, day: day), hour < 24, minute < 60, second < 60 else {
        return nil
      }
      return Int64(date.dayNumber) * 86_400 + timeOfDay
    }

    private var timeOfDay: Int64 { Int64(hour * 3600 + minute * 60 + second) }

    func moment(_ rules: ZoneRules, _ days: DayCache?) -> Moment? {
      if let days {
        guard hour < 24, minute < 60, second < 60, let found = days.day(year, month, day) else { return nil }
        if found.offset != DayCache.unsure {
          return Moment(seconds: found.midnight + timeOfDay - found.offset, isRepeated: false)
        }
      }
      return seconds.map {
        Moment(seconds: rules.utcSeconds(wallClock: $0), isRepeated: rules.isRepeated(wallClock: $0))
      }
    }
  }

  private struct Scanner {
    let bytes: UnsafePointer<UInt8>
    var position: Int
    let end: Int

    var isAtEnd: Bool { position == end }
    var peek: UInt8? { position < end ? bytes[position] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
      guard peek == byte else { return false }
      position += 1
      return true
    }

    mutating func digits(_ count: Int) -> Int? {
      guard position + count <= end else { return nil }
      var value = 0
      for i in position..<position + count {
        guard bytes[i] >= 48, bytes[i] <= 57 else { return nil }
        value = value * 10 + Int(bytes[i] - 48)
      }
      position += count
      return value
    }

    mutating func monthName() -> Int? {
      guard position + 3 <= end else { return nil }
      let letters = (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[position + $1] | 32) }
      position += 3
      // The letters of the English names, such as 0x6A for j, 0x61 for a, 0x6E for n.
      switch letters {
      case 0x6A_616E: return 1
      case 0x66_6562: return 2
      case 0x6D_6172: return 3
      case 0x61_7072: return 4
      case 0x6D_6179: return 5
      case 0x6A_756E: return 6
      case 0x6A_756C: return 7
      case 0x61_7567: return 8
      case 0x73_6570: return 9
      case 0x6F_6374: return 10
      case 0x6E_6F76: return 11
      case 0x64_6563: return 12
      default: return nil
      }
    }

    /// `2026-04-01`, `2026-04-01 12:00`, `2026-04-01T12:00:30.25+02:00`, `…Z`.
    mutating func iso(_ rules: ZoneRules, _ days: DayCache?) -> Moment? {
      var clock = WallClock()
      guard let year = digits(4), take(UInt8(ascii: "-")), let month = digits(2), take(UInt8(ascii: "-")),
        let day = digits(2)
      else { return nil }
      (clock.year, clock.month, clock.day) = (year, month, day)
      if isAtEnd { return clock.moment(rules, days) }
      guard take(UInt8(ascii: "T")) || take(UInt8(ascii: " ")), let hour = digits(2), take(UInt8(ascii: ":")),
        let minute = digits(2)
      else { return nil }
      (clock.hour, clock.minute) = (hour, minute)
      if take(UInt8(ascii: ":")) {
        guard let second = digits(2) else { return nil }
        clock.second = second
        if take(UInt8(ascii: ".")) || take(UInt8(ascii: ",")) {
          let from = position
          while let byte = peek, byte >= 48, byte <= 57 { position += 1 }
          guard position > from else { return nil }
        }
      }
      if isAtEnd { return clock.moment(rules, days) }
      guard let wall = clock.seconds, let offset = zone(), isAtEnd else { return nil }
      return Moment(seconds: wall - offset, isRepeated: false)
    }

    /// `Z`, `+02`, `+0200`, `+02:00` in seconds east.
    private mutating func zone() -> Int64? {
      if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
      let isWest = peek == UInt8(ascii: "-")
      guard take(UInt8(ascii: "+")) || take(UInt8(ascii: "-")), let hours = digits(2), hours < 24 else { return nil }
      var minutes = 0
      if !isAtEnd {
        _ = take(UInt8(ascii: ":"))
        guard let value = digits(2), value < 60 else { return nil }
        minutes = value
      }
      return Int64(hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }
  }
}

/// The greatest integer not above the quotient; `divisor` is positive.
func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}
