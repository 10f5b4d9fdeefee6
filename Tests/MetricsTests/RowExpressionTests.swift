import Diagnostics
import Metrics
import Testing
import Units

func source(_ text: String) -> SourceText { SourceText(text, file: "pack.yaml", line: 10, column: 5) }

/// Precedence and NULL follow SQL:1992; columns stand for those of a sessions file.
@Suite struct RowExpressionTests {
  static let columns: [String: ColumnType] = [
    "channel": .text, "handed_off": .boolean, "resolved": .boolean, "count": .number(scale: 0),
    "amount": .number(scale: 2), "started_at": .timestamp, "ended_at": .timestamp, "a": .boolean, "b": .boolean,
    "c": .boolean, "x": .number(scale: 0), "y": .number(scale: 0), "z": .number(scale: 3), "date": .timestamp,
    "customer.tier": .text, "customer.created_at": .timestamp, "Order ID": .text,
  ]

  static func type(_ text: String) throws(ExpressionError) -> ColumnType {
    try RowExpression(parsing: source(text)).type { columns[$0] }
  }

  @Test(
    arguments: [
      ("a or b and c", "a OR b AND c"), ("(a or b) and c", "(a OR b) AND c"), ("not a and b", "NOT a AND b"),
      ("not (a and b)", "NOT (a AND b)"), ("not x = y", "NOT x = y"), ("x + y * 2", "x + y * 2"),
      ("(x + y) * 2", "(x + y) * 2"), ("x - (y - 1)", "x - (y - 1)"), ("x - y - 1", "x - y - 1"), ("-x * y", "-x * y"),
      ("-(x * y)", "-(x * y)"), ("- 5", "-5"), ("-(5)", "-(5)"), ("x != 5", "x <> 5"), ("(x = y) = a", "(x = y) = a"),
      ("channel in ('a','it''s')", "channel IN ('a', 'it''s')"), ("channel is not null", "channel IS NOT NULL"),
      ("x not between 1 and 2 and a", "x NOT BETWEEN 1 AND 2 AND a"),
      ("channel not like 'v%'", "channel NOT LIKE 'v%'"),
      ("Coalesce(a, FALSE)", "COALESCE(a, FALSE)"),
      ("DAYS_BETWEEN(started_at, ended_at) < 90", "days_between(started_at, ended_at) < 90"),
      ("case when a then 1 else 0 end", "CASE WHEN a THEN 1 ELSE 0 END"),
      ("date >= date '2026-04-01'", "date >= DATE '2026-04-01'"),
      ("date = TIMESTAMP '2026-04-01T10:00'", "date = TIMESTAMP '2026-04-01 10:00:00'"),
      ("\"Order ID\" = 'x'", "\"Order ID\" = 'x'"), ("\"end\"", "\"end\""),
      ("customer.tier = 'gold'", "customer.tier = 'gold'"),
      ("amount > 1.50", "amount > 1.50"), ("amount = -0.05", "amount = -0.05"),
    ] as [(String, String)])
  func precedenceAndCanonicalText(_ pair: (String, String)) throws {
    let expression = try RowExpression(parsing: source(pair.0))
    #expect(expression.description == pair.1)
    #expect(try RowExpression(parsing: source(pair.1)) == expression)
  }

  @Test func randomTreesRoundTrip() throws {
    var random = Generator(seed: 20_260_401)
    for _ in 0..<2000 {
      let tree = random.expression(depth: 5)
      let text = tree.description
      let back = try RowExpression(parsing: source(text))
      // Equality is by text, so the trees are compared by their structure too.
      #expect(String(reflecting: back) == String(reflecting: tree), "\(text)")
    }
  }

  @Test(
    arguments: [
      ("resolved AND NOT handed_off", ColumnType.boolean), ("channel IS NULL", .boolean),
      ("amount * 2", .number(scale: 2)),
      ("amount * z", .number(scale: 5)), ("amount + z", .number(scale: 3)), ("amount > 1.505", .boolean),
      ("seconds_between(started_at, ended_at)", .number(scale: 0)), ("COALESCE(channel, 'none')", .text),
      ("CASE WHEN resolved THEN amount END", .number(scale: 2)), ("CASE WHEN resolved THEN NULL ELSE 'x' END", .text),
      ("COALESCE(NULL, started_at)", .timestamp), ("resolved OR NULL", .boolean), ("NOT NULL", .boolean),
      ("LEAST(started_at, ended_at)", .timestamp), ("ABS(amount)", .number(scale: 2)), ("-x", .number(scale: 0)),
      ("x + NULL", .number(scale: 0)),
    ] as [(String, ColumnType)])
  func types(_ pair: (String, ColumnType)) throws {
    if pair.0 == "x + NULL" {
      #expect(throws: ExpressionError.self) { try Self.type(pair.0) }
    } else {
      #expect(try Self.type(pair.0) == pair.1)
    }
  }

