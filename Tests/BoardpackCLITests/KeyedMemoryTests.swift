import Engines
import Testing

@testable import BoardpackCLI

@Suite struct KeyedMemoryTests {
  private func quality(_ dataset: String, _ bytes: [String: Int]) -> DatasetQuality {
    DatasetQuality(
      dataset: dataset, read: 0, accepted: 0, quarantined: 0, outOfPeriod: 0, unassigned: 0, immature: [:],
      fileHashes: [], badRows: [], latest: nil, keyedBytes: bytes)
  }

  @Test func whatIsLargeIsNamedTheLargestFirst() {
    let held = KeyedMemory(quality: [
      quality("orders", ["lookup": 5_200_000, "durations": 900_000]), quality("sessions", ["key check": 160_000_000]),
    ])
    #expect(held.line == "held by key: 166 MB (key check of sessions 160 MB, lookup of orders 5 MB)\n")
  }

  @Test func whatIsSmallIsNotWorthALine() {
    #expect(KeyedMemory(quality: [quality("orders", ["lookup": 31_999_999])]).line == nil)
    #expect(KeyedMemory(quality: [quality("orders", ["lookup": 32_000_000])]).line != nil)
  }
}
