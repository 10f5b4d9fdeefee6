import Testing

@testable import Site

/// The markup and the styles of the one file for the mail.
@Suite struct CompactTests {
  // HTML Living Standard, 13.1.2.3 and 13.1.2.4: unquoted values and optional tags.
  @Test(arguments: [
    ("<p class=\"a\">x</p><p class=\"a b\">y</p><b>z</b>", "<p class=a>x<p class=\"a b\">y</p><b>z</b>"),
    ("<a href=\"\" title=\"x=y\" id=\"q-1.2#c\">z</a>", "<a href=\"\" title=\"x=y\" id=q-1.2#c>z</a>"),
    ("<path d=\"M0 0\" class=\"c\"/><path d=\"M0 0\"/>", "<path d=\"M0 0\" class=c /><path d=\"M0 0\"/>"),
    ("<i title=\"&quot;\">&quot;&#39;&lt;&amp;</i>", "<i title=\"&quot;\">\"'&lt;&amp;</i>"),
    ("<button type=\"button\" popovertarget=\"n1\">1</button>", "<button popovertarget=n1>1</button>"),
    (
      "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
      "<table><thead><tr><th>a</thead><tbody><tr><td>1<td>2</tbody></table>"
    ),
    ("<ul><li>a</li><li>b</li></ul> <p>c</p> <p>d</p></main>", "<ul><li>a<li>b</ul> <p>c</p> <p>d</p></main>"),
  ])
  func aBrowserReadsTheSame(_ long: String, _ short: String) {
    #expect(CompactMarkup(long).markup == short)
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
      "<div><p class=\"pm\">256 buckets</p><p>3 customers</p></div><dl><dt>a</dt><dd class=\"df\">4</dd><dd>5</dd></dl>"
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
