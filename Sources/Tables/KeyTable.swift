public import Columns
import Rows

/// Byte strings numbered in the order of their first appearance, for millions of keys.
///
/// A key costs 17 bytes (a longer one than 16 bytes its length more), and 12 to 24 bytes of slots. A table belongs to one
/// thread while it grows; once it is complete, any number of threads may find keys in it.
public final class KeyTable: @unchecked Sendable {
  var keys = KeyList()
  var slots: KeySlots

  /// An empty table.
  public convenience init() { self.init(hashMask: .max) }

  /// Tests weaken the hash to force collisions.
  init(hashMask: UInt64) { slots = KeySlots(hashMask: hashMask) }

  /// A complete table over keys that are all different, or of which the first of equal ones is to be found.
  init(_ keys: consuming KeyList, slots: consuming KeySlots) {
    self.keys = keys
    self.slots = slots
  }

  /// Keys in the table; their numbers are `0 ..< count`.
  public var count: Int { keys.count }

  /// Memory in bytes.
  public var bytes: Int { keys.bytes + slots.bytes }

  /// Numbers of the keys of `rows`, new ones where a key is new; other rows of `numbers` stay as they are.
  public func insert(
    _ keys: UnsafePointer<TextSlice>, rows: RowMask, into numbers: UnsafeMutablePointer<Int32>
  ) {
    let batch = KeyBatch(keys, rows: rows, hashMask: slots.hashMask)
    slots.find(batch, self.keys, into: numbers)
    slots.insertMissing(batch, &self.keys, into: numbers)
  }

  /// Numbers of the keys of `rows`, -1 where a key is not in the table; other rows of `numbers` stay as they are.
  public func find(_ keys: UnsafePointer<TextSlice>, rows: RowMask, into numbers: UnsafeMutablePointer<Int32>) {
    let batch = KeyBatch(keys, rows: rows, hashMask: slots.hashMask)
    slots.find(batch, self.keys, into: numbers)
  }

  /// The number of one key, a new one where the key is new.
  @discardableResult
  public func insert(_ key: TextSlice) -> Int32 {
    let hash = KeyHash.hash(key) & slots.hashMask
    let found = slots.find(key, hash, keys)
    if found >= 0 { return found }
    keys.append(key)
    slots.add(keys, keys.count - 1, hash: hash)
    return Int32(keys.count - 1)
  }

  /// The number of one key, nil where it is not in the table.
  public func find(_ key: TextSlice) -> Int32? {
    let found = slots.find(key, KeyHash.hash(key) & slots.hashMask, keys)
    return found < 0 ? nil : found
  }

  /// The bytes of a key; valid until the next key is inserted.
  @inline(__always)
  public func text(_ number: Int32) -> TextSlice { keys.text(Int(number)) }

  /// The bytes of a key.
  public func bytes(of number: Int32) -> [UInt8] {
    let text = text(number)
    return Array(UnsafeBufferPointer(start: text.start, count: text.count))
  }

  /// All numbers in byte order of their keys.
  public func sorted() -> [Int32] { keys.sorted() }

  /// Inserts all keys of `other`; their numbers here, by their numbers there.
  public func merge(_ other: KeyTable) -> [Int32] {
    let texts = UnsafeMutablePointer<TextSlice>.allocate(capacity: RowBlock.capacity)
    let rows = RowMask.allocate(capacity: maskWords)
    defer {
      texts.deallocate()
      rows.deallocate()
    }
    let count = other.count
    return [Int32](unsafeUninitializedCapacity: count) { numbers, used in
      used = count
      guard let numbers = numbers.baseAddress else { return }
      for start in stride(from: 0, to: count, by: RowBlock.capacity) {
        let size = min(RowBlock.capacity, count - start)
        for i in 0..<size { texts[i] = other.keys.text(start + i) }
        for word in 0..<maskWords {
          let bits = min(64, max(0, size - word * 64))
          rows[word] = bits == 64 ? .max : 1 << UInt64(bits) - 1
        }
        insert(texts, rows: rows, into: numbers + start)
      }
    }
  }
}
