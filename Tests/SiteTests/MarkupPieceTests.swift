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
}
