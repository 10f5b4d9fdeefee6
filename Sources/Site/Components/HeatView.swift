/// A table whose cells are shaded by their value, with a total on the right and a row of totals below.
struct HeatView {
  struct Cell {
    /// 0 to 5, from pale to strong.
    var level: Int
    var content: HTML
  }

  struct Row {
    var head: String
    /// nil: there is no figure yet.
    var cells: [Cell?]
    var total: HTML
  }

  var title: HTML
  var subtitle: HTML
  var corner: String
  var columns: [String]
  var totalTitle: String
  var rows: [Row]
  var footHead: String
  var foot: [HTML]
  var footTotal: HTML

  var html: HTML {
    var html: HTML = """
      <figure><figcaption><strong>\(title)</strong><span class="sub">\(subtitle)</span></figcaption>\
      <div class="tw" tabindex="0" role="group" aria-label="\(title.plainText)"><table class="heat">\
      <caption class="vh">\(title)</caption><thead><tr><th scope="col">\(corner)</th>
      """
    for column in columns { html += "<th scope=\"col\">\(column)</th>" }
    html += "<th scope=\"col\" class=\"r\">\(totalTitle)</th></tr></thead><tbody>"
    for row in rows {
      html += "<tr><th scope=\"row\">\(row.head)</th>"
      for cell in row.cells {
        html += cell.map { "<td class=\"h\($0.level)\">\($0.content)</td>" } ?? "<td class=\"hm\">–</td>"
      }
      html += "<td class=\"r\">\(row.total)</td></tr>"
    }
    html += "</tbody><tfoot><tr><th scope=\"row\">\(footHead)</th>"
    for cell in foot { html += "<td>\(cell)</td>" }
    return html + "<td class=\"r\">\(footTotal)</td></tr></tfoot></table></div></figure>\n"
  }
}
