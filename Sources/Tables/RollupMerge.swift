import Columns
import Metrics
import Rows

/// Brings the groups of all threads together: sorted by key, range by range, so that threads share out the ranges.
///
/// The texts of all builders' groups are numbers of the first builder's stores.
struct RollupMerge: Sendable {
  let builders: [RollupBuilder]

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
    let block = RollupBlock()
    let entries = entries(from: low, to: high)
    var keys = KeyList()
    var places = Buffer<Place>()
    var next = 0
    while next < entries.count {
      let first = entries.base[next]
      let (key, group) = (text(first), words(first))
      next += 1
      while next < entries.count, entries.base[next].words == first.words, byteOrder(text(entries.base[next]), key) == 0
      {
        state.merge(words(entries.base[next]), into: group, texts: builders[0].texts)
        next += 1
      }
      keys.append(key)
      places.append(Place(word: group[0]))
      block.append(group)
      if block.isFull { block.flush(state, part) }
    }
    block.flush(state, part)
    part.keys = keys
    part.places = places
    return part
  }

  private func columns(_ state: RollupState) -> [ColumnStore] {
    let by = state.layout.byType
    return [ColumnStore(type: by == .text ? .number(scale: 0) : by)]
      + state.layout.columns.enumerated().map { i, column in
        column.type == .text ? ColumnStore(texts: builders[0].texts[i]) : ColumnStore(type: column.type)
      }
  }

  private func entries(from low: KeyWords?, to high: KeyWords?) -> Buffer<SortKey> {
    var entries = Buffer<SortKey>()
    for (i, builder) in builders.enumerated() {
      let keys = builder.keys
      for number in 0..<keys.count {
        let words = keys.keys.prefix(number)
        if let low, words.precedes(low) { continue }
        if let high, !words.precedes(high) { continue }
        entries.append(
          SortKey(words: words, number: Int32(truncatingIfNeeded: number), builder: Int32(truncatingIfNeeded: i)))
      }
    }
    sortKeys(&entries) { text($0) }
    return entries
  }

  @inline(__always)
  private func text(_ entry: SortKey) -> TextSlice { builders[Int(entry.builder)].keys.text(entry.number) }

  @inline(__always)
  private func words(_ entry: SortKey) -> UnsafeMutablePointer<UInt64> {
    builders[Int(entry.builder)].groups.base + Int(entry.number) * builders[0].state.width
  }
}