  @Test(
    arguments: [
      ("channel > 5", ["`channel` is text", "`5` is a number"]), ("amount = 'x'", ["a number", "text"]),
      ("amount = '5'", ["write 5 without quotes"]), ("started_at >= '2026-01-01'", ["DATE '2026-01-01'"]),
      ("started_at - ended_at", ["seconds_between"]), ("channel = NULL", ["never true", "IS NULL"]),
      ("channel NOT IN ('a', NULL)", ["NULL"]), ("channel AND resolved", ["boolean", "`channel`"]),
      ("channel + 1", ["number"]),
      ("resolved + 1", ["CASE WHEN"]), ("chanel = 'x'", ["chanel"]), ("channel < 'm'", ["orders texts"]),
      ("resolved < handed_off", ["booleans"]), ("days_between(channel, ended_at)", ["timestamp"]), ("NULL", ["NULL"]),
      ("CASE WHEN x THEN 1 END", ["WHEN", "boolean"]), ("LEAST(channel, 'x')", ["text"]), ("amount LIKE 'x'", ["LIKE"]),
    ] as [(String, [String])])
  func typeMistakesAreNamed(_ pair: (String, [String])) {
    expectMessage(of: pair.1) { () throws(ExpressionError) in _ = try Self.type(pair.0) }
  }

