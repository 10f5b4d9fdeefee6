import Diagnostics
import Foundation
import Testing

@testable import Site

/// Footnotes, named sentences, links, conditions, cards, callouts and the glossary, on pages of `CallPack`.
@Suite struct TextBlockTests {
  private func page(_ text: String) throws -> String {
    let built = try CallPack.build(["index.md": text])
    #expect(built.diagnostics.filter { $0.severity == .error }.isEmpty, "\(built.diagnostics)")
    let page = try CallPack.page(built)
    #expect(PageNumbers(page).untied.isEmpty)
    return page
  }

  private func count(_ part: String, in page: String) -> Int { page.components(separatedBy: part).count - 1 }

  // MARK: - Footnotes

  @Test func footnotesAreNumberedAsTheyAreMetAndLeadBack() throws {
    let page = try page(
      """
      Calls[^b] grew, [45%]{source: "Report"} by [then]{source: "Report"}.[^a] Again[^b].

      [^a]: First, with {{ volume }} calls.
      [^b]: Second, *stressed*.
      """)
    #expect(page.contains("Calls<sup class=\"ref\"><a id=\"fnref-1\" href=\"#fn-1\">1</a></sup> grew"))
    #expect(page.contains("45%</span><sup class=\"ref\"><a id=\"fnref-2\" href=\"#fn-2\">2</a></sup>"))
    #expect(count("href=\"#fn-1\"", in: page) == 2 && count("id=\"fnref-1\"", in: page) == 1)
    #expect(page.contains("<li id=\"fn-1\">Second, <em>stressed</em>. <a class=\"back\" href=\"#fnref-1\""))
    #expect(page.contains("<li id=\"fn-2\">Report <a"))
    #expect(page.contains("<li id=\"fn-3\">First, with <button"))
    #expect(!page.contains("[^") && !page.contains("<p></p>"))
  }

  @Test func footnotesReachDirectives() throws {
    let page = try page("```statements\n- text: \"Calls[^a].\"\n```\n\n[^a]: Counted.\n")
    #expect(page.contains("<li id=\"fn-1\">Counted."))
  }

  @Test(arguments: [
    ("Calls[^a].", "unknown-footnote"), ("Calls.\n\n[^a]: Text.", "unused-footnote"),
    ("Calls[^a].\n\n[^a]: One.\n[^a]: Two.", "footnote-twice"), ("Calls[^a].\n\n[^a]:", "unknown-footnote"),
    ("Calls[^a].\n\n[^a]: Up 45%.", "hand-typed-figure"),
  ])
  func footnotesThatLeadNowhere(_ text: String, _ id: String) throws {
    #expect(try CallPack.findings(text).contains(id))
  }

  @Test func footnotesInCodeAreCode() throws {
    #expect(try page("`[^a]` and\n\n```sql\n[^a]: x\n```\n").contains("<code>[^a]</code>"))
    #expect(try page("```sql\n[^a]: x\n```\n").contains(">[^a]: x\n<"))
  }

  // MARK: - Sentences

  @Test func aSentenceIsRepeatedWithItsFiguresAndClaims() throws {
    let built = try CallPack.build([
      "index.md": "```statements\n- text: \"{{ #grew }}\"\n```\n",
      "more.md": "[Calls [rose]{volume up} to {{ volume }}.]{#grew}",
    ])
    #expect(built.diagnostics.isEmpty, "\(built.diagnostics)")
    for name in ["index.html", "more.html"] {
      #expect(HTML.safe(try CallPack.page(built, name)).plainText.contains("Calls rose to 80."))
    }
  }

  @Test func sentencesOfOneNameOrNone() throws {
    #expect(try CallPack.findings("{{ #grew }}") == ["unknown-sentence"])
    #expect(try CallPack.findings("[a]{#x} [b]{#x}") == ["sentence-twice"])
    #expect(try CallPack.findings("[calls fell by 45%]{#x} {{ #x }}") == ["hand-typed-figure"])
  }

  // MARK: - Links

  private static let chart = "```chart\nkind: line\nmetric: volume\ngrain: quarter\nid: calls\n```\n"

