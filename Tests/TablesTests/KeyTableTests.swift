import Columns
import Testing

@testable import Tables

/// Oracle: the standard library's Dictionary.
@Suite struct KeyTableTests {
  /// The last two leave 16 different hashes, and one.
  static let masks: [UInt64] = [.max, 0xF000_0000_0000_0000, 0]

  @Test(arguments: masks) func numbersKeysInOrderOfAppearance(mask: UInt64) {
    var generator = Generator(state: 1)
    let table = KeyTable(hashMask: mask)
    var oracle: [[UInt8]: Int32] = [:]
    var order: [[UInt8]] = []
    let keys = (0..<(mask == .max ? 100_000 : 1_500)).map { _ in generator.key() }
    for part in keys.blocks(&generator) {
      let block = TestBlock(keys: part)
      let listed = part.map { _ in Bool.random(using: &generator) }
      let rows = block.mask { listed[$0] }
      table.find(block.texts, rows: rows, into: block.numbers)
      let wanted = part.indices.map { listed[$0] ? oracle[part[$0]] ?? -1 : -7 }
      #expect(part.indices.map { block.numbers[$0] } == wanted)
      table.insert(block.texts, rows: rows, into: block.numbers)
      for (row, key) in part.enumerated() where listed[row] {
        if oracle[key] == nil {
          oracle[key] = Int32(order.count)
          order.append(key)
        }
      }
      let inserted = part.indices.map { listed[$0] ? oracle[part[$0]] ?? -1 : -7 }
      #expect(part.indices.map { block.numbers[$0] } == inserted)
    }
    #expect(table.count == order.count)
    #expect(order.indices.allSatisfy { table.bytes(of: Int32($0)) == order[$0] })
    let sorted = order.sorted { $0.lexicographicallyPrecedes($1) }
    #expect(table.sorted().map { table.bytes(of: $0) } == sorted)
    #expect(table.bytes >= 25 * table.count)
  }

  @Test(arguments: masks) func insertsAndFindsSingleKeys(mask: UInt64) {
    let table = KeyTable(hashMask: mask)
    var keys: [[UInt8]] = []
    // Each length with each last byte, zeros included: words padded with zeros must not pass for one another.
    for length in 0...40 {
      keys.append(Array(repeating: 0, count: length))
      if length > 0 { keys.append(Array(repeating: 97, count: length - 1) + [98]) }
    }
    let block = TestBlock(keys: keys)
    for i in keys.indices { #expect(table.insert(block.texts[i]) == Int32(i)) }
    for i in keys.indices { #expect(table.insert(block.texts[i]) == Int32(i)) }
    for i in keys.indices { #expect(table.find(block.texts[i]) == Int32(i)) }
    let others = TestBlock(keys: keys.map { $0 + [1] })
    for i in keys.indices { #expect(table.find(others.texts[i]) == nil) }
  }

  @Test(arguments: masks) func mergesByText(mask: UInt64) {
    var generator = Generator(state: 2)
    let keys = (0..<(mask == .max ? 20_000 : 1_000)).map { _ in generator.key() }
    let tables = (0..<3).map { _ in KeyTable(hashMask: mask) }
    for part in keys.blocks(&generator) {
      let block = TestBlock(keys: part)
      tables[Int.random(in: 0..<3, using: &generator)].insert(
        block.texts, rows: block.mask { _ in true }, into: block.numbers)
    }
    for other in tables.dropFirst() {
      let map = tables[0].merge(other)
      #expect(map.count == other.count)
      #expect(map.indices.allSatisfy { tables[0].bytes(of: map[$0]) == other.bytes(of: Int32($0)) })
    }
    #expect(tables[0].count == Set(keys).count)
  }

  @Test(arguments: [1, 2, 3, 7], masks) func buildsInParallel(threads: Int, mask: UInt64) {
    var generator = Generator(state: 3)
    let keys = (0..<(mask == .max ? 25_000 : 1_000)).map { _ in generator.key() }
    var list = KeyList()
    for part in keys.blocks(&generator) {
      let block = TestBlock(keys: part)
      for row in part.indices { list.append(block.texts[row]) }
    }
    let (table, repeated) = KeyTable.build(list, threads: threads, hashMask: mask)
    #expect(repeated.count == keys.count - Set(keys).count)
    #expect(repeated.allSatisfy { $0.kept != $0.row && keys[Int($0.kept)] == keys[Int($0.row)] })
    for part in keys.blocks(&generator) {
      let block = TestBlock(keys: part)
      table.find(block.texts, rows: block.mask { _ in true }, into: block.numbers)
      #expect(part.indices.allSatisfy { block.numbers[$0] >= 0 && keys[Int(block.numbers[$0])] == part[$0] })
    }
  }

  @Test func numbersIntegers() {
    for mask in Self.masks {
      var generator = Generator(state: 4)
      let (small, wide) = (IntegerTable<UInt64>(hashMask: mask), IntegerTable<UInt128>(hashMask: mask))
      var oracle: [UInt64: Int32] = [:]
      var wrong = 0
      for _ in 0..<(mask == .max ? 60_000 : 1_500) {
        let key = UInt64.random(in: 0...(.random(using: &generator) ? 40_000 : .max), using: &generator)
        let before = small.find(key) == oracle[key]
        let number = oracle[key] ?? Int32(oracle.count)
        oracle[key] = number
        let (inserted, insertedWide) = (small.insert(key), wide.insert(UInt128(key) << 61))
        let after = inserted == number && insertedWide == number && wide.find(UInt128(key) << 61) == number
        if !before || !after { wrong += 1 }
      }
      #expect(wrong == 0)
      #expect(small.count == oracle.count)
      #expect(small.keys.enumerated().allSatisfy { oracle[$1] == Int32($0) })
      #expect(small.bytes >= 16 * small.count)
    }
  }
}
