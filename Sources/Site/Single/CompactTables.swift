/// The data of charts on fewer bytes: a figure that stands in several rows on end stands once, for all of them.
struct CompactTables {
  private(set) var pieces: [MarkupPiece] = []

  init(_ source: [MarkupPiece]) {
    let isData = { (tag: MarkupPiece.StartTag) in tag.name == "details" && tag.has(class: "data") }
    var position = 0
    for range in source.elements(where: isData) {
      for body in source[range].elements(where: { $0.name == "tbody" }) {
        pieces += source[position..<body.lowerBound]
        pieces += Self.joined(source[body])
        position = body.upperBound
      }
    }
    pieces += source[position...]
  }

  private static func joined(_ body: ArraySlice<MarkupPiece>) -> [MarkupPiece] {
    var rows = body.elements { $0.name == "tr" }.map { row in
      body[row].elements { $0.name == "td" || $0.name == "th" }.map { Array(body[$0]) }
    }
    let texts = rows.map { $0.map(\.markup) }
    // Nothing else spans rows or columns.
    guard let width = rows.first?.count, width > 1, rows.allSatisfy({ $0.count == width }),
      body.allSatisfy({ if case .start(let tag) = $0 { tag["colspan"] == nil && tag["rowspan"] == nil } else { true } })
    else { return Array(body) }
    for column in 1..<width {
      var first = 0
      while first < rows.count {
        let run = texts[first...].prefix { $0[column] == texts[first][column] }.count
        if run > 2, case .start(var cell) = rows[first][column][0],
          rows[first][column].contains(where: { if case .start(let tag) = $0 { tag.name == "button" } else { false } })
        {
          cell["rowspan"] = String(run)
          rows[first][column][0] = .start(cell)
          for row in (first + 1)..<(first + run) { rows[row][column] = [] }
        }
        first += run
      }
    }
    let inside = rows.flatMap { row in MarkupPiece.pieces(of: "<tr>") + row.joined() + [.end("tr")] }
    return [body[body.startIndex]] + inside + [.end("tbody")]
  }
}
