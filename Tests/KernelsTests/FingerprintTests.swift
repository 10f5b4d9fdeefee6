import Kernels
import Testing

@Suite struct FingerprintTests {
  private static func block(_ bytes: [UInt8], _ set: InstructionSet = .best) -> Fingerprint.Block {
    (bytes + [0]).withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { preconditionFailure("never empty") }
      return Fingerprint.Block(start, count: bytes.count, set: set)
    }
  }

  private static func sample(_ count: Int) -> [UInt8] {
    var random = SplitMix64(state: UInt64(count))
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }

  @Test func allInstructionSetsAgree() {
    for count in Array(0...200) + [1023, 1024, 1025, 2048, 5000, 70_001] {
      let bytes = Self.sample(count)
      let hashes = InstructionSet.supported.map { Self.block(bytes, $0) }
      #expect(Set(hashes).count == 1, "\(count) bytes")
    }
  }

  @Test func everyByteCounts() {
    for bytes in [Self.sample(2100), [UInt8](repeating: 0, count: 2100)] {
      var seen: Set = [Self.block(bytes)]
      for i in bytes.indices {
        for change: UInt8 in [1, 0x80] {
          var other = bytes
          other[i] ^= change
          #expect(seen.insert(Self.block(other)).inserted, "byte \(i)")
        }
      }
    }
  }

  @Test func lengthAndOrderCount() {
    var seen: Set<Fingerprint.Block> = []
    for count in 0...300 { #expect(seen.insert(Self.block([UInt8](repeating: 0, count: count))).inserted) }
    let bytes = Self.sample(4096)
    for first in stride(from: 0, to: 4096, by: 64) {
      var other = bytes
      let second = (first + 1024) % 4096
      other.replaceSubrange(first..<first + 64, with: bytes[second..<second + 64])
      other.replaceSubrange(second..<second + 64, with: bytes[first..<first + 64])
      #expect(Self.block(other) != Self.block(bytes))
    }
  }

  /// The value itself is kept, as stored fingerprints must stay good over versions and machines: here from a second
  /// implementation in Python that follows the comments of the C code.
  @Test func valuesStay() {
    let blocks = [Self.block([UInt8](0...255)), Self.block(Array("boardpack".utf8))]
    let hash = "c369126a50cf8e1a3fad2a96b5eb0be9f9f91d4a92e79b50a90e0dd9d7776e44"
    #expect(Fingerprint.hex(length: 265, blocks: blocks) == hash)
    let long = Self.block((0..<5000).map { UInt8(($0 * 7 + $0 / 256) & 255) })
    #expect(long.low == 0xe4b1_c408_c788_c6b5)
    #expect(long.high == 0x0599_a2b7_4a26_e9d1)
    #expect(Fingerprint.hex(length: 264, blocks: blocks) != Fingerprint.hex(length: 265, blocks: blocks))
    #expect(Fingerprint.hex(length: 265, blocks: blocks.reversed()) != Fingerprint.hex(length: 265, blocks: blocks))
  }
}
