import Columns
import Metrics
import Pack

/// Brings the groups of all threads together: sorted by key, range by range, so that threads share out the ranges.
///
/// The texts of all builders' groups are numbers of the first builder's stores.
struct RollupMerge: Sendable {
  let builders: [RollupBuilder]

  private struct Entry {
    var words: KeyWords
    var number: Int32
    var builder: Int32
  }

  /// The first words of keys that divide all groups into about equal parts.
  func bounds(parts: Int) -> [KeyWords] {
    var sample: [KeyWords] = []
    for builder in builders {
      let step = max(1, builder.groupCount / 1_000)
      for number in stride(from: 0, to: builder.groupCount, by: step) {
        sample.append(builder.keys.keys.prefix(number))
      }
    }
    sample.sort { $0.precedes($1) }
    guard !sample.isEmpty else { return [] }
    return (1..<parts).map { sample[sample.count * $0 / parts] }
  }

  /// The rows whose keys' first words are in a range.
  func part(from low: KeyWords?, to high: KeyWords?) -> RollupPart {
    let state = builders[0].state
    let part = RollupPart(columns: columns(state))
    let entries = entries(from: low, to: high)
    let group = UnsafeMutablePointer<UInt64>.allocate(capacity: state.width)
    defer { group.deallocate() }
    var next = 0
    while next < entries.count {
      let key = text(entries[next])
      group.update(from: words(entries[next]), count: state.width)
      next += 1
      while next < entries.count, entries[next].words == entries[next - 1].words,
        byteOrder(text(entries[next]), key) == 0
      {
        state.merge(words(entries[next]), into: group, texts: builders[0].texts)
        next += 1
      }
      part.keys.append(key)
      part.places.append(.init(word: group[0]))
      append(group, state, part)
    }
    return part
  }

  private func columns(_ state: RollupState) -> [ColumnStore] {
    let by = state.layout.byType
    return [ColumnStore(type: by == .text ? .number(scale: 0) : by)]
      + state.layout.columns.enumerated().map { i, column in
        column.type == .text ? ColumnStore(texts: builders[0].texts[i]) : ColumnStore(type: column.type)
      }
  }

  private func entries(from low: KeyWords?, to high: KeyWords?) -> [Entry] {
    var entries: [Entry] = []
    for (i, builder) in builders.enumerated() {
      for number in 0..<builder.groupCount {
        let words = builder.keys.keys.prefix(number)
        if let low, words.precedes(low) { continue }
        if let high, !words.precedes(high) { continue }
        entries.append(
          Entry(words: words, number: Int32(truncatingIfNeeded: number), builder: Int32(truncatingIfNeeded: i)))
      }
    }
    entries.sort { a, b in
      if a.words.first != b.words.first { return a.words.first < b.words.first }
      if a.words.second != b.words.second { return a.words.second < b.words.second }
      return byteOrder(text(a), text(b)) < 0
    }
    return entries
  }

  @inline(__always)
  private func text(_ entry: Entry) -> TextSlice { builders[Int(entry.builder)].keys.text(entry.number) }

  @inline(__always)
  private func words(_ entry: Entry) -> UnsafeMutablePointer<UInt64> {
    builders[Int(entry.builder)].groups.base + Int(entry.number) * builders[0].state.width
  }

  private func append(_ group: UnsafePointer<UInt64>, _ state: RollupState, _ part: RollupPart) {
    switch state.layout.byType {
    case .text: break
    case .boolean: part.columns[0].append(boolean: group[1] != 0)
    default: part.columns[0].append(integer: Int64(bitPattern: group[1]))
    }
    for (i, column) in state.layout.columns.enumerated() {
      let hasValue = group[2 + i / 64] >> UInt64(i % 64) & 1 != 0
      let words = group + state.offsets[i]
      let store = part.columns[i + 1]
      switch (column.function, column.type) {
      case (.count, _): store.append(integer: Int64(clamping: words[0]))
      case (.sum, _):
        let total = Int128(truncatingIfNeeded: words[1]) << 64 | Int128(words[0])
        let sum = Int64(exactly: total)
        if sum == nil { part.overflow = min(part.overflow ?? i, i) }
        store.append(integer: hasValue ? sum : nil)
      case (_, .text): store.append(text: hasValue ? Int32(truncatingIfNeeded: words[1]) : -1)
      case (_, .boolean): store.append(boolean: hasValue ? words[1] != 0 : nil)
      default: store.append(integer: hasValue ? Int64(bitPattern: words[1]) : nil)
      }
    }
  }
}
