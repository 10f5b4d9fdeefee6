import Columns
import Metrics
import Pack
import Rows
import Testing

@testable import Tables

/// Oracle: each group's rows gone through as the definitions say, in Int128 and Dictionary.
@Suite struct RollupTests {
  struct Row {
    var by: Value
    var time: Int64
    var place: Place
    var number: Int64?
    var flag: Bool?
    var text: [UInt8]?

    /// Raw key text: text unchanged, numbers minimal, booleans as words.
    var key: [UInt8]? {
      switch by {
      case .null: nil
      case .integer(let value): Array(String(value).utf8)
      case .boolean(let value): Array((value ? "true" : "false").utf8)
      case .text(let text): text
      }
    }
  }

  static let columns: [RollupLayout.Column] = [
    .init(function: .count, type: .number(scale: 0)), .init(function: .sum, type: .number(scale: 2)),
    .init(function: .first, type: .timestamp), .init(function: .last, type: .timestamp),
    .init(function: .first, type: .number(scale: 2)), .init(function: .last, type: .number(scale: 2)),
    .init(function: .first, type: .boolean), .init(function: .last, type: .boolean),
    .init(function: .first, type: .text), .init(function: .last, type: .text),
  ]

  private func rows(_ count: Int, by type: ColumnType, times: Int64, _ generator: inout Generator) -> [Row] {
    (0..<count).map { i in
      let by: Value =
        switch type {
        case _ where i % 50 == 0: .null
        case .text: .text(generator.key())
        case .boolean: .boolean(.random(using: &generator))
        default: .integer(.random(in: -3_000...3_000, using: &generator))
        }
      let isEmpty = Int.random(in: 0..<3, using: &generator) == 0
      return Row(
        by: by, time: .random(in: 0..<times, using: &generator), place: Place(file: i % 2, part: 0, line: i),
        number: isEmpty ? nil : .random(in: -1_000_000_000_000...1_000_000_000_000, using: &generator),
        flag: isEmpty ? nil : .random(using: &generator), text: isEmpty ? nil : generator.key())
    }
  }

  /// Values of `first` and `last`, ties to the least.
  private func chosen<T>(_ rows: [Row], _ isFirst: Bool, _ value: (Row) -> T?, _ precedes: (T, T) -> Bool) -> T? {
    var best: (time: Int64, value: T)?
    for row in rows {
      guard let candidate = value(row) else { continue }
      guard let held = best else {
        best = (row.time, candidate)
        continue
      }
      let isBetter =
        row.time == held.time ? precedes(candidate, held.value) : (row.time < held.time) == isFirst
      if isBetter { best = (row.time, candidate) }
    }
    return best?.value
  }

