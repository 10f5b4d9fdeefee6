import Testing

@testable import Site

@Suite struct PageNumbersTests {
  @Test func tiedAndUntiedNumbersAreToldApart() {
    let found = PageNumbers(
      """
      <!DOCTYPE html><html><head><title>Page 7</title></head><body><nav>1 2</nav>
      <p>It was <button data-f="3" title="a > b">61.3%</button> of <data value="4">1,234</data> calls &amp; 7 letters.</p>
      <p>On 14 October 2026, in Q3 and 2026-08; 95% intervals. <span class="source" title="x">45%<sup>1</sup></span></p>
      <svg><title>Chart 5</title><text class="c-t">50%</text><text class="c-v" data-f="0"><title>long 9</title>9 &lt; 10</text></svg>
      </body></html>
      """)
    #expect(
      found.tied == [
        .init(figure: 3, text: "61.3%"), .init(figure: 4, text: "1,234"), .init(figure: 0, text: "9 < 10"),
      ])
    #expect(found.untied == ["calls & 7 letters."])
  }

  @Test(arguments: [
    ("Data as of 5 October 2026", false), ("1 April to 29 June 2026", false), ("2026-W31", false), ("12 months", true),
    ("Q3", false), ("Q5", true), ("p = 0.03", true), ("since 2019", false), ("3,456", true), ("no digits", false),
  ])
  func datesAreNoNumbers(text: String, isNumber: Bool) {
    #expect(NumberWords.holdsNumber(text) == isNumber)
  }
}
