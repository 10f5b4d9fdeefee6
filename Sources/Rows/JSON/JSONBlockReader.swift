/// Cuts stretches of JSON lines (RFC 8259 objects, one a line) into blocks; nested values by dotted path.
///
/// Strings give their text, numbers their digits as written, null and absent keys nothing. A malformed line, a doubled
/// key or an object or array in place of a value asked for is a bad row. Blank lines are no rows.
///
/// Invariant: `position ..< count` of `bytes` is what is left of the stretch, `position` is the start of a line, and 64
/// bytes behind `count` may be read. A class because of its scratch memory; it belongs to one thread.
final class JSONBlockReader {
  /// The keys met so far, in all stretches; merge those of all readers for the finding about a missing column.
  var names: JSONNames { parser.names }
  /// Lines passed since `start`, blank ones too.
  private(set) var lines = 0
  /// Rows that the general parser had to read, in all stretches.
  private(set) var surprises = 0

  private let columns: Int
  /// A line longer than this is bad.
  private let rowLimit: Int
  /// Off in tests only, which compare the walk with the general parser.
  private let isWalking: Bool
  private var parser: JSONLineParser
  private let layouts: JSONLayouts
  private let escaped: UnsafeMutablePointer<Int32>
  private var bytes: UnsafeMutablePointer<UInt8>
  private var count = 0
  private var position = 0
  /// After the last line feed; before it the walk may go.
  private var whole = 0

  /// Reads these columns, in this order.
  init(columns: [String], isWalking: Bool = true, rowLimit: Int = 16_777_216) {
    self.columns = columns.count
    self.rowLimit = rowLimit
    self.isWalking = isWalking
    parser = JSONLineParser(columns: columns)
    layouts = JSONLayouts(columns: columns.count)
    escaped = .allocate(capacity: max(1, columns.count))
    bytes = UnsafeMutablePointer(bitPattern: 64).unsafelyUnwrapped
  }

  deinit { escaped.deallocate() }

  /// Begins a stretch of whole lines, the last of which may lack its line feed.
  ///
  /// The bytes must stay where they are until the stretch is read; 64 more can be read behind them. They are written to:
  /// a wanted string with escapes is unescaped where it stands, which never needs more room.
  func start(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
    position = 0
    lines = 0
    whole = count
    while whole > 0, bytes[whole - 1] != 10 { whole -= 1 }
  }

  /// Fills a block (all but its file and part); false at the end of the stretch.
  func next(_ block: RowBlock) -> Bool {
    block.base = UnsafePointer(bytes)
    block.count = 0
    block.isASCII = true
    block.problems.removeAll(keepingCapacity: true)
    while block.count < RowBlock.capacity, position < count {
      if isWalking, position < whole { walk(block) }
      if block.count < RowBlock.capacity, position < count { readLine(block) }
    }
    return block.count > 0
  }

  private func walk(_ block: RowBlock) {
    let walk = JSONWalk(
      base: bytes, limit: UnsafePointer(bytes + whole - 1), layouts: layouts, fields: block.fields, lines: block.lines,
      escaped: escaped, rowLimit: rowLimit)
    var state = JSONWalk.State(
      at: UnsafePointer(bytes + position), line: lines, row: block.count, hasHigh: !block.isASCII)
    walk.run(&state, &parser)
    position = state.at - UnsafePointer(bytes)
    lines = state.line
    block.count = state.row
    block.isASCII = !state.hasHigh
  }

  /// Reads one line by the general parser.
  private func readLine(_ block: RowBlock) {
    let line = bytes + position
    let length = JSONText.lineFeed(line, bytes + count) - UnsafePointer(line)
    defer {
      position = min(count, position + length + 1)
      lines += 1
    }
    if (0..<length).allSatisfy({ line[$0] == 32 || line[$0] == 9 || line[$0] == 13 }) { return }
    let row = block.count
    block.count += 1
    surprises += 1
    block.lines[row] = UInt32(truncatingIfNeeded: lines)
    for column in 0..<columns { block.fields[column * RowBlock.capacity + row] = Field(start: 0, end: 0) }
    if length > rowLimit {
      block.problems.append((row, RowProblem(rule: "row longer than 16 MB")))
      return
    }
    if let problem = parser.parse(line, count: length) {
      block.problems.append((row, problem))
      return
    }
    if isWalking, parser.hasAllValues { layouts.learn(line, count: length, values: parser.values) }
    for value in parser.values {
      guard let column = value.column, !value.isNull else { continue }
      var (start, end) = (value.start, value.end)
      if line[start] == UInt8(ascii: "\"") { (start, end) = (start + 1, end - 1) }
      if value.hasEscape { end = start + JSONText.unescape(line + start, count: end - start) }
      if block.isASCII, (start..<end).contains(where: { line[$0] >= 0x80 }) { block.isASCII = false }
      block.fields[column * RowBlock.capacity + row] = Field(
        start: UInt32(truncatingIfNeeded: position + start), end: UInt32(truncatingIfNeeded: position + end))
    }
  }
}
