/// A named half-open stretch of days: from the midnight that starts `start` to the midnight that starts `end`.
public struct Period: Sendable, Hashable {
  /// `2026-Q3`, `2026-09`, `2026-W31`, `2026`, `2026-10-05`, or `2026-04-01..2026-06-29` (both ends in the text
  /// inclusive).
  public var name: String
  /// The first day.
  public var start: CivilDate
  /// The first day after the period.
  public var end: CivilDate

  /// A period of a name given from elsewhere; see `init(parsing:yearStarts:)`.
  public init(name: String, start: CivilDate, end: CivilDate) {
    self.name = name
    self.start = start
    self.end = end
  }

  /// The number of days.
  public var days: Int { end.dayNumber - start.dayNumber }

  /// The grain of a period of this length, or nil for a stretch that is none: whole months starting on a first, a week
  /// starting on a Monday, a day.
  public var grain: Grain? {
    if start.day == 1, end.day == 1 {
      switch (end.year - start.year) * 12 + end.month - start.month {
      case 1: return .month
      case 3: return .quarter
      case 12: return .year
      default: return nil
      }
    }
    if days == 7, start.weekday == 1 { return .week }
    return days == 1 ? .day : nil
  }
}

/// The length of the periods of a series.
public enum Grain: String, Sendable, Hashable, CaseIterable { case day, week, month, quarter, year }
