/// Hands over the rows of a stretch of whole lines whose fields stand between runs of spaces and tabs.
///
/// Invariant: `position ..< end` of the bytes is what is left, and `position` is the start of a line.
struct SpacedRows {
  private var position = 0
  private var end = 0
  private var line = 0
  private let layout: FileLayout
  /// Per field of the file its wanted column, or -1.
  private let columns: [Int]

  init(from position: Int, to end: Int, layout: FileLayout) {
    self.position = position
    self.end = end
    self.layout = layout
    var columns = [Int](repeating: -1, count: layout.fieldCount)
    for (slot, column) in layout.checks { columns[slot] = column }
    self.columns = columns
  }

  /// Fills a block (all but its file and part); false at the end of the stretch.
  mutating func next(_ block: RowBlock, _ bytes: UnsafePointer<UInt8>) -> Bool {
    block.base = bytes
    block.count = 0
    block.isASCII = true
    block.problems.removeAll(keepingCapacity: true)
    while block.count < RowBlock.capacity, position < end {
      var stop = position
      while stop < end, bytes[stop] != Byte.lineFeed { stop += 1 }
      read(block, bytes, position, stop)
      position = stop + 1
      line += 1
    }
    return block.count > 0
  }

  private func read(_ block: RowBlock, _ bytes: UnsafePointer<UInt8>, _ from: Int, _ to: Int) {
    let row = block.count
    for column in 0..<block.width { block.fields[column * RowBlock.capacity + row] = Field(start: 0, end: 0) }
    var fields = 0
    var at = from
    var problem: RowProblem?
    while true {
      while at < to, Self.isBlank(bytes[at]) { at += 1 }
      guard at < to else { break }
      let start = at
      var bits: UInt8 = 0
      while at < to, !Self.isBlank(bytes[at]) {
        bits |= bytes[at]
        at += 1
      }
      if bits >= 0x80 { block.isASCII = false }
      if fields < columns.count, columns[fields] >= 0 {
        block.fields[columns[fields] * RowBlock.capacity + row] = Field(
          start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: at))
        if bits >= 0x80, problem == nil, !isUTF8(bytes, start, at) {
          problem = RowProblem(column: columns[fields], rule: "invalid UTF-8")
        }
      }
      fields += 1
    }
    guard fields > 0 else { return }
    if to - from > RowReader.rowLimit { problem = RowReader.longRow }
    if problem == nil, fields != layout.fieldCount { problem = RowProblem(rule: layout.wrongCount(fields)) }
    if let problem {
      for column in 0..<block.width { block.fields[column * RowBlock.capacity + row] = Field(start: 0, end: 0) }
      block.problems.append((row, problem))
    }
    block.lines[row] = UInt32(truncatingIfNeeded: line)
    block.count += 1
  }

  /// The names in the first line that has any, the position after it and the line feeds before that; nil: there is none.
  static func header(_ bytes: UnsafePointer<UInt8>, from: Int, to: Int) -> (names: [String], end: Int, lines: Int)? {
    var names: [String] = []
    var lines = 0
    var at = from
    while at < to {
      if isBlank(bytes[at]) || bytes[at] == Byte.lineFeed {
        if bytes[at] == Byte.lineFeed {
          lines += 1
          if !names.isEmpty { return (names, at + 1, lines) }
        }
        at += 1
        continue
      }
      let start = at
      while at < to, !isBlank(bytes[at]), bytes[at] != Byte.lineFeed { at += 1 }
      names.append(String(decoding: UnsafeBufferPointer(start: bytes + start, count: at - start), as: UTF8.self))
    }
    return names.isEmpty ? nil : (names, to, lines)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == Byte.carriageReturn }
}
