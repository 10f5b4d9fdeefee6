/// Reads lines that are laid out like earlier ones, without looking for their structure.
///
/// Invariants: every line read ends with a line feed before or at `limit` (so that a literal, a string or a number
/// cannot run past it unnoticed), 64 bytes behind `limit` may be read, and fields have room for `RowBlock.capacity` rows.
/// Whatever is unexpected - other keys, other white space, a value that is not well-formed - ends the walk before its line,
/// which the general parser then reads: the walk never decides that a line is bad.
struct JSONWalk {
  /// What `fields` count from.
  let base: UnsafeMutablePointer<UInt8>
  /// The last line feed of the stretch.
  let limit: UnsafePointer<UInt8>
  let layouts: JSONLayouts
  let fields: UnsafeMutablePointer<Field>
  let lines: UnsafeMutablePointer<UInt32>
  /// Room for a number per wanted column.
  let escaped: UnsafeMutablePointer<Int32>
  /// A line longer than this is left to the general parser.
  let rowLimit: Int

  /// Where the walk is: the start of a line, its number, its row, and whether a wanted value had a byte above 0x7F.
  struct State {
    var at: UnsafePointer<UInt8>
    var line: Int
    var row: Int
    var hasHigh: Bool
  }

  /// Goes on until a line surprises, the block is full or the last whole line is read.
  func run(_ state: inout State, _ parser: inout JSONLineParser) {
    let steps = layouts.steps
    let words = layouts.words
    let fields = fields
    let limit = limit
    let base = UnsafePointer(base)
    let root = layouts.root
    guard root >= 0 else { return }
    var start = state.at
    var row = state.row
    var line = state.line
    var high: UInt64 = 0

    lines: while start < limit, row < RowBlock.capacity {
      var at = start
      var step = steps + Int(root)
      var escapes = 0
      while true {
        // The literal, word by word: a difference shows before a word that lies behind the line is read.
        var own = words + Int(step.pointee.words)
        var here = at
        var left = step.pointee.wholeWords
        var difference: UInt64 = 0
        while left > 0 {
          difference = JSONText.word(here) ^ own[0]
          if difference != 0 { break }
          here += 8
          own += 1
          left -= 1
        }
        if difference == 0 { difference = (JSONText.word(here) ^ own[0]) & step.pointee.mask }
        let value = at + Int(step.pointee.length)
        let column = step.pointee.column
        if difference == 0 {
          let byte = value[0]
          if column == JSONStep.end {
            if byte == 10 {
              at = value
              break
            }
          } else if byte == UInt8(ascii: "\"") {
            var end = value + 1
            var seen: UInt64 = 0
            while true {
              // Two words at once: whether a string has 7 bytes or 9 is not worth a guess of the processor.
              let (first, second) = (JSONText.word(end), JSONText.word(end + 8))
              let (inFirst, inSecond) = (JSONText.stops(first), JSONText.stops(second))
              if inFirst | inSecond != 0 {
                let isFirst = inFirst != 0
                let found = isFirst ? inFirst : inSecond
                let below = (found & (0 &- found)) &- 1
                seen |= isFirst ? first & below : first | second & below
                end += (isFirst ? 0 : 8) + found.trailingZeroBitCount >> 3
                break
              }
              seen |= first | second
              end += 16
            }
            if end[0] != UInt8(ascii: "\"") {
              guard end[0] == UInt8(ascii: "\\"), let next = parser.stringEnd(value, limit: limit) else { break lines }
              end = next - 1
              seen = UInt64.max
              if column >= 0 {
                escaped[escapes] = column
                escapes += 1
              }
            }
            if column >= 0 {
              if seen & 0x8080_8080_8080_8080 != 0 {
                guard isUTF8(value, 1, end - value) else { break lines }
                high = 1
              }
              fields[Int(column) * RowBlock.capacity + row] = Field(
                start: UInt32(truncatingIfNeeded: value + 1 - base), end: UInt32(truncatingIfNeeded: end - base))
            }
            at = end + 1
            step = steps + Int(step.pointee.next)
            continue
          } else if byte < 58, byte != UInt8(ascii: " ") {
            guard let end = Self.numberEnd(value) else { break lines }
            if column >= 0 {
              fields[Int(column) * RowBlock.capacity + row] = Field(
                start: UInt32(truncatingIfNeeded: value - base), end: UInt32(truncatingIfNeeded: end - base))
            }
            at = end
            step = steps + Int(step.pointee.next)
            continue
          } else if byte == UInt8(ascii: "["), column < 0 {
            guard let end = parser.arrayEnd(value, limit: limit, depth: Int(step.pointee.depth)) else { break lines }
            at = end
            step = steps + Int(step.pointee.next)
            continue
          } else if let end = Self.wordEnd(value) {
            if column >= 0 {
              let isNull = byte == UInt8(ascii: "n")
              let first = UInt32(truncatingIfNeeded: value - base)
              fields[Int(column) * RowBlock.capacity + row] = Field(
                start: first, end: isNull ? first : UInt32(truncatingIfNeeded: end - base))
            }
            at = end
            step = steps + Int(step.pointee.next)
            continue
          }
        }
        let alternative = step.pointee.alternative
        if alternative < 0 { break lines }
        step = steps + Int(alternative)
      }
      if at - start > rowLimit { break }
      for index in 0..<Int(step.pointee.missingCount) {
        let column = Int(layouts.missing[Int(step.pointee.missing) + index])
        fields[column * RowBlock.capacity + row] = Field(start: 0, end: 0)
      }
      if escapes > 0 { unescape(escapes, row: row) }
      lines[row] = UInt32(truncatingIfNeeded: line)
      row += 1
      line += 1
      start = at + 1
    }
    state.at = start
    state.row = row
    state.line = line
    if high != 0 { state.hasHigh = true }
  }

