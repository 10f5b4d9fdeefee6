/// A slow parser of the same grammar, one byte at a time over the whole text: what the feed is checked against.
struct RowsOracle {
  struct Row: Hashable {
    var line: Int
    var fields: [[UInt8]]
    var column: Int?
    var rule: String?
  }

  enum Outcome: Hashable {
    case rows([Row])
    /// A quote is never closed; the line where it opened.
    case openQuote(Int)
    case empty
  }

  var separator = UInt8(ascii: ",")

  /// Rows with the given columns of the header; the columns are there.
  func read(_ bytes: [UInt8], columns: [String]) -> Outcome {
    var text = bytes[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    if text.isEmpty { return .empty }
    var rows: [Row] = []
    var header: [String]?
    var line = 1
    var i = text.startIndex
    let end = text.endIndex

    func isEnd(_ i: Int) -> Bool {
      guard i < end else { return true }
      if text[i] == separator || text[i] == 10 { return true }
      return text[i] == 13 && (i + 1 == end || text[i + 1] == 10)
    }
    // A CR ends a field only where a line ends with it.
    func isFieldEnd(_ i: Int) -> Bool { isEnd(i) }

    while i < end {
      var row = Row(line: line, fields: [])
      var fault: (column: Int?, rule: String)?
      var isRowOpen = true
      while isRowOpen {
        var field: [UInt8] = []
        var rule: String?
        if i < end, text[i] == 34 {
          let opened = line
          i += 1
          while true {
            guard i < end else { return .openQuote(opened) }
            if text[i] == 34 {
              if i + 1 < end, text[i + 1] == 34 {
                field.append(34)
                i += 2
                continue
              }
              i += 1
              break
            }
            if text[i] == 10 { line += 1 }
            field.append(text[i])
            i += 1
          }
          if !isFieldEnd(i) { rule = "text after the closing quote" }
        }
        while !isFieldEnd(i) {
          if text[i] == 34, rule == nil { rule = "quote inside an unquoted field" }
          field.append(text[i])
          i += 1
        }
        if fault == nil, let rule { fault = (nil, rule) }
        if fault == nil, let header, row.fields.count < header.count,
          let column = columns.firstIndex(of: header[row.fields.count]), String(validating: field, as: UTF8.self) == nil
        {
          fault = (column, "invalid UTF-8")
        }
        row.fields.append(field)
        if i < end, text[i] == separator {
          i += 1
        } else {
          isRowOpen = false
          if i < end, text[i] == 13 { i += 1 }
          if i < end {
            i += 1
            line += 1
          }
        }
      }
      guard let names = header else {
        header = row.fields.map { String(decoding: $0, as: UTF8.self) }
        continue
      }
      let count = row.fields.count
      if fault == nil, count != names.count {
        fault = (nil, "row has \(count) field\(count == 1 ? "" : "s"), the header \(names.count)")
      }
      row.column = fault?.column
      row.rule = fault?.rule
      row.fields = columns.map { name in
        guard fault == nil, let at = names.firstIndex(of: name) else { return [] }
        return row.fields[at]
      }
      rows.append(row)
    }
    return .rows(rows)
  }
}
