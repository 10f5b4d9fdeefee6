import Facts
import Formats

/// Finds the tables of a finished page, writes each as a CSV file and puts a link to it below the table.
///
/// It reads the page rather than what made it, so that no table is left out.
struct TableDownloads {
  /// The page with its links.
  var html: String { String(decoding: out, as: UTF8.self) }
  /// The files, beside the pages.
  private(set) var files: [(path: String, bytes: [UInt8])] = []

  private var out: [UInt8] = []
  private let figures: [ShownFigure]
  private let page: String
  private var block = ""
  private var taken: Set<String> = []

  /// The folder of the files inside the output.
  static let folder = "data/"

  init(_ markup: String, page: String, figures: [ShownFigure]) {
    self.figures = figures
    self.page = page
    let bytes = Array(markup.utf8)
    out.reserveCapacity(bytes.count + 4096)
    var rest = bytes[...]
    while let start = rest.place(of: "<table"), let last = bytes[start...].place(of: "</table>") {
      noteBlock(rest[..<start])
      let end = last + 8
      // The link stands below the box in which the table scrolls.
      let close = bytes[end...].starts(with: "</div>") ? end + 6 : end
      out += rest[..<close]
      add(bytes[start..<end])
      rest = bytes[close...]
    }
    out += rest
  }

  /// The last block that was opened before a table.
  private mutating func noteBlock(_ markup: ArraySlice<UInt8>) {
    guard let mark = markup.ends(of: "<a class=\"anchor\" href=\"#").last else { return }
    block = String(decoding: markup[mark...].value, as: UTF8.self)
  }

  private mutating func add(_ table: ArraySlice<UInt8>) {
    let caption = Self.content(of: .caption, in: table).first.map(Self.spoken)
    let rows = Self.content(of: .row, in: table).map { row in
      Self.content(of: .cell, in: row).map { values(of: $0) }
    }
    guard rows.count > 1, let width = rows.map(\.count).max(), width > 1 else { return }
    let name = free(page + (block.isEmpty ? "" : "-" + block))
    let columns = (0..<width).map { column in rows.dropFirst().compactMap { column < $0.count ? $0[column] : nil } }
    let lines = rows.enumerated().map { index, row -> String in
      let cells = row.enumerated().flatMap { column, cell in
        let parts = columns[column].map(\.texts.count).max() ?? 1
        return index == 0
          ? Self.heads(cell.texts.first ?? "", max(1, parts), areEnds: columns[column].allSatisfy(\.hasEnds))
          : cell.texts + Array(repeating: "", count: max(0, parts - cell.texts.count))
      }
      return CSVText.line(cells)
    }
    files.append((Self.folder + name + ".csv", Array(lines.joined().utf8)))
    let link: HTML = """
      <p class="dl"><a href="\(Self.folder + name).csv" download aria-label="\(phrase("Download as CSV: \(caption ?? "")"))">CSV</a></p>
      """
    out += link.markup.utf8
  }

  /// A caption in one line: what it shows comes after a colon.
  private static func spoken(_ caption: ArraySlice<UInt8>) -> String {
    guard let unit = caption.place(of: " <span class=\"unit\">") else {
      return HTML.safe(String(decoding: caption, as: UTF8.self)).plainText
    }
    let parts = [caption[..<unit], caption[(unit + 1)...]].map { part in
      HTML.safe(String(decoding: part, as: UTF8.self)).plainText
    }
    return parts.joined(separator: PackLocale.current.language == .french ? "\u{a0}: " : ": ")
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

  /// What a cell holds, and whether what follows the first of its values are the ends of a range.
  private typealias Cell = (texts: [String], hasEnds: Bool)

  /// A cell's figures as computed, or its words.
  private func values(of cell: ArraySlice<UInt8>) -> Cell {
    let numbers = cell.ends(of: "data-f=\"") + cell.ends(of: "<data value=\"")
    let shown = numbers.sorted().compactMap { Int(String(decoding: cell[$0...].value, as: UTF8.self)) }
      .filter(figures.indices.contains)
    guard shown.isEmpty else {
      let shown = shown.map { figures[$0] }
      let hasEnds =
        [[1], [2], [3], [1, 2]].contains(shown.map(\.values.count)) && !shown.contains { $0.style == .fromCustomers }
      return (shown.flatMap(\.values).map(Self.number), hasEnds)
    }
    let words = Self.plain(cell).unicodeScalars.split { $0.properties.isWhitespace }
    return ([words.map { String($0) }.joined(separator: " ")], true)
  }

  /// On fifteen significant digits, a whole number without decimals.
  private static func number(_ value: Double) -> String {
    let text = "\(fifteen(value))"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The text without tags; what is small print stands apart from what is before it.
  private static func plain(_ markup: ArraySlice<UInt8>) -> String {
    var (apart, rest): ([UInt8], ArraySlice<UInt8>) = ([], markup)
    while let small = rest.place(of: "<small>") {
      apart += rest[..<small] + [UInt8(ascii: " ")] + rest[small..<small + 7]
      rest = rest[(small + 7)...]
    }
    return HTML.safe(String(decoding: apart + rest, as: UTF8.self)).plainText
  }

  private static func heads(_ title: String, _ parts: Int, areEnds: Bool) -> [String] {
    switch parts {
    case 1: [title]
    case 2 where areEnds: [phrase("\(title), low"), phrase("\(title), high")]
    case 3 where areEnds: [title, phrase("\(title), low"), phrase("\(title), high")]
    default: (1...parts).map { "\(title), \($0)" }
    }
  }

  private enum Element { case caption, row, cell }

  /// What stands inside each element, in order; elements of one kind do not nest here.
  private static func content(of element: Element, in markup: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var found: [ArraySlice<UInt8>] = []
    var rest = markup
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[(open + 1)...]
      let (name, end): (StaticString, StaticString)
      switch element {
      case .caption: (name, end) = ("caption", "</caption>")
      case .row: (name, end) = ("tr", "</tr>")
      case .cell where rest.starts(with: "th"): (name, end) = ("th", "</th>")
      case .cell: (name, end) = ("td", "</td>")
      }
      let after = rest.dropFirst(name.utf8CodeUnitCount)
      guard rest.starts(with: name), after.first == UInt8(ascii: " ") || after.first == UInt8(ascii: ">"),
        let start = after.firstIndex(of: UInt8(ascii: ">")), let last = after.place(of: end)
      else { continue }
      found.append(start < last ? rest[(start + 1)..<last] : [])
      rest = rest[last...]
    }
    return found
  }
}
