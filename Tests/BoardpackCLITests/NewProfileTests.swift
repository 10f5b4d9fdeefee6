import Pack
import Testing

@testable import BoardpackCLI

@Suite struct NewProfileTests {
  @Test(arguments: [",", ";", "\t", "|"])
  func separators(_ separator: String) throws {
    // The text holds each other separator, so that counting alone would mislead.
    let rows = [["id", "day", "note"], ["1", "2026-04-01", "\"a,b;c\td|e\""], ["2", "2026-04-02", "\"x,y;z\""]]
    let text = rows.map { $0.joined(separator: separator) }.joined(separator: "\r\n") + "\r\n"
    let profile = try profile(text)
    #expect(profile.file.format == .csv && profile.file.separator == separator.utf8.first)
    #expect(profile.columns.map(\.name) == ["id", "day", "note"])
    #expect(profile.rows == 2)
    #expect(profile.columns[2].type == .text)
  }

  @Test func oneColumn() throws {
    let profile = try profile("day\n2026-04-01\n")
    #expect(profile.columns.map(\.name) == ["day"])
    #expect(profile.rows == 1)
  }

  @Test func byteOrderMarkAndMissingLineEnd() throws {
    let profile = try profile("\u{FEFF}day;n\n2026-04-01;1\n2026-04-02;2")
    #expect(profile.columns.map(\.name) == ["day", "n"])
    #expect(profile.rows == 2)
  }

  @Test func jsonLines() throws {
    let text = """
      {"id":"a","day":"2026-04-01","done":true,"n":1.5}
      {"id":"b","day":"2026-04-02","done":null,"n":2,"late \\"é\\"":"x","tags":["{","}"],"who":{"id":1}}
      not json
      """
    let profile = try profile(text, name: "feedback.txt")
    #expect(profile.file.format == .jsonl)
    #expect(profile.columns.map(\.name) == ["id", "day", "done", "n", "late \"é\""])
    #expect(profile.rows == 2)
    #expect(profile.badRows == 1)
    #expect(profile.columns[2].type == .boolean(true: "true", false: "false"))
    #expect(profile.columns[3].type == .number(digits: 1))
    #expect(profile.remarks.count == 2)
  }

  @Test func malformedRowsAreCounted() throws {
    let profile = try profile("day,n\n2026-04-01,1\n2026-04-02\n2026-04-03,3,4\n")
    #expect(profile.rows == 1)
    #expect(profile.badRows == 2)
  }

  @Test func doubledUnnamedAndUnusableColumnsAreLeftOut() throws {
    let profile = try profile("day,n,n,,a.b\n2026-04-01,1,2,3,4\n")
    #expect(profile.columns.map(\.name) == ["day"])
    #expect(profile.remarks.count == 3)
  }

  @Test func filesWithoutRows() {
    #expect(findings("") == ["empty-file"])
    #expect(findings("\n\n") == ["empty-file"])
    #expect(findings("", name: "a.jsonl") == ["empty-file"])
    #expect(findings("id,day\n") == ["no-rows"])
    #expect(findings("id,day") == ["no-rows"])
    #expect(findings("day,n\n1\n2\n") == ["no-rows"])
    #expect(findings("nothing\n", name: "a.jsonl") == ["no-rows"])
    #expect(findings("PK\u{03}\u{04}…") == ["not-text"])
    #expect(findings("id,\u{0}\n1,2\n") == ["not-text"])
    #expect(findings("id,day\n1,\"open\n") == ["open-quote"])
  }

  @Test func choices() throws {
    let profile = try profile(sessions(days: 40))
    let choices = NewChoices(profile.columns, rows: profile.rows)
    #expect(choices.key?.name == "session_id")
    #expect(choices.time?.name == "started_at")
    #expect(choices.cluster?.name == "customer_id")
    #expect(choices.segment?.name == "channel")
    #expect(choices.flag?.name == "resolved")
    guard case .amount(let amount) = choices.figure else {
      Issue.record("no amount")
      return
    }
    #expect(amount.name == "amount")
  }

  @Test func theTimeColumnIsTheOneWithFewestGapsThenByName() throws {
    let profile = try profile(
      "due_date,ended_at,started_at\n2030-01-01,2026-04-01,2026-04-01\n2030-01-01,,2026-04-02\n")
    #expect(NewChoices(profile.columns, rows: 2).time?.name == "started_at")
    #expect(NewChoices(profile.columns, rows: 2).key == nil)
  }
}
