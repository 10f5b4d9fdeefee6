import Diagnostics

/// A pipe table found in the source lines of a paragraph, its cells still Markdown.
struct TableSource {
  /// The line of the header in the Markdown parser's count.
  var line: Int
  var header: [String]
  var alignments: [Block.Table.Alignment]
  /// The cells of each row as written, which may be more or fewer than the header's.
  var rows: [[String]]
  /// The position of the header's first cell among the cells of all tables.
  var firstCell = 0

  /// Every cell with the line it stands on in the Markdown parser's count, in reading order.
  var cells: [(text: String, line: Int)] {
    header.map { ($0, line) }
      + rows.enumerated().flatMap { index, row in row.map { ($0, line + 2 + index) } }
  }

  /// The table in a paragraph's lines, nil where they hold none.
  init?(lines: [Substring], line: Int) {
    guard lines.count >= 2, lines[0].utf8.contains(UInt8(ascii: "|")),
      let alignments = TableSource.alignments(lines[1])
    else { return nil }
    self.line = line
    self.alignments = alignments
    header = TableSource.cells(lines[0])
    rows = lines.dropFirst(2).map(TableSource.cells)
  }

  /// The columns' alignments if the line is one like `|---|:-:|`.
  static func alignments(_ line: Substring) -> [Block.Table.Alignment]? {
    guard line.utf8.contains(UInt8(ascii: "|")), line.utf8.allSatisfy({ "|:- \t".utf8.contains($0) }) else {
      return nil
    }
    var result: [Block.Table.Alignment] = []
    for cell in cells(line) {
      let isLeft = cell.hasPrefix(":")
      let isRight = cell.count > 1 && cell.hasSuffix(":")
      let dashes = cell.dropFirst(isLeft ? 1 : 0).dropLast(isRight ? 1 : 0)
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == "-" }) else { return nil }
      result.append(isLeft ? (isRight ? .center : .left) : (isRight ? .right : .none))
    }
    return result.isEmpty ? nil : result
  }

  /// Cuts a line at its unescaped bars outside code spans; `\|` becomes a bar.
  static func cells(_ line: Substring) -> [String] {
    var scalars = Array(line.unicodeScalars)
    while let last = scalars.last, last == " " || last == "\t" { scalars.removeLast() }
    var index = scalars.firstIndex { $0 != " " && $0 != "\t" } ?? scalars.count
    if index < scalars.count, scalars[index] == "|" { index += 1 }
    var cells: [String] = []
    var cell = String.UnicodeScalarView()
    var endsWithBar = false
    while index < scalars.count {
      let scalar = scalars[index]
      endsWithBar = false
      if scalar == "\\", index + 1 < scalars.count {
        if scalars[index + 1] != "|" { cell.append(scalar) }
        cell.append(scalars[index + 1])
        index += 2
      } else if scalar == "`" {
        let end = codeSpanEnd(scalars, from: index)
        var span = scalars[index..<end]
        while let next = span.popFirst() {
          if next == "\\", span.first == "|" { continue }
          cell.append(next)
        }
        index = end
      } else if scalar == "|" {
        cells.append(trimmed(cell))
        cell = String.UnicodeScalarView()
        endsWithBar = true
        index += 1
      } else {
        cell.append(scalar)
        index += 1
      }
    }
    if !endsWithBar { cells.append(trimmed(cell)) }
    return cells
  }

  /// Where the code span ends that the backticks at `start` open; where none closes it, the end of the backticks.
  private static func codeSpanEnd(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    var open = start
    while open < scalars.count, scalars[open] == "`" { open += 1 }
    var index = open
    while index < scalars.count {
      let run = index
      while index < scalars.count, scalars[index] == "`" { index += 1 }
      if index - run == open - start { return index }
      if index == run { index += 1 }
    }
    return open
  }

  private static func trimmed(_ text: String.UnicodeScalarView) -> String {
    var view = text[...]
    while let first = view.first, first == " " || first == "\t" { view.removeFirst() }
    while let last = view.last, last == " " || last == "\t" { view.removeLast() }
    return String(view)
  }
}
