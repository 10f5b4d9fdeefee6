import Diagnostics
import Metrics
import Pack
import Rows
import Testing

@testable import Columns

/// The kernels of whole blocks against the decoder of single fields.
@Suite struct RandomFieldTests {
  private static let columns: [Column] = [
    Column(name: "text", type: .text, nulls: ["NA", "-"]),
    Column(name: "flag", type: .boolean),
    Column(
      name: "ja", type: .boolean, nulls: ["?"], trueSpellings: ["Ja", "wahrhaftig"],
      falseSpellings: ["Nein", "ÄH", "ja"],
      required: true),
    Column(name: "whole", type: .number(scale: 0), nulls: ["0", "n/a"]),
    Column(name: "cents", type: .number(scale: 2)), Column(name: "fine", type: .number(scale: 10)),
    Column(name: "finest", type: .number(scale: 15), required: true),
    Column(name: "comma", type: .number(scale: 2), hasDecimalComma: true),
    Column(name: "whole comma", type: .number(scale: 0), hasDecimalComma: true),
    Column(name: "finest comma", type: .number(scale: 15), hasDecimalComma: true),
    Column(name: "at", type: .timestamp), Column(name: "seconds", type: .timestamp, format: "epoch"),
    Column(name: "millis", type: .timestamp, format: "epoch-ms"),
    Column(name: "european", type: .timestamp, format: "dd.MM.yyyy HH:mm"),
    Column(name: "english", type: .timestamp, format: "dd/MMM/yy"),
  ]

  private static let seeds = [
    "", "", "true", "FALSE", "Yes", "n", "1", "0", "Ja", "nein", "äh", "ÄH", "wahrhaftig", "WahrHaftig", "wahrhaftigs",
    "t\0", "NA", "-", "?", "12", "-12", "+12", "12.5", "-0.07", ".5", "5.", ".", "--1", "1.2.3", "12345678",
    "-12345678",
    "123456789", "1234567890123456", "12345678901234567", "-1234567890123456", "9223372036854775807",
    "-9223372036854775808", "9223372036854775808", "1e3", "1,5", ",5", "5,", ",", "1,2,3", "1,2.3", "1.234,5", "12,50",
    "-0,07", "1,005", "1,500", "0000001,50",
    "99999,99", "1234567890,25", "-1234567890123456,25", "92233720368547758,07", "92233720368547758,08", "12,000000",
    "00000000000,00000001", "123456789,", ",123456789", "1.005", "1.500", "12.000000", "00000000.5",
    "0000001.50",
    "99999.99", "1234567890.25", "-1234567890123456.25", "123456789012345678.5", "92233720368547758.07",
    "92233720368547758.08", "-92233720368547758.08", "00000000000.00000001", "123456789.", ".123456789",
    "1234.12345678.1", "922337203.6854775807", "922337203.6854775808", "-99999.99", "123456.7", "1234567.",
    "2026-04-01", "2026-04-01T12:30:15", "2026-04-01 12:30:15",
    "2026-04-01T12:30:15Z", "2026-04-01 12:30:15z", "2026-04-01T12:30", "2026-04-01T12:30:15.25",
    "2026-04-01T12:30:15+02:00",
    "2026-10-25 02:30:00", "2026-10-25 03:30:00", "2026-10-25T02:30:00Z", "2026-03-29 02:30:00", "2026-02-29",
    "2024-02-29",
    "0000-00-00", "0000-01-01", "0001-01-01", "9999-12-31T23:59:59Z", "2026-13-01", "2026-00-10", "2026-01-32",
    "2026-01-00",
    "2026-04-01T24:00:00", "2026-04-01T12:60:00", "2026-04-01T12:30:60", "2026-04-01X12:30:15", "2026/04/01",
    "1893-03-31",
    "1893-04-01 00:00:00", "2026-04-01T12:30:15Q", "01.04.2026 12:30", "25.10.2026 02:30", "31.04.2026 12:30",
    "01/jan/26", "28/FEB/70", "31/Mar/68", "30/Apr/26", "31/May/26", "30/Jun/26", "31/JUL/26",
    "31/Aug/26", "30/Sep/26", "25/Oct/26", "30/Nov/26", "31/Dec/69", "31/Dez/26",
    "1775046615",
    "1775046615999", "-1", "-1001", "\u{FF11}2", "caf\u{E9}", "2026-04-0\u{661}",
  ]

