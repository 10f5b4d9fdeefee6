import Rows

/// A decoder with the memory of one thread: reads the fields of a column a block at a time.
struct DecodeKernel {
  let decoder: ColumnDecoder
  let days: DayCache?

  init(_ decoder: ColumnDecoder, _ memory: Memory, _ caches: inout [DayCache]) {
    self.decoder = decoder
    if case .timestamp(let format) = decoder.kind {
      let cache = caches.first { $0.rules == format.rules } ?? DayCache(rules: format.rules, memory: memory)
      if !caches.contains(where: { $0 === cache }) { caches.append(cache) }
      days = cache
    } else {
      days = nil
    }
  }

  /// Fills `out` for the rows of `good`, and reports the rows that break a rule in ascending order.
  func decode(
    _ block: RowBlock, _ column: Int, _ out: ColumnBuffer, good: RowMask, report: (_ row: Int, _ rule: String) -> Void
  ) {
    let fields = UnsafePointer(block.fields + column * RowBlock.capacity)
    Masks.clear(out.known)
    Masks.clear(out.no)
    Masks.clear(out.repeated)
    for row in 0..<block.count where Masks.contains(good, row) {
      let field = fields[row]
      exact(block.base + Int(field.start), Int(field.end - field.start), row, out, report)
    }
  }

  private func exact(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ row: Int, _ out: ColumnBuffer,
    _ report: (_ row: Int, _ rule: String) -> Void
  ) {
    switch decoder.decode(bytes, count: count, days: days) {
    case .null: return
    case .boolean(let value): Masks.insert(row, value ? out.known : out.no)
    case .integer(let value, let isRepeated):
      out.integers[row] = value
      Masks.insert(row, out.known)
      if isRepeated { Masks.insert(row, out.repeated) }
    case .text:
      out.texts[row] = TextSlice(start: bytes, count: count)
      Masks.insert(row, out.known)
    case .bad(let rule): report(row, rule)
    }
  }
}
