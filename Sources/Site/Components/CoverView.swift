import Formats

/// The head of the first page.
struct CoverView {
  var organisation: String?
  var title: String
  var meta: [(term: String, text: String)]
  /// What the pack says, in two lines.
  var message: HTML
  var recommendation: HTML?

  /// The title; a period in it, `2026-Q3`, does not break at its hyphen.
  private var unbroken: HTML {
    title.split(separator: " ", omittingEmptySubsequences: false).map { word -> HTML in
      word.contains("-") && word.contains(where: \.isNumber)
        ? "<span class=\"nw\">\(String(word))</span>" : "\(String(word))"
    }.joined(" ")
  }

  var html: HTML {
    var html: HTML = "<header>"
    if let organisation { html += "<p class=\"org\">\(organisation)</p>" }
    html += "<h1>\(unbroken)</h1><dl class=\"meta\">"
    for item in meta { html += "<div><dt>\(item.term)</dt><dd>\(item.text)</dd></div>" }
    html += "</dl></header><p class=\"message lead\">\(message)</p>"
    if let recommendation {
      html += "<div class=\"reco\"><p class=\"lab\">\(phrase("Recommendation"))</p><p>\(recommendation)</p></div>"
    }
    return html
  }
}

/// The numbered statements of the summary.
struct StatementsView {
  var rows: [(text: HTML, owner: String?, due: String?)]

  var html: HTML {
    var html: HTML = "<ol class=\"stm\">"
    for row in rows {
      html += "<li><p>\(row.text)</p><p class=\"own\">\(row.owner ?? "")<span>\(row.due ?? "")</span></p></li>"
    }
    return html + "</ol>\n"
  }
}
