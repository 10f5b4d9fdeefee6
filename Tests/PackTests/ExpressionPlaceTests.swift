import Diagnostics
import Foundation
import Pack
import Testing

/// Findings inside expressions have the line, column and length of the part at fault, however YAML wraps the text.
struct ExpressionPlaceTests {
  private func findings(_ metric: String, measure: String = "{count: rows}") throws -> [String] {
    let fixture = try Fixture(
      """
      title: Trial
      as_of: 2026-10-05
      currency: EUR
      period: 2026-Q3
      compare: {prior: -1 quarter, launch: 2026-04-01..2026-06-30}
      pages: [index.md]
      datasets:
        rows: {file: data/orders.csv, time: at, columns: {at: timestamp, amount: money, t: text}}
      measures:
        revenue: {sum: amount, from: rows}
        rows: \(measure)
      metrics:
        m:
          better: up
          value: \(metric)
      """)
    return fixture.load().1.filter { $0.severity == .error }.map {
      "\($0.location?.line ?? 0):\($0.location?.column ?? 0)+\($0.length ?? 0)"
    }
  }

  @Test(arguments: [
    ("revenue / 2 + rows", "15:26+4"), ("\"revenue / 2 + rows\"", "15:27+4"), ("revenue +\n      rows", "16:7+4"),
    (">-\n      revenue\n      + rows", "17:9+4"), ("|\n      revenue +\n        rows", "17:9+4"),
    ("'revenue\n\n      + (rows)'", "17:10+4"), ("\"revenue \\\n      + rows\"", "16:9+4"),
    ("\"revenue\\t+ rows\"", "15:24+4"), ("revenue + nothing", "15:22+7"), ("revenue )", "15:20+1"),
  ])
  func formulas(_ text: String, _ place: String) throws {
    #expect(try findings(text) == [place])
  }

  @Test(arguments: [
    ("{count: rows, where: t = 5}", "11:30+5"), ("{count: rows, where: 'LOWER(t) = ''a'' AND amount'}", "11:52+6"),
    ("{count: rows, where: \"in_period(at, prior)\"}", "11:31+20"),
    ("{count: rows, where: \"in_period(at, 2026-Q9)\"}", "11:31+22"),
  ])
  func rowExpressions(_ text: String, _ place: String) throws {
    #expect(try findings("revenue", measure: text) == [place])
  }

  @Test func periodsThatMoveAreRefusedWithAReason() throws {
    let fixture = try Fixture(
      Fixture.example.replacingOccurrences(of: "where: kind = 'run'", with: "where: \"in_period(day, prior)\""))
    let found = fixture.load().1.first { $0.id == "unknown-period" }
    #expect(found?.summary.contains("moves with the period shown") == true)
    #expect(found?.remedy?.contains("2026-Q3") == true)
  }

  @Test func comparisonsOfTwoDaysAreFixed() throws {
    #expect(try findings("revenue", measure: "{count: rows, where: \"in_period(at, launch)\"}").isEmpty)
  }
}
