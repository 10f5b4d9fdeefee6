import Testing

@testable import Site

/// The markup and the styles of the one file for the mail.
@Suite struct CompactTests {
  // HTML Living Standard, 13.1.2.3 and 13.1.2.4: unquoted values and optional tags.
  @Test(arguments: [
    ("<p class=\"a\">x</p><p class=\"a b\">y</p><b>z</b>", "<p class=a>x<p class=\"a b\">y</p><b>z</b>"),
    ("<a href=\"\" title=\"x=y\" id=\"q-1.2#c\">z</a>", "<a href=\"\" title=\"x=y\" id=q-1.2#c>z</a>"),
    ("<path d=\"M0 0\" class=\"c\"/><path d=\"M0 0\"/>", "<path d=\"M0 0\" class=c /><path d=\"M0 0\"/>"),
    ("<i title=\"&quot;&gt;\">&quot;&#39;&lt;&amp;&gt;</i>", "<i title=\"&quot;&gt;\">\"'&lt;&amp;></i>"),
    ("<button type=\"button\" popovertarget=\"n1\">1</button>", "<button popovertarget=n1>1</button>"),
    (
      "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
      "<table><thead><tr><th>a</thead><tbody><tr><td>1<td>2</tbody></table>"
    ),
    (
      "<thead><tr><th scope=\"col\">a</th></tr></thead><th scope=\"rowgroup\">b</th>",
      "<thead><tr><th>a</thead><th scope=rowgroup>b</th>"
    ),
    ("<thead><td></td><th scope=\"col\">a</th></thead>", "<thead><td><th scope=col>a</th></thead>"),
    ("<ul><li>a</li><li>b</li></ul> <p>c</p> <p>d</p></main>", "<ul><li>a<li>b</ul> <p>c</p> <p>d</p></main>"),
  ])
  func aBrowserReadsTheSame(_ long: String, _ short: String) {
    #expect(CompactMarkup(long).markup == short)
  }

  // SVG 1.1, 8.3: a step says the same as a place.
  @Test(arguments: [
    ("M10 10L20.5 11L31 10.5", "M10 10l10.5 1 10.5-.5"), ("M100.5 7H103V9.5H100.5Z", "M100.5 7h2.5v2.5h-2.5z"),
    ("M0 0L5 5M105 5L105.5 5.5L1 1", "M0 0l5 5m100 0 .5.5L1 1"),
    ("M33.3 148.4H33.3M42.1 151.1H42.1", "M33.3 148.4h0m8.8 2.7h0"),
    ("M0 0L-1.5 -2Z M2 2H3", "M0 0-1.5-2zm2 2h1"), ("M1 4q2-2.4 4 0", "M1 4q2-2.4 4 0"), ("M1.25 4H2", "M1.25 4H2"),
    ("", ""), ("M1", "M1"),
  ])
  func aPathSaysTheSameInSteps(_ long: String, _ short: String) {
    #expect(CompactPath(long).text == short)
  }

