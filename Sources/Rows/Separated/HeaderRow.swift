/// The first row of separated text, read exactly: misplaced quotes spoil no header, they are part of the names.
enum HeaderRow {
  /// It goes on beyond the bytes at hand.
  case unfinished
  /// A quote that opened after so many line feeds is never closed.
  case openQuote(lines: Int)
  /// Names, the position of the first row, and the line feeds before it.
  case names([String], end: Int, lines: Int)

  /// Reads bytes[from ..< to]; `isEnd`: nothing follows them.
  static func read(
    _ bytes: UnsafePointer<UInt8>, from: Int, to: Int, isEnd: Bool, separator: UInt8
  ) -> HeaderRow {
    var machine = ByteMachine(state: .rowStart, separator: separator)
    var names: [String] = []
    var field: [UInt8] = []
    var at = from
    while at <= to {
      guard at < to || isEnd else { return .unfinished }
      let byte = at < to ? bytes[at] : Byte.lineFeed
      at += 1
      let before = machine.outcome
      let events = machine.step(byte)
      if events.contains(.endsField) {
        if events.contains(.endsRow), at - 2 >= from, bytes[at - 2] == Byte.carriageReturn { field.removeLast() }
        names.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        if events.contains(.endsRow) {
          return .names(names, end: min(at, to), lines: at <= to ? machine.lines : machine.lines - 1)
        }
      } else if byte != Byte.quote || before == .unquoted || before == .afterQuote {
        field.append(byte)
      }
    }
    return .openQuote(lines: machine.openedAt ?? 0)
  }
}
