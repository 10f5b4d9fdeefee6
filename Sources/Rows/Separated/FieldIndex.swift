import Kernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the fields and rows of a stretch of separated text end: found by the fast kernel while quotes stand where they
/// may, by the byte machine where one does not.
///
/// Row r has the fields whose ends are `ends[rowEnds[r - 1] + 1 ... rowEnds[r]]`; before row 0 the stretch starts.
final class FieldIndex {
  /// Line feeds inside quotes, ascending.
  private(set) var quotedLines: [UInt32] = []
  /// Quotes that are misplaced, ascending, the first of each row.
  private(set) var faults: [QuoteFault] = []

  private let separator: UInt8
  private var kernel: StructuralIndex
  private var machine: ByteMachine
  private var isExact = false
  private var start = 0
  private var position = 0
  private var exactEnds = GrowingArray()
  private var exactRowEnds = GrowingArray()
  private var exactHigh = false

  /// The kernel is asked in steps of this size: only steps with line feeds inside quotes are looked at again.
  private static let step = 4096

  init(separator: UInt8) {
    self.separator = separator
    kernel = StructuralIndex(capacity: 16_384)
    machine = ByteMachine(state: .rowStart, separator: separator)
  }

  /// Begins a stretch at a position after these bytes.
  func begin(_ bytes: UnsafePointer<UInt8>, at start: Int, after state: CutState, isExact: Bool) {
    self.start = start
    self.isExact = isExact
    position = start
    quotedLines.removeAll(keepingCapacity: true)
    faults.removeAll(keepingCapacity: true)
    if isExact {
      machine = ByteMachine(state: state, separator: separator)
      exactEnds.count = 0
      exactRowEnds.count = 0
      exactHigh = false
    } else {
      kernel.index(bytes, count: 0, startsInsideQuotes: state == .quoted, separator: separator)
    }
  }

  /// Goes on to a position; 64 more bytes can be read there.
  func extend(_ bytes: UnsafePointer<UInt8>, to end: Int) {
    if isExact { return extendExactly(bytes, to: end) }
    while position < end {
      let next = min(end, position + Self.step)
      let (lines, rows) = (kernel.lineCount, kernel.rowCount)
      kernel.extend(bytes, from: position, to: next, separator: separator)
      if kernel.lineCount - lines != kernel.rowCount - rows {
        findQuotedLines(bytes, from: position, to: next, row: rows)
      }
      position = next
    }
  }

  var ends: UnsafePointer<UInt32> { isExact ? UnsafePointer(exactEnds.start) : kernel.ends }
  var rowEnds: UnsafePointer<UInt32> { isExact ? UnsafePointer(exactRowEnds.start) : kernel.rowEnds }
  var rowCount: Int { isExact ? exactRowEnds.count : kernel.rowCount }
  /// Line feeds, quoted or not.
  var lineCount: Int { isExact ? machine.lines : kernel.lineCount }
  var isASCII: Bool { isExact ? !exactHigh : kernel.isASCII }
  /// Whether a quote is misplaced, so that the stretch has to be cut exactly.
  var hasStray: Bool { !isExact && kernel.hasStrayQuotes }

  /// The state after a stretch of at least one byte.
  func endState(_ bytes: UnsafePointer<UInt8>) -> CutState {
    if isExact { return machine.outcome }
    if kernel.endsInsideQuotes { return .quoted }
    let last = bytes[position - 1]
    if last == Byte.lineFeed { return .rowStart }
    if last == separator { return .fieldStart }
    return last == Byte.quote ? .afterQuote : .unquoted
  }

  private func findQuotedLines(_ bytes: UnsafePointer<UInt8>, from: Int, to: Int, row first: Int) {
    var row = first
    var at = from
    let (ends, rowEnds, rowCount) = (kernel.ends, kernel.rowEnds, kernel.rowCount)
    while at < to, let found = memchr(bytes + at, Int32(Byte.lineFeed), to - at) {
      let line = UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
      if row < rowCount, Int(ends[Int(rowEnds[row])]) == line {
        row += 1
      } else {
        quotedLines.append(UInt32(line))
      }
      at = line + 1
    }
  }

  private func extendExactly(_ bytes: UnsafePointer<UInt8>, to end: Int) {
    var machine = machine
    for at in position..<end {
      let byte = bytes[at]
      if byte >= 0x80 { exactHigh = true }
      let events = machine.step(byte)
      if events.isEmpty { continue }
      if events.contains(.isTextAfter) { note(QuoteFault.textAfter) }
      if events.contains(.isQuoteInside) { note(QuoteFault.inside) }
      if events.contains(.isQuotedLine) { quotedLines.append(UInt32(at)) }
      if events.contains(.endsRow) { exactRowEnds.append(UInt32(exactEnds.count)) }
      if events.contains(.endsField) { exactEnds.append(UInt32(at)) }
    }
    self.machine = machine
    position = max(position, end)
  }

  private func note(_ rule: String) {
    guard faults.last?.row != exactRowEnds.count else { return }
    faults.append(QuoteFault(row: exactRowEnds.count, end: exactEnds.count, rule: rule))
  }
}

/// Positions in memory of their own, so that they are read as the kernel's are.
struct GrowingArray: ~Copyable {
  private(set) var start: UnsafeMutablePointer<UInt32>
  var count = 0
  // Invariant: `start` has room for `capacity` entries, of which the first `count` are written.
  private var capacity = 64

  init() { start = .allocate(capacity: capacity) }

  deinit { start.deallocate() }

  mutating func append(_ value: UInt32) {
    if count == capacity {
      let old = start
      capacity *= 2
      start = .allocate(capacity: capacity)
      start.update(from: old, count: count)
      old.deallocate()
    }
    start[count] = value
    count += 1
  }
}
