import Diagnostics
import Metrics
import Pack
import Rows
import Testing

@testable import Columns

@Suite struct DecodingTests {
  private func decode(_ text: String, _ column: Column, _ rules: ZoneRules = .utc) throws -> String {
    let decoder = try ColumnDecoder(column, rules: rules, location: .init(file: "pack.yaml"))
    let evaluator = BlockEvaluator(program: Program(), slots: [column.type], decoders: [decoder])
    let fixture = Fixture([[text]])
    evaluator.load(fixture.block)
    if let bad = evaluator.rejected.first { return bad.problem.rule }
    switch evaluator.slot(0).cell(0) {
    case .null: return "null"
    case .boolean(let value): return "\(value)"
    case .integer(let value): return "\(value)" + (evaluator.repeatedTimes > 0 ? " repeated" : "")
    case .text(let bytes): return String(decoding: bytes, as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("12", "1200"), ("-12.5", "-1250"), ("+0.07", "7"), (".5", "50"), ("1.500", "150"), ("", "null"),
    ("1.005", "finer than 2 digits: 1.005"), ("1,5", "not a number: 1,5"), ("1e3", "not a number: 1e3"),
    ("-", "not a number: -"), (".", "not a number: ."), ("--1", "not a number: --1"),
    ("92233720368547758.07", "9223372036854775807"), ("-92233720368547758.08", "-9223372036854775808"),
    ("92233720368547758.08", "number too large: 92233720368547758.08"),
  ])
  func numbers(text: String, expected: String) throws {
    #expect(try decode(text, Column(name: "c", type: .number(scale: 2))) == expected)
  }

  /// A point in such a number could stand between thousands or before decimals, so it is refused.
  @Test(arguments: [
    ("1234,50", "123450"), ("-12,5", "-1250"), (",5", "50"), ("12", "1200"), ("1,500", "150"),
    ("123456789,25", "12345678925"), ("92233720368547758,07", "9223372036854775807"),
    ("1234.50", "not a number: 1234.50"), ("1.234,50", "not a number: 1.234,50"),
    ("1,234,50", "not a number: 1,234,50"), ("1,005", "finer than 2 digits: 1,005"), (",", "not a number: ,"),
  ])
  func decimalCommas(text: String, expected: String) throws {
    #expect(try decode(text, Column(name: "c", type: .number(scale: 2), hasDecimalComma: true)) == expected)
  }

  @Test func numbersWriteBack() {
    #expect(DecimalText.text(-1250, scale: 2) == "-12.5")
    #expect(DecimalText.text(7, scale: 2) == "0.07")
    #expect(DecimalText.text(1200, scale: 2) == "12")
    #expect(DecimalText.text(.min, scale: 0) == "-9223372036854775808")
  }

  @Test(arguments: [
    ("TRUE", "true"), ("y", "true"), ("0", "false"), ("No", "false"), ("maybe", "neither true nor false: maybe"),
  ])
  func booleans(text: String, expected: String) throws {
    #expect(try decode(text, Column(name: "c", type: .boolean)) == expected)
  }

  @Test func spellingsAndNulls() throws {
    let column = Column(
      name: "c", type: .boolean, nulls: ["-"], trueSpellings: ["Ja"], falseSpellings: ["Nein"], required: true)
    #expect(try decode("ja", column) == "true")
    #expect(try decode("true", column) == "neither true nor false: true")
    #expect(try decode("-", column) == "required value is missing")
    #expect(try decode("n/a", Column(name: "c", type: .number(scale: 0), nulls: ["n/a"])) == "null")
  }

  /// Seconds by `date -u -d … +%s` of GNU coreutils.
  @Test(arguments: [
    (nil, "2026-04-01", "1775001600"), (nil, "2026-04-01T12:30", "1775046600"),
    (nil, "2026-04-01 12:30:15.999", "1775046615"), (nil, "2026-04-01T12:30:15Z", "1775046615"),
    (nil, "2026-04-01T12:30:15+02:00", "1775039415"), (nil, "2026-04-01T12:30:15-0530", "1775066415"),
    (nil, "2026-02-31", "not a timestamp: 2026-02-31"), (nil, "2026-02-29", "not a timestamp: 2026-02-29"),
    (nil, "2024-02-29", "1709164800"), (nil, "2026-04-01 24:00", "not a timestamp: 2026-04-01 24:00"),
    (nil, "2026-4-1", "not a timestamp: 2026-4-1"), ("dd/MMM/yy HH:mm", "30/Sep/21 17:20", "1633022400"),
    ("dd/MMM/yy HH:mm", "31/Sep/21 17:20", "not a timestamp: 31/Sep/21 17:20"),
    ("dd.MM.yyyy HH:mm", "01.04.2026 12:30", "1775046600"), ("MM/dd/yyyy", "04/01/2026", "1775001600"),
    ("yyyyMMdd", "20260401", "1775001600"), ("yyyyMMdd", "2026040", "not a timestamp: 2026040"),
    ("epoch", "1775046615", "1775046615"), ("epoch-ms", "-1", "-1"), ("epoch-ms", "1775046615999", "1775046615"),
  ])
  func timestamps(format: String?, text: String, expected: String) throws {
    #expect(try decode(text, Column(name: "c", type: .timestamp, format: format)) == expected)
  }

  /// Berlin's clocks go back on 2026-10-25 from 03:00 CEST to 02:00 CET: 02:30 is first 00:30 UTC.
  @Test func wallClockOfTheCalendarsZone() throws {
    let berlin = try ZoneRules.load("Europe/Berlin")
    let column = Column(name: "c", type: .timestamp)
    #expect(try decode("2026-07-01 12:00", column, berlin) == "1782900000")
    #expect(try decode("2026-10-25 02:30", column, berlin) == "1792888200 repeated")
    #expect(try decode("2026-10-25 02:30Z", column, berlin) == "1792895400")
  }

  @Test func unknownFormatIsRefused() {
    for format in ["dd.QQ.yyyy", "HH:mm", "yyyy-MM-dd dd"] {
      #expect(throws: DiagnosticError.self) { try decode("x", Column(name: "c", type: .timestamp, format: format)) }
    }
  }

  @Test func valuesAreShownShortAndInert() {
    #expect(excerpt("a\u{1B}[31m\n\u{202E}") == "a\\u{1b}[31m\\n\\u{202e}")
    #expect(excerpt(String(repeating: "x", count: 30)) == String(repeating: "x", count: 20) + "…")
  }
}
