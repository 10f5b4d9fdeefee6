import Kernels
import Testing

@Suite struct MD5Tests {
  private struct Key {
    var start: UnsafePointer<UInt8>
    var count: Int
  }

  /// RFC 1321, appendix A.5.
  static let vectors = [
    ("", "d41d8cd98f00b204e9800998ecf8427e"),
    ("a", "0cc175b9c0f1b6a831c399e269772661"),
    ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"),
    (
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
      "57edf4a22be3c955ac49da2e2107b67a"
    ),
  ]

  @Test(arguments: vectors)
  func publishedVectors(_ text: String, _ hash: String) {
    #expect(MD5.hex(text.utf8) == hash)
    #expect(MD5.bucket(Array(text.utf8)[...]) == UInt8(hash.prefix(2), radix: 16))
    let low = (0..<8).map { String(hash.dropFirst(14 - 2 * $0).prefix(2)) }.joined()
    #expect(MD5.low64(Array(text.utf8)[...]) == UInt64(low, radix: 16))
  }

  private static func buckets(
    _ texts: [[UInt8]], chosen: [UInt64]? = nil, empty: UInt8 = 0, _ set: InstructionSet
  ) -> [UInt8] {
    // One stretch of memory for all keys, each followed by the next, so that a read too far changes a hash.
    let bytes = texts.flatMap { $0 } + [UInt8](repeating: 0xA5, count: StructuralIndex.slack)
    var buckets = [UInt8](repeating: empty, count: texts.count)
    bytes.withUnsafeBufferPointer { bytes in
      guard var start = bytes.baseAddress else { return }
      let keys = texts.map { text in
        defer { start += text.count }
        return Key(start: start, count: text.count)
      }
      keys.withUnsafeBytes { keys in
        buckets.withUnsafeMutableBufferPointer { buckets in
          guard let keys = keys.baseAddress, let into = buckets.baseAddress else { return }
          if let chosen {
            chosen.withUnsafeBufferPointer {
              MD5.buckets(keys, count: texts.count, chosen: $0.baseAddress, into: into, set: set)
            }
          } else {
            MD5.buckets(keys, count: texts.count, into: into, set: set)
          }
        }
      }
    }
    return buckets
  }

  @Test(arguments: InstructionSet.supported)
  func manyKeysAtOnceGiveTheFirstByteOfThePublishedVectors(_ set: InstructionSet) {
    let expected = Self.vectors.map { UInt8($0.1.prefix(2), radix: 16) }
    #expect(Self.buckets(Self.vectors.map { Array($0.0.utf8) }, set) == expected.compactMap(\.self))
  }

  @Test(arguments: InstructionSet.supported)
  func everyLengthInEveryLane(_ set: InstructionSet) {
    var random = SplitMix64(state: 1321)
    for count in [1, 3, 4, 15, 16, 17, 64, 201, 1024] {
      let texts = (0..<count).map { key in
        (0..<(key * 7 + count) % 201).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      }
      #expect(Self.buckets(texts, set) == texts.map { MD5.bucket($0[...]) })
    }
    for length in 0...200 {
      let texts = (0..<16).map { _ in (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) } }
      #expect(Self.buckets(texts, set) == texts.map { MD5.bucket($0[...]) }, "\(length) bytes")
    }
  }

  @Test(arguments: InstructionSet.supported)
  func keysThatAreNotChosenAreLeftAlone(_ set: InstructionSet) {
    let texts = (0..<130).map { Array("C-\($0)".utf8) }
    let chosen: [UInt64] = [0xF0F0_0000_0000_0001, 0, 3]
    let result = Self.buckets(texts, chosen: chosen, empty: 7, set)
    for (key, text) in texts.enumerated() {
      let isChosen = chosen[key / 64] >> UInt64(key % 64) & 1 == 1
      #expect(result[key] == (isChosen ? MD5.bucket(text[...]) : 7), "key \(key)")
    }
    #expect(Self.buckets(texts, chosen: [0, 0, 0], empty: 7, set) == [UInt8](repeating: 7, count: 130))
  }
}
