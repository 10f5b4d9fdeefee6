import Columns

/// A key as tables keep it: its bytes padded with zeros to two words, or for a longer key where it stands in the store.
struct KeyWords: BitwiseCopyable, Equatable {
  var first: UInt64
  var second: UInt64

  /// Keys up to this length are kept in the two words.
  static let short = 16

  /// Order of numbers; that of bytes where the words have been turned round.
  @inline(__always)
  func precedes(_ other: KeyWords) -> Bool { first != other.first ? first < other.first : second < other.second }
}

/// Hashing of keys: multiply, fold, and again. No seed: the same keys give the same hashes everywhere.
///
/// Memory is read only within the key: words of a key shorter than 16 bytes are put together from loads that overlap.
/// All supported machines are little-endian, so that the words in memory are the bytes of the key in order.
enum KeyHash {
  @inline(__always)
  static func load(_ start: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// The words of a key of at most 16 bytes.
  @inline(__always)
  static func words(_ start: UnsafePointer<UInt8>, _ count: Int) -> KeyWords {
    let raw = UnsafeRawPointer(start)
    if count >= 8 {
      return KeyWords(first: load(raw, 0), second: load(raw, count - 8) >> UInt64(8 * (16 - count)))
    }
    if count >= 4 {
      let low = UInt64(raw.loadUnaligned(as: UInt32.self))
      let high = UInt64(raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      return KeyWords(first: low | (high >> UInt64(8 * (8 - count))) << 32, second: 0)
    }
    var word: UInt64 = 0
    var i = 0
    while i < count {
      word |= UInt64(start[i]) << UInt64(8 * i)
      i += 1
    }
    return KeyWords(first: word, second: 0)
  }

  @inline(__always)
  static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  @inline(__always)
  static func hash(_ words: KeyWords, _ count: Int) -> UInt64 {
    fold(
      fold(words.first ^ 0x2d35_8dcc_aa6c_78a5, words.second ^ 0x8bb8_4b93_962e_acc9) ^ 0x4b33_a62e_d433_d4a3,
      UInt64(truncatingIfNeeded: count) ^ 0x4d5a_2da5_1de1_aa47)
  }

  /// Of a key of more than 16 bytes.
  static func hash(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    let raw = UnsafeRawPointer(start)
    var hash: UInt64 = 0x4b33_a62e_d433_d4a3
    var i = 0
    while i + 16 < count {
      hash = fold(load(raw, i) ^ 0x2d35_8dcc_aa6c_78a5, load(raw, i + 8) ^ hash)
      i += 16
    }
    let last = KeyWords(first: load(raw, count - 16), second: load(raw, count - 8) ^ hash)
    return self.hash(last, count)
  }

  @inline(__always)
  static func hash(_ key: TextSlice) -> UInt64 {
    key.count <= KeyWords.short ? hash(words(key.start, key.count), key.count) : hash(key.start, key.count)
  }

  @inline(__always)
  static func hash(_ key: UInt64) -> UInt64 {
    fold(key ^ 0x2d35_8dcc_aa6c_78a5, 0x9e37_79b9_7f4a_7c15) ^ key
  }
}
