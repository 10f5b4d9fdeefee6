import Diagnostics
import Foundation
import Narrative
import TestSupport
import Testing

@Suite struct PageTests {
  @Test func frontMatterAndMessage() {
    let (found, diagnostics) = page(
      """
      ---
      title: Customers            # kicker
      # a comment
      quoted: "A # b: c"
      recommendation: Go on with
        {{ nps }} in mind

      ---
      # NPS stands at {{ nps }}, [higher]{nps higher} than before

      Text.
      """)
    #expect(diagnostics.isEmpty)
    #expect(found.frontMatter.map(\.key) == ["title", "quoted", "recommendation"])
    #expect(found["title"]?.value == "Customers")
    #expect(found["title"]?.line == 2)
    #expect(found["quoted"]?.value == "A # b: c")
    #expect(found["quoted"]?.valueLocation == .init(file: "index.md", line: 4, column: 10))
    #expect(found["recommendation"]?.value == "Go on with {{ nps }} in mind")
    #expect(found.messageLine == 9)
    #expect(found.message?.references.first?.location.line == 9)
    #expect(found.blocks == [.paragraph([.text("Text.")], line: 11)])
    #expect(found.references.map(\.metric) == ["nps"])
    #expect(found.claims.map(\.predicate) == [.higher])
  }

  @Test func noFrontMatter() {
    let (found, diagnostics) = page("Text\n\n---\n")
    #expect(found.frontMatter.isEmpty && found.message == nil && diagnostics.isEmpty)
    #expect(found.blocks == [.paragraph([.text("Text")], line: 1), .rule(line: 3)])
    #expect(page("").page.blocks.isEmpty)
  }

  @Test(arguments: [
    ("---\ntitle: a\n", "unclosed-front-matter:1"), ("---\nno key\n---\n", "bad-front-matter:2"),
    ("---\na: 1\na: 2\n---\n", "bad-front-matter:3"), ("# a\n\n# b\n", "second-message:3"),
    ("a \u{F0B7} b", "private-use-character:1:3"), ("a\n\n&#xE000;\n", "private-use-character:3:1"),
    ("text\n<div>\n", "raw-html:2"), ("<div>\n<p>\n", "raw-html:1"), ("a\nb <b>c</b>", "raw-html:2"),
    ("```chrt\na\n```\n", "unknown-directive:1"), ("~~~\nb\n", "unclosed-fence:1"), ("```chart\nb", "unclosed-fence:1"),
    ("```chart line\nb\n```\n", "directive-arguments:1"),
  ])
  func findings(_ text: String, _ finding: String) {
    #expect(page(text).diagnostics.first?.short == finding)
  }

