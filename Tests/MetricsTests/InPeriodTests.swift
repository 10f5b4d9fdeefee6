import Metrics
import Testing

@Suite struct InPeriodTests {
  @Test(
    arguments: [
      ("in_period(at, 2026-Q3)", "in_period(at, 2026-Q3)"), ("IN_PERIOD(at,2026-W31)", "in_period(at, 2026-W31)"),
      ("in_period(at, '2026')", "in_period(at, 2026)"), ("in_period(at, 2026-10-05)", "in_period(at, 2026-10-05)"),
      ("in_period(at, launch)", "in_period(at, launch)"),
      ("in_period(a.b, '2026-04-01..2026-06-29')", "in_period(a.b, '2026-04-01..2026-06-29')"),
      ("NOT in_period(COALESCE(a, b), 2026-09) AND x", "NOT in_period(COALESCE(a, b), 2026-09) AND x"),
      ("in_period(at, 'it''s')", "in_period(at, 'it''s')"), ("in_period(at, '9a')", "in_period(at, '9a')"),
      ("in_period(at, '')", "in_period(at, '')"),
    ] as [(String, String)])
  func isPrintedAsWritten(_ pair: (String, String)) throws {
    let read = try RowExpression(parsing: source(pair.0))
    #expect(read.description == pair.1)
    #expect(try RowExpression(parsing: source(pair.1)) == read)
  }

  @Test(arguments: ["in_period(at)", "in_period(at, )", "in_period(at, 2026-Q3, x)", "in_period(at, (2026))"])
  func mistakes(_ text: String) {
    #expect(throws: ExpressionError.self) { try RowExpression(parsing: source(text)) }
  }

  @Test func becomesItsBoundaries() throws {
    let read = try RowExpression(
      parsing: source("NOT in_period(at, 2026-Q3) OR CASE WHEN in_period(b, x) THEN TRUE END"))
    let resolved = try read.resolvingPeriods { name throws(ExpressionError) in
      name == "2026-Q3" ? ("2026-07-01", "2026-10-01") : ("2026-01-01", "2026-02-01")
    }
    #expect(
      resolved.description
        == "NOT (at >= DATE '2026-07-01' AND at < DATE '2026-10-01') OR CASE WHEN b >= DATE '2026-01-01' AND "
        + "b < DATE '2026-02-01' THEN TRUE END")
  }

  @Test func takesATimestampAndIsACondition() throws {
    let read = try RowExpression(parsing: source("in_period(at, 2026-Q3)"))
    #expect(try read.type { _ in .timestamp } == .boolean)
    #expect(throws: ExpressionError.self) { try read.type { _ in .text } }
    #expect(inferColumnTypes([ColumnUse(read, .boolean)]) { _ in nil }.types == ["at": .timestamp])
  }
}
