import Metrics
import Pack
import Rows

/// A column rule made ready for one thread.
struct RuleCheck {
  private enum Kind {
    case texts(TextSet)
    case values([Int64])
    case range(low: Int64, high: Int64)
    case length(low: Int, high: Int)
  }

  private let kind: Kind
  private let type: ColumnType
  private let decoder: ColumnDecoder

  /// nil where the rule says nothing about values of the column's type.
  init?(_ rule: ColumnRule, _ decoder: ColumnDecoder, _ memory: Memory) {
    self.decoder = decoder
    type = decoder.type
    switch (rule, decoder.type) {
    case (.allowed(let spellings), .text): kind = .texts(TextSet(spellings.map { Array($0.utf8) }, memory: memory))
    case (.allowed(let spellings), .number), (.allowed(let spellings), .timestamp):
      kind = .values(
        spellings.compactMap { spelling in
          let text = memory.text(Array(spelling.utf8))
          guard case .integer(let value, _) = decoder.decode(text.start, count: text.count) else { return nil }
          return value
        })
    case (.range(let low, let high), .number), (.range(let low, let high), .timestamp):
      kind = .range(low: low ?? .min, high: high ?? .max)
    case (.length(let low, let high), .text): kind = .length(low: low ?? 0, high: high ?? .max)
    default: return nil
    }
  }

  /// Reports the rows of `rows` that break the rule, with what it says of them.
  func check(
    _ out: ColumnBuffer, _ fields: UnsafePointer<Field>, _ base: UnsafePointer<UInt8>, _ rows: RowMask,
    report: (_ row: Int, _ rule: String) -> Void
  ) {
    for w in 0..<maskWords {
      let asked = rows[w] & out.known[w]
      var bad: UInt64 = 0
      switch kind {
      case .range(let low, let high):
        let values = out.integers + w * 64
        if asked != 0 { bad = IntegerKernels.bits { values[$0] < low || values[$0] > high } & asked }
      case .texts(let set):
        forEach(asked) { bit in if !set.contains(out.texts[w * 64 + bit]) { bad |= 1 &<< UInt64(bit) } }
      case .values(let allowed):
        forEach(asked) { bit in if !allowed.contains(out.integers[w * 64 + bit]) { bad |= 1 &<< UInt64(bit) } }
      case .length(let low, let high):
        forEach(asked) { bit in
          let count = characters(out.texts[w * 64 + bit])
          if count < low || count > high { bad |= 1 &<< UInt64(bit) }
        }
      }
      forEach(bad) { bit in
        let row = w * 64 + bit
        let field = fields[row]
        let shown = decoder.shown(base + Int(field.start), Int(field.end - field.start))
        report(row, "\(wording(out, row)): \(shown)")
      }
    }
  }

  @inline(__always) private func forEach(_ word: UInt64, _ body: (Int) -> Void) {
    var rest = word
    while rest != 0 {
      body(rest.trailingZeroBitCount)
      rest &= rest &- 1
    }
  }

  private func characters(_ text: TextSlice) -> Int {
    var count = 0
    for i in 0..<text.count where text.start[i] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  private func wording(_ out: ColumnBuffer, _ row: Int) -> String {
    switch kind {
    case .texts, .values: return "not an allowed value"
    case .range(let low, let high):
      return out.integers[row] < low ? "below \(bound(low))" : "above \(bound(high))"
    case .length(let low, let high):
      return characters(out.texts[row]) < low
        ? "shorter than \(low) character\(low == 1 ? "" : "s")"
        : "longer than \(high) character\(high == 1 ? "" : "s")"
    }
  }

  private func bound(_ value: Int64) -> String {
    if case .number(let scale) = type { return DecimalText.text(value, scale: scale) }
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = floorDivide(value, 86_400)
    let rest = value - day * 86_400
    return "\(CivilDate(dayNumber: Int(day)))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }
}
