import Diagnostics
import Rows
import Testing

@testable import Tables

/// Oracle: a dictionary from key to places.
@Suite struct KeyCheckTests {
  private struct Row {
    var key: [UInt8]
    var place: Place
  }

  /// Few keys repeat if `spread` is large.
  private func rows(_ count: Int, spread: Int, _ generator: inout Generator) -> [Row] {
    (0..<count).map { i in
      let key =
        Int.random(in: 0..<spread, using: &generator) == 0
        ? Array("twice\(Int.random(in: 0..<60, using: &generator))".utf8) : Array("key-of-a-row-\(i)".utf8)
      return Row(key: key, place: Place(file: i % 3, part: i / 500, line: i % 500))
    }
  }

  private func expected(_ rows: [Row]) -> [DuplicateKey] {
    Dictionary(grouping: rows, by: \.key).filter { $0.value.count > 1 }
      .map { key, rows in
        let places = rows.map(\.place).sorted()
        return DuplicateKey(key: key, first: places[0], second: places[1])
      }
      .sorted { $0.second < $1.second }
  }

  private func check(
    _ rows: [Row], shares: Int, mask: UInt64 = .max, text: ((Place) -> [UInt8]?)? = nil, _ generator: inout Generator
  ) -> [DuplicateKey] {
    let checks = (0..<shares).map { _ in KeyCheck(hashMask: mask) }
    for part in rows.shuffled(using: &generator).blocks(&generator) {
      let block = TestBlock(keys: part.map(\.key), places: part.map(\.place))
      checks[Int.random(in: 0..<shares, using: &generator)].add(
        block.texts, places: block.places, rows: block.mask { _ in true })
    }
    let texts = Dictionary(uniqueKeysWithValues: rows.map { ($0.place, $0.key) })
    return KeyCheck.duplicates(checks, threads: shares, text: text ?? { texts[$0] })
  }

  @Test(arguments: [1, 2, 5]) func findsTheFirstRepeatedKeys(shares: Int) {
    var generator = Generator(state: UInt64(shares))
    for spread in [2, 300, 1_000_000] {
      let rows = rows(15_000, spread: spread, &generator)
      #expect(check(rows, shares: shares, &generator) == Array(expected(rows).prefix(20)))
    }
  }

  @Test func tellsApartKeysWithEqualHashes() {
    var generator = Generator(state: 9)
    // 65,536 hashes for 15,000 keys: more than a thousand of rows share a hash without sharing a key.
    let mask: UInt64 = 0xFFFF << 48
    let unique = rows(15_000, spread: 1_000_000_000, &generator)
    #expect(check(unique, shares: 2, mask: mask, &generator).isEmpty)
    // Keys of one hash are named once, so with few keys repeated the answer is still complete.
    let some = rows(15_000, spread: 500, &generator)
    #expect(check(some, shares: 2, mask: mask, &generator) == Array(expected(some).prefix(20)))
  }

  @Test func takesEqualHashesForEqualKeysWhereTextsAreGone() {
    var generator = Generator(state: 10)
    let rows = rows(5_000, spread: 100, &generator)
    let found = check(rows, shares: 2, text: { _ in nil }, &generator)
    #expect(found.map(\.second) == expected(rows).prefix(20).map(\.second))
    #expect(found.allSatisfy { $0.key == Array("?".utf8) })
  }

  @Test func costsSixteenBytesARow() {
    let check = KeyCheck()
    let count = 200_000
    for start in stride(from: 0, to: count, by: 1_000) {
      let block = TestBlock(
        keys: (start..<start + 1_000).map { Array("a rather long key of a row \($0)".utf8) },
        places: (start..<start + 1_000).map { Place(file: 0, part: 0, line: $0) })
      check.add(block.texts, places: block.places, rows: block.mask { _ in true })
    }
    #expect(check.bytes >= 16 * count)
    #expect(check.bytes <= 16 * count + 2_200_000)
    #expect(KeyCheck.duplicates([check], threads: 2) { _ in nil }.isEmpty)
  }

  @Test func namesBothRows() {
    let duplicate = DuplicateKey(
      key: Array("c1".utf8), first: Place(file: 0, part: 0, line: 1), second: Place(file: 1, part: 0, line: 4))
    let finding = duplicate.diagnostic(dataset: "customers", key: "customer_id") { ("f\($0.file).csv", $0.line + 1) }
    #expect(finding.summary == "Key `c1` of dataset `customers` stands on f0.csv:2 and on f1.csv:5")
    #expect(finding.location == Diagnostic.Location(file: "f1.csv", line: 5))
    #expect(finding.id == "duplicate-key")
  }
}
