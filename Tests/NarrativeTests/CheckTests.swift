import Diagnostics
import Narrative
import Testing

@Suite struct CheckTests {
  private func figures(_ text: String) -> [String] {
    handTypedFigures(in: page(text).page).map(\.summary).map { summary in
      String(summary.drop { $0 != "“" }.dropFirst().prefix { $0 != "”" })
    }
  }

  @Test(arguments: [
    ("Up by 45%.", "45%"), ("It cost €5", "€5"), ("EUR5m went", "EUR5m"), ("(4.2 points)", "4.2"),
    ("1,234 calls", "1,234"),
    ("## 12 of them", "12"), ("- 7 calls", "7"), ("> 3 calls", "3"), ("*50* calls", "50"), ("~5 calls", "~5"),
    ("[8 calls](a.md)", "8"), ("[rose by 9]{nps up}", "9"), ("3.5 days", "3.5"), ("2x as much", "2x"),
    ("page 5%", "5%"),
    ("| a |\n|---|\n| 17 |", "17"), ("31 calls in April", "31"), ("+3", "+3"), ("½ of them", "½"), ("٣ calls", "٣"),
    ("4–5 points", "4 5"), ("95% of calls", "95%"), ("{{ nps }} of 60", "60"), ("2,026 calls", "2,026"),
    ("![9 calls](a.svg)", "9"), ("3.1 points", "3.1"), ("# {{ nps }} of 60", "60"),
  ])
  func figure(_ text: String, _ expected: String) {
    #expect(figures(text).joined(separator: " ") == expected)
  }

  /// Sentences that try to pass: words for numbers, spaces that do not break, titles, digits of other scripts.
  @Test(arguments: [
    ("It rose by twenty per cent.", "twenty"), ("Forty-five percent of calls", "Forty-five"),
    ("It costs two million euros", "two"), ("Calls doubled.", "doubled"), ("Costs were halved", "halved"),
    ("a tenfold rise", "tenfold"), ("three times as many", "three"), ("45\u{A0}% of calls", "45"),
    ("1\u{202F}234 calls", "1 234"), ("[a](b.md \"up 45%\")", "45%"), ("![Calls](a.svg \"up 45%\")", "45%"),
    ("４５％ of calls", "４５％"), ("&#52;5% of calls", "45%"), ("4**5**% of calls", "45%"), ("rose45% then", "rose45%"),
    ("between 10 and 20 calls", "10 20"), ("10—20 calls", "10 20"), ("€1.2m–1.4m", "€1.2m 1.4m"),
    ("4\u{200B}5 calls", "4\u{200B}5"), ("on 31 April 45 calls", "45"), ("in Q3, 45% rose", "45%"), ("⅓ of them", "⅓"),
  ])
  func hostile(_ text: String, _ expected: String) {
    #expect(figures(text).joined(separator: " ") == expected)
  }

  @Test(arguments: [
    "three channels", "ninety days", "one of two", "nine in ten", "More than one survey in three", "the 95 % interval",
    "twice as many", "two teams of five people", "twofold in code: `45`",
  ])
  func wordsThatAreNoAmounts(_ text: String) {
    #expect(figures(text).filter { $0 != "twofold" }.isEmpty)
  }

  @Test(arguments: [
    "Costs fell owing to it", "The rise is attributable\u{A0}to it", "It resulted\nin calls", "This drives calls",
    "It leads to **more**", "as a\nconsequence of it", "[Due](a.md) to it", "This stems from it",
    "Dank des Assistenten", "Das führte zu **weniger** Anrufen", "Auf Grund\ndes Umbaus", "Bedingt durch ihn sank es",
    "Grâce à l'assistant", "À cause d'une panne", "La baisse est due au robot", "Cela a entraîné une hausse",
  ])
  func otherWordsForCauses(_ text: String) {
    #expect(causalWords(in: page(text).page).count == 1)
  }

  @Test(arguments: [
    "Der Dankesbrief kam an", "Der Weg führte zurück", "la raison en est simple", "un fait divers", "le mois dû",
    "cause",
  ])
  func wordsThatNameNoCause(_ text: String) {
    #expect(causalWords(in: page(text).page).isEmpty)
  }

  @Test(arguments: [
    "Am 5. Oktober 2026", "siehe Seite 5", "Abbildung 3", "90 Tage", "binnen 14 Tagen", "le 5 octobre 2026", "90 jours",
    "semaine 12", "sur 3 mois",
  ])
  func numbersThatAreNamesInGermanAndFrench(_ text: String) {
    #expect(figures(text).isEmpty)
  }

  @Test func figuresInGermanAndFrenchAreFound() {
    #expect(figures("71 Anrufe im Mai") == ["71"] && figures("45 appels en mai") == ["45"])
  }

  @Test(arguments: [
    "On 1 April 2026", "April 1, 2026", "1–3 April", "Q3", "2026", "in 2026's spring", "2026-Q3", "FY26", "2025/26",
    "2025–2026", "2026-04-01", "2026-W01", "page 5", "pages 5–7", "p. 12", "Section 2.1", "90-day", "a 90-day review",
    "24 hours", "90 days", "5 working days", "60–90 days", "the 3rd", "90th percentile", "24/7", "at 09:30", "B2B",
    "v2",
    "the 95% interval", "95% confidence", "1. item\n2. item", "# 1. Overview", "ISO 9001", "{{ nps }}", "`45%`",
    "[45%]{source: \"p. 12\"}", "[a](b2.md)", "<https://example.org/45>", "```text\n45\n```", "the 1990s", "phase 2",
    "one of them", "32nd",
  ])
  func allowed(_ text: String) {
    #expect(figures(text).isEmpty)
  }

  @Test func placeAndIdentity() {
    let found = handTypedFigures(in: page("# Message\n\none\ntwo 45% three\n").page)
    #expect(found.map(\.short) == ["hand-typed-figure:4"])
    #expect(found.first?.severity == .warning)
    let title = handTypedFigures(in: inline("Up 45%").inlines, file: "a.md", line: 9)
    #expect(title.first?.location == .init(file: "a.md", line: 9))
  }

  @Test func causes() {
    let found = causalWords(
      in: page(
        """
        Calls fell. The bot **drove** {{ nps }} up, [lower]{aht lower}! It was driven
        by {{ x }}; because of {{ x.low }}. {{ y }} is fine. As a result
        of it, all rose.

        [It caused this]{source: "Report"} and `due to`. Due to costs.
        """
      ).page)
    #expect(
      found == [
        CausalWord(word: "drove", line: 1, metrics: ["nps", "aht"]),
        CausalWord(word: "driven by", line: 1, metrics: ["x"]),
        CausalWord(word: "because of", line: 2, metrics: ["x"]),
        CausalWord(word: "as a result of", line: 2, metrics: []),
        CausalWord(word: "due to", line: 5, metrics: []),
      ])
  }

  @Test func contents() {
    let found = page("# {{ a }}\n\n- [x {{ b }}]{c up}\n\n| {{ d }} |\n|---|\n| *{{ e }}* |\n").page
    #expect(found.references.map(\.metric) == ["a", "b", "d", "e"])
    #expect(found.claims.map(\.metric) == ["c"])
  }
}
