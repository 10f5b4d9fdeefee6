import Kernels

/// What an index says, found one byte at a time.
struct IndexOracle: Equatable {
  private enum State { case fieldStart, inField, quoted, closed, closedReturn }

  var ends: [UInt32] = []
  var rowEnds: [UInt32] = []
  var lineCount = 0
  var quoteCount = 0
  var endsInsideQuotes = false
  var hasQuotes = false
  var hasStrayQuotes = false
  var isASCII = true

  init(_ bytes: UnsafePointer<UInt8>, count: Int, startsInsideQuotes: Bool, separator: UInt8) {
    var state: State = startsInsideQuotes ? .quoted : .fieldStart
    for i in 0..<count {
      let byte = bytes[i]
      if byte >= 0x80 { isASCII = false }
      if byte == 10 { lineCount += 1 }
      if byte == 34 { quoteCount += 1 }
      if state == .quoted {
        if byte == 34 { state = .closed }
        continue
      }
      if byte == 34 {
        if state == .inField || state == .closedReturn { hasStrayQuotes = true }
        state = .quoted
      } else if byte == 10 || byte == separator {
        if state == .closedReturn, byte != 10 { hasStrayQuotes = true }
        if byte == 10 { rowEnds.append(UInt32(ends.count)) }
        ends.append(UInt32(i))
        state = .fieldStart
      } else if byte == 13, state == .closed {
        state = .closedReturn
      } else {
        if state == .closed || state == .closedReturn { hasStrayQuotes = true }
        state = .inField
      }
    }
    endsInsideQuotes = state == .quoted
    hasQuotes = quoteCount > 0
  }

  init(_ index: borrowing StructuralIndex, quoteCount: Int) {
    ends = Array(UnsafeBufferPointer(start: index.ends, count: index.endCount))
    rowEnds = Array(UnsafeBufferPointer(start: index.rowEnds, count: index.rowCount))
    lineCount = index.lineCount
    self.quoteCount = quoteCount
    endsInsideQuotes = index.endsInsideQuotes
    hasQuotes = index.hasQuotes
    hasStrayQuotes = index.hasStrayQuotes
    isASCII = index.isASCII
  }
}