  @Test func labelsOfOneKindStandInAGroup() {
    let label = { (x: Int, kind: String) in "<text x=\"\(x)\" class=\"\(kind) c-end\">\(x)</text>" }
    let short = CompactMarkup("<svg>\(label(1, "c"))\(label(2, "c"))\(label(3, "d"))</svg>").markup
    #expect(
      short == """
        <svg><g class="c a"><text x=1>1</text><text x=2>2</text></g>\
        <text x=3 class="d a">3</text></svg>
        """)
  }

  @Test func theDrawingForPhonesTakesTheNameOfTheOneBeforeIt() {
    let chart = { (id: String, title: String) in
      "<svg aria-labelledby=\"\(id)-t \(id)-d\"><title id=\"\(id)-t\">\(title)</title><desc id=\"\(id)-d\">x</desc></svg>"
    }
    let short = CompactMarkup(chart("a", "A") + chart("ap", "A") + chart("b", "B")).markup
    #expect(
      short == """
        <svg aria-labelledby="a-t a-d"><title id=a-t>A</title><desc id=a-d>x</desc></svg><svg aria-labelledby="a-t a-d"></svg>\
        <svg aria-labelledby="b-t b-d"><title id=b-t>B</title><desc id=b-d>x</desc></svg>
        """)
  }

  @Test func aFigureOfManyRowsStandsOnce() {
    let row = { (name: Int, mean: Int) in "<tr><th>\(name)</th><td><button>\(mean)</button></td><td>–</td></tr>" }
    let body = row(1, 5) + row(2, 5) + row(3, 5) + row(4, 6) + row(5, 6)
    let short = CompactMarkup("<details class=\"data\"><table><tbody>\(body)</tbody></table></details>").markup
    #expect(
      short == """
        <details class=data><table><tbody><tr><th>1<td rowspan=3><button>5</button><td>–<tr><th>2<td>–<tr><th>3<td>–\
        <tr><th>4<td><button>6</button><td>–<tr><th>5<td><button>6</button><td>–</tbody></table></details>
        """)
    #expect(!CompactMarkup("<table><tbody>\(body)</tbody></table>").markup.contains("rowspan"))
  }

  @Test func classesHaveShortNamesThatNoOtherClassHas() {
    let css = ".long>p{top:0}.wide .long:not(.a,.wide){src:url(x.long)}.data{content:\".long\"}"
    let compact = CompactMarkup("<p class=\"long wide data\">x</p><p class=\"long\">y</p>", css: css)
    #expect(compact.markup == "<p class=\"b c data\">x<p class=b>y</p>")
    #expect(compact.names.renamed(css: css) == ".b>p{top:0}.c .b:not(.a,.c){src:url(x.long)}.data{content:\".long\"}")
  }

  @Test func fontsForCharactersThatDoNotOccurAreLeftOut() {
    let face = "@font-face{src:url(a.woff2)}@font-face{src:url(b.woff2);unicode-range:U+100-17F,U+2116}"
    func css(_ text: String?) -> String { EmbeddedFonts(face + "p{top:0}", text: text) { [UInt8]($0.utf8) }.css }
    let first = "@font-face{src:url(data:font/woff2;base64,YS53b2ZmMg==)}"
    let second = "@font-face{src:url(data:font/woff2;base64,Yi53b2ZmMg==);unicode-range:U+100-17F,U+2116}"
    #expect(css("Müller") == first + "p{top:0}")
    for text in ["Dvořák", "№ 5", nil] { #expect(css(text) == first + second + "p{top:0}") }
    #expect(EmbeddedFonts(face, text: nil) { _ in nil }.css == face)
  }

  @Test(arguments: [
    ("a,0.576923076923077\r\nb c,320.0\r\n", "a,0.57692308%0Ab%20c,320.0%0A"),
    ("-0.00012345678901,123456.123456789,1234567.25", "-0.00012345679,123456.12,1234567.25"),
    ("\"8,000\",v1.2345678901,0.0,1.0,50%", "%228,000%22,v1.2345678901,0.0,1.0,50%25"),
    ("€<&#", "%E2%82%AC%3C%26%23"),
  ])
  func aTableTravelsInItsLink(_ csv: String, _ carried: String) {
    #expect(CarriedTable(csv: [UInt8](csv.utf8)).address == "data:text/csv;charset=utf-8," + carried)
  }

  @Test func aCellNamesTheOnlyFigureItHolds() {
    let cell = "<td class=\"r\"><data value=\"7\">61%</data></td><td><data value=\"8\">1</data> of 2</td>"
    let compact = CompactMarkup("<table><tr>\(cell)</tr></table>").markup
    #expect(compact == "<table><tr><td class=r data-f=7>61%<td><data value=8>1</data> of 2</table>")
    #expect(Set(PageNumbers(compact).tied.map(\.figure)) == [7, 8])
    #expect(PageNumbers(compact).tied.map(\.text).sorted() == ["1", "61%"])
  }

  @Test func numbersOutsideParagraphsThatAreSkippedAreSeen() {
    let long =
      "<div><p class=\"source\">256 buckets</p><p>3 customers</p></div><dl><dt>a</dt><dd class=\"df\">4</dd><dd>5</dd></dl>"
    #expect(PageNumbers(long).untied == ["3 customers", "5"])
    #expect(PageNumbers(CompactMarkup(long).markup).untied == ["3 customers", "5"])
  }

  @Test func onlyRulesThatCanMatchStay() {
    let css = """
      /* a */
      .a > p, .b p { color: red; margin: calc(1px + 2px) ; }
      p :is(.b, .c), p:hover { content: "a; b , c"; }
      @media (width >= 10px) { .b { top: 0 } }
      @media print { .a, .dark .a { top: 0; } }
      @font-face { src: url(a.woff2) }
      """
    #expect(
      CompactStyle(css, classes: ["a"]).css == """
        .a > p{color:red;margin:calc(1px + 2px)}p :is(.b,.c),p:hover{content:"a; b , c"}\
        @media print{.a,.dark .a{top:0}}@font-face{src:url(a.woff2)}
        """)
    #expect(CompactStyle(".b { top: 0 }").css == ".b{top:0}")
    #expect(CompactStyle("p { top: 0 } } b { top: 1px }").css == "p{top:0}b{top:1px}")
  }
}
