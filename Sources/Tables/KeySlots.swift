import Columns
import Rows

/// The keys of a block, hashed before the first one is looked for.
///
/// Invariant: the first `list.count` values belong to the rows of the list in order.
struct KeyBatch: ~Copyable {
  let texts: UnsafePointer<TextSlice>
  let list: RowList
  let words = UnsafeMutablePointer<KeyWords>.allocate(capacity: RowBlock.capacity)
  let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: RowBlock.capacity)

  init(_ keys: UnsafePointer<TextSlice>, rows: RowMask, hashMask: UInt64) {
    texts = keys
    list = RowList(rows)
    let rows = list.rows
    let (words, hashes) = (words, hashes)
    for i in 0..<list.count {
      let key = keys[Int(rows[i])]
      if key.count <= KeyWords.short {
        let pair = KeyHash.words(key.start, key.count)
        words[i] = pair
        hashes[i] = KeyHash.hash(pair, key.count) & hashMask
      } else {
        words[i] = KeyWords(first: 0, second: 0)
        hashes[i] = KeyHash.hash(key.start, key.count) & hashMask
      }
    }
  }

  deinit {
    words.deallocate()
    hashes.deallocate()
  }
}

/// Where keys are found by hash: one word per slot, probed one after the other from the place that the hash's high bits
/// name.
///
/// Invariant: a slot is 0, or from the lowest bit 32 bits of number + 1, 27 low bits of the hash, 5 bits of the key's
/// length (17 for any above 16). There is always an empty slot, so that probing ends. The number of slots is a power of two.
struct KeySlots: ~Copyable {
  private(set) var slots: Buffer<UInt64>
  private(set) var shift: UInt64
  private var used = 0
  let hashMask: UInt64

  init(hashMask: UInt64 = .max) {
    self.hashMask = hashMask
    slots = Buffer(zeros: 64)
    shift = 64 - 6
  }

  /// Room for so many keys.
  init(count: Int, hashMask: UInt64) {
    self.hashMask = hashMask
    var bits = 6
    while count * 3 > (1 << bits) * 2 { bits += 1 }
    slots = Buffer(zeros: 1 << bits)
    shift = UInt64(64 - bits)
    used = count
  }

  var bytes: Int { slots.bytes }

  @inline(__always)
  static func tag(_ hash: UInt64, _ length: Int) -> UInt64 {
    (hash << 32) & (0x7FF_FFFF << 32) | UInt64(truncatingIfNeeded: min(length, KeyWords.short + 1)) << 59
  }

  /// Reads the first slot of every key, so that all of them are on their way from memory at the same time.
  func touch(_ batch: borrowing KeyBatch) {
    let (slots, hashes, shift) = (slots.base, batch.hashes, shift)
    var sum: UInt64 = 0
    for i in 0..<batch.list.count { sum |= slots[Int(truncatingIfNeeded: hashes[i] >> shift)] }
    withExtendedLifetime(sum) {}
  }

  func find(_ batch: borrowing KeyBatch, _ keys: borrowing KeyList, into numbers: UnsafeMutablePointer<Int32>) {
    let (slots, shift, mask) = (slots.base, shift, slots.count - 1)
    let (rows, texts, words, hashes) = (batch.list.rows, batch.texts, batch.words, batch.hashes)
    let kept = keys.words.base
    for i in 0..<batch.list.count {
      let row = Int(rows[i])
      let length = texts[row].count
      let tag = Self.tag(hashes[i], length)
      var position = Int(truncatingIfNeeded: hashes[i] >> shift)
      var result: Int32 = -1
      while true {
        let slot = slots[position]
        if slot == 0 { break }
        if slot & ~0xFFFF_FFFF == tag {
          let number = Int(slot & 0xFFFF_FFFF) - 1
          if length <= KeyWords.short
            ? kept[number].first == words[i].first && kept[number].second == words[i].second
            : keys.isEqual(number, long: texts[row])
          {
            result = Int32(truncatingIfNeeded: number)
            break
          }
        }
        position = (position + 1) & mask
      }
      numbers[row] = result
    }
  }

