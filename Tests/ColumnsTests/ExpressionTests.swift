import Diagnostics
import Metrics
import Pack
import Testing

@testable import Columns

/// Semantics of ISO/IEC 9075-2: truth tables of 6.39 (boolean value expression), null in predicates, CASE and COALESCE.
@Suite struct ExpressionTests {
  typealias E = RowExpression
  private let columns: [String: ExpressionCompiler.Column] = [
    "unknown": .init(slot: 0, type: .boolean), "yes": .init(slot: 1, type: .boolean),
    "no": .init(slot: 2, type: .boolean), "amount": .init(slot: 3, type: .number(scale: 2)),
    "huge": .init(slot: 4, type: .number(scale: 0)), "none": .init(slot: 5, type: .number(scale: 0)),
    "name": .init(slot: 6, type: .text), "at": .init(slot: 7, type: .timestamp),
  ]

  private static let row = ["", "yes", "no", "12.50", "9223372036854775807", "", "Zoë_1", "1775046615"]
  private struct Overflow: Error {}

  private func evaluate(_ expression: E) throws -> String {
    let location = Diagnostic.Location(file: "pack.yaml")
    var compiler = ExpressionCompiler(columns: columns, rules: .utc, location: location)
    let compiled = try compiler.compile(expression)
    let sorted = columns.sorted { $0.value.slot < $1.value.slot }
    let decoders = try sorted.map { name, column in
      let format = column.type == .timestamp ? "epoch" : nil
      return try ColumnDecoder(
        Column(name: name, type: column.type, format: format), rules: .utc, location: location)
    }
    let evaluator = BlockEvaluator(program: compiler.program, slots: sorted.map(\.value.type), decoders: decoders)
    let fixture = Fixture([Self.row])
    evaluator.load(fixture.block)
    let value = evaluator.evaluate(compiled.node, rows: evaluator.good)
    if evaluator.overflowed.has(0) { throw Overflow() }
    let keys = evaluator.keyTexts(value, type: compiled.type, rows: evaluator.good)
    guard keys.known.has(0) else { return "null" }
    let key = keys.0[0]
    return String(decoding: UnsafeBufferPointer(start: key.start, count: key.count), as: UTF8.self)
  }

  private func column(_ name: String) -> E { .column(name) }

  @Test func truthTables() throws {
    let names = ["yes", "no", "unknown"]
    let and = ["true", "false", "null", "false", "false", "false", "null", "false", "null"]
    let or = ["true", "true", "true", "true", "false", "null", "true", "null", "null"]
    for (i, a) in names.enumerated() {
      for (j, b) in names.enumerated() {
        #expect(try evaluate(.binary(.and, column(a), column(b))) == and[i * 3 + j])
        #expect(try evaluate(.binary(.or, column(a), column(b))) == or[i * 3 + j])
      }
      #expect(try evaluate(.unary(.not, column(a))) == ["false", "true", "null"][i])
    }
  }

  @Test func nullsInPredicates() throws {
    let one = E.number(1, scale: 0)
    #expect(try evaluate(.binary(.equal, column("none"), column("none"))) == "null")
    #expect(try evaluate(.isNull(column("none"), negated: false)) == "true")
    #expect(try evaluate(.isNull(column("none"), negated: true)) == "false")
    #expect(try evaluate(.isIn(column("amount"), [one, column("none")], negated: false)) == "null")
    #expect(try evaluate(.isIn(column("amount"), [one, column("none")], negated: true)) == "null")
    #expect(try evaluate(.isIn(column("amount"), [.number(125, scale: 1), column("none")], negated: false)) == "true")
    #expect(try evaluate(.isIn(column("amount"), [.number(125, scale: 1), column("none")], negated: true)) == "false")
    #expect(try evaluate(.between(column("amount"), .number(13, scale: 0), column("none"), negated: false)) == "false")
    #expect(try evaluate(.between(column("amount"), one, column("none"), negated: true)) == "null")
    #expect(try evaluate(.cases([(column("unknown"), one)], otherwise: .number(25, scale: 1))) == "2.5")
    #expect(try evaluate(.cases([(column("no"), one)], otherwise: nil)) == "null")
    #expect(try evaluate(.call(.coalesce, [column("none"), column("amount")])) == "12.5")
    #expect(try evaluate(.call(.least, [column("none"), column("amount"), one])) == "1")
    #expect(try evaluate(.call(.greatest, [column("amount"), one])) == "12.5")
  }