  @Test(
    arguments: [
      ("lowr(channel) = 'x'", ["lowr", "LOWER"], 0), ("a AND coalesc(b, c)", ["COALESCE"], 6),
      ("sum(x) > 1", ["measure"], 0),
      ("x / 2", ["metric"], 2), ("a == b", ["="], 2), ("channel = 'x", ["not closed"], 10), ("a AND", ["the end"], 5),
      ("x < y < 3", ["parentheses"], 6), ("end = 3", ["\"end\""], 0), ("a b", ["'b'"], 2),
      ("LOWER(channel, 'x')", ["one argument"], 0),
      ("x = 1e5", ["decimal number"], 4), ("date = DATE '2026-02-30'", ["not a date"], 7), ("", ["empty"], nil),
      ("x IN ()", ["')'"], 6), ("resolved IS TRUE", ["NULL"], 12), ("a || b", ["joi"], 2), ("a -- b", ["YAML"], 2),
      ("datediff(a, b)", ["days_between"], 0), ("x = 99999999999999999999", ["18 digits"], 4),
    ] as [(String, [String], Int?)])
  func syntaxMistakesHaveAPlaceAndARemedy(_ row: (String, [String], Int?)) {
    do throws(ExpressionError) {
      let read = try RowExpression(parsing: source(row.0))
      Issue.record("\(row.0) was read as \(read)")
    } catch {
      let diagnostic = error.diagnostic(in: source(row.0))
      for word in row.1 { #expect((diagnostic.summary + " " + (diagnostic.remedy ?? "")).contains(word), "\(error)") }
      #expect(error.offset == row.2, "\(row.0)")
      if let offset = row.2 { #expect(diagnostic.location?.column == 5 + offset) }
    }
  }

  @Test func nestingIsCapped() {
    let deep = String(repeating: "(", count: 50_000) + "a" + String(repeating: ")", count: 50_000)
    expectMessage(of: ["100 deep"]) { () throws(ExpressionError) in _ = try RowExpression(parsing: source(deep)) }
  }

  @Test func chainsAreCapped() throws {
    let chain = Array(repeating: "a", count: 400).joined(separator: " OR ")
    #expect(try RowExpression(parsing: source(chain)).description == chain)
    let longer = Array(repeating: "a", count: 50_000).joined(separator: " OR ")
    expectMessage(of: ["too many operators", "IN"]) { () throws(ExpressionError) in
      _ = try RowExpression(parsing: source(longer))
    }
    let sum = Array(repeating: "a", count: 50_000).joined(separator: " + ")
    expectMessage(of: ["500 operators"]) { () throws(ExpressionError) in _ = try Formula(parsing: source(sum)) }
  }

  /// What parses must print back to itself; what does not must say so, never trap.
  @Test func noiseIsAnsweredOrRoundTrips() throws {
    var random = Generator(seed: 99)
    let pieces = [
      "a", "b.c", " ", "AND", "OR", "NOT", "(", ")", ",", "'x'", "5", "1.5", "-", "+", "*", "=", "<", "IS", "NULL",
      "IN",
      "BETWEEN", "LIKE", "CASE", "WHEN", "THEN", "END", "DATE '2026-04-01'", "\"", "[day]", "/", "median", "at(", "é",
      "𝒳", ".", "^",
    ]
    for _ in 0..<4000 {
      let text = (0...random.next(9)).map { _ in pieces[random.next(pieces.count)] }.joined(
        separator: random.next(2) == 0 ? "" : " ")
      if let row = try? RowExpression(parsing: source(text)) {
        #expect(try RowExpression(parsing: source(row.description)).description == row.description, "\(text)")
        _ = try? row.type { Self.columns[$0] }
      }
      if let formula = try? Formula(parsing: source(text)) {
        #expect(try Formula(parsing: source(formula.description)) == formula, "\(text)")
        _ = try? formula.compile(in: try Example.environment())
      }
      if let unit = try? Units.Unit(parsing: text) {
        #expect(try Units.Unit(parsing: unit.description) == unit, "\(text)")
      }
    }
  }

  /// KPIS.md, worked example "Period end".
  @Test func betweenOnTimestampsLosesTheLastDay() throws {
    let range = try RowExpression(parsing: source("started_at BETWEEN DATE '2026-01-01' AND DATE '2026-01-31'"))
    let findings = range.findings(in: { Self.columns[$0] }, at: source("x"))
    #expect(findings.map(\.severity) == [.warning])
    #expect(findings.first?.remedy == "write started_at >= DATE '2026-01-01' AND started_at < DATE '2026-02-01'")
    let numbers = try RowExpression(parsing: source("x BETWEEN 1 AND 31"))
    #expect(numbers.findings(in: { Self.columns[$0] }, at: source("x")).isEmpty)
  }

  @Test func columnsAreListedOnce() throws {
    let expression = try RowExpression(parsing: source("CASE WHEN b = a THEN customer.tier ELSE LOWER(a) END"))
    #expect(expression.columnsUsed == ["b", "a", "customer.tier"])
  }

  @Test func columnTypesFollowFromUse() throws {
    func use(_ text: String, _ expected: ColumnUse.Expected) throws -> ColumnUse {
      ColumnUse(try RowExpression(parsing: source(text)), expected)
    }
    let inferred = inferColumnTypes(
      [
        try use("resolved_by_bot AND NOT handed_off AND flag_at < ended_at", .boolean),
        try use("days_between(created_at, ended_at) < 90", .boolean),
        try use("amount", .number(scale: 2)), try use("amount > 5", .boolean), try use("message_count >= 2", .boolean),
        try use("handle_seconds", .number(scale: 0)), try use("channel = 'voice' OR other = channel", .boolean),
        try use("CASE WHEN price * pieces > 1.5 THEN refund ELSE 0 END", .number(scale: 2)),
        try use("region", .unknown),
        try use("note IS NULL", .boolean), try use("started_at < begun", .boolean),
      ], known: { $0 == "started_at" ? .timestamp : nil })
    #expect(
      inferred.types == [
        "resolved_by_bot": .boolean, "handed_off": .boolean, "flag_at": .timestamp, "ended_at": .timestamp,
        "created_at": .timestamp, "amount": .number(scale: 2), "message_count": .number(scale: 0),
        "handle_seconds": .number(scale: 0), "channel": .text, "other": .text, "price": .number(scale: 0),
        "pieces": .number(scale: 0), "refund": .number(scale: 2), "begun": .timestamp,
      ])
    #expect(inferred.unresolved == ["note", "region"])
  }
}

func expectMessage(of words: [String], _ body: () throws(ExpressionError) -> Void) {
  do throws(ExpressionError) {
    try body()
    Issue.record("nothing was thrown; expected \(words)")
  } catch {
    let text = [error.message, error.explanation ?? "", error.remedy ?? ""].joined(separator: " | ")
    for word in words { #expect(text.contains(word), "\(text)") }
  }
}
