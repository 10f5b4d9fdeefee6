import Pack

/// Midnights and offsets of the civil days met, so that a time of day needs no search in the zone's transitions.
///
/// Direct-mapped by the low bits of year, month and day. Belongs to one thread.
final class DayCache {
  struct Day {
    /// The date as `key(…)` packs it; `none`: empty.
    var key: UInt64
    /// Seconds UTC of the midnight in UTC.
    var midnight: Int64
    /// Seconds east of UTC; `unsure` on days whose offset changes.
    var offset: Int64
  }

  static let none = UInt64.max
  static let unsure = Int64.min
  static let size = 2048

  let days: UnsafeMutablePointer<Day>
  let rules: ZoneRules
  private let memory: Memory

  init(rules: ZoneRules, memory: Memory) {
    self.rules = rules
    self.memory = memory
    days = memory.make(Day(key: Self.none, midnight: 0, offset: 0), count: Self.size)
  }

  /// Digits of the year in the four lowest bytes, then the day, then the digits of the month.
  @inline(__always) private static func key(_ year: Int, _ month: Int, _ day: Int) -> UInt64 {
    let upper = UInt64(year / 1000) | UInt64(year / 100 % 10) << 8
    let lower = UInt64(year / 10 % 10) << 16 | UInt64(year % 10) << 24
    return upper | lower | UInt64(day) << 32 | UInt64(month / 10) << 40 | UInt64(month % 10) << 48
  }

  /// Where a day is kept; `digit` is the last one of the year.
  @inline(__always) static func place(digit: Int, month: Int, day: Int) -> Int {
    ((digit &<< 9) ^ (month &<< 5) ^ day) & (size &- 1)
  }

  /// The day, or nil where the calendar has no such day.
  func day(_ year: Int, _ month: Int, _ day: Int) -> Day? {
    guard (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    let found = days[Self.place(digit: year % 10, month: month, day: day)]
    return found.key == Self.key(year, month, day) ? found : add(year, month, day)
  }

  @inline(never) func add(_ year: Int, _ month: Int, _ day: Int) -> Day? {
    guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
    let midnight = Int64(date.dayNumber) * 86_400
    let found = Day(key: Self.key(year, month, day), midnight: midnight, offset: offset(midnight) ?? Self.unsure)
    days[Self.place(digit: year % 10, month: month, day: day)] = found
    return found
  }

  /// The offset of all times of a day; nil where it changes, or where a time of the day occurs twice.
  private func offset(_ midnight: Int64) -> Int64? {
    let offset = midnight - rules.utcSeconds(wallClock: midnight)
    // No zone has two changes within a quarter of an hour, and one change shows at the next step.
    for second in stride(from: midnight, to: midnight + 86_400, by: 900) {
      guard second - rules.utcSeconds(wallClock: second) == offset, !rules.isRepeated(wallClock: second) else {
        return nil
      }
    }
    let last = midnight + 86_399
    guard last - rules.utcSeconds(wallClock: last) == offset, !rules.isRepeated(wallClock: last) else { return nil }
    return offset
  }
}
