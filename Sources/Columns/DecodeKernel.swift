import Rows

/// A decoder with the memory of one thread: reads the fields of a column a block at a time.
///
/// The kernels take the common shapes of a value; every other field goes to the decoder itself, one by one.
struct DecodeKernel {
  private enum Way {
    case text
    case boolean(SpellingTable)
    case whole
    case decimal(scale: Int, mark: UInt8, powers: UnsafeMutablePointer<Int64>)
    case iso(DayCache)
    case epoch(perSecond: Int64)
    case pattern(TimestampFormat, DayCache)
    case oneByOne
  }

  private let decoder: ColumnDecoder
  private let days: DayCache?
  private let way: Way
  private let checks: [RuleCheck]
  /// Bit n: a null spelling of n bytes; of 63 and more the last bit.
  private let nullLengths: UInt64

  init(_ decoder: ColumnDecoder, _ memory: Memory, _ caches: inout [DayCache]) {
    self.decoder = decoder
    checks = decoder.rules.compactMap { RuleCheck($0, decoder, memory) }
    nullLengths = decoder.nulls.reduce(0) { $0 | 1 &<< UInt64(min(63, $1.count)) }
    days = Self.cache(decoder, memory, &caches)
    way = Self.way(decoder, days, memory)
  }

  /// The cache of the decoder's zone; decoders of one zone share it.
  private static func cache(_ decoder: ColumnDecoder, _ memory: Memory, _ caches: inout [DayCache]) -> DayCache? {
    guard case .timestamp(let format) = decoder.kind else { return nil }
    for cache in caches where cache.rules == format.rules { return cache }
    let cache = DayCache(rules: format.rules, memory: memory)
    caches.append(cache)
    return cache
  }

  private static func way(_ decoder: ColumnDecoder, _ days: DayCache?, _ memory: Memory) -> Way {
    switch decoder.kind {
    case .text: return .text
    case .boolean(let trues, let falses):
      return .boolean(SpellingTable(trues: trues, falses: falses, memory: memory))
    case .number(scale: 0, _): return .whole
    case .number(let scale, let mark):
      guard (1...10).contains(scale) else { return .oneByOne }
      let powers: UnsafeMutablePointer<Int64> = memory.make(1, count: 16)
      for i in 1...10 { powers[i] = powers[i - 1] * 10 }
      return .decimal(scale: scale, mark: mark, powers: powers)
    case .timestamp(let format):
      if format.isISO, let days { return .iso(days) }
      if let units = format.perSecond { return .epoch(perSecond: units) }
      return days.map { .pattern(format, $0) } ?? .oneByOne
    }
  }

  /// Fills `out` for the rows of `good`, and reports rows that break a rule; `report` takes them out of `good`.
  func decode(
    _ block: RowBlock, _ column: Int, _ out: ColumnBuffer, good: RowMask, report: (_ row: Int, _ rule: String) -> Void
  ) {
    let fields = UnsafePointer(block.fields + column * RowBlock.capacity)
    let (base, count) = (block.base, block.count)
    if case .timestamp = decoder.kind { Masks.clear(out.repeated) }
    run(fields, base, count, out)
    Masks.and(out.present, good, to: out.present)
    if nullLengths != 0 { removeNulls(fields, base, out.present) }
    if decoder.isRequired {
      forEach(good, without: out.present) { row in report(row, "required value is missing") }
    }
    for w in 0..<maskWords {
      out.known[w] &= out.present[w]
      out.no[w] &= out.present[w]
    }
    for w in 0..<maskWords {
      var slow = out.present[w] & ~(out.known[w] | out.no[w])
      while slow != 0 {
        let row = w * 64 + slow.trailingZeroBitCount
        slow &= slow &- 1
        let field = fields[row]
        exact(base + Int(field.start), Int(field.end - field.start), row, out, report)
      }
    }
    for check in checks { check.check(out, fields, base, good, report: report) }
  }

  /// Sets `present` and, where a kernel takes the value, `known` or `no`.
  private func run(_ fields: UnsafePointer<Field>, _ base: UnsafePointer<UInt8>, _ count: Int, _ out: ColumnBuffer) {
    switch way {
    case .text:
      let texts = out.texts
      FieldWords.scan(fields, base, count: count, present: out.present, valid: out.known) { bytes, length, row in
        texts[row] = TextSlice(start: bytes, count: length)
        return true
      }
    case .boolean(let table):
      // One answer here, the other kept per row of a word and taken when the word is complete.
      let no = out.no
      var falses: UInt64 = 0
      FieldWords.scan(fields, base, count: count, present: out.present, valid: out.known) { bytes, length, row in
        let meaning = table.meaning(bytes, length)
        falses = falses &+ falses &+ UInt64(meaning &>> 1)
        if row & 63 == 0 {
          no[row &>> 6] = falses
          falses = 0
        }
        return meaning == 1
      }
    case .whole: NumberKernel.decodeWhole(fields, base, count, out)
    case .decimal(let scale, let mark, let powers):
      NumberKernel.decodeDecimal(fields, base, count, scale: scale, mark: mark, powers: powers, out)
    case .iso(let cache): TimestampKernel.decode(fields, base, count, cache, out)
    case .epoch(let perSecond): NumberKernel.decodeEpoch(fields, base, count, perSecond: perSecond, out)
    case .pattern(let format, let cache):
      let integers = out.integers
      FieldWords.scan(fields, base, count: count, present: out.present, valid: out.known) { bytes, length, row in
        guard let moment = format.parse(bytes, count: length, days: cache), !moment.isRepeated else { return false }
        integers[row] = moment.seconds
        return true
      }
    case .oneByOne:
      FieldWords.scan(fields, base, count: count, present: out.present, valid: out.known) { _, _, _ in false }
    }
  }

  private func removeNulls(_ fields: UnsafePointer<Field>, _ base: UnsafePointer<UInt8>, _ present: RowMask) {
    for w in 0..<maskWords {
      var rest = present[w]
      while rest != 0 {
        let bit = rest & (0 &- rest)
        let field = fields[w * 64 + rest.trailingZeroBitCount]
        rest ^= bit
        let count = Int(field.end - field.start)
        guard nullLengths &>> UInt64(min(63, count)) & 1 != 0 else { continue }
        if decoder.isNull(base + Int(field.start), count) { present[w] &= ~bit }
      }
    }
  }

  private func forEach(_ rows: RowMask, without others: RowMask, _ body: (Int) -> Void) {
    for w in 0..<maskWords {
      var rest = rows[w] & ~others[w]
      while rest != 0 {
        body(w * 64 + rest.trailingZeroBitCount)
        rest &= rest &- 1
      }
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
