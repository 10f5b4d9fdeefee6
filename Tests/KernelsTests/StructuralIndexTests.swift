import Foundation
import Kernels
import Testing

/// Every instruction set against a reader that takes one byte at a time.
@Suite struct StructuralIndexTests {
  /// Bytes followed by slack that would be noticed if it counted.
  private final class Input {
    static let capacity = 4096
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: Input.capacity)
    deinit { bytes.deallocate() }

    func spoil(from count: Int) {
      for i in 0..<StructuralIndex.slack { bytes[count + i] = [34, 10, 44, 13, 0xFF][i % 5] }
    }
  }

  /// BOARDPACK_FUZZ multiplies the number of random inputs.
  private static let factor = Int(ProcessInfo.processInfo.environment["BOARDPACK_FUZZ"] ?? "") ?? 1

  private static func found(
    _ input: Input, _ index: inout StructuralIndex, _ count: Int, split: Int, inside: Bool, _ separator: UInt8,
    _ set: InstructionSet
  ) -> IndexOracle {
    index.index(input.bytes, count: split, startsInsideQuotes: inside, separator: separator)
    if split < count { index.extend(input.bytes, from: split, to: count, separator: separator) }
    let counts = QuoteCount(input.bytes, count: count, set: set)
    #expect(counts.lines == index.lineCount)
    return IndexOracle(index, quoteCount: counts.quotes)
  }

  @Test(arguments: InstructionSet.supported)
  func randomBytesOfASmallAlphabet(_ set: InstructionSet) {
    var random = SplitMix64(state: 0xB0A2_D9AC)
    var index = StructuralIndex(set)
    let input = Input()
    let separators: [UInt8] = [44, 59, 9, 32, 0x7C, 0x80, 0, 0xFF]
    for round in 0..<20_000 * Self.factor {
      let separator = round % 4 == 0 ? separators[random.below(separators.count)] : 44
      let alphabet: [UInt8] = [34, separator, 10, 13, 32, 97, 0x80, 34, separator, 97, 97, 97, 97, 97, 97, 97]
      // From dense in quotes to long stretches of plain text.
      let size = [7, 9, 16][round % 3]
      let count = random.below(301)
      var i = 0
      while i < count {
        var word = random.next()
        for _ in 0..<min(12, count - i) {
          input.bytes[i] = alphabet[Int(truncatingIfNeeded: word & 31) % size]
          word >>= 5
          i += 1
        }
      }
      input.spoil(from: count)
      let inside = random.below(2) == 1
      let split = random.below(2) == 1 ? count : random.below(count + 1)
      let expected = IndexOracle(input.bytes, count: count, startsInsideQuotes: inside, separator: separator)
      let result = Self.found(input, &index, count, split: split, inside: inside, separator, set)
      guard result == expected else {
        let bytes = Array(UnsafeBufferPointer(start: input.bytes, count: count))
        Issue.record("separator \(separator), inside \(inside), split \(split), \(bytes): \(result), not \(expected)")
        return
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func everyPieceAtEveryPositionOfThreeBlocks(_ set: InstructionSet) {
    var index = StructuralIndex(set)
    let input = Input()
    let pieces = [
      "\"", "\"\"", ",\"a\",", ",\"a\"\r\n", ",\"a\"\r,", ",\"a\"\r", ",\"a\" ,", ",\"a\"\"b\",", ",\"\n\",", "\n",
      "\r\n",
      ",", ",\"\"\"\"\n", "\u{80}",
    ]
    for piece in pieces {
      let text = Array(piece.utf8)
      for position in 0...192 {
        for tail in [0, 1, 64] {
          let count = position + text.count + tail
          for i in 0..<count { input.bytes[i] = 97 }
          for (i, byte) in text.enumerated() { input.bytes[position + i] = byte }
          input.spoil(from: count)
          let expected = IndexOracle(input.bytes, count: count, startsInsideQuotes: false, separator: 44)
          let result = Self.found(input, &index, count, split: count, inside: false, 44, set)
          #expect(result == expected, "\(piece.debugDescription) at \(position), \(tail) bytes after it")
        }
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func blocksFullOfEndsGrowTheIndex(_ set: InstructionSet) {
    var index = StructuralIndex(set)
    let input = Input()
    for byte: UInt8 in [44, 10] {
      for count in [1, 16, 17, 32, 33, 63, 64, 65, 1000, 4000] {
        for i in 0..<count { input.bytes[i] = byte }
        input.spoil(from: count)
        let expected = IndexOracle(input.bytes, count: count, startsInsideQuotes: false, separator: 44)
        #expect(Self.found(input, &index, count, split: count / 3, inside: false, 44, set) == expected)
      }
    }
  }

  /// RFC 4180, section 2, rules 5 to 7.
  @Test(arguments: InstructionSet.supported)
  func theExamplesOfTheStandard(_ set: InstructionSet) {
    var index = StructuralIndex(set)
    let input = Input()
    let cases: [(text: String, ends: [UInt32], rows: [UInt32], isStray: Bool)] = [
      ("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx", [5, 11, 18, 22, 26], [2], false),
      ("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx", [5, 13, 20, 24, 28], [2], false),
      ("\"aaa\",\"b\"\"bb\",\"ccc\"", [5, 13], [], false),
      ("aaa,b\"bb,ccc", [3], [], true),
    ]
    for (text, ends, rows, isStray) in cases {
      let bytes = Array(text.utf8)
      for (i, byte) in bytes.enumerated() { input.bytes[i] = byte }
      input.spoil(from: bytes.count)
      let result = Self.found(input, &index, bytes.count, split: bytes.count, inside: false, 44, set)
      #expect(result.ends == ends)
      #expect(result.rowEnds == rows)
      #expect(result.hasStrayQuotes == isStray)
    }
  }
}
