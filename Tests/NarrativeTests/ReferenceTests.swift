import Diagnostics
import Narrative
import Testing

@Suite struct ReferenceTests {
  private func reference(_ text: String) -> Reference? {
    guard case .reference(let reference)? = inline(text).inlines.first else { return nil }
    return reference
  }

  @Test func plain() {
    let expected = Reference(metric: "nps", location: .init(file: "index.md", line: 1, column: 1))
    #expect(reference("{{ nps }}") == expected)
    #expect(reference("{{nps}}") == expected)
    #expect(inline("{{ nps }}").findings.isEmpty)
  }

  @Test func filters() {
    let found = reference("{{ containment[channel=voice, arm = holdout,period=2026-Q2, tier=\"a, b]\"] }}")
    #expect(
      found?.filters == [
        Filter(name: "channel", value: "voice"), Filter(name: "arm", value: "holdout"),
        Filter(name: "period", value: "2026-Q2"), Filter(name: "tier", value: "a, b]"),
      ])
  }

  @Test(arguments: [
    ("nps", Reference.Property.value), ("nps.value", .value), ("nps.change(prior)", .change("prior")),
    ("nps.change( year_ago )", .change("year_ago")), ("nps.change", .change("prior")),
    ("nps.relative_change(launch)", .relativeChange("launch")), ("nps.low", .low), ("nps.high", .high),
    ("nps.interval", .interval), ("nps.target", .target), ("nps.plan", .plan), ("nps.n", .n), ("nps.label", .label),
    ("nps.status", .status), ("nps[channel=voice].low", .low),
  ])
  func property(_ text: String, _ property: Reference.Property) {
    #expect(reference("{{ \(text) }}")?.property == property)
  }

  @Test(
    arguments: [
      ("purchase.engaged", "purchase.engaged", nil), ("purchase.engaged.rate", "purchase.engaged.rate", nil),
      ("purchase.engaged.low", "purchase.engaged", "purchase.engaged.low"), ("nps.low", "nps", "nps.low"),
      ("purchase.rate.change(prior)", "purchase.rate", nil), ("purchase.rate[a=b].low", "purchase.rate", nil),
    ] as [(String, String, String?)])
  func namesHoldDots(_ text: String, _ metric: String, _ joinedName: String?) {
    let found = reference("{{ \(text) }}")
    #expect(found?.metric == metric)
    #expect(found?.joinedName == joinedName)
  }

  @Test(arguments: [
    ("0", ReferenceFormat(digits: 0)), ("k", ReferenceFormat(scale: .thousands)),
    ("m 2", ReferenceFormat(digits: 2, scale: .millions)), ("signed", ReferenceFormat(signed: true)),
    ("1 signed k", ReferenceFormat(digits: 1, scale: .thousands, signed: true)),
  ])
  func format(_ text: String, _ format: ReferenceFormat) {
    #expect(reference("{{ x | \(text) }}")?.format == format)
    #expect(reference("{{x|\(text)}}")?.format == format)
  }

  @Test(arguments: [
    ("{{ }}", "bad-reference:1:3"), ("{{ 2x }}", "bad-reference:1:4"), ("{{ nps.lo(prior) }}", "bad-reference:1:8"),
    ("{{ nps.change(a b) }}", "bad-reference:1:15"), ("{{ nps | 1.2 }}", "bad-reference:1:10"),
    ("{{ nps | }}", "bad-reference:1:10"), ("{{ nps | k m }}", "bad-reference:1:12"),
    ("{{ nps[channel] }}", "bad-reference:1:15"), ("{{ nps[a=1, a=2] }}", "bad-reference:1:13"),
    ("{{ nps[a=1 }}", "bad-reference:1:12"), ("{{ nps[a=] }}", "bad-reference:1:10"),
    ("{{ nps[a=1].lo }}", "bad-reference:1:13"), ("{{ nps extra }}", "bad-reference:1:8"),
    ("ab {{ nps", "unclosed-reference:1:4"), ("{{ a\nb }}", "unclosed-reference:1:1"),
    ("{{ javascript:alert(1) }}", "bad-reference:1:14"), ("{{ <script> }}", "bad-reference:1:4"),
  ])
  func findings(_ text: String, _ finding: String) {
    #expect(inline(text).findings == [finding])
  }

  @Test func unreadableReferencesStayAsText() {
    #expect(inlineHTML("a {{ <b> }} c") == "a {{ &lt;b&gt; }} c")
    #expect(inlineHTML("a {{ b") == "a {{ b")
  }

  @Test func theNearestPropertyIsNamed() {
    let remedy = parseInline("{{ nps[a=1].targt }}", file: "a.md", line: 3).diagnostics.first?.remedy
    #expect(remedy?.contains("Did you mean “.target”") == true)
  }

  @Test(arguments: [
    ("**{{ a }}**", "<strong>«a»</strong>"), ("_{{ a }}_", "<em>«a»</em>"), ("*up {{ a }}*%", "<em>up «a»</em>%"),
    ("[see {{ a }}](b.md)", "<a href=\"b.md\">see «a»</a>"), ("{{ a }}{{ b }}", "«a»«b»"), ("x{{ a }}y", "x«a»y"),
    ("\\{{ a }}", "{{ a }}"), ("`{{ a }}`", "<code>{{ a }}</code>"), ("`a {{ b`", "<code>a {{ b</code>"),
    ("`{{` opens, `}}` closes", "<code>{{</code> opens, <code>}}</code> closes"),
    ("`[rose]{nps up}`", "<code>[rose]{nps up}</code>"), ("`[{{ a }}]{a up}` b", "<code>[{{ a }}]{a up}</code> b"),
  ])
  func places(_ text: String, _ expected: String) {
    let found = inline(text)
    #expect(writer.inline(found.inlines) == expected)
    #expect(found.findings.isEmpty)
  }

  @Test func headingsListsAndCodeBlocks() {
    #expect(html("## At {{ a }}\n") == "<h2>At «a»</h2>\n")
    #expect(html("At {{ a }}\n===\n") == "<h1>At «a»</h1>\n")
    #expect(html("- {{ a }}\n") == "<ul>\n<li>«a»</li>\n</ul>\n")
    #expect(html("    {{ a }} [b]{c up}\n") == "<pre><code>{{ a }} [b]{c up}\n</code></pre>\n")
    #expect(html("```x {{ a }}\n{{ b }}\n```\n") == "<pre><code class=\"language-x\">{{ b }}\n</code></pre>\n")
  }

  @Test func linesAndColumnsAreThoseOfTheFile() {
    let found = parseBlocks("one\n\n> - two **{{ a }}** {{ b }}\n", file: "a.md", line: 10)
    guard case .quote(let quoted, _)? = found.blocks.last, case .list(let list)? = quoted.first,
      case .paragraph(let inlines, let line)? = list.items.first?.first
    else {
      Issue.record("no paragraph in a list in a quote")
      return
    }
    #expect(line == 12)
    #expect(
      inlines.references.map(\.location) == [
        .init(file: "a.md", line: 12, column: 11), .init(file: "a.md", line: 12, column: 21),
      ])
  }

  @Test func titlesInsideDirectivesKeepTheirPlace() {
    let found = parseInline("up {{ a }}", file: "a.md", line: 7, column: 12)
    #expect(found.inlines.references.first?.location == .init(file: "a.md", line: 7, column: 15))
    #expect(inlineHTML("# no heading\n- no list") == "# no heading - no list")
    #expect(inlineHTML("_x_") == "<em>x</em>")
    #expect(inline("").inlines.isEmpty)
  }

  @Test func addressesAreNotComputed() {
    #expect(inline("[a](b.md?x={{ nps }})").findings.first?.hasPrefix("reference-in-address") == true)
    #expect(inlineHTML("[a]({{nps}}.md)") == "a")
    #expect(inline("![{{ nps }}](a.svg)").findings == ["reference-in-address:1"])
    #expect(inline("![*{{ nps }}*](a.svg)").findings == ["reference-in-address:1"])
  }

  @Test(arguments: [
    ("{{ a }}, b", "<span class=\"w\">«a»,</span> b"), ("({{ a }}).", "(<span class=\"w\">«a»).</span>"),
    ("**{{ a }}**; b", "<span class=\"w\"><strong>«a»</strong>;</span> b"), ("{{ a }} %", "«a» %"),
    ("{{ a }}% b", "<span class=\"w\">«a»%</span> b"), ("**b {{ a }}**.", "<strong>b «a»</strong>."),
  ])
  func punctuationStaysWithItsFigure(_ text: String, _ expected: String) {
    #expect(inlineHTML(text) == expected)
  }
}
