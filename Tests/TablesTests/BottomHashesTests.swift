import Columns
import Rows
import Testing

@testable import Tables

/// Oracle: sets; for estimates the standard error 1 / sqrt(k - 2) of Beyer et al. (2007).
@Suite struct BottomHashesTests {
  private struct Row {
    var key: [UInt8]
    var group: Int32
    var sets: UInt8
  }

  private func add(_ rows: [Row], to table: BottomHashes, groups: Int) {
    let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: RowBlock.capacity)
    let sets = UnsafeMutablePointer<UInt8>.allocate(capacity: RowBlock.capacity)
    defer {
      hashes.deallocate()
      sets.deallocate()
    }
    for start in stride(from: 0, to: rows.count, by: RowBlock.capacity) {
      let block = rows[start..<min(rows.count, start + RowBlock.capacity)]
      let test = TestBlock(keys: block.map(\.key))
      for (row, entry) in block.enumerated() {
        test.numbers[row] = entry.group
        sets[row] = entry.sets
      }
      let mask = test.mask { _ in true }
      BottomHashes.hash(test.texts, rows: mask, into: hashes)
      table.add(hashes, groups: test.numbers, count: groups, sets: sets, rows: mask)
    }
  }

  private func counts(_ rows: [Row], limit: Int, sets: Int, groups: Int) -> [[BottomHashes.Count]] {
    let table = BottomHashes(limit: limit, sets: sets)
    add(rows, to: table, groups: groups)
    return (0..<groups).map { table.counts(of: [Int32($0)]) }
  }

  /// Customers as systems number them: one after the other.
  private func customer(_ number: Int, seed: Int) -> [UInt8] {
    let digits = String(number + seed * 7_654_321)
    return Array(("c" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits).utf8)
  }

  private func sample(_ generator: inout Generator, rows: Int, keys: Int, groups: Int) -> [Row] {
    (0..<rows).map { _ in
      Row(
        key: customer(Int.random(in: 0..<keys, using: &generator), seed: 0),
        group: Int32.random(in: 0..<Int32(groups), using: &generator),
        // Sets of all, of half, of few, and of rows of their own.
        sets: [1, 1, 3, 3, 7, 8].randomElement(using: &generator) ?? 1)
    }
  }

  @Test func isExactUpToTheLimit() {
    var generator = Generator(state: 1)
    let rows = sample(&generator, rows: 20_000, keys: 1_000, groups: 5)
    let counts = counts(rows, limit: 1_000, sets: 4, groups: 5)
    for group in 0..<5 {
      for set in 0..<4 {
        let keys = Set(rows.filter { $0.group == group && $0.sets >> set & 1 != 0 }.map(\.key))
        #expect(counts[group][set] == .init(keys: Int64(keys.count), isEstimate: false))
      }
    }
  }

  @Test(arguments: [999, 1_000, 1_001, 1_002]) func theLimitItselfIsExact(keys: Int) {
    let rows = (0..<keys).map { Row(key: customer($0, seed: 3), group: 0, sets: 1) }
    let count = counts(rows + rows.reversed(), limit: 1_000, sets: 1, groups: 1)[0][0]
    #expect(count.isEstimate == (keys > 1_000))
    if keys <= 1_000 { #expect(count.keys == Int64(keys)) } else { #expect(count.keys > 1_000) }
  }

  /// Numbered keys, long keys and random bytes: a hash that is not uniform shows as a biased estimate.
  @Test(arguments: [16, 256, 1_024], [2_000, 30_000]) func estimatesAreWithinFourStandardErrors(limit: Int, keys: Int) {
    let error = 1 / Double(limit - 2).squareRoot()
    var sum = 0.0
    let seeds = 12
    for seed in 0..<seeds {
      let rows = (0..<keys).map { number -> Row in
        var key = customer(number, seed: seed)
        if seed % 3 == 1 { key = Array("customer/of/the/north/".utf8) + key }
        if seed % 3 == 2 { key = Array(String(number &* 0x9E37_79B9 &+ seed, radix: 36).utf8) }
        return Row(key: key, group: 0, sets: 1)
      }
      let count = counts(rows, limit: limit, sets: 1, groups: 1)[0][0]
      let deviation = Double(count.keys) / Double(keys) - 1
      #expect(count.isEstimate)
      #expect(abs(deviation) < 4 * error, "seed \(seed): \(count.keys) of \(keys)")
      sum += deviation
    }
    #expect(abs(sum / Double(seeds)) < 4 * error / Double(seeds).squareRoot(), "biased")
  }

  @Test(arguments: [1, 2, 5]) func everySplitGivesTheSame(shares: Int) {
    var generator = Generator(state: 7)
    let rows = sample(&generator, rows: 60_000, keys: 9_000, groups: 3)
    let expected = counts(rows, limit: 500, sets: 4, groups: 3)
    #expect(expected[0][0].isEstimate)
    let tables = (0..<shares).map { _ in BottomHashes(limit: 500, sets: 4) }
    // Each share has other rows in another order, and numbers groups its own way.
    var parts = Array(repeating: [Row](), count: shares)
    for row in rows.shuffled(using: &generator) { parts[Int.random(in: 0..<shares, using: &generator)].append(row) }
    let whole = BottomHashes(limit: 500, sets: 4)
    for share in (0..<shares).reversed() {
      let order = (0..<3).shuffled(using: &generator).map { Int32($0) }
      let own = parts[share].map { Row(key: $0.key, group: order[Int($0.group)], sets: $0.sets) }
      add(own, to: tables[share], groups: 3)
      var map = Array(repeating: Int32(0), count: 3)
      for group in 0..<3 { map[Int(order[group])] = Int32(group) }
      whole.merge(tables[share], groups: map)
    }
    for group in 0..<3 { #expect(whole.counts(of: [Int32(group)]) == expected[group]) }
    #expect(whole.bytes < 3 * 4 * 500 * 32)
  }

  /// Months put together are the quarter.
  @Test func groupsTogetherAreAsOneGroup() {
    var generator = Generator(state: 9)
    for keys in [300, 20_000] {
      let rows = sample(&generator, rows: 30_000, keys: keys, groups: 6)
      let table = BottomHashes(limit: 400, sets: 4)
      add(rows, to: table, groups: 6)
      let together = rows.filter { $0.group < 4 }.map { Row(key: $0.key, group: 0, sets: $0.sets) }
      #expect(table.counts(of: [0, 1, 2, 3]) == counts(together, limit: 400, sets: 4, groups: 1)[0])
      #expect(table.counts(of: []) == Array(repeating: .init(keys: 0, isEstimate: false), count: 4))
    }
  }

  /// Estimates must not change with a new release: worked out by hand from the definition of the hash.
  @Test func theHashIsFixed() {
    let keys = ["", "c0000001", "c0000002", "a customer key of more than 16 bytes"].map { Array($0.utf8) }
    let test = TestBlock(keys: keys)
    let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: RowBlock.capacity)
    defer { hashes.deallocate() }
    BottomHashes.hash(test.texts, rows: test.mask { _ in true }, into: hashes)
    #expect((0..<4).map { hashes[$0] } == Self.known)
  }

  private static let known: [UInt64] = [
    0x3419_60db_6678_ebb1, 0xe517_0a57_8e68_d7c3, 0xda48_5730_8c5d_915f,
    0x56fa_30bf_d8d1_e193,
  ]
}