  @Test func lineEndsAndByteOrderMark() {
    let text =
      "---\ntitle: a\n---\n# M {{ x }}\n\n| a | b |\n|---|--:|\n| {{ y }} | `|` |\n\n```chart\nmetric: x\n```\n"
    let plain = page(text)
    let windows = page(
      "\u{FEFF}" + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"))
    #expect(plain.page == windows.page)
    #expect(plain.diagnostics.isEmpty && windows.diagnostics.isEmpty)
    #expect(plain.page.directives.map(\.body) == ["metric: x\n"])
  }

  @Test func invalidUTF8() {
    let (found, diagnostics) = parsePage(Array("a\n\nb ".utf8) + [0xFF, 0x0A], file: "a.md", kinds: [])
    #expect(diagnostics.map(\.short) == ["invalid-utf8:3"])
    #expect(found.blocks.last == .paragraph([.text("b \u{FFFD}")], line: 3))
  }

  @Test func directives() {
    let found = blocks(
      """
      ```chart
      title: "NPS at {{ nps }}, [up]{nps up}"
        indented: yes
      ```

      - item

        ~~~~ table
        metrics: [a]
        ~~~~

      ```swift
      let a = 1
      ```
      """)
    #expect(found.findings.isEmpty)
    guard case .directive(let chart)? = found.blocks.first else {
      Issue.record("no directive")
      return
    }
    let body = "title: \"NPS at {{ nps }}, [up]{nps up}\"\n  indented: yes\n"
    #expect(chart == Directive(kind: "chart", body: body, file: "index.md", line: 1))
    #expect(chart.bodyLine == 2)
    let all = Page(file: "index.md", blocks: found.blocks).directives
    #expect(all.map(\.kind) == ["chart", "table"])
    #expect(all.last?.line == 8)
    #expect(all.last?.body == "metrics: [a]\n")
    #expect(found.blocks.last == .code(info: "swift", literal: "let a = 1\n", line: 12))
    #expect(writer.block(found.blocks[0]) == "<<chart>>\n")
  }

  @Test func anIndentedBlockThatShowsAFenceIsClosed() {
    #expect(blocks("    ```chart\n    a\n").findings.isEmpty)
    #expect(blocks("> ```\n> a\n> ```\n").findings.isEmpty)
    #expect(blocks("```\n```\n").findings.isEmpty)
    #expect(blocks("> ```\n> a\n\nb\n").findings == ["unclosed-fence:1"])
  }

  @Test func commentsAreLeftOutInSilence() {
    let found = blocks("a <!-- note --> b\n\n<!-- more\nlines -->\n")
    #expect(found.findings.isEmpty)
    #expect(writer.blocks(found.blocks) == "<p>a  b</p>\n")
    #expect(blocks("<!-- a --> text\n").findings == ["raw-html:1"])
  }

  @Test func pictures() {
    let (found, diagnostics) = page("![A *flow*](figures/a.svg \"T\")\n")
    #expect(diagnostics.isEmpty)
    #expect(found.pictures == ["figures/a.svg"])
    #expect(
      writer.blocks(found.blocks) == "<p><img src=\"figures/a.svg\" alt=\"A flow\" title=\"T\" /></p>\n")
    #expect(blocks("![](a.svg)\n").findings == ["picture-without-text:1"])
    #expect(blocks("![a](https://example.org/a.svg)\n").findings == ["unsafe-picture:1"])
    #expect(blocks("![a](../a.svg)\n").blocks.isEmpty)
  }

  @Test func headingIdsAndAddressesComeFromTheCaller() {
    let writer = NarrativeHTML(
      reference: { _ in "" }, claim: { $1 }, quotation: { $1 }, directive: { _ in "" },
      headingID: { "h\($0)-\($1)\"" }, address: { $0 == "evil.md" ? "javascript:x" : $0 + ".html" })
    #expect(writer.blocks(blocks("## A *b*\n").blocks) == "<h2 id=\"h2-A b&quot;\">A <em>b</em></h2>\n")
    #expect(writer.blocks(blocks("[a](b) [c](evil.md)\n").blocks) == "<p><a href=\"b.html\">a</a> c</p>\n")
  }
}

/// The guide's own example holds, and its examples of numbers that are no figures do too.
@Suite struct GuideTests {
  private func guide() throws -> String {
    try String(contentsOf: Repository.root.appending(path: "docs/narrative.md"), encoding: .utf8)
  }

  @Test func theExampleHasNoFindings() throws {
    let example = try #require(
      blocks(guide()).blocks.compactMap { block -> String? in
        if case .code(info: "markdown", let literal, _) = block { return literal }
        return nil
      }.first)
    let (found, diagnostics) = page(example)
    #expect(diagnostics.isEmpty)
    #expect(handTypedFigures(in: found).isEmpty)
    #expect(found.references.map(\.metric) == ["nps", "containment", "containment", "contacts", "containment"])
  }

  @Test func theGuideIsAPage() throws {
    let (found, diagnostics) = try page(guide())
    #expect(diagnostics.isEmpty)
    #expect(found.references.isEmpty && found.claims.isEmpty)
  }
}
