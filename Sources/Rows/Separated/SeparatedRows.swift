/// Hands the rows of one indexed stretch over, block by block.
///
/// Invariant: every position in the index lies within the stretch, whose bytes stay where they are until it is done; the
/// scratch arrays have room for a block. Quoted fields are written to: a doubled quote is unescaped where it stands.
final class SeparatedRows {
  let index: FieldIndex
  /// The first row of the index that is handed over, and the one after the last.
  private var row = 0
  private var end = 0
  private var start = 0
  private var quotedCursor = 0
  private var faultCursor = 0
  private var isASCII = true
  /// Whether every field has to be checked for its encoding.
  private var isEncodingDoubtful = false
  private var layout = FileLayout()
  /// Per row of the block: index of its first field's end, and its first byte.
  private let firstEnds: UnsafeMutablePointer<UInt32>
  private let starts: UnsafeMutablePointer<UInt32>

  init(separator: UInt8) {
    index = FieldIndex(separator: separator)
    firstEnds = .allocate(capacity: RowBlock.capacity)
    starts = .allocate(capacity: RowBlock.capacity)
    firstEnds.initialize(repeating: 0, count: RowBlock.capacity)
    starts.initialize(repeating: 0, count: RowBlock.capacity)
  }

  deinit {
    firstEnds.deallocate()
    starts.deallocate()
  }

  /// Begins to hand over rows of the index, which starts at `start`.
  func begin(_ bytes: UnsafePointer<UInt8>, rows: Range<Int>, start: Int, layout: FileLayout) {
    row = rows.lowerBound
    end = rows.upperBound
    self.start = start
    self.layout = layout
    quotedCursor = 0
    faultCursor = 0
    isASCII = index.isASCII
    isEncodingDoubtful = false
    guard !isASCII, !rows.isEmpty else { return }
    let first = row == 0 ? start : Int(index.ends[Int(index.rowEnds[row - 1])]) + 1
    isEncodingDoubtful = !isUTF8(bytes, first, Int(index.ends[Int(index.rowEnds[end - 1])]))
  }

  /// Fills a block (all but its file and part); false at the end of the stretch.
  func next(_ block: RowBlock, _ bytes: UnsafeMutablePointer<UInt8>) -> Bool {
    block.base = UnsafePointer(bytes)
    block.problems.removeAll(keepingCapacity: true)
    block.isASCII = isASCII
    let count = min(RowBlock.capacity, end - row)
    block.count = count
    guard count > 0 else { return false }
    let isShapely = locate(count, layout.fieldCount)
    number(block, count)
    let hasFaults = faultCursor < index.faults.count && index.faults[faultCursor].row < row + count
    if isShapely, !hasFaults, !isEncodingDoubtful {
      // Few rows at a time, so that their bytes and ends stay in the first cache for all columns.
      let columns = Columns(
        bytes: bytes, ends: index.ends, firstEnds: firstEnds, starts: starts, last: layout.fieldCount - 1)
      let (fields, slots) = (block.fields, layout.slots)
      var from = 0
      while from < count {
        let to = min(count, from + 64)
        for column in slots.indices { columns.fill(fields + column * RowBlock.capacity, slots[column], from, to) }
        from = to
      }
    } else {
      for i in 0..<count { fillCarefully(block, bytes, i) }
    }
    row += count
    return true
  }

  /// Finds where the rows start; returns whether all of them have the right number of fields.
  private func locate(_ count: Int, _ fieldCount: Int) -> Bool {
    let (ends, rowEnds, firstEnds, starts) = (index.ends, index.rowEnds, firstEnds, starts)
    var i = 0
    var last = -1
    if row == 0 {
      firstEnds[0] = 0
      starts[0] = UInt32(truncatingIfNeeded: start)
      last = Int(rowEnds[0])
      i = 1
    } else {
      last = Int(rowEnds[row - 1])
    }
    var wrong = i == 1 ? last + 1 - fieldCount : 0
    let rows = rowEnds + row
    while i < count {
      firstEnds[i] = UInt32(truncatingIfNeeded: last + 1)
      starts[i] = ends[last] &+ 1
      let next = Int(rows[i])
      wrong |= next &- last &- fieldCount
      last = next
      i += 1
    }
    return wrong == 0
  }

  private func number(_ block: RowBlock, _ count: Int) {
    let (lines, starts, first) = (block.lines, starts, row)
    if index.quotedLines.isEmpty {
      for i in 0..<count { lines[i] = UInt32(truncatingIfNeeded: first &+ i) }
      return
    }
    var cursor = quotedCursor
    index.quotedLines.withUnsafeBufferPointer { quoted in
      for i in 0..<count {
        while cursor < quoted.count, quoted[cursor] < starts[i] { cursor += 1 }
        lines[i] = UInt32(truncatingIfNeeded: first &+ i &+ cursor)
      }
    }
    quotedCursor = cursor
  }