  mutating func insert(
    _ batch: borrowing KeyBatch, _ keys: inout KeyList, into numbers: UnsafeMutablePointer<Int32>
  ) {
    keys.words.reserve(batch.list.count)
    keys.lengths.reserve(batch.list.count)
    var (slots, shift, mask) = (slots.base, shift, slots.count - 1)
    let (rows, texts, words, hashes) = (batch.list.rows, batch.texts, batch.words, batch.hashes)
    let kept = keys.words.base
    for i in 0..<batch.list.count {
      let row = Int(rows[i])
      let length = texts[row].count
      let tag = Self.tag(hashes[i], length)
      var position = Int(truncatingIfNeeded: hashes[i] >> shift)
      while true {
        let slot = slots[position]
        if slot == 0 {
          let number = keys.count
          if length <= KeyWords.short {
            keys.append(words[i], length: UInt8(truncatingIfNeeded: length))
          } else {
            keys.appendLong(texts[row])
          }
          slots[position] = tag | UInt64(number + 1)
          used += 1
          numbers[row] = Int32(truncatingIfNeeded: number)
          if used * 3 > self.slots.count * 2 {
            grow(keys)
            (slots, shift, mask) = (self.slots.base, self.shift, self.slots.count - 1)
          }
          break
        }
        if slot & ~0xFFFF_FFFF == tag {
          let number = Int(slot & 0xFFFF_FFFF) - 1
          if length <= KeyWords.short
            ? kept[number].first == words[i].first && kept[number].second == words[i].second
            : keys.isEqual(number, long: texts[row])
          {
            numbers[row] = Int32(truncatingIfNeeded: number)
            break
          }
        }
        position = (position + 1) & mask
      }
    }
  }

  /// The number of one key, or -1.
  func find(_ key: TextSlice, _ hash: UInt64, _ keys: borrowing KeyList) -> Int32 {
    let tag = Self.tag(hash, key.count)
    var position = Int(truncatingIfNeeded: hash >> shift)
    while true {
      let slot = slots.base[position]
      if slot == 0 { return -1 }
      if slot & ~0xFFFF_FFFF == tag {
        let number = Int(slot & 0xFFFF_FFFF) - 1
        if byteOrder(keys.text(number), key) == 0 { return Int32(truncatingIfNeeded: number) }
      }
      position = (position + 1) & (slots.count - 1)
    }
  }

  /// Makes a key of the list findable; it is known to be new.
  mutating func add(_ keys: borrowing KeyList, _ number: Int, hash: UInt64) {
    let mask = slots.count - 1
    var position = Int(truncatingIfNeeded: hash >> shift)
    while slots.base[position] != 0 { position = (position + 1) & mask }
    slots.base[position] = Self.tag(hash, Int(keys.lengths.base[number])) | UInt64(number + 1)
    used += 1
    if used * 3 > slots.count * 2 { grow(keys) }
  }

  private mutating func grow(_ keys: borrowing KeyList) {
    precondition(keys.count < Int(Int32.max), "More keys than a table can number")
    slots = Buffer(zeros: slots.count * 2)
    shift -= 1
    let (slots, shift, mask) = (slots.base, shift, slots.count - 1)
    withUnsafeTemporaryAllocation(of: Pending.self, capacity: Pending.batch) { pending in
      guard let pending = pending.baseAddress else { return }
      var next = 0
      while next < keys.count {
        for i in 0..<gather(keys, from: &next, 0..<mask + 1, into: pending) {
          let number = Int(pending[i].number)
          var position = Int(truncatingIfNeeded: pending[i].hash >> shift)
          while slots[position] != 0 { position = (position + 1) & mask }
          slots[position] = Self.tag(pending[i].hash, Int(keys.lengths.base[number])) | UInt64(number + 1)
        }
      }
    }
  }
}
