import Testing

@testable import Pack

@Suite("Periods")
struct PeriodTests {
  @Test(
    "Names and their days",
    arguments: [
      ("2026-Q3", "2026-07-01", "2026-10-01", Grain.quarter), ("2026-09", "2026-09-01", "2026-10-01", .month),
      ("2026", "2026-01-01", "2027-01-01", .year), ("2026-10-05", "2026-10-05", "2026-10-06", .day),
      ("2024-02", "2024-02-01", "2024-03-01", .month), ("2026-12", "2026-12-01", "2027-01-01", .month),
      // ISO 8601 weeks, from `date -d 2026-07-27 +%G-W%V` and its like.
      ("2026-W31", "2026-07-27", "2026-08-03", .week), ("2026-W01", "2025-12-29", "2026-01-05", .week),
      ("2026-W53", "2026-12-28", "2027-01-04", .week), ("2025-W01", "2024-12-30", "2025-01-06", .week),
    ])
  func names(name: String, start: String, end: String, grain: Grain) throws {
    let period = try #require(Period(parsing: name))
    #expect(period.start.description == start)
    #expect(period.end.description == end)
    #expect(period.grain == grain)
    #expect(Period(grain, containing: period.start).name == name)
    #expect(Period(grain, containing: CivilDate(dayNumber: period.end.dayNumber - 1)) == period)
  }

  @Test func rangeIncludesBothEnds() throws {
    let period = try #require(Period(parsing: "2026-04-01..2026-06-29"))
    #expect(period.days == 90)
    #expect(period.end.description == "2026-06-30")
    #expect(period.grain == nil)
    #expect(period.previous.name == "2026-01-01..2026-03-31")
  }

  @Test(
    "What is no period",
    arguments: [
      "", "2026-Q5", "2026-Q0", "2026-13", "2026-00", "2025-W53", "2026-W54", "2026-W00", "2026-02-29", "26-Q1",
      "2026-q1",
      "2026-Q3-1", "2026-06-29..2026-04-01", "2026-04-01..", "last quarter", "2026-9", "+026-09",
      "2026-04-01...2026-05-01",
    ])
  func refused(name: String) { #expect(Period(parsing: name) == nil) }

  @Test func fiscalYears() throws {
    let quarter = try #require(Period(parsing: "2026-Q4", yearStarts: 4))
    #expect(quarter.start.description == "2027-01-01")
    #expect(quarter.end.description == "2027-04-01")
    #expect(quarter.shifted(months: -3).name == "2026-Q3")
    #expect(quarter.shifted(months: -12).name == "2025-Q4")
    #expect(quarter.shifted(months: 3).name == "2027-Q1")
    let year = try #require(Period(parsing: "2026", yearStarts: 4))
    #expect(year.start.description == "2026-04-01")
    #expect(year.shifted(months: -12).name == "2025")
    #expect(Period(.quarter, containing: quarter.start, yearStarts: 4) == quarter)
    let march = try #require(CivilDate(year: 2027, month: 3, day: 31))
    #expect(Period(.year, containing: march, yearStarts: 4) == year)
  }

  @Test(
    "Shifts",
    arguments: [
      ("2026-Q3", -3, "2026-Q2"), ("2026-Q1", -3, "2025-Q4"), ("2026-Q3", -12, "2025-Q3"), ("2026-09", -1, "2026-08"),
      ("2026-01", -1, "2025-12"), ("2026", -12, "2025"), ("2026-W31", -12, "2025-W31"), ("2026-W31", -3, "2026-W18"),
      ("2026-03-31", -1, "2026-02-28"), ("2026-Q3", -1, "2026-06-01..2026-08-31"),
      ("2026-04-01..2026-06-29", -12, "2025-04-01..2025-06-29"),
      ("2026-04-01..2026-05-31", -2, "2026-02-01..2026-03-31"),
    ])
  func shifts(name: String, months: Int, expected: String) throws {
    let period = try #require(Period(parsing: name))
    #expect(period.shifted(months: months).name == expected)
    #expect(Period(parsing: expected) == period.shifted(months: months))
  }

  @Test(arguments: [("2026-Q3", "2026-Q2"), ("2026-W01", "2025-W52"), ("2026-03-01", "2026-02-28"), ("2026", "2025")])
  func previous(name: String, expected: String) throws {
    #expect(try #require(Period(parsing: name)).previous.name == expected)
  }

  @Test func seriesCoversARange() throws {
    let calendar = Calendar(zone: "UTC", yearStarts: 1, rules: .utc)
    let range = try #require(Period(parsing: "2026-01-15..2026-03-02"))
    #expect(calendar.periods(.month, covering: range).map(\.name) == ["2026-01", "2026-02", "2026-03"])
    #expect(calendar.periods(.week, covering: range).count == 8)
    #expect(calendar.periods(.day, covering: range).count == range.days)
    #expect(calendar.periods(.quarter, covering: range).map(\.name) == ["2026-Q1"])
  }

  /// Berlin's third quarter starts at 22:00 UTC on 30 June.
  @Test func momentsAreMidnightsOfTheZone() throws {
    let calendar = Calendar(zone: "Europe/Berlin", yearStarts: 1, rules: try ZoneRules.load("Europe/Berlin"))
    let seconds = calendar.seconds(of: try #require(Period(parsing: "2026-Q3")))
    // `date -u -d '2026-06-30 22:00' +%s` and `date -u -d '2026-09-30 22:00' +%s`
    #expect(seconds == 1_782_856_800..<1_790_805_600)
    #expect(calendar.day(atUTC: seconds.lowerBound).description == "2026-07-01")
    #expect(calendar.day(atUTC: seconds.lowerBound - 1).description == "2026-06-30")
    // The day on which summer time ends has 25 hours.
    let october = calendar.seconds(of: try #require(Period(parsing: "2026-10-25")))
    #expect(october.count == 25 * 3600)
  }
}
