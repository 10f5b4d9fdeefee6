import Charts
import Foundation
import Testing

@testable import Site

@Suite struct TableTests {
  private func table(style: String = "dt in", isCards: Bool = false) -> TableView {
    TableView(
      caption: "Channels", unit: "2026-Q3",
      columns: [.init("Channel"), .init("Sessions", number: true), .init("Verdict")],
      rows: [
        .group("Digital"), .cells(["Chat", "62,570", "On target"]), .cells(["App", "26,360", "Near"]),
        .total(["All", "88,930", "Near"]),
      ], style: style, isCards: isCards)
  }

  private func count(_ part: String, in html: HTML) -> Int { html.markup.components(separatedBy: part).count - 1 }

  @Test func everyHeadCellHasAScopeAndEveryRowAHead() {
    let html = table().html
    #expect(count("<caption>", in: html) == 1)
    #expect(count("<th ", in: html) == count("<th scope=\"", in: html))
    #expect(count("<th scope=\"col\"", in: html) == 3)
    #expect(count("<th scope=\"row\"", in: html) == 3)
    #expect(count("<th scope=\"rowgroup\" colspan=\"3\"", in: html) == 1)
    #expect(count("<td", in: html) == 6)
  }

  /// A phone sets rows as grids, at which browsers drop a table's meaning unless the roles are written out.
  @Test func rolesSurviveAGridLayout() {
    let html = table(isCards: true).html
    for (role, times) in [
      ("table", 1), ("rowgroup", 2), ("row", 5), ("columnheader", 3), ("rowheader", 4), ("cell", 6),
    ] {
      #expect(count("role=\"\(role)\"", in: html) == times, "\(role)")
    }
    // Elsewhere a table stays one, and the elements say it all; only the box it scrolls in has a role.
    #expect(count("role=", in: table().html) == 1)
  }

  @Test func figuresStandRightInHeadAndBody() {
    let html = table().html
    #expect(count("class=\"r\"", in: html) == 4)
    #expect(html.markup.contains("<td class=\"r\">62,570</td>"))
    #expect(html.markup.contains("<td>On target</td>"))
  }

  @Test func cardsCarryTheTitleOfTheirColumn() {
    #expect(count("data-l=", in: table().html) == 0)
    let html = table(isCards: true).html
    #expect(count("data-l=\"Sessions\"", in: html) == 3)
    #expect(count("data-l=\"Verdict\"", in: html) == 3)
    #expect(count("data-l=\"Channel\"", in: html) == 0)
  }

  @Test func rowsWithoutEnoughColumnsStillRender() {
    let ragged = TableView(caption: "", unit: nil, columns: [.init("Only")], rows: [.cells(["a", "b", "c"])])
    #expect(count("<td", in: ragged.html) == 2)
    #expect(count("<span>", in: ragged.html) == 0)
  }

  @Test func aFigureHoldsBothDrawingsAndItsDataClosed() {
    let figure = FigureView(
      title: "Message", subtitle: "Measure, %, 2026-Q3", badge: .empty, wide: "<svg id=\"w\"></svg>",
      narrow: "<svg id=\"p\"></svg>", data: table(style: "dt"), note: nil
    ).html
    #expect(
      figure.markup.contains(
        "<div class=\"wide\"><svg id=\"w\"></svg></div><div class=\"nar\"><svg id=\"p\"></svg></div>"))
    #expect(count("<details class=\"data\"><summary>Data</summary>", in: figure) == 1)
    #expect(count("<figcaption>", in: figure) == 1 && count("<strong>Message</strong>", in: figure) == 1)
  }

  @Test func theFileOfATableIsNamedWithAColonBeforeWhatItShows() {
    let page = TableDownloads(table().html.markup, page: "index", figures: [])
    #expect(page.html.contains("aria-label=\"Download as CSV: Channels: 2026-Q3\""))
    let plain = TableView(
      caption: "Rows & files", unit: nil, columns: [.init("a"), .init("b")], rows: [.cells(["1", "2"])])
    #expect(
      TableDownloads(plain.html.markup, page: "index", figures: []).html
        .contains("aria-label=\"Download as CSV: Rows &amp; files\""))
  }

  @Test func theDataOfAChartHaveNoColumnThatIsEmptyThroughout() {
    let content = FigureContent(
      spec: .variance(VarianceSpec(groups: [], reference: .plan, referenceName: "Plan")), subtitle: "", caption: "",
      columns: ["", "Actual", "95% interval", "Plan", "n"],
      rows: [["Rent", "4", "–", "–", "–"], ["Power", "2", "–", "3", "n/a"]])
    #expect(content.table.columns == ["", "Actual", "Plan", "n"])
    #expect(content.table.rows.map { $0.map(\.text) } == [["Rent", "4", "–", "–"], ["Power", "2", "3", "n/a"]])
  }
}
