import Diagnostics
import Foundation
import Metrics
import Pack
import Testing

@testable import BoardpackCLI

@Suite struct NewPackTests {
  /// 2024-10-01 plus 730 days is the end of September 2026: its third quarter is complete, with a year before it.
  @Test func aPackOfTwoYears() throws {
    let (pack, findings, text, page) = try written([("sessions.csv", sessions(days: 730))])
    #expect(findings.filter { $0.severity == .error } == [])
    let loaded = try #require(pack)
    #expect(loaded.period.name == "2026-Q3")
    #expect(loaded.asOfDate.description == "2026-09-30")
    #expect(loaded.comparisons.map(\.name) == ["prior", "year_ago"])
    #expect(loaded.metrics.map(\.name) == ["session_volume", "resolved_rate", "amount_per_session"])
    #expect(loaded.datasets.first?.key == "session_id")
    #expect(loaded.segments.map(\.name) == ["channel"])
    #expect(text.contains("promoters"))
    #expect(page.contains("by: channel"))
  }

  /// A metric that a page names exists in the pack, and the page holds no figure.
  @Test func thePageHoldsReferencesOnly() throws {
    let (_, _, _, page) = try written([("sessions.csv", sessions(days: 730))])
    let outside = page.split(separator: "\n").filter { !$0.hasPrefix("from: ") }.joined(separator: "\n")
    #expect(!outside.contains { $0.isNumber })
  }

  @Test func shortDataGetAMonth() throws {
    let (pack, _, _, page) = try written([("sessions.csv", sessions(days: 70, from: "2026-01-01"))])
    #expect(pack?.period.name == "2026-02")
    #expect(pack?.comparisons.map(\.name) == ["prior"])
    #expect(page.contains("change(prior)"))
    let (open, findings, _, first) = try written([("sessions.csv", sessions(days: 5, from: "2026-01-10"))])
    #expect(open?.period.name == "2026-01")
    #expect(findings.map(\.id) == ["open-period"])
    #expect(!first.contains("prior"))
  }

  @Test func severalFilesOfSeveralForms() throws {
    let (pack, findings, text, _) = try written([
      ("customers.csv", "customer_id;tier\nc1;gold\nc2;basic\n"),
      (
        "cases 2026-09.csv",
        "case_id|customer_id|opened|closed\n1|c1|01/Sep/26 10:00|\n2|c2|30/Sep/26 11:00|30/Sep/26 12:00\n"
      ),
      (
        "feedback.ndjson",
        "{\"id\":\"a\",\"received\":\"2026-09-02\",\"ok\":\"ja\"}\n{\"received\":\"2026-09-03\",\"ok\":\"nein\"}\n"
      ),
    ])
    #expect(findings.filter { $0.severity == .error } == [])
    #expect(pack?.datasets.map(\.name) == ["customers", "cases", "feedback"])
    #expect(pack?.metrics.map(\.name) == ["case_volume", "feedback_volume", "median_time_to_closed"])
    #expect(text.contains("format: \"dd/MMM/yy HH:mm\""))
    #expect(text.contains("lookup: {customer: {to: customers, on: customer_id}}"))
  }

