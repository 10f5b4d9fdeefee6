import Testing

@testable import Site

/// Unicode's bidirectional controls (UAX #9) and control characters show as what they are, in whatever writes them.
@Suite struct MisleadingTextTests {
  @Test(arguments: [
    "\u{0}", "\u{1B}", "\u{7F}", "\u{85}", "\u{9F}", "\u{202A}", "\u{202E}", "\u{2066}", "\u{2069}",
  ])
  func misleadingCharactersAreReplaced(_ character: String) {
    #expect(HTML.text("a\(character)b–é").markup == "a\u{FFFD}b–é")
  }

  /// Marks that writing from right to left needs, spaces of no width and the like do no harm.
  @Test(arguments: ["\u{200E}", "\u{200F}", "\u{200B}", "\u{2029}", "\u{A0}", "–", "€", "שלום"])
  func harmlessCharactersStay(_ text: String) {
    #expect(HTML.text(text).markup == text)
  }
}