  /// The line is good, so that its bytes are not looked at again.
  private func unescape(_ count: Int, row: Int) {
    for index in 0..<count {
      let field = fields + (Int(escaped[index]) * RowBlock.capacity + row)
      let length = JSONText.unescape(
        base + Int(field.pointee.start), count: Int(field.pointee.end - field.pointee.start))
      field.pointee.end = field.pointee.start + UInt32(truncatingIfNeeded: length)
    }
  }

  /// The end of a number that begins here; nil if it is malformed.
  @inline(__always) private static func numberEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    var at = start
    if at[0] == UInt8(ascii: "-") { at += 1 }
    let whole = digits(at)
    if whole == 0 || at[0] == UInt8(ascii: "0") && whole > 1 { return nil }
    at += whole
    if at[0] == UInt8(ascii: ".") {
      let fraction = digits(at + 1)
      if fraction == 0 { return nil }
      at += 1 + fraction
    }
    if at[0] | 32 == UInt8(ascii: "e") {
      at += 1
      if at[0] == UInt8(ascii: "+") || at[0] == UInt8(ascii: "-") { at += 1 }
      let exponent = digits(at)
      if exponent == 0 { return nil }
      at += exponent
    }
    return at
  }

  @inline(__always) private static func digits(_ start: UnsafePointer<UInt8>) -> Int {
    var at = start
    while true {
      let found = JSONText.nonDigits(JSONText.word(at))
      if found != 0 { return at + found.trailingZeroBitCount >> 3 - start }
      at += 8
    }
  }

  /// The end of `true`, `false` or `null`; nil for anything else.
  @inline(__always) private static func wordEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    let word = JSONText.word(start)
    let isTrue = word & 0xFFFF_FFFF == 0x6575_7274
    let isNull = word & 0xFFFF_FFFF == 0x6C6C_756E
    let isFalse = word & 0xFF_FFFF_FFFF == 0x65_736C_6166
    // One guess of the processor, not two: which of them it is decides about the length only.
    let length = (isTrue ? 4 : 0) | (isNull ? 4 : 0) | (isFalse ? 5 : 0)
    return length == 0 ? nil : start + length
  }
}