  @Test func figuresWithNamesAreNumberedThroughThePack() throws {
    let built = try CallPack.build([
      "index.md": "See [](more.md#calls), [the chart](more.md#calls), [Figure 1](more.md#calls), [](more.md).",
      "more.md": Self.chart + "\nAs [](#calls) shows. See [](#what-follows).\n\n## What follows\n\nText.\n",
    ])
    #expect(built.diagnostics.isEmpty, "\(built.diagnostics)")
    let first = try CallPack.page(built)
    #expect(first.contains("<a class=\"xref\" href=\"more.html#calls\">Figure 1</a>"))
    #expect(
      first.contains("href=\"more.html#calls\">the chart</a>") && first.contains("<a href=\"more.html\">more.md</a>"))
    let second = try CallPack.page(built, "more.html")
    #expect(second.contains("id=\"calls\">"))
    #expect(second.contains("<figure><figcaption><span class=\"fig\">Figure 1</span>"))
    #expect(second.contains("As <a class=\"xref\" href=\"#calls\">Figure 1</a>"))
    #expect(second.contains("<h2 id=\"what-follows\">") && second.contains("href=\"#what-follows\">What follows</a>"))
    #expect(PageNumbers(first).untied.isEmpty && PageNumbers(second).untied.isEmpty)
  }

  @Test(arguments: [
    ("[x](#cals)\n\n" + chart, "dead-link"), ("[x](more.md#calls)", "dead-link"),
    ("[Figure 2](#calls)\n\n" + chart, "figure-number"), (chart + "\n" + chart, "id-twice"),
    (chart.replacing("id: calls", with: "id: The Calls"), "bad-id"),
  ])
  func linksThatLeadNowhere(_ text: String, _ id: String) throws {
    #expect(try CallPack.findings(text).contains(id))
  }

  @Test func headingsOfOneNameBearDifferentOnes() {
    var names = HeadingNames()
    #expect(
      ["What’s new?", "Whats new", "…", "Über 3"].map { names.next($0) } == [
        "whats-new", "whats-new-2", "section", "über-3",
      ])
  }

  // MARK: - Conditions

  @Test func blocksAreShownWhereTheirClaimHolds() throws {
    let page = try page(
      """
      ```callout
      kind: risk
      title: It grew
      text: "Calls [rose]{volume up}."
      when: volume up
      ```

      ```callout
      title: It fell
      text: "Calls [fell]{volume down}."
      when: volume down
      ```

      ```statements
      - text: One.
        unless: volume up
      - text: Two.
        unless: volume down
      ```
      """)
    #expect(page.contains("<b>It grew</b>") && !page.contains("It fell"))
    #expect(page.contains("class=\"call c-risk\" role=\"note\"") && page.contains("Risk</p>"))
    #expect(!page.contains("One.") && page.contains("Two."))
  }

  /// Of two blocks that say the opposite only one is shown, so they do not disagree.
  @Test func conditionalBlocksMaySayTheOpposite() throws {
    let rose = "```text\ntext: \"[rose]{volume up}\"\nwhen: volume up\n```\n"
    let fell = "```text\ntext: \"[fell]{volume down}\"\nunless: volume up\n```\n"
    #expect(try CallPack.findings(rose + "\n" + fell).isEmpty)
  }

  @Test func conditionsAreClaims() throws {
    #expect(try CallPack.findings("```text\ntext: a\nwhen: volume rising\n```").contains("bad-claim"))
    #expect(try CallPack.findings("```text\ntext: a\nwhen: volum up\n```").contains("unknown-metric"))
  }

  // MARK: - Cards and glossary

  @Test func aCardSaysWhatIsKnownOfItsFigure() throws {
    let page = try page(
      "```cards\nitems:\n- metric: rate\n  message: \"Three in four calls are [won]{rate up}\"\n- volume\n```")
    #expect(count("<div class=\"kc\">", in: page) == 2)
    for part in [
      "Share won", "Three in four", "63%", "<dt>95%</dt>", "<dt>Change</dt>", "≥ ", "On target", "+37.5 pp",
      "52% to 72%", "class=\"c-chart sp\"", "Sales",
    ] {
      #expect(page.contains(part), "\(part)")
    }
  }

  @Test func theFirstUseOfATermLeadsToTheGlossary() throws {
    let built = try CallPack.build([
      "index.md": "# Calls in messages stay plain\n\nOpen calls and calls. *Recalls.* `calls`\n\n## Calls\n",
      "more.md": "Open calls.\n\n```glossary\ncalls: What rings\nopen calls: \"Not won: {{ volume }}\"\n```\n",
    ])
    #expect(built.diagnostics.isEmpty, "\(built.diagnostics)")
    let first = try CallPack.page(built)
    #expect(
      first.contains("<p><a class=\"term\" href=\"more.html#term-open-calls\">Open calls</a> and <a class=\"term\""))
    #expect(count("class=\"term\"", in: first) == 2)
    let second = try CallPack.page(built, "more.html")
    #expect(
      !second.contains("class=\"term\"") && second.contains("<div id=\"term-calls\"><dt>calls</dt><dd>What rings</dd>"))
  }

  @Test func tablesHaveCaptions() throws {
    let page = try page("| a | b |\n|---|---|\n| c | d |\n\nTable: What *this* is\n")
    #expect(page.contains("<caption>What <em>this</em> is</caption>") && !page.contains("Table:"))
  }

  @Test func namesAndTextsAreEscaped() throws {
    let page = try page(
      "Text[^a] <b>x</b>\n\n```glossary\n\"<i>Text\": \"<script>\"\n```\n\n```callout\ntitle: \"<b>\"\ntext: \"a & b\"\n```\n\n[^a]: <i>a</i> & b\n"
    )
    #expect(!page.contains("<script>") && !page.contains("<i>") && page.contains("a &amp; b"))
  }
}
