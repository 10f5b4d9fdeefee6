import Testing

@testable import Site

@Suite struct MarkupPieceTests {
  @Test(arguments: [
    "<p class=\"a b\">x &lt; y</p>", "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>", "<!doctype html>\n<br>",
    "<details open><summary>a > b</summary></details>", "<a title=\"a > b\" download>x</a>", "", "no tag", "open <p",
  ])
  func piecesGiveTheMarkupBack(_ markup: String) {
    #expect(MarkupPiece.pieces(of: markup).markup == markup)
  }

  @Test func anElementEndsWhereItsOwnEndIs() throws {
    let pieces = MarkupPiece.pieces(of: "<main><div id=\"a\"><div>1</div></div><div id=\"b\"/></main>")
    let found = pieces.elements { $0["id"] == "a" }
    #expect(found.map { Array(pieces[$0]).markup } == ["<div id=\"a\"><div>1</div></div>"])
  }

  /// RFC 4180: fields with commas, quotes and line ends in quotes, quotes doubled. A spreadsheet runs what begins with
  /// an equals sign (OWASP, CSV injection).
  @Test func aTableIsSavedAsSeparatedValues() {
    let table = MarkupPiece.pieces(
      of: "<table><caption>c</caption><tr><th>Group</th><th>n, all</th></tr>"
        + "<tr><td>&lt;a&gt; &quot;b&quot;</td><td><data value=\"3\">+1.5</data></td></tr>"
        + "<tr><td>=1+1</td><td>−2</td></tr></table>")
    #expect(
      DataLink(table: table, name: "x.csv").csv
        == "Group,\"n, all\"\r\n\"<a> \"\"b\"\"\",+1.5\r\n'=1+1,−2\r\n")
    #expect(DataLink(table: table, name: "x.csv").markup.contains("charset=utf-8,Group,%22n%2C%20all%22") == false)
  }

  @Test func aStyleSheetLosesItsComments() {
    #expect(SingleDocument.withoutComments("/* a */\np {\n  color: red; /* b */\n}\n") == "p {\ncolor: red; \n}")
  }
}
