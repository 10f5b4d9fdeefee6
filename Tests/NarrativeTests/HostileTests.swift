import Diagnostics
import Narrative
import Testing

@Suite struct HostileTests {
  @Test(arguments: [
    "<script>alert(1)</script>", "a <script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=a>",
    "<a href=\"javascript:a\">b</a>", "<!-- --><script>a</script>", "<![CDATA[<script>]]>", "<?php <script> ?>",
    "{{ <script> }}", "[<script>]{nps up}", "[x]{<script>}", "```<script>\n<script>\n```",
    "| <script> |\n|---|\n| <script> |", "## <script>", "![<script>](a.svg)", "[a](b.md \"<script>\")",
    "&lt;script&gt;", "`<script>`", "\\<script>", "[a]: b.md '<script>'\n\n[a]",
  ])
  func scripts(_ text: String) {
    let output = html(text)
    #expect(!output.contains("<script"))
    #expect(!output.contains("<svg"))
    #expect(!output.contains("onerror="))
    #expect(!output.contains("javascript"))
  }

  @Test(arguments: [
    "[a](javascript:alert(1))", "[a](JAVASCRIPT:alert(1))", "[a](&#106;avascript:alert(1))", "<javascript:alert(1)>",
    "[a](java&#9;script:alert(1))", "[a](&#1;javascript:alert(1))", "[a](javascript&colon;alert(1))",
    "[a]\n\n[a]: javascript:alert(1)", "[a](data:text/html,x)", "![a](javascript:alert(1))", "[a](//example.org)",
    "[a](<\\\\example.org>)", "[{{ a }}](vbscript:x)", "[a](file:///x)",
  ])
  func addresses(_ text: String) {
    let found = blocks(text)
    #expect(!writer.blocks(found.blocks).contains("href"))
    #expect(!writer.blocks(found.blocks).contains("src"))
    #expect(found.findings.contains { $0.hasPrefix("unsafe-") })
  }

  @Test func theWriterChecksAddressesItself() {
    let inlines: [Inline] = [
      .link(url: "javascript:a", title: "", [.text("b")]), .image(url: "data:x", title: "", alternative: "c"),
      .image(url: "a.svg", title: "", alternative: ""),
    ]
    #expect(writer.inline(inlines) == "b")
  }

  @Test func quotesCannotLeaveAttributes() {
    let output = html("[a](<b\" onclick=\"c> 'd\" onfocus=\"e')\n\n![a\" f=\"](<g\" h=\">)\n")
    #expect(output.contains("href=\"b%22%20onclick=%22c\" title=\"d&quot; onfocus=&quot;e\""))
    #expect(output.contains("alt=\"a&quot; f=&quot;\""))
  }

  @Test(arguments: [
    "\u{E000}\u{E010}\u{E001} {{ a }}", "&#xE000;&#xE010;&#xE001; {{ a }}", "&#57344;&#57360;&#57345; {{ a }}",
    "&#XE000;\u{E010}&#xe001; {{ a }}", "\\\u{E000}\u{E010}\u{E001} {{ a }}", "[x](\u{E000}\u{E010}\u{E001}) {{ a }}",
    "[x](&#xE000;&#xE010;&#xE001;) {{ a }}", "`\u{E000}\u{E010}\u{E001}` {{ a }}",
    "\u{E000}{{ a }}", "{{ a }}\u{E001}", "\u{E002}({{ a }}", "\u{F0000} {{ a }} \u{10FFFD}",
  ])
  func placeholdersCannotBeForged(_ text: String) {
    let found = inline(text)
    #expect(found.inlines.references.map(\.metric) == ["a"])
    #expect(found.findings.contains { $0.hasPrefix("private-use-character") || $0.hasPrefix("reference-in-address") })
    #expect(!writer.inline(found.inlines).unicodeScalars.contains { $0.properties.generalCategory == .privateUse })
  }

  @Test func entitiesStayInCode() {
    #expect(inlineHTML("`&#xE000;`") == "<code>&amp;#xE000;</code>")
    #expect(inline("`&#xE000;` &#65;").findings.isEmpty)
  }

  @Test(arguments: [
    String(repeating: "> ", count: 50_000) + "a", String(repeating: ">", count: 50_000),
    String(repeating: "*a **a ", count: 10_000), String(repeating: "- ", count: 5_000) + "a",
    String(repeating: "*", count: 20_000) + "a" + String(repeating: "*", count: 20_000),
    String(repeating: "[", count: 50_000), String(repeating: "{{", count: 20_000),
    String(repeating: "![a](", count: 2_000),
    String(repeating: "]{", count: 20_000), String(repeating: "[a]{nps up}", count: 2_000),
    String(repeating: "[", count: 2_000) + "a" + String(repeating: "]{nps up}", count: 2_000),
  ])
  func deepOrLongInputEnds(_ text: String) {
    let found = blocks(text)
    #expect(writer.blocks(found.blocks).utf8.count < 2_000_000)
  }

  @Test func deepNestingIsReported() {
    #expect(blocks(String(repeating: "> ", count: 50_000) + "a").findings == ["nesting-too-deep:1"])
    #expect(blocks(String(repeating: "> ", count: 50) + "a").findings.isEmpty)
    let claims = String(repeating: "[", count: 500) + "a" + String(repeating: "]{nps up}", count: 500)
    #expect(blocks(claims).findings == ["nesting-too-deep:1:500"])
  }

  @Test func tablesAfterADeepOneKeepTheirCells() {
    let deep = String(repeating: "> ", count: 200)
    let found = blocks("\(deep)| a |\n\(deep)|---|\n\(deep)| b |\n\n| c |\n|---|\n| d |\n")
    guard case .table(let table)? = found.blocks.last else {
      Issue.record("no table")
      return
    }
    #expect(table.rows == [[[.text("d")]]])
  }
}
