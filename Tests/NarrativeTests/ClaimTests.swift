import Diagnostics
import Narrative
import Testing

@Suite struct ClaimTests {
  private func claim(_ text: String) -> Claim? { inline(text).inlines.claims.first }

  @Test(arguments: [
    ("up", Claim.Predicate.up), ("down", .down), ("flat", .flat), ("higher", .higher), ("lower", .lower),
    ("signal", .signal), ("on target", .onTarget), ("near  target", .nearTarget), ("off target", .offTarget),
  ])
  func predicates(_ text: String, _ predicate: Claim.Predicate) {
    let expected = Claim(
      metric: "nps", predicate: predicate, location: .init(file: "index.md", line: 1, column: 4))
    #expect(claim("It [rose]{nps \(text)}") == expected)
    #expect(inline("It [rose]{ nps \(text) }").findings.isEmpty)
  }

  @Test func comparisonAndFilters() {
    let found = claim("[rose]{nps[channel=voice] up year_ago}")
    #expect(found?.comparison == "year_ago")
    #expect(found?.filters == [Filter(name: "channel", value: "voice")])
  }

  @Test(arguments: [
    ("[**rose**]{a up}", "‹<strong>rose</strong>|a up›"), ("[_rose_]{a up}", "‹<em>rose</em>|a up›"),
    ("**[rose]{a up}**", "<strong>‹rose|a up›</strong>"), ("*[rose]{a up} so*", "<em>‹rose|a up› so</em>"),
    ("[rose to {{ a }}]{a up}.", "‹rose to «a»|a up›."), ("[rose (a lot)]{a up}", "‹rose (a lot)|a up›"),
    ("[see [it](b.md)]{a up}", "‹see <a href=\"b.md\">it</a>|a up›"),
    ("[see [rose]{a up}](b.md)", "<a href=\"b.md\">see ‹rose|a up›</a>"),
    ("[x [y]{a up} z]{b down}", "‹x ‹y|a up› z|b down›"), ("[a]{a up}[b]{b down}", "‹a|a up›‹b|b down›"),
    ("[45%]{source: \"p. 12\"}", "“45%|p. 12”"), ("[45%]{ source : \"a } \\\"b\\\" <c\" }", "“45%|a } \"b\" &lt;c”"),
    ("(\\[rose\\])", "([rose])"), ("[rose]", "[rose]"),
  ])
  func texts(_ text: String, _ expected: String) {
    let found = inline(text)
    #expect(writer.inline(found.inlines) == expected)
    #expect(found.findings.isEmpty)
  }

  @Test func wordsMayGoOnInTheNextLine() {
    #expect(html("[rose\nagain]{a up}\n") == "<p>‹rose\nagain|a up›</p>\n")
    #expect(blocks("[rose\n\nagain]{a up}\n").findings == ["stray-claim:3:7"])
  }

  @Test func aDefinitionOfTheSameNameMakesNoLink() {
    #expect(html("[rose]{a up}\n\n[rose]: b.md\n") == "<p>‹rose|a up›</p>\n")
  }

  @Test(arguments: [
    ("[x]{nps}", "bad-claim:1:8"), ("[x]{nps upp}", "bad-claim:1:9"), ("[x]{nps up prior more}", "bad-claim:1:18"),
    ("[x]{.class}", "bad-claim:1:5"), ("[x]{nps on target prior}", "bad-claim:1:19"), ("[]{nps up}", "bad-claim:1:4"),
    ("[x]{source: }", "bad-claim:1:13"), ("[x]{source: \" \"}", "bad-claim:1:13"), ("x]{nps up}", "stray-claim:1:3"),
    ("[x]{nps up", "unclosed-claim:1:4"), ("*[x*]{nps up}", "split-claim:1:5"),
  ])
  func findings(_ text: String, _ finding: String) {
    #expect(inline(text).findings == [finding])
  }

  @Test func unreadableClaimsStayAsText() {
    #expect(inlineHTML("a [*b*]{nps upp} c") == "a [<em>b</em>]{nps upp} c")
    #expect(inlineHTML("*[x*]{nps up}") == "<em>[x</em>]{nps up}")
    #expect(inlineHTML("x]{nps up}") == "x]{nps up}")
  }
}
