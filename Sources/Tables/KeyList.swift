import Columns

/// Keys one after the other, by number: two words each, and a store for those that do not fit.
///
/// Invariant: `lengths[i]` is the length of a key of at most 16 bytes, whose bytes are the first of `words[i]`, the rest
/// zero; or 17, and then `words[i]` is offset and length in `store`.
struct KeyList: ~Copyable {
  var words = Buffer<KeyWords>()
  var lengths = Buffer<UInt8>()
  var store = Buffer<UInt8>()

  var count: Int { words.count }
  var bytes: Int { words.bytes + lengths.bytes + store.bytes }

  mutating func append(_ key: TextSlice) {
    if key.count <= KeyWords.short {
      append(KeyHash.words(key.start, key.count), length: UInt8(truncatingIfNeeded: key.count))
    } else {
      appendLong(key)
    }
  }

  /// The keys of the rows of a list.
  mutating func append(_ keys: UnsafePointer<TextSlice>, _ list: borrowing RowList) {
    words.reserve(list.count)
    lengths.reserve(list.count)
    let rows = list.rows
    for i in 0..<list.count { append(keys[Int(rows[i])]) }
  }

  @inline(__always)
  mutating func append(_ key: KeyWords, length: UInt8) {
    words.append(key)
    lengths.append(length)
  }

  mutating func appendLong(_ key: TextSlice) {
    append(KeyWords(first: UInt64(store.count), second: UInt64(key.count)), length: UInt8(KeyWords.short + 1))
    store.append(key.start, key.count)
  }

  /// Takes over all keys of another list, behind its own.
  mutating func append(_ other: borrowing KeyList) {
    let (start, offset) = (words.count, UInt64(store.count))
    words.append(other.words.base, other.words.count)
    lengths.append(other.lengths.base, other.lengths.count)
    store.append(other.store.base, other.store.count)
    guard offset > 0 else { return }
    for i in start..<words.count where lengths.base[i] > KeyWords.short { words.base[i].first += offset }
  }

  @inline(__always)
  func text(_ i: Int) -> TextSlice {
    let length = Int(lengths.base[i])
    if length <= KeyWords.short {
      return TextSlice(start: UnsafeRawPointer(words.base + i).assumingMemoryBound(to: UInt8.self), count: length)
    }
    let place = words.base[i]
    return TextSlice(start: UnsafePointer(store.base + Int(place.first)), count: Int(place.second))
  }

  @inline(__always)
  func hash(_ i: Int) -> UInt64 {
    let length = Int(lengths.base[i])
    return length <= KeyWords.short ? KeyHash.hash(words.base[i], length) : KeyHash.hash(text(i))
  }

  /// Whether a key of more than 16 bytes stands at `i`.
  func isEqual(_ i: Int, long key: TextSlice) -> Bool {
    let mine = text(i)
    guard mine.count == key.count else { return false }
    return byteOrder(mine, key) == 0
  }

  /// Whether two keys of the list, of which the lengths up to 16 bytes agree, are the same.
  @inline(__always)
  func isEqual(_ a: Int, _ b: Int) -> Bool {
    if lengths.base[a] > KeyWords.short { return isEqual(a, long: text(b)) }
    return words.base[a].first == words.base[b].first && words.base[a].second == words.base[b].second
  }

  mutating func trim() {
    words.trim()
    lengths.trim()
    store.trim()
  }

  /// All numbers in byte order of their keys.
  func sorted() -> [Int32] {
    var order = Buffer<SortKey>()
    order.reserve(count)
    for i in 0..<count { order.append(SortKey(words: prefix(i), number: Int32(truncatingIfNeeded: i), builder: 0)) }
    sortKeys(&order) { text(Int($0.number)) }
    return (0..<count).map { order.base[$0].number }
  }

  /// The first 16 bytes as numbers that order as the bytes do.
  func prefix(_ i: Int) -> KeyWords {
    var key = words.base[i]
    if lengths.base[i] > KeyWords.short { key = KeyHash.words(text(i).start, KeyWords.short) }
    return KeyWords(first: key.first.byteSwapped, second: key.second.byteSwapped)
  }
}

/// Negative, zero or positive as `a` stands before, with or after `b` in byte order.
func byteOrder(_ a: TextSlice, _ b: TextSlice) -> Int {
  let common = min(a.count, b.count)
  var i = 0
  while i + 8 <= common {
    let (x, y) = (KeyHash.load(a.start, i), KeyHash.load(b.start, i))
    if x != y { return x.byteSwapped < y.byteSwapped ? -1 : 1 }
    i += 8
  }
  while i < common {
    if a.start[i] != b.start[i] { return a.start[i] < b.start[i] ? -1 : 1 }
    i += 1
  }
  return a.count - b.count
}
