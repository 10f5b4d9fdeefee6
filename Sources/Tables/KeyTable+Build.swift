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
    var slots = KeySlots(count: keys.count, hashMask: hashMask)
    var repeated: [Repeat] = []
    for number in 0..<keys.count {
      let hash = keys.hash(number) & hashMask
      let found = slots.find(keys.text(number), hash, keys)
      if found >= 0 {
        repeated.append(Repeat(kept: found, row: Int32(number)))
      } else {
        slots.add(keys, number, hash: hash)
      }
    }
    return (KeyTable(keys, slots: slots), repeated)
  }
}
