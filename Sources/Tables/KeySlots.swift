import Columns

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

  /// Numbers of a batch of keys, or -1.
  ///
  /// In steps, each of which sends for memory that the next one reads: first slots, then slots of the same tag, then the
  /// keys that they name. In one go, each key would wait for the one before it wherever the processor guesses wrong.
  func find(_ batch: borrowing KeyBatch, _ keys: borrowing KeyList, into numbers: UnsafeMutablePointer<Int32>) {
    match(batch)
    let (rows, count, texts, words) = (batch.list.rows, batch.list.count, batch.texts, batch.words)
    let (positions, found, kept, stored) = (batch.positions, batch.found, batch.kept, keys.words.base)
    guard keys.count > 0 else {
      for i in 0..<count { numbers[Int(rows[i])] = -1 }
      return
    }
    for i in 0..<count { kept[i] = stored[max(1, Int(found[i] & 0xFFFF_FFFF)) &- 1] }
    for i in 0..<count {
      let row = Int(rows[i])
      let (key, mine) = (kept[i], words[i])
      if found[i] == 0 {
        numbers[row] = -1
      } else if texts[row].count <= KeyWords.short, key.first == mine.first, key.second == mine.second {
        numbers[row] = Int32(truncatingIfNeeded: Int(found[i] & 0xFFFF_FFFF) &- 1)
      } else {
        numbers[row] = find(texts[row], batch.hashes[i], from: positions[i], keys)
      }
    }
  }

  /// Finds for each key the first slot with its tag, or the empty one where probing ends.
  private func match(_ batch: borrowing KeyBatch) {
    let (slots, shift, mask) = (slots.base, shift, slots.count - 1)
    let (rows, count, texts, hashes) = (batch.list.rows, batch.list.count, batch.texts, batch.hashes)
    let (positions, found) = (batch.positions, batch.found)
    for i in 0..<count {
      let position = Int(truncatingIfNeeded: hashes[i] &>> shift)
      positions[i] = position
      found[i] = slots[position]
    }
    for i in 0..<count {
      let tag = Self.tag(hashes[i], texts[Int(rows[i])].count)
      var slot = found[i]
      if slot == 0 || slot & ~0xFFFF_FFFF == tag { continue }
      var position = positions[i]
      while slot != 0, slot & ~0xFFFF_FFFF != tag {
        position = (position &+ 1) & mask
        slot = slots[position]
      }
      positions[i] = position
      found[i] = slot
    }
  }

  /// Gives new numbers to the keys of a batch that `find` did not find.
  mutating func insertMissing(
    _ batch: borrowing KeyBatch, _ keys: inout KeyList, into numbers: UnsafeMutablePointer<Int32>
  ) {
    let (rows, texts, words, hashes) = (batch.list.rows, batch.texts, batch.words, batch.hashes)
    for i in 0..<batch.list.count where numbers[Int(rows[i])] < 0 {
      let row = Int(rows[i])
      // The key may stand in an earlier row of the batch.
      let mask = slots.count - 1
      var position = Int(truncatingIfNeeded: hashes[i] &>> shift)
      let tag = Self.tag(hashes[i], texts[row].count)
      while true {
        let slot = slots.base[position]
        if slot == 0 {
          let number = keys.count
          if texts[row].count <= KeyWords.short {
            keys.append(words[i], length: UInt8(truncatingIfNeeded: texts[row].count))
          } else {
            keys.appendLong(texts[row])
          }
          slots.base[position] = tag | UInt64(number + 1)
          numbers[row] = Int32(truncatingIfNeeded: number)
          used += 1
          if used * 3 > slots.count * 2 { grow(keys) }
          break
        }
        if slot & ~0xFFFF_FFFF == tag {
          let number = Int(slot & 0xFFFF_FFFF) - 1
          if byteOrder(keys.text(number), texts[row]) == 0 {
            numbers[row] = Int32(truncatingIfNeeded: number)
            break
          }
        }
        position = (position &+ 1) & mask
      }
    }
  }

  /// The number of one key, or -1.
  func find(_ key: TextSlice, _ hash: UInt64, _ keys: borrowing KeyList) -> Int32 {
    find(key, hash, from: Int(truncatingIfNeeded: hash >> shift), keys)
  }

  private func find(_ key: TextSlice, _ hash: UInt64, from start: Int, _ keys: borrowing KeyList) -> Int32 {
    let tag = Self.tag(hash, key.count)
    var position = start
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
