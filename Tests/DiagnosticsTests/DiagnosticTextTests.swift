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

  @Test func errorsComeFirstAndControlCharactersAreInert() {
    let text = DiagnosticText(colours: false).text([
      Diagnostic(.warning, "w", "a\u{1B}[2J", at: .init(file: "a", line: 1)),
      Diagnostic(.error, "e", "b", at: .init(file: "b", line: 9)),
    ])
    #expect(text.hasPrefix("b:9: error: b [e]\n"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func colourOnlyWhenAsked() {
    #expect(DiagnosticText(colours: true).text([Diagnostic(.error, "e", "b")]).contains("\u{1B}[1;31merror"))
  }
}
