import Pack

/// Midnights and offsets of the civil days met, so that a time of day needs no search in the zone's transitions.
///
/// Direct-mapped by the low bits of year, month and day. Belongs to one thread.
final class DayCache {
  struct Day {
    /// Year, month and day as `key(…)` packs them; -1: empty.
    var key: Int32
    /// Seconds east of UTC; `unsure` on days whose offset changes.
    var offset: Int32
    /// Seconds UTC of the midnight in UTC.
    var midnight: Int64
  }

  static let unsure = Int32.min
  static let size = 4096

  let days: UnsafeMutablePointer<Day>
  let rules: ZoneRules

  init(rules: ZoneRules, memory: Memory) {
    self.rules = rules
    days = memory.make(Day(key: -1, offset: 0, midnight: 0), count: Self.size)
  }

  @inline(__always) static func key(_ year: Int, _ month: Int, _ day: Int) -> Int {
    year &<< 9 | month &<< 5 | day
  }

  /// The day, or nil where the calendar has no such day. The parts must be of two digits, the year of four.
  @inline(__always) func day(_ year: Int, _ month: Int, _ day: Int) -> Day? {
    guard day < 32, month < 16 else { return nil }
    let key = Self.key(year, month, day)
    let found = days[key & (Self.size - 1)]
    return found.key == Int32(truncatingIfNeeded: key) ? found : add(year, month, day)
  }

  @inline(never) func add(_ year: Int, _ month: Int, _ day: Int) -> Day? {
    guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
    let midnight = Int64(date.dayNumber) * 86_400
    let key = Self.key(year, month, day)
    let found = Day(key: Int32(key), offset: offset(midnight) ?? Self.unsure, midnight: midnight)
    days[key & (Self.size - 1)] = found
    return found
  }

  /// The offset of all times of a day; nil where it changes, or where a time of the day occurs twice.
  private func offset(_ midnight: Int64) -> Int32? {
    let offset = midnight - rules.utcSeconds(wallClock: midnight)
    // No zone has two changes within a quarter of an hour, and one change shows at the next step.
    for second in stride(from: midnight, to: midnight + 86_400, by: 900) {
      guard second - rules.utcSeconds(wallClock: second) == offset, !rules.isRepeated(wallClock: second) else {
        return nil
      }
    }
    let last = midnight + 86_399
    guard last - rules.utcSeconds(wallClock: last) == offset, !rules.isRepeated(wallClock: last) else { return nil }
    return Int32(offset)
  }
}
