import Rows

/// A set of pairs of numbers in one word each: 12 to 24 bytes a pair.
///
/// Invariant: a slot is 0 or a pair's word + 1; numbers are not negative, so that no word is all ones. There is always an
/// empty slot, and the number of slots is a power of two.
struct PairSet: ~Copyable {
  private var slots = Buffer<UInt64>(zeros: 64)
  private var shift: UInt64 = 64 - 6
  private(set) var count = 0

  var bytes: Int { slots.bytes }

  mutating func insert(_ group: Int32, _ key: Int32) { insert(Self.pair(group, key)) }

  /// Inserts the pairs of the rows of a list.
  mutating func insert(_ groups: UnsafePointer<Int32>, _ keys: UnsafePointer<Int32>, _ list: borrowing RowList) {
    withUnsafeTemporaryAllocation(of: (pair: UInt64, first: UInt64).self, capacity: RowBlock.capacity) { pending in
      guard let pending = pending.baseAddress else { return }
      let (rows, slots, shift) = (list.rows, slots.base, shift)
      // Reads the first slot of every pair, so that all of them are on their way from memory at the same time.
      for i in 0..<list.count {
        let pair = Self.pair(groups[Int(rows[i])], keys[Int(rows[i])])
        pending[i] = (pair, slots[Int(truncatingIfNeeded: KeyHash.hash(pair) &>> shift)])
      }
      for i in 0..<list.count where pending[i].first != pending[i].pair + 1 { insert(pending[i].pair) }
    }
  }

  @inline(__always)
  private static func pair(_ group: Int32, _ key: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: group)) << 32 | UInt64(UInt32(bitPattern: key))
  }

  @inline(__always)
  private mutating func insert(_ pair: UInt64) {
    let (slots, mask, word) = (slots.base, slots.count - 1, pair + 1)
    var position = Int(truncatingIfNeeded: KeyHash.hash(pair) &>> shift)
    while slots[position] != 0 {
      if slots[position] == word { return }
      position = (position + 1) & mask
    }
    slots[position] = word
    count += 1
    if count * 3 > self.slots.count * 2 { grow() }
  }

  /// Makes room for so many more pairs.
  ///
  /// `forEach` gives pairs by the first bits of their hash: in a table without room for all of them they would crowd at its
  /// front before it grows, and every one would be looked for through most of those before it.
  mutating func reserve(_ more: Int) {
    var doublings = 0
    while (count + more) * 3 > (slots.count << doublings) * 2 { doublings += 1 }
    if doublings > 0 { grow(doublings) }
  }

  private mutating func grow(_ doublings: Int = 1) {
    var old = Buffer<UInt64>(zeros: slots.count << doublings)
    swap(&old, &slots)
    shift -= UInt64(doublings)
    count = 0
    for i in 0..<old.count where old.base[i] != 0 { insert(old.base[i] - 1) }
  }

  /// Calls with every pair, in no order that means anything.
  func forEach(_ body: (_ group: Int32, _ key: Int32) -> Void) {
    for i in 0..<slots.count where slots.base[i] != 0 {
      let pair = slots.base[i] - 1
      body(Int32(truncatingIfNeeded: pair >> 32), Int32(truncatingIfNeeded: pair & 0xFFFF_FFFF))
    }
  }
}
