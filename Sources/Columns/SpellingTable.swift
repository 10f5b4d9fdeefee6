/// Short spellings of true and false by one word, letters at the upper end and length below, without collisions.
struct SpellingTable {
  /// Longer ones are left to the decoder.
  static let longest = 7

  let words: UnsafeMutablePointer<UInt64>
  /// 1: true, 2: false.
  let meanings: UnsafeMutablePointer<UInt8>
  private let factor: UInt64
  private let shift: UInt64

  init(trues: [[UInt8]], falses: [[UInt8]], memory: Memory) {
    var meanings: [UInt64: UInt8] = [:]
    var order: [UInt64] = []
    for (spellings, meaning) in [(trues, 1 as UInt8), (falses, 2)] {
      for spelling in spellings where spelling.count <= Self.longest && !spelling.isEmpty {
        let word = Self.word(spelling)
        if meanings[word] == nil {
          meanings[word] = meaning
          order.append(word)
        }
      }
    }
    var bits: UInt64 = 5
    var factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    var tries = 0
    while Set(order.map { ($0 &* factor) >> (64 - bits) }).count < order.count {
      factor = factor &* 0xD134_2543_DE82_EF95 &+ 2
      factor |= 1
      tries += 1
      if tries % 64 == 0, bits < 16 { bits += 1 }
    }
    // No field has this word: its length would be 255.
    words = memory.make(~0, count: 1 << bits)
    self.meanings = memory.make(0, count: 1 << bits)
    self.factor = factor
    shift = 64 - bits
    for word in order {
      words[Int((word &* factor) >> shift)] = word
      self.meanings[Int((word &* factor) >> shift)] = meanings[word] ?? 0
    }
  }

  private static func word(_ spelling: [UInt8]) -> UInt64 {
    spelling.reversed().reduce(0) { $0 << 8 | UInt64($1) } << (64 - 8 * UInt64(spelling.count))
      | UInt64(spelling.count)
  }

  /// 1, 2, or 0 for what is not in the table.
  @inline(__always) func meaning(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt8 {
    let letters = FieldWords.load(bytes) &<< FieldWords.shift(min(count, Self.longest))
    let word = FieldWords.lowered(letters) | UInt64(truncatingIfNeeded: min(count, 254))
    let place = Int((word &* factor) &>> shift)
    return words[place] == word ? meanings[place] : 0
  }
}
