import Formats
import Foundation

/// All pages of a built pack as one document: a section each, with fonts, styles, pictures and data inside.
struct SingleDocument {
  /// What the document is for.
  enum Purpose: Equatable {
    /// To be opened from a disk or a mail: the data of charts open in place and can be saved.
    case file
    /// To be printed: contents with these page numbers by id, the data of charts at the end,
    /// sections in percent of their size by id.
    case print(pageNumbers: [String: Int], paper: String, percent: [String: Int])
  }

  let pages: [BuiltPage]
  let title: String
  let purpose: Purpose
  /// How many figures the pages before each page have: figures are numbered through.
  var offsets: [String: Int] = [:]
  /// The bytes of a file of the build.
  let bytes: (String) -> [UInt8]?

  var markup: String {
    PackLocale.$current.withValue(pages.first?.lang.flatMap(PackLocale.init) ?? .britishEnglish) { written }
  }

  private var written: String {
    var sections = ""
    var popovers = ""
    var data: [String] = []
    let keys = DefinitionKeys(pages)
    let opening = isForPrint ? nil : SinglePopovers(pages, keys)
    for (index, page) in pages.enumerated() {
      var writer = SectionWriter(
        pages: pages, index: index, offset: offsets[page.name] ?? 0, isForPrint: isForPrint, bytes: bytes,
        percent: percent(page.id), names: opening?.names ?? [:])
      for popover in opening?.kept[index] ?? [] { popovers += writer.rewritten(popover).markup }
      var section = writer.withDataApart(page.section)
      data += writer.tables
      if isForPrint { section = keys.keyed(section, popovers: page.popovers) }
      section = writer.rewritten(section)
      if index == 0, case .print(let numbers, _, _) = purpose {
        section.insert(
          .text(contents(numbers, hasData: pages.contains(where: \.hasData))), at: Self.placeOfContents(in: section))
      }
      sections += section.markup + "\n"
    }
    let body =
      "<body class=\"single\">\n" + (pages.first?.draft ?? "") + (isForPrint ? "" : navigation)
      + "<main id=\"main\" tabindex=\"-1\">\n\(sections)\(dataSection(data))</main>\n\(popovers)</body>\n</html>\n"
    guard !isForPrint else { return head(nil) + body }
    let compact = CompactMarkup(body, css: sheet)
    return head(compact) + compact.markup
  }

  private var sheet: String { String(decoding: bytes("assets/boardpack.css") ?? [], as: UTF8.self) }

  private var isForPrint: Bool { purpose != .file }

  private func percent(_ id: String) -> Int {
    if case .print(_, _, let percent) = purpose { percent[id] ?? 100 } else { 100 }
  }

  // MARK: - Around the sections

  private func head(_ compact: CompactMarkup?) -> String {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
    let name: HTML = .text(title)
    return """
      <!doctype html>
      <html lang="\(pages.first?.lang ?? "en")">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <title>\(name.markup)</title>
      <style>\(styles(compact))</style>
      </head>

      """
  }

  /// - Parameter compact: what is written; nil: its styles and fonts stay whole.
  private func styles(_ compact: CompactMarkup?) -> String {
    let short = CompactStyle(sheet, classes: compact?.classes).css
    var css = EmbeddedFonts(compact?.names.renamed(css: short) ?? short, text: compact?.markup) {
      bytes("assets/" + $0)
    }.css
    if case .print(_, let paper, _) = purpose { css += "@page{size:\(paper)}" }
    for (index, page) in pages.enumerated() where !page.heads.isEmpty { css += "\n@page p\(index + 1){\(page.heads)}" }
    if let heads = pages.last?.heads, !heads.isEmpty {
      css += "\n@page pd{\(heads)@top-right{content:\"\(phrase("Data"))\"}}"
    }
    return css
  }

  private var navigation: String {
    let links = pages.map { "<a href=\"#\($0.id)\">\($0.title)</a>\n" }.joined()
    return
      "<a class=\"skip\" href=\"#main\">\(phrase("Skip to the page"))</a>\n<nav aria-label=\"\(phrase("Pages"))\">\n\(links)</nav>\n"
  }

  // MARK: - Paper

  private func contents(_ numbers: [String: Int], hasData: Bool) -> String {
    var entries = pages.dropFirst().map { (id: $0.id, title: $0.title, message: $0.message) }
    if hasData { entries.append(("data-page", phrase("Data"), phrase("The figures behind each chart, by its key"))) }
    // The first pass shows a number as wide as any, so that the second breaks where the first did.
    let items = entries.map {
      "<li><a href=\"#\($0.id)\"><b>\($0.title)</b><span>\($0.message)</span><i>\(numbers[$0.id] ?? 88)</i></a></li>"
    }
    return "<div class=\"toc span\"><h2 class=\"minor\">\(phrase("Contents"))</h2><ol>\(items.joined())</ol></div>"
  }

  /// Before the scorecard or the review, which do not break and seldom fit below the summary; else at the end.
  private static func placeOfContents(in section: [MarkupPiece]) -> Int {
    let table = section.firstIndex {
      if case .start(let tag) = $0 {
        tag.name == "table" && (tag.has(class: "score") || tag.has(class: "rev"))
      } else {
        false
      }
    }
    let block = section[..<(table ?? 0)].lastIndex {
      if case .start(let tag) = $0 { tag.has(class: "span") && tag["id"] != nil } else { false }
    }
    return block ?? section.count - 1
  }

  private func dataSection(_ tables: [String]) -> String {
    guard isForPrint, !tables.isEmpty else { return "" }
    return """
      <section class="page pdata" id="data-page" style="page:pd\(SectionWriter.zoom(percent("data-page")))"><header><p class="kick">\(phrase("Data"))</p>\
      <h1 class="message">\(phrase("The figures behind each chart, by its key"))</h1></header>\
      <div class="cols span">\(tables.joined())</div></section>

      """
  }
}

extension BuiltPage {
  /// Whether charts on it have data of their own.
  var hasData: Bool {
    section.contains { if case .start(let tag) = $0 { tag.name == "details" && tag.has(class: "data") } else { false } }
  }
}