  @Test func decimalsMeetAtACommonScale() throws {
    #expect(try evaluate(.binary(.equal, column("amount"), .number(125, scale: 1))) == "true")
    #expect(try evaluate(.binary(.plus, column("amount"), .number(1, scale: 3))) == "12.501")
    #expect(try evaluate(.binary(.times, column("amount"), .number(5, scale: 1))) == "6.25")
    #expect(try evaluate(.unary(.minus, column("amount"))) == "-12.5")
    #expect(try evaluate(.call(.abs, [.unary(.minus, column("amount"))])) == "12.5")
    // Comparison never overflows, arithmetic says so.
    #expect(try evaluate(.binary(.greater, column("huge"), .number(1, scale: 9))) == "true")
    for overflow in [
      E.binary(.plus, column("huge"), .number(1, scale: 0)), .binary(.times, column("huge"), column("huge")),
      .binary(.plus, column("huge"), .number(1, scale: 2)),
      .unary(.minus, .binary(.minus, .unary(.minus, column("huge")), .number(1, scale: 0))),
    ] {
      #expect(throws: Overflow.self) { try evaluate(overflow) }
    }
  }

  @Test func whatIsNotNeededCannotOverflow() throws {
    let one = E.number(1, scale: 0)
    let over = E.binary(.plus, column("huge"), one)
    let isOver = E.binary(.greater, over, one)
    #expect(try evaluate(.binary(.and, column("no"), isOver)) == "false")
    #expect(try evaluate(.binary(.or, column("yes"), isOver)) == "true")
    #expect(try evaluate(.cases([(column("no"), over)], otherwise: one)) == "1")
    #expect(try evaluate(.cases([(column("yes"), one), (isOver, one)], otherwise: over)) == "1")
    #expect(try evaluate(.call(.coalesce, [column("amount"), over])) == "12.5")
    #expect(try evaluate(.binary(.equal, column("none"), over)) == "null")
    for needed in [
      E.binary(.and, column("unknown"), isOver), .binary(.or, column("no"), isOver),
      .binary(.and, isOver, column("no")),
      .call(.coalesce, [column("none"), over]), .cases([(column("unknown"), one)], otherwise: over),
      .isNull(over, negated: false), .binary(.equal, over, column("none")),
    ] {
      #expect(throws: Overflow.self) { try evaluate(needed) }
    }
  }

  @Test func texts() throws {
    #expect(try evaluate(.call(.lower, [column("name")])) == "zoë_1")
    #expect(try evaluate(.binary(.less, column("name"), .text("a"))) == "true")
    #expect(try evaluate(.binary(.greater, column("name"), .text("Zo"))) == "true")
    for (pattern, result) in [
      ("Zo_%", "true"), ("Zo__1", "true"), ("Zo___1", "false"), ("%1", "true"), ("%o%_%1%", "true"), ("zo%", "false"),
      ("%", "true"), ("", "false"), ("Zoë_1", "true"), ("%ë", "false"),
    ] {
      #expect(try evaluate(.like(column("name"), pattern: pattern, negated: false)) == result, "\(pattern)")
    }
    #expect(try evaluate(.like(column("name"), pattern: "Z%", negated: true)) == "false")
  }

  @Test func timesBetween() throws {
    let midnight = E.timestamp("2026-04-01")
    #expect(try evaluate(.call(.secondsBetween, [midnight, column("at")])) == "45015")
    #expect(try evaluate(.call(.daysBetween, [midnight, column("at")])) == "0")
    #expect(try evaluate(.call(.daysBetween, [column("at"), midnight])) == "-1")
  }

  @Test func mistakesAreFindings() {
    for wrong in [
      E.column("nme"), .binary(.equal, column("name"), column("amount")),
      .binary(.plus, column("name"), column("amount")),
      .call(.coalesce, [column("name"), column("amount")]), .timestamp("2026-02-30"),
      .binary(.and, column("yes"), column("amount")),
    ] {
      #expect(throws: DiagnosticError.self) { try evaluate(wrong) }
    }
  }

  /// Facts read sums at the scale that the metric language gives an expression; both must agree.
  @Test func scalesAgreeWithTheMetricLanguage() throws {
    for expression in [
      E.binary(.times, column("amount"), .number(5, scale: 1)), .binary(.plus, column("amount"), .number(1, scale: 3)),
      .cases([(column("yes"), .number(1, scale: 0))], otherwise: .number(25, scale: 1)),
      .call(.coalesce, [column("none"), column("amount")]), .unary(.minus, column("amount")),
    ] {
      var compiler = ExpressionCompiler(columns: columns, rules: .utc, location: .init(file: "pack.yaml"))
      #expect(try compiler.compile(expression).type == expression.type(in: { columns[$0]?.type }))
    }
  }
}
