import Diagnostics
import Testing

@testable import Pack

@Suite("YAML as nodes")
struct ConfigNodeTests {
  private func problems(_ text: String) -> [Diagnostic] { parseYAML(text: text, file: "a.yaml").1 }

  @Test func scalarsStayText() throws {
    let (node, problems) = parseYAML(text: "a: no\nb: 2026-10-05\nc: 1.10\nd: ~\ne:\nf: 0x1F\n", file: "a.yaml")
    #expect(problems.isEmpty)
    var findings: [Diagnostic] = []
    let values = try #require(node).entries(&findings).map(\.value.plainText)
    #expect(values == ["no", "2026-10-05", "1.10", "~", "", "0x1F"])
  }

  @Test func placesCountFromTheFirstLineOfTheText() throws {
    let (node, _) = parseYAML(
      text: "metric: nps\ntitle: \"NPS rose\"\nnote: |\n  long\n  text\n", file: "p.md", firstLine: 10)
    var findings: [Diagnostic] = []
    let entries = try #require(node).entries(&findings)
    #expect(entries[0].value.location == .init(file: "p.md", line: 10, column: 9))
    #expect(entries[1].key.location == .init(file: "p.md", line: 11, column: 1))
    // Of the first character after the quote, and of the first line of a block.
    #expect(entries[1].value.location == .init(file: "p.md", line: 11, column: 9))
    #expect(entries[2].value.location == .init(file: "p.md", line: 13, column: 3))
  }

  @Test func emptyTextIsAnEmptyNode() {
    let (node, problems) = parseYAML(text: "", file: "a.yaml")
    #expect(node?.isEmpty == true)
    #expect(problems.isEmpty)
  }

  @Test(
    "Syntax errors have a place and a remedy, and no parser's words",
    arguments: [
      ("a: 1\n\tb: 2\n", "yaml-tab", 2, "spaces"), ("a: 1\r\n\tb: 2\r\n", "yaml-tab", 2, "spaces"),
      ("a:\n  b: 1\n \tc: 2\n", "yaml-tab", 3, "spaces"),
      ("title: Q3: a success\n", "yaml-syntax", 1, "quotes"), ("a: @b\n", "yaml-syntax", 1, "quotes"),
      ("a: \"open\nb: 2\n", "yaml-syntax", 3, "Close"), ("a: [1, 2\nb: 3\n", "yaml-syntax", 2, "bracket"),
      ("a: 1\n   b: 2\n", "yaml-syntax", 2, "align"), ("a: 1\nb\n", "yaml-syntax", 3, "colon"),
      ("a: {{ nps }}\n", "yaml-key", 1, "quotes"), ("a: 1\n---\nb: 2\n", "yaml-syntax", 2, "---"),
      ("a: *b\n", "yaml-syntax", 1, ""),
    ])
  func syntax(text: String, id: String, line: Int, remedy: String) throws {
    let finding = try #require(problems(text).first)
    #expect(finding.id == id)
    #expect(finding.location?.line == line)
    #expect(finding.location?.column != nil)
    #expect((finding.remedy ?? "").contains(remedy), "\(finding)")
    #expect(!finding.summary.contains("YamlError"))
  }

  @Test func duplicateKeysNameBothLines() throws {
    let finding = try #require(problems("a: 1\nb:\n  x: 1\n  y: 2\n  x: 3\n").first)
    #expect(finding.id == "duplicate-key")
    #expect(finding.summary.contains("`x`"))
    #expect(finding.location == .init(file: "a.yaml", line: 5, column: 3))
    #expect(finding.explanation?.contains("line 3") == true)
  }

  @Test func duplicateKeysInBraces() throws {
    #expect(problems("b: {x: 1, x: 3}\n").first?.id == "duplicate-key")
  }

  @Test func unfoldingAliasesIsBounded() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...6 {
      let list = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(list)]\n"
    }
    #expect(problems(text).map(\.id) == ["yaml-size"])
  }

  @Test func readersCollect() throws {
    let (node, _) = parseYAML(
      text: "metrc: nps\ngrain: weekly\ncount: 1.5\nwhen: 5.10.2026\non: maybe\nshare: 45%\nlist: {a: 1}\n",
      file: "a.yaml")
    var findings: [Diagnostic] = []
    let known = ["metric", "grain", "count", "when", "on", "share", "list"]
    let mapping = try #require(node).mapping(known: known, &findings)
    #expect(mapping.required("metric", &findings) == nil)
    #expect(mapping["grain"]?.choice(of: Grain.self, &findings) == nil)
    #expect(mapping["count"]?.integer(in: 0...9, &findings) == nil)
    #expect(mapping["when"]?.date(&findings) == nil)
    #expect(mapping["on"]?.boolean(&findings) == nil)
    #expect(mapping["share"]?.number(&findings) == 0.45)
    #expect(mapping["list"]?.list(&findings).isEmpty == true)
    #expect(
      findings.map(\.id) == [
        "unknown-key", "wrong-value", "wrong-value", "wrong-value", "wrong-value", "wrong-value",
      ])
    #expect(findings[0].remedy == "Did you mean `metric`?")
    #expect(findings[0].location == .init(file: "a.yaml", line: 1, column: 1))
    #expect(findings[2].location == .init(file: "a.yaml", line: 3, column: 8))
  }
}
