import Metrics
import Rows

extension RollupTable {
  /// One table of all threads' groups, in byte order of the key. The builders are used up.
  public static func merge(_ builders: [RollupBuilder], threads: Int) throws(RollupOverflow) -> RollupTable {
    guard let first = builders.first else {
      return RollupTable(keys: KeyTable(), columns: [], places: Buffer(), ungrouped: [], ungroupedCount: 0)
    }
    for other in builders.dropFirst() { first.takeTexts(of: other) }
    let merge = RollupMerge(builders: builders)
    let groups = builders.reduce(0) { $0 + $1.groupCount }
    let bounds = groups < 20_000 ? [] : merge.bounds(parts: max(1, threads))
    let parts = inParallel(bounds.count + 1) { part in
      merge.part(
        from: part == 0 ? nil : bounds[part - 1], to: part == bounds.count ? nil : bounds[part])
    }
    let ungrouped = builders.flatMap(\.ungrouped).sorted().prefix(RollupBuilder.listedRows)
    let ungroupedCount = builders.reduce(0) { $0 + $1.ungroupedCount }
    for builder in builders { builder.empty() }
    let whole = parts[0]
    for part in parts.dropFirst() { whole.append(part) }
    if let column = parts.compactMap(\.overflow).min() { throw RollupOverflow(column: column) }
    let keys = KeyTable.build(whole.takeKeys(), threads: threads).table
    if first.state.layout.byType == .text { whole.columns[0] = ColumnStore(allOf: keys) }
    for column in whole.columns { column.finish() }
    return RollupTable(
      keys: keys, columns: whole.columns, places: whole.takePlaces(), ungrouped: Array(ungrouped),
      ungroupedCount: ungroupedCount)
  }
}

/// Rows of a roll-up in a range of keys.
final class RollupPart: @unchecked Sendable {
  var keys = KeyList()
  var places = Buffer<Place>()
  var columns: [ColumnStore]
  /// The first column of which a sum does not fit 64 bits.
  var overflow: Int?

  init(columns: [ColumnStore]) { self.columns = columns }

  /// Takes over the rows of the next range.
  func append(_ other: RollupPart) {
    keys.append(other.keys)
    places.append(other.places.base, other.places.count)
    for (mine, theirs) in zip(columns, other.columns) { mine.append(theirs) }
    other.keys = KeyList()
    other.places = Buffer()
    other.columns = []
  }

  func takeKeys() -> KeyList {
    var taken = KeyList()
    swap(&taken, &keys)
    taken.trim()
    return taken
  }

  func takePlaces() -> Buffer<Place> {
    var taken = Buffer<Place>()
    swap(&taken, &places)
    taken.trim()
    return taken
  }
}
