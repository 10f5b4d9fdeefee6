/// The rule for years after a zone file's list: a POSIX `TZ` text such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneFooter {
  /// The day and wall-clock time of a yearly change.
  struct Change {
    enum Day {
      /// Month, week (5 is the last), weekday (0 is Sunday).
      case weekday(month: Int, week: Int, day: Int)
      /// 1…365; 29 February is never counted.
      case julian(Int)
      /// 0…365; 29 February is counted.
      case zeroBased(Int)
    }
    var day: Day
    var time: Int64
  }

  private let standard: Int64
  private let daylight: Int64
  private let start: Change
  private let end: Change

  /// nil where the text is malformed, or names one offset for all the year (then there is no later change).
  init?(_ text: String) {
    var scanner = Scanner(Array(text.utf8))
    guard scanner.skipName(), let west = scanner.time(), scanner.skipName() else { return nil }
    standard = -west
    daylight = scanner.peek == UInt8(ascii: ",") ? standard + 3600 : scanner.time().map(-) ?? standard + 3600
    guard let start = scanner.change(), let end = scanner.change(), scanner.peek == nil else { return nil }
    self.start = start
    self.end = end
  }

  /// The changes of these years, ascending: moment in seconds UTC and the offset from then on.
  func transitions(years: ClosedRange<Int>) -> [(at: Int64, offset: Int64)] {
    years.flatMap { year in
      [
        (at: wallClock(start, year) - standard, offset: daylight),
        (at: wallClock(end, year) - daylight, offset: standard),
      ]
    }.sorted { $0.at < $1.at }
  }

  private func wallClock(_ change: Change, _ year: Int) -> Int64 {
    func dayNumber(_ month: Int, _ day: Int) -> Int {
      CivilDate(year: year, month: month, day: day)?.dayNumber ?? 0
    }
    let number: Int
    switch change.day {
    case .weekday(let month, let week, let day):
      let first = dayNumber(month, 1)
      // Day 0 of the epoch was a Thursday, weekday 4.
      let offset = ((day - (first + 4)) % 7 + 7) % 7
      let length = CivilDate.days(inMonth: month, of: year)
      let inMonth = offset + 7 * (week - 1)
      number = first + (inMonth < length ? inMonth : inMonth - 7)
    case .julian(let day):
      let leap = CivilDate.days(inMonth: 2, of: year) == 29
      number = dayNumber(1, 1) + day - 1 + (leap && day > 59 ? 1 : 0)
    case .zeroBased(let day): number = dayNumber(1, 1) + day
    }
    return Int64(number) * 86_400 + change.time
  }

  private struct Scanner {
    let bytes: [UInt8]
    var position = 0
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func take(_ character: Character) -> Bool {
      guard peek == character.asciiValue else { return false }
      position += 1
      return true
    }

    /// `CET`, or `<+1030>`.
    mutating func skipName() -> Bool {
      let start = position
      if take("<") {
        while let byte = peek, byte != UInt8(ascii: ">") { _ = byte; position += 1 }
        return take(">")
      }
      while let byte = peek, (97...122).contains(byte | 32) { position += 1 }
      return position > start
    }

    mutating func number() -> Int? {
      let start = position
      var value = 0
      while let byte = peek, (48...57).contains(byte), position - start < 6 {
        value = value * 10 + Int(byte - 48)
        position += 1
      }
      return position > start ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time() -> Int64? {
      let negative = take("-")
      if !negative { _ = take("+") }
      guard let hours = number() else { return nil }
      var seconds = Int64(hours) * 3600
      if take(":") { seconds += Int64(number() ?? 0) * 60 }
      if take(":") { seconds += Int64(number() ?? 0) }
      return negative ? -seconds : seconds
    }

    mutating func change() -> Change? {
      guard take(",") else { return nil }
      let day: Change.Day
      if take("M") {
        guard let month = number(), (1...12).contains(month), take("."), let week = number(), take("."),
          let weekday = number()
        else { return nil }
        day = .weekday(month: month, week: week, day: weekday)
      } else if take("J") {
        guard let number = number() else { return nil }
        day = .julian(number)
      } else {
        guard let number = number() else { return nil }
        day = .zeroBased(number)
      }
      guard take("/") else { return Change(day: day, time: 7200) }
      guard let time = time() else { return nil }
      return Change(day: day, time: time)
    }
  }
}
