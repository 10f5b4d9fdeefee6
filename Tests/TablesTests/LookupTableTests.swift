import Columns
import Metrics
import Rows
import Testing

@testable import Tables

/// Oracle: a dictionary from key to the row's values.
@Suite struct LookupTableTests {
  struct Row {
    var key: [UInt8]
    var place: Place
    var values: [Value]
  }

  static let types: [ColumnType] = [.number(scale: 2), .boolean, .text, .timestamp]

  private func rows(_ count: Int, _ generator: inout Generator) -> [Row] {
    var keys: Set<[UInt8]> = []
    while keys.count < count { keys.insert(generator.key() + (Bool.random(using: &generator) ? generator.key() : [])) }
    return keys.sorted { $0.lexicographicallyPrecedes($1) }.enumerated().map { i, key in
      Row(
        key: key, place: Place(file: i % 3, part: 0, line: i),
        values: [
          Int.random(in: 0..<5, using: &generator) == 0
            ? .null : .integer(.random(in: .min ... .max, using: &generator)),
          [.null, .boolean(true), .boolean(false)].randomElement(using: &generator) ?? .null,
          Int.random(in: 0..<5, using: &generator) == 0 ? .null : .text(generator.key()),
          // A column without nulls takes a shorter way.
          .integer(Int64(i)),
        ])
    }
  }

  private func build(
    _ rows: [Row], shares: Int, mask: UInt64 = .max, _ generator: inout Generator
  ) -> (table: LookupTable, duplicates: [DuplicateKey]) {
    let builders = (0..<shares).map { _ in LookupBuilder(types: Self.types) }
    for part in rows.shuffled(using: &generator).blocks(&generator) {
      // Rows outside of the mask: copies that must not be kept.
      let doubled = part + part.prefix(RowBlock.capacity - part.count)
      let block = TestBlock(keys: doubled.map(\.key), places: doubled.map(\.place))
      builders[Int.random(in: 0..<shares, using: &generator)].add(
        Self.vectors(block, doubled.map(\.values)), keys: block.texts, places: block.places,
        rows: block.mask { $0 < part.count })
    }
    return LookupTable.merge(builders, threads: shares, hashMask: mask)
  }

  static func vectors(_ block: TestBlock, _ rows: [[Value]]) -> [Vector] {
    types.indices.map { column in
      let values = rows.map { $0[column] }
      switch types[column] {
      case .text: return block.texts(values.map { if case .text(let text) = $0 { text } else { nil } })
      case .boolean: return block.booleans(values.map { if case .boolean(let value) = $0 { value } else { nil } })
      default: return block.integers(values.map { if case .integer(let value) = $0 { value } else { nil } })
      }
    }
  }

  @Test(arguments: [1, 2, 5], KeyTableTests.masks) func findsRowsByKey(shares: Int, mask: UInt64) {
    var generator = Generator(state: UInt64(shares))
    let rows = rows(mask == .max ? 12_000 : 800, &generator)
    let (table, duplicates) = build(rows, shares: shares, mask: mask, &generator)
    #expect(duplicates.isEmpty)
    #expect(table.rowCount == rows.count)
    #expect(table.types == Self.types)
    #expect(table.bytes > rows.count * 40)
    let oracle = Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0.values) })
    let registers = Self.types.map { ColumnRegister(type: $0) }
    let asked = (0..<4_000).map { _ in
      Bool.random(using: &generator) ? generator.key() : rows.randomElement(using: &generator)?.key ?? []
    }
    for part in asked.blocks(&generator) {
      let block = TestBlock(keys: part)
      let known = block.mask { $0 % 7 != 0 }
      let listed = block.mask { $0 % 5 != 0 }
      table.find(block.texts, known: known, rows: listed, into: block.numbers)
      let columns = Self.types.indices.map { table.gather($0, block.numbers, rows: listed, into: registers[$0]) }
      let listedRows = part.indices.filter { $0 % 5 != 0 }
      let wanted = listedRows.map { row in
        (row % 7 == 0 ? nil : oracle[part[row]]) ?? Self.types.map { _ in .null }
      }
      #expect(listedRows.map { row in columns.map { Value($0, row) } } == wanted)
    }
  }

  @Test(arguments: [1, 2, 3]) func namesRepeatedKeys(shares: Int) {
    var generator = Generator(state: UInt64(shares))
    var rows = rows(21_000, &generator)
    for i in 0..<60 {
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        var copy = rows[i * 7]
        copy.place = Place(file: 3, part: 0, line: rows.count * 31 % 50_021)
        rows.append(copy)
      }
    }
    let expected = Dictionary(grouping: rows, by: \.key).filter { $0.value.count > 1 }
      .map { key, rows in
        let places = rows.map(\.place).sorted()
        return DuplicateKey(key: key, first: places[0], second: places[1])
      }
      .sorted { $0.second < $1.second }.prefix(20)
    #expect(build(rows, shares: shares, &generator).duplicates == Array(expected))
  }

  @Test func knowsNothingWithoutRows() {
    let (table, duplicates) = LookupTable.merge([LookupBuilder(types: Self.types)], threads: 2)
    let block = TestBlock(keys: [[97], []])
    let rows = block.mask { _ in true }
    table.find(block.texts, known: rows, rows: rows, into: block.numbers)
    #expect(duplicates.isEmpty)
    #expect(block.numbers[0] == -1)
    #expect(block.numbers[1] == -1)
    for (column, type) in Self.types.enumerated() {
      let register = ColumnRegister(type: type)
      let vector = table.gather(column, block.numbers, rows: rows, into: register)
      withExtendedLifetime(register) { #expect(Value(vector, 0) == .null) }
    }
  }
}
