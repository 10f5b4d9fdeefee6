import Testing

@testable import Tables

/// Oracle: sets.
@Suite struct DistinctKeysTests {
  @Test(arguments: [1, 3], KeyTableTests.masks) func countsEachKeyOnceInAGroup(shares: Int, mask: UInt64) {
    var generator = Generator(state: UInt64(shares))
    let rows = (0..<(mask == .max ? 30_000 : 1_500)).map { _ in
      (key: generator.key(), group: Int.random(in: 0..<9, using: &generator))
    }
    let parts = (0..<shares).map { _ in DistinctKeys(divisions: 2, hashMask: mask) }
    // Each share numbers groups its own way.
    let orders = parts.map { _ in (0..<9).shuffled(using: &generator).map { Int32($0) } }
    for block in rows.blocks(&generator) {
      let share = Int.random(in: 0..<shares, using: &generator)
      let test = TestBlock(keys: block.map(\.key))
      for row in block.indices { test.numbers[row] = orders[share][block[row].group] }
      parts[share].load(test.texts, rows: test.mask { _ in true })
      parts[share].add(0, groups: test.numbers, rows: test.mask { _ in true })
      parts[share].add(1, groups: test.numbers, rows: test.mask { block[$0].key.count % 2 == 0 })
    }
    for share in parts.indices.dropFirst() {
      var map = Array(repeating: Int32(0), count: 9)
      for group in 0..<9 { map[Int(orders[share][group])] = orders[0][group] }
      parts[0].merge(parts[share], groups: [map, map])
    }
    for division in 0..<2 {
      let counts = parts[0].counts(division, groups: 9)
      for group in 0..<9 {
        let keys = rows.filter { $0.group == group && (division == 0 || $0.key.count % 2 == 0) }.map(\.key)
        #expect(counts[Int(orders[0][group])] == Set(keys).count)
      }
    }
    #expect(parts[0].bytes > 0)
  }
}
