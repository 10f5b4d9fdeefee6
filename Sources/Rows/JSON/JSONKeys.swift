/// The keys of the objects that are open, to find doubled ones: linear while there are few, hashed where there are many.
struct JSONKeys: Sendable {
  private var bytes: [UInt8] = []
  private var entries: [(hash: UInt64, start: Int, end: Int)] = []

  /// The keys of one object.
  struct Object: Sendable {
    fileprivate let entries: Int
    fileprivate let bytes: Int
    fileprivate var many: Set<[UInt8]> = []
  }

  /// Opens an object.
  func open() -> Object { Object(entries: entries.count, bytes: bytes.count) }

  /// Forgets the keys of an object and of all inside it.
  mutating func close(_ object: Object) {
    entries.removeLast(entries.count - object.entries)
    bytes.removeLast(bytes.count - object.bytes)
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }

  /// Whether a key is new in its object.
  mutating func insert(_ key: UnsafeBufferPointer<UInt8>, in object: inout Object) -> Bool {
    let first = object.entries
    let count = entries.count - first
    if count >= 32 {
      if object.many.isEmpty {
        for entry in entries[first...] { object.many.insert(Array(bytes[entry.start..<entry.end])) }
      }
      return object.many.insert(Array(key)).inserted
    }
    let hash = Self.hash(key)
    for entry in entries[first...] where entry.hash == hash && entry.end - entry.start == key.count {
      if bytes[entry.start..<entry.end].elementsEqual(key) { return false }
    }
    entries.append((hash, bytes.count, bytes.count + key.count))
    bytes.append(contentsOf: key)
    return true
  }

  /// FNV-1a, for keys that are a few bytes long.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
