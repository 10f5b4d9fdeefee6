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
  private let rules: ZoneRules

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
  func parse(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Moment? {
    var scanner = Scanner(bytes: bytes, position: start, end: end)
    switch kind {
    case .epoch(let perSecond):
      guard case .value(let value) = DecimalText.parse(bytes, start, end, scale: 0) else { return nil }
      return Moment(seconds: floorDivide(value, perSecond), isRepeated: false)
    case .iso: return scanner.iso(rules)
    case .pattern(let parts): return pattern(parts, &scanner)
    }
  }

  /// A literal of an expression: ISO, wall-clock in the calendar's zone unless it says otherwise.
  static func parseISO(_ text: String, rules: ZoneRules) -> Int64? {
    let bytes = Array(text.utf8)
    var scanner = Scanner(bytes: bytes, position: 0, end: bytes.count)
    return scanner.iso(rules)?.seconds
  }

  private func pattern(_ parts: [Part], _ scanner: inout Scanner) -> Moment? {
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
    return clock.seconds.map { resolve($0, rules) }
  }

  private static func resolve(_ wallClock: Int64, _ rules: ZoneRules) -> Moment {
    Moment(seconds: rules.utcSeconds(wallClock: wallClock), isRepeated: rules.isRepeated(wallClock: wallClock))
  }

  private func resolve(_ wallClock: Int64, _ rules: ZoneRules) -> Moment { Self.resolve(wallClock, rules) }

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
      return Int64(date.dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }
  }

  private struct Scanner {
    let bytes: [UInt8]
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
      let names: StaticString = "janfebmaraprmayjunjulaugsepoctnovdec"
      let found = names.withUTF8Buffer { names in
        (0..<12).first { month in (0..<3).allSatisfy { bytes[position + $0] | 32 == names[month * 3 + $0] } }
      }
      position += 3
      return found.map { $0 + 1 }
    }

    /// `2026-04-01`, `2026-04-01 12:00`, `2026-04-01T12:00:30.25+02:00`, `…Z`.
    mutating func iso(_ rules: ZoneRules) -> Moment? {
      var clock = WallClock()
      guard let year = digits(4), take(UInt8(ascii: "-")), let month = digits(2), take(UInt8(ascii: "-")),
        let day = digits(2)
      else { return nil }
      (clock.year, clock.month, clock.day) = (year, month, day)
      if isAtEnd { return clock.seconds.map { TimestampFormat.resolve($0, rules) } }
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
      guard let wall = clock.seconds else { return nil }
      if isAtEnd { return TimestampFormat.resolve(wall, rules) }
      guard let offset = zone(), isAtEnd else { return nil }
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
