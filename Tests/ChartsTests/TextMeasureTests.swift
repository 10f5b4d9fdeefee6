import Testing

@testable import Charts

@Suite struct TextMeasureTests {
  /// Widths by fontTools from Inter's own tables (tabular figures, no kerning); Chromium's `getComputedTextLength` over
  /// the embedded subset gave the same within 0.01 px.
  @Test(arguments: [
    ("Assistant live, 1 Apr", 10.0, TextWeight.regular, 93.963), ("29 (24–33)", 11, .semibold, 61.125),
    ("Łódź, Besançon ≥ 65.0%", 11, .regular, 129.531), ("▲ +112.4", 11, .regular, 52.969),
    ("Containment within intents", 11, .regular, 139.578), ("Messaging and social 67.5%", 11, .semibold, 152.105),
  ])
  func measuresAsTheFontDoes(text: String, size: Double, weight: TextWeight, width: Double) {
    #expect(abs(textWidth(text, size: size, weight: weight) - width) < 0.05)
  }

  @Test func figuresAreTabular() {
    #expect(textWidth("1111", size: 11, weight: .regular) == textWidth("0879", size: 11, weight: .regular))
  }

  @Test func unknownCharactersTakeTheWidest() {
    let widest = Double(InterWidths.regular.widest) * 11 / 2048
    #expect(abs(textWidth("漢", size: 11, weight: .regular) - widest) < 1e-9)
  }

  @Test func cutsToItsRoom() {
    let cut = truncated("Containment within intents", to: 80, size: 11, weight: .regular)
    #expect(cut.last == "…")
    #expect(textWidth(cut, size: 11, weight: .regular) <= 80)
    #expect(textWidth(cut + "mm", size: 11, weight: .regular) > 80)
    #expect(truncated("Short", to: 80, size: 11, weight: .regular) == "Short")
  }
}