  /// Fills columns of rows that are known to be good; all state in one value, so that loops ask for nothing.
  private struct Columns {
    let bytes: UnsafeMutablePointer<UInt8>
    let ends: UnsafePointer<UInt32>
    let firstEnds: UnsafeMutablePointer<UInt32>
    let starts: UnsafeMutablePointer<UInt32>
    /// The last field of a row.
    let last: Int

    func fill(_ fields: UnsafeMutablePointer<Field>, _ slot: Int, _ from: Int, _ to: Int) {
      let (bytes, ends, firstEnds) = (bytes, ends + slot, firstEnds)
      var i = from
      if slot < 0 {
        (fields + from).update(repeating: Field(start: 0, end: 0), count: to - from)
      } else if slot > 0, slot < last {
        while i < to {
          let at = ends + Int(firstEnds[i])
          let start = at[-1] &+ 1
          fields[i] = Field(start: start, end: at[0])
          if bytes[Int(start)] == Byte.quote { fields[i] = SeparatedRows.unquote(bytes, fields[i]) }
          i &+= 1
        }
      } else {
        while i < to {
          let at = ends + Int(firstEnds[i])
          let start = slot == 0 ? starts[i] : at[-1] &+ 1
          var end = at[0]
          // A CR before the line feed belongs to the line end.
          if slot == last, end > start, bytes[Int(end) - 1] == Byte.carriageReturn { end &-= 1 }
          fields[i] = Field(start: start, end: end)
          if bytes[Int(start)] == Byte.quote { fields[i] = SeparatedRows.unquote(bytes, fields[i]) }
          i &+= 1
        }
      }
    }
  }

  private func fillCarefully(_ block: RowBlock, _ bytes: UnsafeMutablePointer<UInt8>, _ i: Int) {
    let first = Int(firstEnds[i])
    let fieldCount = Int(index.rowEnds[row + i]) - first + 1
    let faults = index.faults
    while faultCursor < faults.count, faults[faultCursor].row < row + i { faultCursor += 1 }
    let fault = faultCursor < faults.count && faults[faultCursor].row == row + i ? faults[faultCursor] : nil
    let soundCount = fault.map { $0.end - first } ?? fieldCount
    var problem = isEncodingDoubtful ? badEncoding(bytes, i, fields: soundCount) : nil
    if problem == nil { problem = fault.map { RowProblem(rule: $0.rule) } }
    if problem == nil, fieldCount != layout.fieldCount {
      problem = RowProblem(rule: layout.wrongCount(fieldCount))
    }
    for column in 0..<block.width {
      let at = column * RowBlock.capacity + i
      block.fields[at] = Field(start: 0, end: 0)
      guard problem == nil, layout.slots[column] >= 0 else { continue }
      let field = raw(bytes, i, layout.slots[column])
      block.fields[at] = field.start < field.end ? Self.unquote(bytes, field) : field
    }
    if let problem { block.problems.append((i, problem)) }
  }

  /// The first wanted field, in the file's order, that is not UTF-8.
  private func badEncoding(_ bytes: UnsafeMutablePointer<UInt8>, _ i: Int, fields: Int) -> RowProblem? {
    for (slot, column) in layout.checks where slot < fields {
      let field = raw(bytes, i, slot)
      if !isUTF8(bytes, Int(field.start), Int(field.end)) { return RowProblem(column: column, rule: "invalid UTF-8") }
    }
    return nil
  }

  /// A field with its quotes.
  private func raw(_ bytes: UnsafeMutablePointer<UInt8>, _ i: Int, _ slot: Int) -> Field {
    let at = Int(firstEnds[i]) + slot
    let start = slot == 0 ? starts[i] : index.ends[at - 1] + 1
    var end = index.ends[at]
    if at == Int(index.rowEnds[row + i]), end > start, bytes[Int(end) - 1] == Byte.carriageReturn { end -= 1 }
    return Field(start: start, end: end)
  }

  /// Takes the quotes off a field of a good row; doubled ones become single in place.
  private static func unquote(_ bytes: UnsafeMutablePointer<UInt8>, _ field: Field) -> Field {
    guard bytes[Int(field.start)] == Byte.quote, field.end - field.start >= 2 else { return field }
    let start = Int(field.start) + 1
    let end = Int(field.end) - 1
    var source = start
    while source < end, bytes[source] != Byte.quote { source += 1 }
    var target = source
    while source < end {
      let byte = bytes[source]
      bytes[target] = byte
      target += 1
      source += byte == Byte.quote ? 2 : 1
    }
    return Field(start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: target))
  }
}
