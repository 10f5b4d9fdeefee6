import Facts
import Formats

/// Finds the tables of a finished page, writes each as a CSV file and puts a link to it below the table.
///
/// It reads the page rather than what made it, so that no table is left out.
struct TableDownloads {
  /// The page with its links.
  private(set) var html = ""
  /// The files, beside the pages.
  private(set) var files: [(path: String, bytes: [UInt8])] = []

  private let figures: [ShownFigure]
  private let page: String
  private var block = ""
  private var taken: Set<String> = []

  /// The folder of the files inside the output.
  static let folder = "data/"

  init(_ markup: String, page: String, figures: [ShownFigure]) {
    self.figures = figures
    self.page = page
    var rest = Substring(markup)
    while let start = rest.firstRange(of: "<table"), let end = rest[start.upperBound...].firstRange(of: "</table>") {
      noteBlock(rest[..<start.lowerBound])
      let after = rest[end.upperBound...]
      // The link stands below the box in which the table scrolls.
      let close = after.hasPrefix("</div>") ? after.index(after.startIndex, offsetBy: 6) : after.startIndex
      html += rest[..<close]
      add(rest[start.lowerBound..<end.upperBound])
      rest = rest[close...]
    }
    html += rest
  }

  /// The last block that was opened before a table.
  private mutating func noteBlock(_ markup: Substring) {
    guard let mark = markup.ranges(of: "<a class=\"anchor\" href=\"#").last else { return }
    block = String(markup[mark.upperBound...].prefix { $0 != "\"" })
  }

  private mutating func add(_ table: Substring) {
    let caption = Self.content(of: "caption", in: table).first.map { HTML.safe($0).plainText } ?? ""
    let rows = Self.content(of: "tr", in: table).map { row in
      Self.content(of: ["th", "td"], in: Substring(row)).map { values(of: $0) }
    }
    guard rows.count > 1, let width = rows.map(\.count).max(), width > 1 else { return }
    let name = free(page + (block.isEmpty ? "" : "-" + block))
    let parts = (0..<width).map { column in
      rows.dropFirst().map { $0.indices.contains(column) ? max(1, $0[column].count) : 1 }.max() ?? 1
    }
    let lines = rows.enumerated().map { index, row -> String in
      let cells = row.enumerated().flatMap { column, cell in
        index == 0
          ? Self.heads(cell.first ?? "", parts[column])
          : cell + Array(repeating: "", count: max(0, parts[column] - cell.count))
      }
      return CSVText.line(cells)
    }
    files.append((Self.folder + name + ".csv", Array(lines.joined().utf8)))
    let link: HTML = """
      <p class="dl"><a href="\(Self.folder + name).csv" download aria-label="Download as CSV: \(caption)">CSV</a></p>
      """
    html += link.markup
  }

  private mutating func free(_ wanted: String) -> String {
    var name = wanted
    var number = 1
    while !taken.insert(name).inserted {
      number += 1
      name = "\(wanted)-\(number)"
    }
    return name
  }

  /// A cell's figures as computed, or its words.
  private func values(of cell: String) -> [String] {
    let numbers = cell.ranges(of: "data-f=\"").map(\.upperBound) + cell.ranges(of: "<data value=\"").map(\.upperBound)
    let shown = numbers.sorted().compactMap { Int(cell[$0...].prefix { $0 != "\"" }) }.filter(figures.indices.contains)
    guard shown.isEmpty else { return shown.flatMap { figures[$0].values.map { "\(fifteen($0))" } } }
    let text = HTML.safe(cell.replacing("<small>", with: " <small>")).plainText
    return [text.split(whereSeparator: \.isWhitespace).joined(separator: " ")]
  }

  private static func heads(_ title: String, _ parts: Int) -> [String] {
    switch parts {
    case 1: [title]
    case 2: [title + ", low", title + ", high"]
    case 3: [title, title + ", low", title + ", high"]
    default: (1...parts).map { "\(title), \($0)" }
    }
  }

  /// What stands inside each element of a name, in order; elements of one name do not nest here.
  private static func content(of name: String, in markup: Substring) -> [String] { content(of: [name], in: markup) }

  private static func content(of names: [String], in markup: Substring) -> [String] {
    var found: [String] = []
    var rest = markup
    while let open = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: open)...]
      guard
        let name = names.first(where: { rest.hasPrefix($0) && [" ", ">"].contains(rest.dropFirst($0.count).first) }),
        let start = rest.firstIndex(of: ">"), let end = rest.firstRange(of: "</\(name)>")
      else { continue }
      found.append(String(rest[rest.index(after: start)..<end.lowerBound]))
      rest = rest[end.upperBound...]
    }
    return found
  }
}