  private func expected(_ rows: [Row]) -> [(key: [UInt8], place: Place, values: [Value])] {
    var groups: [[UInt8]: [Row]] = [:]
    for row in rows { if let key = row.key { groups[key, default: []].append(row) } }
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, rows in
      let numbers = rows.compactMap(\.number)
      var values: [Value] = [rows[0].by, .integer(Int64(rows.count))]
      values.append(numbers.isEmpty ? .null : .integer(Int64(numbers.reduce(Int128(0)) { $0 + Int128($1) })))
      for isFirst in [true, false] {
        values.append(chosen(rows, isFirst, { $0.time }, <).map { .integer($0) } ?? .null)
      }
      for isFirst in [true, false] {
        values.append(chosen(rows, isFirst, { $0.number }, <).map { .integer($0) } ?? .null)
      }
      for isFirst in [true, false] {
        values.append(chosen(rows, isFirst, { $0.flag }, { !$0 && $1 }).map { .boolean($0) } ?? .null)
      }
      for isFirst in [true, false] {
        let text = chosen(rows, isFirst, { $0.text }) { $0.lexicographicallyPrecedes($1) }
        values.append(text.map { .text($0) } ?? .null)
      }
      return (key, rows.map(\.place).min() ?? rows[0].place, values)
    }
  }

  private func add(_ part: [Row], _ builder: RollupBuilder) {
    let block = TestBlock(keys: part.map { $0.key ?? [] }, places: part.map(\.place))
    let numbers = block.integers(part.map(\.number))
    let times = block.integers(part.map(\.time))
    let flags = block.booleans(part.map(\.flag))
    let texts = block.texts(part.map(\.text))
    let by: Vector
    switch builder.state.layout.byType {
    case .text: by = block.texts(part.map { if case .text(let text) = $0.by { text } else { nil } })
    case .boolean: by = block.booleans(part.map { if case .boolean(let value) = $0.by { value } else { nil } })
    default: by = block.integers(part.map { if case .integer(let value) = $0.by { value } else { nil } })
    }
    guard case .integers(let time, _) = times else { return }
    builder.add(
      keys: block.texts, known: block.mask { part[$0].key != nil }, by: by, times: time,
      arguments: [.null, numbers, times, times, numbers, numbers, flags, flags, texts, texts], places: block.places,
      rows: block.mask { _ in true })
  }

  private func rollUp(
    _ rows: [Row], by type: ColumnType, shares: Int, mask: UInt64 = .max, _ generator: inout Generator
  ) throws -> RollupTable {
    let layout = RollupLayout(byType: type, columns: Self.columns)
    let builders = (0..<shares).map { _ in RollupBuilder(layout: layout, hashMask: mask) }
    for part in rows.shuffled(using: &generator).blocks(&generator) {
      add(part, builders[Int.random(in: 0..<shares, using: &generator)])
    }
    #expect(builders.allSatisfy { $0.bytes > $0.groupCount * 100 })
    return try RollupTable.merge(builders, threads: shares)
  }

  @Test(arguments: [1, 2, 5], [ColumnType.text, .boolean, .number(scale: 0), .timestamp])
  func rollsUp(shares: Int, type: ColumnType) throws {
    var generator = Generator(state: UInt64(shares))
    // Few different times make ties; the larger run crosses the bound above which threads share out the merging.
    for (count, times) in [(1_500, Int64(5)), (type == .text ? 25_000 : 4_000, 1_000_000)] {
      let rows = rows(count, by: type, times: times, &generator)
      let table = try rollUp(rows, by: type, shares: shares, &generator)
      try compare(table, expected(rows))
      let without = rows.filter { $0.key == nil }.map(\.place).sorted()
      #expect(table.ungroupedCount == without.count)
      #expect(table.ungrouped == without)
    }
  }

  @Test(arguments: KeyTableTests.masks) func rollsUpWhateverTheHash(mask: UInt64) throws {
    var generator = Generator(state: 11)
    let rows = rows(1_500, by: .text, times: 100, &generator)
    try compare(try rollUp(rows, by: .text, shares: 3, mask: mask, &generator), expected(rows))
  }

  private func compare(
    _ table: RollupTable, _ expected: [(key: [UInt8], place: Place, values: [Value])]
  ) throws {
    #expect(table.rowCount == expected.count)
    #expect(table.bytes > table.rowCount * 60)
    try #require(table.rowCount == expected.count)
    let registers = table.types.map { ColumnRegister(type: $0) }
    let lookup = table.lookup()
    #expect(lookup.rowCount == expected.count)
    var next = 0
    for number in 0..<table.blockCount {
      let count = table.count(ofBlock: number)
      let columns = table.types.indices.map { table.vector($0, block: number, into: registers[$0]) }
      let block = TestBlock(keys: (next..<next + count).map { expected[$0].key })
      let texts = UnsafeMutablePointer<TextSlice>.allocate(capacity: RowBlock.capacity)
      defer { texts.deallocate() }
      table.keys(ofBlock: number, into: texts)
      let rows = block.mask { _ in true }
      let found = UnsafeMutablePointer<Int32>.allocate(capacity: RowBlock.capacity)
      defer { found.deallocate() }
      lookup.find(block.texts, known: rows, rows: rows, into: found)
      let others = table.types.map { ColumnRegister(type: $0) }
      let gathered = table.types.indices.map { lookup.gather($0, found, rows: rows, into: others[$0]) }
      let wanted = expected[next..<next + count]
      let listed = 0..<count
      #expect(listed.map { row in columns.map { Value($0, row) } } == wanted.map(\.values))
      #expect(listed.map { row in gathered.map { Value($0, row) } } == wanted.map(\.values))
      #expect(listed.map { bytes(texts[$0]) } == wanted.map(\.key))
      #expect(listed.map { table.places(ofBlock: number)[$0] } == wanted.map(\.place))
      #expect(listed.map { found[$0] } == listed.map { Int32(next + $0) })
      // The mask of a block ends with its rows.
      if case .integers(_, let known) = columns[1] {
        #expect((count..<RowBlock.capacity).allSatisfy { known[$0 >> 6] >> UInt64($0 & 63) & 1 == 0 })
      }
      next += count
    }
  }

  @Test func sumsThatFitOnlyAtTheEndAreExact() throws {
    let layout = RollupLayout(byType: .text, columns: [.init(function: .sum, type: .number(scale: 0))])
    func table(_ values: [Int64]) throws -> RollupTable {
      let builders = values.map { value in
        let builder = RollupBuilder(layout: layout)
        let block = TestBlock(keys: [[97]], places: [Place(file: 0, part: 0, line: 0)])
        let rows = block.mask { _ in true }
        guard case .integers(let times, _) = block.integers([0]) else { return builder }
        builder.add(
          keys: block.texts, known: rows, by: block.texts([[97]]), times: times, arguments: [block.integers([value])],
          places: block.places, rows: rows)
        return builder
      }
      return try RollupTable.merge(builders, threads: 2)
    }
    let register = ColumnRegister(type: .number(scale: 0))
    let exact = try table([.max, .max, .min, -2])
    #expect(Value(exact.vector(1, block: 0, into: register), 0) == .integer(.max - 3))
    #expect(throws: RollupOverflow(column: 0)) { try table([.max, 1]) }
    #expect(throws: RollupOverflow(column: 0)) { try table([.min, -1]) }
  }

  @Test func holdsNoMoreTextsThanGroups() {
    let layout = RollupLayout(byType: .text, columns: [.init(function: .last, type: .text)])
    let builder = RollupBuilder(layout: layout)
    for i in 0..<40 {
      let keys = (0..<1_000).map { Array("customer \($0 % 10)".utf8) }
      let block = TestBlock(keys: keys, places: keys.map { _ in Place(file: 0, part: 0, line: 0) })
      let rows = block.mask { _ in true }
      guard case .integers(let times, _) = block.integers((0..<1_000).map { Int64(i * 1_000 + $0) }) else { return }
      let orders = block.texts((0..<1_000).map { Array("order number \(i * 1_000 + $0) of them".utf8) })
      builder.add(
        keys: block.texts, known: rows, by: block.texts(keys), times: times, arguments: [orders], places: block.places,
        rows: rows)
    }
    #expect(builder.bytes < 1_000_000)
  }
}
