/// A named half-open stretch of days: from the midnight that starts `start` to the midnight that starts `end`.
public struct Period: Sendable, Hashable {
  /// `2026-Q3`, `2026-09`, `2026-W31`, `2026`, or `2026-04-01..2026-06-29` (both ends in the text inclusive).
  public var name: String
  public var start: CivilDate
  /// The first day after the period.
  public var end: CivilDate

  public init(name: String, start: CivilDate, end: CivilDate) {
    self.name = name
    self.start = start
    self.end = end
  }

  public var days: Int { end.dayNumber - start.dayNumber }
}

/// The length of the periods of a series.
public enum Grain: String, Sendable, Hashable, CaseIterable { case day, week, month, quarter, year }

/// The pack's calendar: zone and fiscal year.
public struct Calendar: Sendable {
  /// IANA name.
  public var zone: String
  /// The month in which a fiscal year starts; 1 for calendar years.
  public var yearStarts: Int
  public var rules: ZoneRules

  public init(zone: String, yearStarts: Int, rules: ZoneRules) {
    self.zone = zone
    self.yearStarts = yearStarts
    self.rules = rules
  }
}
