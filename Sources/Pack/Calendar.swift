/// The pack's calendar: zone and fiscal year.
public struct Calendar: Sendable {
  /// IANA name.
  public var zone: String
  /// The month in which a fiscal year starts; 1 for calendar years.
  public var yearStarts: Int
  /// The offsets of the zone.
  public var rules: ZoneRules

  /// A calendar of a zone whose rules are loaded.
  public init(zone: String, yearStarts: Int, rules: ZoneRules) {
    self.zone = zone
    self.yearStarts = yearStarts
    self.rules = rules
  }

  /// Reads a period's name in this calendar: see `Period.init(parsing:yearStarts:)`.
  public func period(named text: String) -> Period? { Period(parsing: text, yearStarts: yearStarts) }

  /// The period of a grain that holds a day.
  public func period(_ grain: Grain, containing day: CivilDate) -> Period {
    Period(grain, containing: day, yearStarts: yearStarts)
  }

  /// The periods of a grain from the one that holds the first day of `range` to the one that holds its last.
  public func periods(_ grain: Grain, covering range: Period) -> [Period] {
    var result: [Period] = []
    var day = range.start
    while day < range.end {
      let period = period(grain, containing: day)
      result.append(period)
      day = period.end
    }
    return result
  }

  /// The midnight that starts a day, in seconds UTC; where the zone skips it, the first moment of the day.
  public func start(of day: CivilDate) -> Int64 { rules.utcSeconds(wallClock: Int64(day.dayNumber) * 86_400) }

  /// The moments of a period in seconds UTC.
  public func seconds(of period: Period) -> Range<Int64> {
    let start = start(of: period.start)
    return start..<max(start, self.start(of: period.end))
  }

  /// The day that holds a moment given in seconds UTC.
  public func day(atUTC seconds: Int64) -> CivilDate {
    let wall = seconds + rules.offset(atUTC: seconds)
    return CivilDate(dayNumber: Int(wall >= 0 ? wall / 86_400 : (wall - 86_399) / 86_400))
  }
}
