import Metrics
import Pack
import Rows

extension RollupTable {
  /// One table of all threads' groups, in byte order of the key. The builders are used up.
  public static func merge(_ builders: [RollupBuilder], threads: Int) throws(RollupOverflow) -> RollupTable {
    guard let first = builders.first else {
      return RollupTable(keys: KeyTable(), columns: [], places: Buffer(), ungrouped: [], ungroupedCount: 0)
    }
    let state = first.state
    for other in builders.dropFirst() { first.merge(other) }
    let order = first.keys.sorted()
    let columns = state.layout.types.map { ColumnStore(type: $0) }
    var list = KeyList()
    var places = Buffer<Place>()
    for (i, column) in state.layout.columns.enumerated() where column.type == .text {
      for number in 0..<Int32(first.texts[i].count) { columns[i + 1].texts.insert(first.texts[i].text(number)) }
    }
    for number in order {
      let group = first.groups.base + Int(number) * state.width
      let key = first.keys.text(number)
      list.append(key)
      places.append(Place(word: group[0]))
      switch state.layout.byType {
      case .text: columns[0].append(text: columns[0].texts.insert(key))
      case .boolean: columns[0].append(boolean: group[1] != 0)
      default: columns[0].append(integer: Int64(bitPattern: group[1]))
      }
      for (i, column) in state.layout.columns.enumerated() {
        let hasValue = group[2 + i / 64] >> UInt64(i % 64) & 1 != 0
        let words = group + state.offsets[i]
        switch (column.function, column.type) {
        case (.count, _): columns[i + 1].append(integer: Int64(clamping: words[0]))
        case (.sum, _):
          let total = Int128(truncatingIfNeeded: words[1]) << 64 | Int128(words[0])
          guard let sum = Int64(exactly: total) else { throw RollupOverflow(column: i) }
          columns[i + 1].append(integer: hasValue ? sum : nil)
        case (_, .text): columns[i + 1].append(text: hasValue ? Int32(words[1]) : -1)
        case (_, .boolean): columns[i + 1].append(boolean: hasValue ? words[1] != 0 : nil)
        default: columns[i + 1].append(integer: hasValue ? Int64(bitPattern: words[1]) : nil)
        }
      }
    }
    for column in columns { column.finish() }
    let ungrouped = builders.flatMap(\.ungrouped).sorted().prefix(RollupBuilder.listedRows)
    return RollupTable(
      keys: KeyTable.build(list, threads: threads).table, columns: columns, places: places,
      ungrouped: Array(ungrouped), ungroupedCount: builders.reduce(0) { $0 + $1.ungroupedCount })
  }
}

extension RollupBuilder {
  /// Takes over the groups of another thread.
  func merge(_ other: RollupBuilder) {
    let maps = zip(texts, other.texts).map { $0.merge($1) }
    let numbers = keys.merge(other.keys)
    makeRoom()
    for (number, mine) in numbers.enumerated() {
      let theirs = other.groups.base + number * state.width
      for (i, column) in state.layout.columns.enumerated() where column.type == .text && !maps[i].isEmpty {
        let at = state.offsets[i] + 1
        if theirs[2 + i / 64] >> UInt64(i % 64) & 1 != 0 { theirs[at] = UInt64(maps[i][Int(theirs[at])]) }
      }
      let group = groups.base + Int(mine) * state.width
      group[1] = theirs[1]
      state.merge(theirs, into: group, texts: texts)
    }
  }
}
