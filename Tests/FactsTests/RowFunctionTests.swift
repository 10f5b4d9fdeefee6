import Facts
import Pack
import Statistics
import Testing

/// Every part of the row language from a file to a count, with SQL's null logic; the rows can be counted by hand.
struct RowFunctionTests {
  private static let rows = """
    id,at,done,t,a,b,flag
    1,2026-07-01 00:00:00,2026-07-02 00:00:00,Voice,5,3,true
    2,2026-07-01 12:00:00,2026-07-02 11:59:59,voice,-5,,false
    3,2026-07-31 23:59:59,,,,3,
    4,2026-08-01 00:00:00,2026-07-31 23:59:59,vo%e,0,0,true

    """

  /// Conditions and how many of the four rows meet them.
  private static let cases: [(String, Double)] = [
    ("t LIKE 'vo%'", 2), ("t NOT LIKE 'vo%'", 1), ("t LIKE 'v_i_e'", 1), ("t LIKE '%'", 3), ("t LIKE 'vo\\%e'", 0),
    ("LOWER(t) = 'voice'", 2), ("LOWER(t) LIKE 'vo%'", 3), ("LOWER(t) IS NULL", 1), ("NOT (t = 'voice')", 2),
    ("t IN ('voice', 'Voice')", 2), ("t NOT IN ('voice')", 2), ("t IS NULL", 1), ("t IS NOT NULL", 3),
    ("COALESCE(t, 'none') = 'none'", 1), ("COALESCE(a, b) = 3", 1), ("COALESCE(a, b, 0) >= 0", 3),
    ("ABS(a) = 5", 2), ("ABS(a) IS NULL", 1), ("LEAST(a, b) = 3", 2), ("LEAST(a, b) IS NULL", 0),
    ("GREATEST(a, b) = -5", 1), ("GREATEST(at, done) = at", 2), ("LEAST(at, done) IS NULL", 0),
    ("CASE WHEN a > 0 THEN TRUE WHEN b = 3 THEN TRUE END", 2), ("CASE WHEN flag THEN a ELSE 7 END = 7", 2),
    ("CASE WHEN a < 0 THEN 'neg' WHEN a = 0 THEN 'zero' ELSE 'other' END = 'other'", 2),
    ("(CASE WHEN flag THEN a END) IS NULL", 2), ("days_between(at, done) = 0", 1), ("days_between(at, done) = 1", 1),
    ("days_between(at, done) = -1", 1), ("days_between(at, done) IS NULL", 1), ("seconds_between(at, done) = -1", 1),
    ("seconds_between(at, done) > 86399", 1), ("flag OR a IS NULL", 3), ("flag AND b = 3", 1), ("NOT flag", 1),
    ("flag OR TRUE", 4), ("flag AND FALSE", 0), ("NOT (flag AND FALSE)", 4), ("flag = FALSE", 1), ("flag <> FALSE", 2),
    ("a BETWEEN 0 AND 5", 2), ("a NOT BETWEEN 0 AND 5", 1), ("a IN (5, b)", 2), ("a NOT IN (1, b)", 1),
    ("a + b = 8", 1), ("-a = 5", 1), ("a * 2 < 0", 1), ("a - 0.5 = 4.5", 1), ("a >= 0 AND a <= 5 OR b = 3", 3),
    ("in_period(at, 2026-07)", 3), ("in_period(at, '2026-07-31..2026-08-01')", 2), ("NOT in_period(done, 2026-07)", 0),
    ("in_period(done, 2026-07)", 3), ("in_period(at, launch)", 1), ("in_period(at, 2026-W31)", 2),
    ("CASE WHEN in_period(at, 2026-07-01) THEN a ELSE 0 END = 5", 1),
  ]

  @Test func conditionsCountRowsAsSQLDoes() throws {
    let measures = Self.cases.enumerated().map { "  m\($0): {count: rows, where: \"\($1.0.yaml)\"}" }
    let trial = try TrialPack(
      extra: "compare: {launch: 2026-08-01..2026-08-01}", files: ["rows.csv": Self.rows],
      """
      datasets:
        rows:
          file: rows.csv
          time: at
          columns: {id: text, at: timestamp, done: timestamp, t: text, a: integer, b: integer, flag: boolean}
      measures:
      \(measures.joined(separator: "\n"))
      metrics:
        all: {value: m0, better: up}
      """)
    let book = try trial.book(Self.cases.indices.map { "m\($0)" })
    for (index, row) in Self.cases.enumerated() {
      let found = book.fact("m\(index)", in: Slice(trial.pack.period)).estimate.value
      #expect(found == row.1, "\(row.0): \(found ?? -1)")
    }
  }
}

extension String {
  /// As it stands between double quotes in YAML.
  fileprivate var yaml: String {
    reduce(into: "") { out, character in out += character == "\\" ? "\\\\" : String(character) }
  }
}
