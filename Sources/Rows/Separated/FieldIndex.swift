import Kernels

/// Where the fields and rows of a stretch of separated text end: found by the fast kernel while quotes stand where they
/// may, by the byte machine where one does not.
///
/// Row r has the fields whose ends are `ends[rowEnds[r - 1] + 1 ... rowEnds[r]]`; before row 0 the stretch starts.
final class FieldIndex {
  /// Line feeds inside quotes, ascending.
  var quotedLines: [UInt32] { isExact ? exactQuotedLines : stepper.quotedLines }
  /// Quotes that are misplaced, ascending, the first of each row.
  private(set) var faults: [QuoteFault] = []

  private let separator: UInt8
  private var stepper = SteppedIndex()
  private var machine: ByteMachine
  private var isExact = false
  private var position = 0
  private var exactEnds = GrowingArray()
  private var exactRowEnds = GrowingArray()
  private var exactQuotedLines: [UInt32] = []
  private var exactHigh = false

  init(separator: UInt8) {
    self.separator = separator
    machine = ByteMachine(state: .rowStart, separator: separator)
  }

  /// Begins a stretch at a position after these bytes.
  func begin(_ bytes: UnsafePointer<UInt8>, at start: Int, after state: CutState, isExact: Bool) {
    self.isExact = isExact
    position = start
    exactQuotedLines.removeAll(keepingCapacity: true)
    faults.removeAll(keepingCapacity: true)
    if isExact {
      machine = ByteMachine(state: state, separator: separator)
      exactEnds.count = 0
      exactRowEnds.count = 0
      exactHigh = false
    } else {
      stepper.begin(bytes, isInside: state == .quoted, separator: separator)
    }
  }

  /// Goes on to a position; 64 more bytes can be read there.
  func extend(_ bytes: UnsafePointer<UInt8>, to end: Int) {
    if isExact { return extendExactly(bytes, to: end) }
    stepper.extend(bytes, from: position, to: end, separator: separator)
    position = max(position, end)
  }

  var ends: UnsafePointer<UInt32> { isExact ? UnsafePointer(exactEnds.start) : stepper.kernel.ends }
  var rowEnds: UnsafePointer<UInt32> { isExact ? UnsafePointer(exactRowEnds.start) : stepper.kernel.rowEnds }
  var rowCount: Int { isExact ? exactRowEnds.count : stepper.kernel.rowCount }
  /// Line feeds, quoted or not.
  var lineCount: Int { isExact ? machine.lines : stepper.kernel.lineCount }
  var isASCII: Bool { isExact ? !exactHigh : stepper.kernel.isASCII }
  /// Whether a quote is misplaced, so that the stretch has to be cut exactly.
  var hasStray: Bool { !isExact && stepper.kernel.hasStrayQuotes }

  /// The state after a stretch of at least one byte.
  func endState(_ bytes: UnsafePointer<UInt8>) -> CutState {
    if isExact { return machine.outcome }
    if stepper.kernel.endsInsideQuotes { return .quoted }
    let last = bytes[position - 1]
    if last == Byte.lineFeed { return .rowStart }
    if last == separator { return .fieldStart }
    return last == Byte.quote ? .afterQuote : .unquoted
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
      if events.contains(.isQuotedLine) { exactQuotedLines.append(UInt32(at)) }
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