  private func mutated(_ text: String, _ random: inout SplitMix64) -> String {
    var bytes = Array(text.utf8)
    guard !bytes.isEmpty, random.chance(2) else { return text }
    let at = random.below(bytes.count)
    switch random.below(4) {
    case 0: bytes[at] = random.pick(Array("0123456789:-. TZz+,/;\u{7F}".utf8))
    case 1: bytes.insert(random.pick(Array("0123456789.-".utf8)), at: at)
    case 2: bytes.remove(at: at)
    default: bytes[at] ^= UInt8(1 << random.below(8))
    }
    return String(validating: bytes, as: UTF8.self) ?? text
  }

  @Test(arguments: ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia"])
  func kernelsAgreeWithTheDecoder(zone: String) throws {
    let rules = try ZoneRules.load(zone)
    let location = Diagnostic.Location(file: "pack.yaml")
    let decoders = try Self.columns.map { try ColumnDecoder($0, rules: rules, location: location) }
    for (number, decoder) in decoders.enumerated() {
      var random = SplitMix64(state: UInt64(number))
      let evaluator = BlockEvaluator(program: Program(), slots: [decoder.type], decoders: [decoder])
      for size in [700, 1, 0, 64, 65] {
        let rows = (0..<size).map { _ in [mutated(random.pick(Self.seeds), &random)] }
        let fixture = Fixture(rows, noise: random.pick(Array("-0.5Z\0".utf8)))
        if size > 10 { fixture.block.problems = [(row: 3, problem: RowProblem(rule: "reader"))] }
        evaluator.load(fixture.block)
        var rejected: [String] = []
        var repeated = 0
        for row in 0..<size {
          if size > 10, row == 3 {
            rejected.append("3 reader")
            continue
          }
          let bytes = fixture.block.bytes(0, row)
          let start = try #require(bytes.baseAddress)
          var expected = Cell.null
          var isBad = false
          switch decoder.decode(start, count: bytes.count) {
          case .null: break
          case .boolean(let value): expected = .boolean(value)
          case .integer(let value, let isRepeated):
            expected = .integer(value)
            if isRepeated { repeated += 1 }
          case .text: expected = .text(Array(bytes))
          case .bad(let rule):
            isBad = true
            rejected.append("\(row) \(rule)")
          }
          #expect(evaluator.good.has(row) == !isBad, "\(decoder.name): \(rows[row])")
          if !isBad { #expect(evaluator.slot(0).cell(row) == expected, "\(decoder.name): \(rows[row])") }
        }
        #expect(evaluator.rejected.map { "\($0.row) \($0.problem.rule)" } == rejected)
        #expect(evaluator.repeatedTimes == repeated)
        for row in size..<1024 { #expect(!evaluator.good.has(row) && evaluator.slot(0).cell(row) == .null) }
      }
    }
  }

  /// Every quarter of an hour of two years, and all days between: the cache of days against the zone's transitions.
  @Test(arguments: ["Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "Africa/Cairo"])
  func cachedDaysAgreeWithTheZone(zone: String) throws {
    let rules = try ZoneRules.load(zone)
    let cache = DayCache(rules: rules, memory: Memory())
    let first = try #require(CivilDate(year: 2025, month: 1, day: 1)).dayNumber
    for number in first..<first + 730 {
      let date = CivilDate(dayNumber: number)
      let day = try #require(cache.day(date.year, date.month, date.day))
      guard day.offset != DayCache.unsure else { continue }
      for second in stride(from: 0, to: 86_400, by: 900) {
        let wall = Int64(number) * 86_400 + Int64(second)
        #expect(rules.utcSeconds(wallClock: wall) == wall - Int64(day.offset) && !rules.isRepeated(wallClock: wall))
      }
    }
  }
}
