/// A set of pairs of numbers in one word each: 12 to 24 bytes a pair.
///
/// Invariant: a slot is 0 or a pair's word + 1; numbers are not negative, so that no word is all ones. There is always an
/// empty slot, and the number of slots is a power of two.
struct PairSet: ~Copyable {
  private var slots = Buffer<UInt64>(zeros: 64)
  private var shift: UInt64 = 64 - 6
  private(set) var count = 0

  var bytes: Int { slots.bytes }

  @inline(__always)
  mutating func insert(_ group: Int32, _ key: Int32) {
    insert(UInt64(UInt32(bitPattern: group)) << 32 | UInt64(UInt32(bitPattern: key)))
  }

  @inline(__always)
  private mutating func insert(_ pair: UInt64) {
    let (slots, mask, word) = (slots.base, slots.count - 1, pair + 1)
    var position = Int(truncatingIfNeeded: KeyHash.hash(pair) >> shift)
    while slots[position] != 0 {
      if slots[position] == word { return }
      position = (position + 1) & mask
    }
    slots[position] = word
    count += 1
    if count * 3 > self.slots.count * 2 { grow() }
  }

  private mutating func grow() {
    var old = Buffer<UInt64>(zeros: slots.count * 2)
    swap(&old, &slots)
    shift -= 1
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
