import Facts
import Foundation
import Pack
import Statistics
import Testing
import Units

/// Sheets with a row a month: with counts they keep their interval, with bare percentages they have none.
@Suite("Sheets of counts and of percentages")
struct DeclaredCountsTests {
  private static func sheet(_ rows: String) throws -> TrialPack {
    try TrialPack(
      files: ["sheet.csv": "month,sessions,contained,rate\n" + rows],
      """
      datasets:
        sheet:
          file: sheet.csv
          noun: month
          time: month
          columns: {month: date, sessions: {type: integer, unit: session}, contained: {type: integer, unit: session},
                    rate: {type: decimal(4), unit: share}}
      measures:
        months: {count: sheet}
        sessions: {sum: sessions, from: sheet}
        contained: {sum: contained, from: sheet}
        rates: {sum: rate, from: sheet}
      metrics:
        containment: {value: contained / sessions, better: up}
        supplied: {value: rates, better: up}
        mean_supplied: {value: "mean(rates, months)", unit: share, better: up}
      """)
  }

  /// 56 of 70 less 48 of 80: 0.2000, 0.0524 to 0.3339. Source: Newcombe (1998), Statistics in Medicine 17, example (a),
  /// method 10.
  @Test func changeOfDeclaredCountsIsNewcombes() throws {
    let trial = try Self.sheet("2026-04-01,80,48,0.6\n2026-07-01,70,56,0.8\n")
    let before = try trial.period("2026-Q2")
    let book = try trial.book(["containment"], periods: [before])
    let change = book.fact("containment", .change(against: before), in: Slice(trial.pack.period)).estimate
    #expect(abs((change.value ?? 0) - 0.2) < 1e-12)
    #expect(abs((change.low ?? 0) - 0.0524) < 5e-5)
    #expect(abs((change.high ?? 0) - 0.3339) < 5e-5)
    #expect(change.notes.contains("independent units assumed"))
    #expect(book.fact("containment", in: Slice(trial.pack.period)).estimate.notes == ["independent units assumed"])
  }

  @Test func aBarePercentageHasNoInterval() throws {
    let trial = try Self.sheet("2026-07-01,,,0.62\n")
    let fact = try trial.book(["supplied"]).fact("supplied", in: Slice(trial.pack.period))
    #expect(fact.estimate.value == 0.62 && fact.unit == .share)
    #expect(fact.estimate.low == nil && fact.estimate.high == nil)
    #expect(fact.estimate.notes == ["no interval: n not supplied"])
    #expect(!fact.isCounted)
  }

  @Test func theMeanOfPercentagesTakesNoIntervalFromTheirSpread() throws {
    let trial = try Self.sheet("2026-07-01,,,0.6\n2026-08-01,,,0.7\n2026-09-01,,,0.5\n")
    let fact = try trial.book(["mean_supplied"]).fact("mean_supplied", in: Slice(trial.pack.period))
    #expect(abs((fact.estimate.value ?? 0) - 0.6) < 1e-12 && fact.unit == .share)
    #expect(fact.estimate.low == nil)
    #expect(fact.estimate.notes == ["no interval: n not supplied"])
  }
}
