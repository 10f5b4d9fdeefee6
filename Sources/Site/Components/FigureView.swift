import Formats

/// A chart with its message, subtitle, drawing for desk and phone, and its data as a table.
struct FigureView {
  var title: HTML
  var subtitle: HTML
  var badge: HTML
  /// Drawings as written by the chart writer.
  var wide: HTML
  var narrow: HTML?
  var data: TableView
  /// What the figures mean, with one that opens.
  var about: HTML?
  var note: HTML?
  /// The number of a figure that links can lead to.
  var number: Int?

  private var aboutLine: HTML { about.map { "<p class=\"fn\">\($0)</p>" } ?? .empty }

  var html: HTML {
    var html: HTML = """
      <figure><figcaption>\(number.map { "<span class=\"fig\">\(phrase("Figure \($0)"))</span>" as HTML })<strong>\(title)</strong>\(badge)<span class="sub">\(subtitle)</span></figcaption>
      """
    if let narrow {
      html += "<div class=\"wide\">\(wide)</div><div class=\"nar\">\(narrow)</div>"
    } else {
      html += wide
    }
    if let note { html += "<p class=\"fn\">\(note)</p>" }
    return html
      + "<details class=\"data\"><summary>\(phrase("Data"))</summary>\(data.html)\(aboutLine)</details></figure>\n"
  }
}
