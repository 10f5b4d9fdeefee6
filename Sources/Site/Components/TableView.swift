/// A table of a page. Cells are safe markup; numbers stand right.
struct TableView {
  struct Column {
    var title: String
    var isNumber: Bool

    init(_ title: String, number: Bool = false) {
      self.title = title
      isNumber = number
    }
  }

  enum Row {
    case cells([HTML])
    /// A heading across the table.
    case group(String)
    /// Set apart and bold.
    case total([HTML])
  }

  var caption: HTML
  var unit: String?
  var columns: [Column]
  var rows: [Row]
  /// A class of the style sheet besides the general one.
  var style: String = "dt in"
  /// Whether cells carry their column's title, for phones.
  var isCards = false

  var html: HTML {
    var html: HTML = """
      <div class="tw" tabindex="0" role="group" aria-label="\(caption.plainText)"><table class="\(style)"\(role("table"))>\
      <caption>\(caption)
      """
    if let unit { html += " <span class=\"unit\">\(unit)</span>" }
    html += "</caption><thead\(role("rowgroup"))><tr\(role("row"))>"
    for column in columns {
      let number: HTML = column.isNumber ? " class=\"r\"" : .empty
      html += "<th scope=\"col\"\(role("columnheader"))\(number)>\(column.title)</th>"
    }
    html += "</tr></thead><tbody\(role("rowgroup"))>"
    for row in rows {
      switch row {
      case .group(let title):
        html += """
          <tr\(role("row")) class="grp"><th scope="rowgroup"\(role("rowheader")) colspan="\(columns.count)">\(title)</th></tr>
          """
      case .cells(let cells): html += tableRow(cells, style: "")
      case .total(let cells): html += tableRow(cells, style: "tot")
      }
    }
    return html + "</tbody></table></div>\n"
  }

  /// A phone lays cards out as blocks, by which a table loses its meaning for a screen reader; these give it back.
  private func role(_ name: String) -> HTML { isCards ? " role=\"\(name)\"" : .empty }

  /// The part of each column in the style sheet: a phone lays the cells of a card out by it.
  private var parts: [String] {
    switch style {
    case "score": ["", "val", "iv", "ch", "pl", "tg", "spk", "sts"]
    case "rev": ["", "pl", "val", "iv", "cash", "year", "var", "sts", "why"]
    case "obj": ["", "lead-figure", "tg", "sts", "who"]
    case "dec": ["", "who", "due", "state"]
    default: []
    }
  }

  /// A cell with no value is marked in a card, where a phone leaves it out.
  private func cellClass(_ index: Int, _ cell: HTML) -> HTML {
    let isNumber = columns[min(index, columns.count - 1)].isNumber
    let names = [
      isNumber ? "r" : "", parts.indices.contains(index) ? parts[index] : "", isCards && cell == "–" ? "none" : "",
    ].filter { !$0.isEmpty }
    return names.isEmpty ? .empty : " class=\"\(names.joined(separator: " "))\""
  }

  private func tableRow(_ cells: [HTML], style: String) -> HTML {
    var html: HTML = "<tr\(role("row"))\(style.isEmpty ? .empty : " class=\"\(style)\"")>"
    for (index, cell) in cells.enumerated() {
      let column = columns[min(index, columns.count - 1)]
      if index == 0 {
        html += "<th scope=\"row\"\(role("rowheader"))>\(cell)</th>"
      } else {
        let label: HTML = isCards && !column.title.isEmpty ? " data-l=\"\(column.title)\"" : .empty
        html += "<td\(role("cell"))\(cellClass(index, cell))\(label)>\(cell)</td>"
      }
    }
    return html + "</tr>"
  }
}
