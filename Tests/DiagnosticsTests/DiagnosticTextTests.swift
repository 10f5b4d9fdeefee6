import Diagnostics
import Testing

@Suite struct DiagnosticTextTests {
  @Test func printsPlaceCauseAndRemedy() {
    let text = DiagnosticText(colours: false, excerpt: { _ in "  metrics: [npss]" }).text([
      Diagnostic(
        .error, "unknown-metric", "there is no metric 'npss'", at: .init(file: "index.md", line: 4, column: 12),
        explanation: "the page refers to it", remedy: "did you mean 'nps'?")
    ])
    #expect(
      text == """
        index.md:4:12: error: there is no metric 'npss' [unknown-metric]
            |   metrics: [npss]
            why: the page refers to it
            fix: did you mean 'nps'?
        1 error, 0 warnings

        """)
  }

  @Test func thePartAtFaultIsUnderlined() {
    let text = DiagnosticText(colours: false, excerpt: { _ in "  value: revenue + spend" }).text([
      Diagnostic(.error, "e", "b", at: .init(file: "a", line: 1, column: 20), length: 5),
      Diagnostic(.error, "e", "c", at: .init(file: "b", line: 1, column: 20), length: 500),
      Diagnostic(.error, "e", "d", at: .init(file: "c", line: 1, column: 99), length: 5),
    ])
    let line = "    |   value: revenue + spend\n"
    let mark = "    |                    ^^^^^\n"
    #expect(
      text == "a:1:20: error: b [e]\n\(line)\(mark)b:1:20: error: c [e]\n\(line)\(mark)c:1:99: error: d [e]\n\(line)"
        + "3 errors, 0 warnings\n")
  }

  @Test func errorsComeFirstAndControlCharactersAreInert() {
    let text = DiagnosticText(colours: false).text([
      Diagnostic(.warning, "w", "a\u{1B}[2J", at: .init(file: "a", line: 1)),
      Diagnostic(.error, "e", "b", at: .init(file: "b", line: 9)),
    ])
    #expect(text.hasPrefix("b:9: error: b [e]\n"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func aTextForATerminalActsOnNothing() {
    let text = "red \u{1B}[31m\u{7} \u{202E}back\tgo\r\nend"
    #expect(terminalText(text) == "red �[31m� �back go�\nend")
    #expect(terminalText(text, keepsLines: false) == "red �[31m� �back go��end")
    #expect(terminalText("Köln – 東京") == "Köln – 東京")
  }

  @Test func colourOnlyWhenAsked() {
    #expect(DiagnosticText(colours: true).text([Diagnostic(.error, "e", "b")]).contains("\u{1B}[1;31merror"))
  }
}
