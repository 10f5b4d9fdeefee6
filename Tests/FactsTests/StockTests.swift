import Facts
import Metrics
import Pack
import Statistics
import Testing

/// Levels such as headcount: a period shows its last snapshot, never their sum.
@Suite struct StockTests {
  /// Two, three, then four employees at the ends of July, August and September; five at the end of October.
  private static let staff =
    "day,team,hours\n"
    + [("07-31", "ab"), ("08-31", "aab"), ("09-30", "aabb"), ("10-31", "aaabb")].flatMap { day, teams in
      teams.map { "2026-\(day),\($0),38\n" }
    }.joined()

  private func trial(asOf: String = "2026-10-05", period: String = "2026-Q3") throws -> TrialPack {
    try TrialPack(
      asOf: asOf, period: period,
      files: [
        "staff.csv": Self.staff,
        "calls.csv": "call,day\n" + (1...12).map { "c\($0),2026-0\(7 + $0 % 3)-10\n" }.joined(),
      ],
      """
      datasets:
        staff: {file: staff.csv, time: day, noun: employee, columns: {day: date, team: text, hours: integer}}
        calls: {file: calls.csv, time: day, columns: {day: date, call: text}}
      segments:
        team: {staff: team}
      measures:
        headcount: {count: staff, stock: month}
        contracted: {sum: hours, from: staff, stock: month}
        calls: {count: calls}
      metrics:
        staff: {value: headcount, better: neutral}
        calls_each: {value: calls / headcount, better: up}
        growth: {value: headcount - prior(headcount), better: neutral}
      """)
  }

  private func value(_ name: String, _ period: String, _ trial: TrialPack) throws -> Double? {
    let period = try trial.period(period)
    return try trial.book([name], periods: [period]).fact(name, in: Slice(period)).estimate.value
  }

  @Test func aPeriodShowsItsLastSnapshot() throws {
    let trial = try trial()
    #expect(try value("staff", "2026-Q3", trial) == 4)
    #expect(try value("staff", "2026-07", trial) == 2)
    #expect(try value("staff", "2026", trial) == 4)
    #expect(try value("staff", "2026-07-01..2026-08-31", trial) == 3)
    #expect(try value("contracted", "2026-Q3", trial) == 4 * 38)
    #expect(try value("growth", "2026-09", trial) == 1)
    let fact = try trial.fact("staff")
    #expect(fact.estimate.method.contains("`headcount` as of the last month"))
  }

  /// 12 calls in the quarter over the 4 employees at its end.
  @Test func aFlowOverAStockTakesBothAsTheyAre() throws {
    #expect(try value("calls_each", "2026-Q3", trial()) == 3)
  }

  /// A quarter that is not over shows its last month that is; a month that nobody counted is no zero.
  @Test func anOpenPeriodShowsTheLastMonthThatIsOver() throws {
    #expect(try value("staff", "2026-Q4", try trial(asOf: "2026-11-20", period: "2026-Q4")) == 5)
    #expect(try value("staff", "2026-06", trial()) == nil)
  }

  @Test func itAddsUpOverSegments() throws {
    let trial = try trial()
    let book = try trial.book(["staff"], segment: "team")
    let parts = ["a", "b"].map {
      book.fact("staff", in: Slice(trial.pack.period, segment: SegmentValue("team", $0))).estimate.value
    }
    #expect(parts == [2, 2])
    #expect(FormulaFacts(trial.pack).additivity(of: "staff") == .stock)
    #expect(FormulaFacts(trial.pack).additivity(of: "calls_each") == .recomputed)
  }
}
