public import Columns
import Rows

/// Whole numbers without sign (`UInt64`, `UInt128`), numbered in the order of their first appearance.
///
/// A key costs its own size, doubled at worst while the table grows, and 12 to 24 bytes of slots. A table belongs to one
/// thread while it grows.
///
/// Invariant: `stored` has room for `capacity` keys, the first `count` by number. `slots` has `1 << (64 - shift)` words,
/// each 0 or from the lowest bit 32 bits of number + 1 and 32 low bits of the hash; a third of them is always 0, so that
/// probing ends.
public final class IntegerTable<Key: FixedWidthInteger & UnsignedInteger & Sendable>: @unchecked Sendable {
  @usableFromInline var stored: UnsafeMutablePointer<Key>
  @usableFromInline var capacity = 16
  @usableFromInline var slots: UnsafeMutablePointer<UInt64>
  @usableFromInline var shift: UInt64 = 64 - 5
  @usableFromInline let hashMask: UInt64
  /// Keys in the table; their numbers are `0 ..< count`.
  public private(set) var count = 0

  /// An empty table.
  public convenience init() { self.init(hashMask: .max) }

  /// Tests weaken the hash to force collisions.
  init(hashMask: UInt64) {
    self.hashMask = hashMask
    stored = .allocate(capacity: 16)
    slots = .allocate(capacity: 32)
    slots.initialize(repeating: 0, count: 32)
  }

  deinit {
    stored.deallocate()
    slots.deallocate()
  }

  /// The keys by number.
  public var keys: [Key] { Array(UnsafeBufferPointer(start: stored, count: count)) }

  /// Memory in bytes.
  public var bytes: Int { capacity * MemoryLayout<Key>.stride + 8 << Int(64 - shift) }

  @inlinable @inline(__always)
  func hash(_ key: Key) -> UInt64 {
    let low = UInt64(truncatingIfNeeded: key) ^ 0x2d35_8dcc_aa6c_78a5
    let product = low.multipliedFullWidth(by: UInt64(truncatingIfNeeded: key >> 64) ^ 0x8bb8_4b93_962e_acc9)
    let again = (product.high ^ product.low).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
    return (again.high ^ again.low) & hashMask
  }

  /// Numbers of the keys of `rows`, new ones where a key is new; other rows of `numbers` stay as they are.
  @inlinable
  public func insert(_ keys: UnsafePointer<Key>, rows: RowMask, into numbers: UnsafeMutablePointer<Int32>) {
    for word in 0..<maskWords {
      var bits = rows[word]
      while bits != 0 {
        let row = word << 6 | bits.trailingZeroBitCount
        numbers[row] = insert(keys[row])
        bits &= bits &- 1
      }
    }
  }

  /// The number of one key, a new one where the key is new.
  @discardableResult
  @inlinable
  public func insert(_ key: Key) -> Int32 {
    let hash = hash(key)
    let (slots, stored, mask) = (slots, stored, Int(truncatingIfNeeded: UInt64.max >> shift))
    var position = Int(truncatingIfNeeded: hash >> shift)
    while true {
      let slot = slots[position]
      if slot == 0 { return add(key, hash, position) }
      if slot >> 32 == hash & 0xFFFF_FFFF {
        let number = Int(slot & 0xFFFF_FFFF) - 1
        if stored[number] == key { return Int32(truncatingIfNeeded: number) }
      }
      position = (position + 1) & mask
    }
  }

  /// The number of one key, nil where it is not in the table.
  public func find(_ key: Key) -> Int32? {
    let hash = hash(key)
    let mask = Int(truncatingIfNeeded: UInt64.max >> shift)
    var position = Int(truncatingIfNeeded: hash >> shift)
    while slots[position] != 0 {
      let number = Int(slots[position] & 0xFFFF_FFFF) - 1
      if stored[number] == key { return Int32(truncatingIfNeeded: number) }
      position = (position + 1) & mask
    }
    return nil
  }

  @usableFromInline
  func add(_ key: Key, _ hash: UInt64, _ position: Int) -> Int32 {
    if count == capacity {
      precondition(count < Int(Int32.max), "More keys than a table can number")
      let larger = UnsafeMutablePointer<Key>.allocate(capacity: capacity * 2)
      larger.moveInitialize(from: stored, count: count)
      stored.deallocate()
      stored = larger
      capacity *= 2
    }
    (stored + count).initialize(to: key)
    count += 1
    slots[position] = hash << 32 | UInt64(count)
    if count * 3 > (1 << Int(64 - shift)) * 2 { grow() }
    return Int32(count - 1)
  }

  private func grow() {
    shift -= 1
    let size = 1 << Int(64 - shift)
    slots.deallocate()
    slots = .allocate(capacity: size)
    slots.initialize(repeating: 0, count: size)
    for number in 0..<count {
      let hash = hash(stored[number])
      var position = Int(truncatingIfNeeded: hash >> shift)
      while slots[position] != 0 { position = (position + 1) & (size - 1) }
      slots[position] = hash << 32 | UInt64(number + 1)
    }
  }
}
