import Diagnostics
import Foundation
import Testing

@testable import Pack

@Suite("Zone rules agree with Foundation and with RFC 9636")
struct ZoneRulesTests {
  /// Foundation's own data is the outside source.
  @Test(
    "Offsets from 1970 to 2090",
    arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kolkata", "Africa/Casablanca"])
  func offsets(zone: String) throws {
    let rules = try ZoneRules.load(zone)
    let foundation = try #require(TimeZone(identifier: zone))
    // A prime step walks through all hours of the day.
    let end: Int64 = zone == "Africa/Casablanca" ? 1_700_000_000 : 3_786_912_000
    for seconds in stride(from: Int64(0), to: end, by: 1_000_003) {
      let expected = foundation.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
      #expect(rules.offset(atUTC: seconds) == Int64(expected), "\(zone) at \(seconds)")
    }
  }

  /// Every quarter of an hour of two years, changes of clocks included: wall clocks that occur once lead back.
  @Test(
    "Wall clocks lead back to their moment", arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
  func roundTrip(zone: String) throws {
    let rules = try ZoneRules.load(zone)
    for seconds in stride(from: Int64(1_767_225_600), to: 1_767_225_600 + 2 * 365 * 86_400, by: 900) {
      let wall = seconds + rules.offset(atUTC: seconds)
      let back = rules.utcSeconds(wallClock: wall)
      if back != seconds { #expect(rules.isRepeated(wallClock: wall) && back < seconds, "\(zone) at \(seconds)") }
    }
  }

  /// 2026-10-25 03:00 CEST is 02:00 CET: 02:30 occurs twice, first at 00:30 UTC (timeanddate.com, Berlin 2026).
  @Test func repeatedHour() throws {
    let rules = try ZoneRules.load("Europe/Berlin")
    let day = Int64(try #require(CivilDate(year: 2026, month: 10, day: 25)).dayNumber) * 86_400
    #expect(rules.utcSeconds(wallClock: day + 9000) == day + 1800)
    #expect(rules.isRepeated(wallClock: day + 7200))
    #expect(rules.isRepeated(wallClock: day + 9000))
    #expect(!rules.isRepeated(wallClock: day + 7199))
    #expect(!rules.isRepeated(wallClock: day + 10_800))
  }

  /// 2026-03-29 02:00 CET is 03:00 CEST: 02:30 does not exist and reads 03:30 CEST, 01:30 UTC.
  @Test func skippedHour() throws {
    let rules = try ZoneRules.load("Europe/Berlin")
    let day = Int64(try #require(CivilDate(year: 2026, month: 3, day: 29)).dayNumber) * 86_400
    #expect(rules.utcSeconds(wallClock: day + 9000) == day + 5400)
    #expect(!rules.isRepeated(wallClock: day + 9000))
  }

  /// The Gregorian calendar repeats after 400 years, so the rule of 2026 holds in 2826.
  @Test func farFuture() throws {
    let rules = try ZoneRules.load("Europe/Berlin")
    let july = Int64(try #require(CivilDate(year: 2826, month: 7, day: 1)).dayNumber) * 86_400
    let january = Int64(try #require(CivilDate(year: 2827, month: 1, day: 1)).dayNumber) * 86_400
    #expect(rules.offset(atUTC: july) == 7200)
    #expect(rules.offset(atUTC: january) == 3600)
    #expect(rules.utcSeconds(wallClock: july) == july - 7200)
  }

  @Test(
    "Unknown zones name the nearest",
    arguments: [("Europe/Berln", "`Europe/Berlin`"), ("../../etc/passwd", "IANA"), ("", "IANA")])
  func unknown(zone: String, remedy: String) {
    let error = #expect(throws: DiagnosticError.self) { try ZoneRules.load(zone) }
    #expect(error?.diagnostics.first?.id == "unknown-zone")
    #expect(error?.diagnostics.first?.remedy?.contains(remedy) == true)
  }

  @Test("POSIX rules with days of the year, names in brackets and negative hours")
  func footers() throws {
    // From `man 3 tzset` and RFC 9636, section 3.3.1 (America/Godthab's 2023 footer).
    #expect(ZoneFooter("EST5EDT,M3.2.0,M11.1.0") != nil)
    #expect(ZoneFooter("<-02>2<-01>,M3.5.0/-1,M10.5.0/0") != nil)
    let julian = try #require(ZoneFooter("AAA0BBB,J60/0,J300/0"))
    // J60 is 1 March in leap years too.
    let changes = julian.transitions(years: 2024...2024)
    #expect(changes.first?.at == Int64(try #require(CivilDate(year: 2024, month: 3, day: 1)).dayNumber) * 86_400)
    #expect(ZoneFooter("UTC0") == nil)
    #expect(ZoneFooter("nonsense,") == nil)
  }
}
