import Columns
import Diagnostics
import Metrics
import Pack
import Rows
import Testing

@Suite struct ColumnRuleTests {
  private func rejected(
    _ column: Column, _ rules: [ColumnRule], _ values: [String], masks: Bool = false
  ) throws -> [String] {
    var decoder = try ColumnDecoder(column, rules: .utc, location: .init(file: "pack.yaml"))
    decoder.rules = rules
    if masks { decoder.shows = { _ in "(restricted)" } }
    let evaluator = BlockEvaluator(program: Program(), slots: [column.type], decoders: [decoder])
    let fixture = Fixture(values.map { [$0] })
    evaluator.load(fixture.block)
    return evaluator.rejected.map { "\($0.row) \($0.problem.rule)" }
  }

  @Test func numbersHaveARange() throws {
    let column = Column(name: "amount", type: .number(scale: 2))
    let values = ["-3", "0", "", "100.00", "100.01", "x"]
    #expect(
      try rejected(column, [.range(low: 0, high: 10_000)], values)
        == ["0 below 0: -3", "4 above 100: 100.01", "5 not a number: x"])
    #expect(try rejected(column, [.range(low: nil, high: nil)], values) == ["5 not a number: x"])
    #expect(
      try rejected(column, [.allowed(["0.00", "100"])], values)
        == ["0 not an allowed value: -3", "4 not an allowed value: 100.01", "5 not a number: x"])
  }

  @Test func textsAreAllowedOrNot() throws {
    let column = Column(name: "channel", type: .text)
    let values = ["voice", "foo", "", "Voice", "a value of quite some length"]
    #expect(
      try rejected(column, [.allowed(["voice", "chat"])], values) == [
        "1 not an allowed value: foo", "3 not an allowed value: Voice", "4 not an allowed value: a value of quite som…",
      ])
    #expect(
      try rejected(column, [.length(low: 4, high: 5)], values + ["Zoës!"])
        == ["1 shorter than 4 characters: foo", "4 longer than 5 characters: a value of quite som…"])
  }

  @Test func timesHaveARange() throws {
    let column = Column(name: "at", type: .timestamp)
    #expect(
      try rejected(column, [.range(low: 1_775_001_600, high: nil)], ["2026-03-31", "2026-04-01"])
        == ["0 below 2026-04-01T00:00:00Z: 2026-03-31"])
  }

  @Test func restrictedValuesAreNeverShown() throws {
    let number = Column(name: "n", type: .number(scale: 0))
    #expect(
      try rejected(number, [.range(low: 0, high: 9)], ["secret", "-77", "1.5", "99999999999999999999"], masks: true)
        == [
          "0 not a number: (restricted)", "1 below 0: (restricted)", "2 not a whole number: (restricted)",
          "3 number too large: (restricted)",
        ])
    for type in [ColumnType.boolean, .timestamp] {
      let rules = try rejected(Column(name: "c", type: type), [], ["secret"], masks: true)
      #expect(rules.count == 1 && rules.allSatisfy { $0.hasSuffix(": (restricted)") })
    }
    #expect(
      try rejected(Column(name: "t", type: .text), [.allowed(["a"])], ["secret"], masks: true)
        == ["0 not an allowed value: (restricted)"])
  }

  @Test func theFirstProblemOfARowCounts() throws {
    let location = Diagnostic.Location(file: "pack.yaml")
    let decoders = try ["a", "b"].map {
      try ColumnDecoder(Column(name: $0, type: .number(scale: 0)), rules: .utc, location: location)
    }
    let evaluator = BlockEvaluator(program: Program(), slots: decoders.map(\.type), decoders: decoders)
    let fixture = Fixture([["1", "y"], ["x", "y"], ["1", "2"], ["x", "1"]])
    evaluator.load(fixture.block)
    evaluator.reject(row: 2, column: nil, rule: "no key")
    evaluator.reject(row: 1, column: nil, rule: "late")
    #expect(
      evaluator.rejected.map { "\($0.row) \($0.problem.column ?? -1) \($0.problem.rule)" }
        == ["0 1 not a number: y", "1 0 not a number: x", "2 -1 no key", "3 0 not a number: x"])
    #expect((0..<4).allSatisfy { !evaluator.good.has($0) })
  }
}