  @Test func withoutAFlagTheRateIsTheShareOfTheMostCommonValue() throws {
    let rows = (1...28).map { "2026-02-\($0 < 10 ? "0" : "")\($0),\($0 % 3 == 0 ? "o'clock: \"x\"" : "a,b")" }
    let text = "day;channel\n" + rows.map { $0.replacing(",", with: ";", maxReplacements: 1) }.joined(separator: "\n")
    let (pack, findings, written, _) = try written([("visits.csv", text.replacing("\"", with: ""))])
    #expect(findings.filter { $0.severity == .error } == [])
    #expect(pack?.metrics.map(\.name) == ["visit_volume", "channel_most_common_share"])
    #expect(written.contains("channel = 'a,b'"))
  }

  /// Times in a unit keep it; numbers that are neither money nor time are means of the rows.
  @Test func figures() throws {
    let header = "call_id,day,handle_seconds\n"
    let calls = (1...28).map { "k\($0),2026-02-\($0 < 10 ? "0" : "")\($0),\($0 * 7)\n" }.joined()
    let (pack, findings, _, _) = try written([("calls.csv", header + calls)])
    #expect(findings.filter { $0.severity == .error } == [])
    #expect(pack?.metrics.map(\.name) == ["call_volume", "median_handle_seconds"])
    let (plain, problems, _, _) = try written([
      ("calls.csv", (header + calls).replacing("handle_seconds", with: "quantity"))
    ])
    #expect(problems.filter { $0.severity == .error } == [])
    #expect(plain?.metrics.map(\.name) == ["call_volume", "quantity_per_call"])
  }

  /// Names that would end a quotation, a comment or a mapping, in every place a column can take.
  @Test func hostileNames() throws {
    let names = [
      "id: \"x\"} # {y}, 'id", "customer\n- id", "started: {{ at }}", "chan\"\"nel, [a]: &b *c !d | > %@`",
      "resolved' OR TRUE; --", "amount: null", "score # é\u{2028}",
    ]
    let header = names.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
    let (pack, findings, text, page) = try written([("{{x}}*: #.csv", sessions(days: 730, header: header))])
    #expect(findings.filter { $0.severity == .error } == [])
    let dataset = try #require(pack?.datasets.first)
    #expect(Set(names).isSubset(of: dataset.columns.map(\.name)))
    #expect(dataset.key == names[0])
    #expect(pack?.segments.count == 1)
    #expect(pack?.metrics.count == 3)
    let (root, problems) = parseYAML(text: text, file: "pack.yaml")
    #expect(root != nil)
    #expect(problems == [])
    #expect(!page.contains("{y}"))
  }

  @Test func keywordsAreQuoted() {
    #expect(NewQuoting.column("end") == "\"end\"")
    #expect(NewQuoting.column("ended_at") == "ended_at")
    #expect(NewQuoting.column("Größe") == "\"Größe\"")
    #expect(NewQuoting.column("a\"b") == "\"a\"\"b\"")
    #expect(!NewQuoting.isUsable("a.b"))
    #expect(!NewQuoting.isUsable(""))
    // A combining mark would melt into the quotation mark before it.
    #expect(!NewQuoting.isUsable("\u{0301}a"))
  }

  @Test func filesWithoutTimestamps() throws {
    let profile = try profile("id,tier\n1,gold\n")
    let error = #expect(throws: DiagnosticError.self) { try NewPack([profile], title: nil) }
    #expect(error?.diagnostics.map(\.id) == ["no-time-column"])
  }

  @Test func nothingIsReplaced() throws {
    try withFolder { folder in
      #expect(throws: Never.self) { try NewFolder(path: folder).checkIsFree() }
      #expect(throws: Never.self) { try NewFolder(path: folder + "/new").checkIsFree() }
      try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/file"))
      for path in [folder, folder + "/file"] {
        let error = #expect(throws: DiagnosticError.self) { try NewFolder(path: path).checkIsFree() }
        #expect(error?.diagnostics.map(\.id) == ["folder-not-empty"])
      }
    }
  }

  /// The copy is byte for byte, and a failure leaves nothing behind.
  @Test func writing() throws {
    try withFolder { folder in
      let text = sessions(days: 40)
      let source = folder + "/sessions.csv"
      try Data(text.utf8).write(to: URL(fileURLWithPath: source))
      let pack = try NewPack([try NewProfile(source)], title: "A: \"title\"")
      try NewFolder(path: folder + "/pack").write(pack)
      let copy = try Data(contentsOf: URL(fileURLWithPath: folder + "/pack/data/sessions.csv"))
      #expect(copy == Data(text.utf8))
      #expect(Pack.load(folder: folder + "/pack").0?.title == "A: \"title\"")
      try FileManager.default.removeItem(atPath: source)
      #expect(throws: DiagnosticError.self) { try NewFolder(path: folder + "/second").write(pack) }
      #expect(!FileManager.default.fileExists(atPath: folder + "/second"))
    }
  }

  @Test func namesOfDatasets() {
    #expect(NewPack.datasetWords("a/Sessions-2026-09.csv") == (["sessions"], "session"))
    #expect(NewPack.datasetWords("export.csv") == (["rows"], "row"))
    #expect(NewPack.datasetWords("days.csv") == (["days"], "row"))
    #expect(NewPack.datasetWords("supportQueries_v2.csv").noun == "support_query")
    #expect(NewFolder.shellText("a/b-c") == "a/b-c")
    #expect(NewFolder.shellText("it's") == "'it'\\''s'")
  }
}
