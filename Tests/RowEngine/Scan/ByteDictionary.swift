/// Numbers byte strings in the order of their first appearance: open addressing over one store, no object per key.
struct ByteDictionary: Sendable {
  private var store: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  private var table: [Int32] = Array(repeating: -1, count: 64)

  var count: Int { ends.count }

  subscript(_ id: Int) -> ArraySlice<UInt8> { store[(id == 0 ? 0 : ends[id - 1])..<ends[id]] }

  func find(_ bytes: ArraySlice<UInt8>) -> Int? {
    let id = table[position(bytes, Self.hash(bytes))]
    return id < 0 ? nil : Int(id)
  }

  mutating func intern(_ bytes: ArraySlice<UInt8>) -> Int {
    let hash = Self.hash(bytes)
    let position = position(bytes, hash)
    if table[position] >= 0 { return Int(table[position]) }
    let id = ends.count
    store.append(contentsOf: bytes)
    ends.append(store.count)
    hashes.append(hash)
    table[position] = Int32(id)
    if ends.count * 2 > table.count { grow() }
    return id
  }

  private func position(_ bytes: ArraySlice<UInt8>, _ hash: UInt64) -> Int {
    let mask = table.count - 1
    var position = Int(truncatingIfNeeded: hash) & mask
    while true {
      let id = Int(table[position])
      if id < 0 || (hashes[id] == hash && self[id].elementsEqual(bytes)) { return position }
      position = (position + 1) & mask
    }
  }

  private mutating func grow() {
    var larger = [Int32](repeating: -1, count: table.count * 2)
    let mask = larger.count - 1
    for (id, hash) in hashes.enumerated() {
      var position = Int(truncatingIfNeeded: hash) & mask
      while larger[position] >= 0 { position = (position + 1) & mask }
      larger[position] = Int32(id)
    }
    table = larger
  }

  private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return mix(hash)
  }
}

/// Numbers integers in the order of their first appearance.
struct IntegerDictionary: Sendable {
  private(set) var keys: [UInt64] = []
  private var table: [Int32] = Array(repeating: -1, count: 64)

  mutating func intern(_ key: UInt64) -> Int {
    var mask = table.count - 1
    var position = Int(truncatingIfNeeded: mix(key)) & mask
    while table[position] >= 0 {
      if keys[Int(table[position])] == key { return Int(table[position]) }
      position = (position + 1) & mask
    }
    table[position] = Int32(keys.count)
    keys.append(key)
    guard keys.count * 2 > table.count else { return keys.count - 1 }
    table = [Int32](repeating: -1, count: table.count * 2)
    mask = table.count - 1
    for (id, key) in keys.enumerated() {
      position = Int(truncatingIfNeeded: mix(key)) & mask
      while table[position] >= 0 { position = (position + 1) & mask }
      table[position] = Int32(id)
    }
    return keys.count - 1
  }
}

/// The finaliser of MurmurHash3: spreads every bit over the word.
private func mix(_ key: UInt64) -> UInt64 {
  var h = key
  h = (h ^ (h >> 33)) &* 0xff51_afd7_ed55_8ccd
  h = (h ^ (h >> 33)) &* 0xc4ce_b9fe_1a85_ec53
  return h ^ (h >> 33)
}
