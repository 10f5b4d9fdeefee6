extension KeyTable {
  /// A row whose key an earlier row of the table has.
  struct Repeat {
    var kept: Int32
    var row: Int32
  }

  /// A table over a list of keys, whose numbers are their places in the list. Of equal keys one is found, the others are
  /// returned with it.
  static func build(
    _ keys: consuming KeyList, threads: Int, hashMask: UInt64 = .max
  ) -> (table: KeyTable, repeated: [Repeat]) {
    let count = keys.count
    precondition(count < Int(Int32.max), "More keys than a table can number")
    let table = KeyTable(keys, slots: KeySlots(count: count, hashMask: hashMask))
    // Slots are divided among the threads, so that none writes where another one reads.
    let parts = count < 20_000 ? 1 : max(1, threads)
    let results = inParallel(parts) { table.slots.fill(part: $0, of: parts, table.keys) }
    var repeated = results.flatMap(\.repeated)
    for number in results.flatMap(\.beyond) {
      if let found = table.slots.place(number, table.keys) { repeated.append(Repeat(kept: found, row: number)) }
    }
    return (table, repeated)
  }
}

extension KeySlots {
  /// Makes those keys findable whose first slot lies in one of so many equal parts of the slots. What cannot be decided
  /// within the part is returned as `beyond`.
  func fill(part: Int, of parts: Int, _ keys: borrowing KeyList) -> (repeated: [KeyTable.Repeat], beyond: [Int32]) {
    let (slots, shift) = (slots.base, shift)
    let (low, high) = (self.slots.count * part / parts, self.slots.count * (part + 1) / parts)
    var repeated: [KeyTable.Repeat] = []
    var beyond: [Int32] = []
    withUnsafeTemporaryAllocation(of: Pending.self, capacity: Pending.batch) { pending in
      guard let pending = pending.baseAddress else { return }
      var next = 0
      while next < keys.count {
        let listed = gather(keys, from: &next, low..<high, into: pending)
        for i in 0..<listed {
          let number = pending[i].number
          let tag = Self.tag(pending[i].hash, Int(keys.lengths.base[Int(number)]))
          var position = Int(truncatingIfNeeded: pending[i].hash >> shift)
          while position < high, slots[position] != 0 {
            if slots[position] & ~0xFFFF_FFFF == tag {
              let other = Int(slots[position] & 0xFFFF_FFFF) - 1
              if keys.isEqual(other, Int(number)) {
                repeated.append(.init(kept: Int32(truncatingIfNeeded: other), row: number))
                break
              }
            }
            position += 1
          }
          if position == high {
            beyond.append(number)
          } else if slots[position] == 0 {
            slots[position] = tag | UInt64(number + 1)
          }
        }
      }
    }
    return (repeated, beyond)
  }

  /// The number of an equal key; or nil, and then the key is findable now.
  func place(_ number: Int32, _ keys: borrowing KeyList) -> Int32? {
    let hash = keys.hash(Int(number)) & hashMask
    let tag = Self.tag(hash, Int(keys.lengths.base[Int(number)]))
    let (slots, mask) = (slots.base, slots.count - 1)
    var position = Int(truncatingIfNeeded: hash >> shift)
    while slots[position] != 0 {
      if slots[position] & ~0xFFFF_FFFF == tag {
        let other = Int(slots[position] & 0xFFFF_FFFF) - 1
        if keys.isEqual(other, Int(number)) { return Int32(truncatingIfNeeded: other) }
      }
      position = (position + 1) & mask
    }
    slots[position] = tag | UInt64(number + 1)
    return nil
  }

  /// A key that waits for its slot.
  struct Pending {
    static let batch = 1024
    var hash: UInt64
    /// What stood in its first slot: read so that the slot is on its way from memory.
    var first: UInt64
    var number: Int32
  }

  /// The next keys whose first slot is in a range, all of which are then on their way from memory.
  func gather(
    _ keys: borrowing KeyList, from next: inout Int, _ range: Range<Int>, into pending: UnsafeMutablePointer<Pending>
  ) -> Int {
    let (slots, shift, mask) = (slots.base, shift, hashMask)
    var listed = 0
    while next < keys.count, listed < Pending.batch {
      let hash = keys.hash(next) & mask
      let position = Int(truncatingIfNeeded: hash >> shift)
      if position >= range.lowerBound, position < range.upperBound {
        pending[listed] = Pending(hash: hash, first: slots[position], number: Int32(truncatingIfNeeded: next))
        listed += 1
      }
      next += 1
    }
    return listed
  }
}
