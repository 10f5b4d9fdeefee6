/// The keys of the objects that are open, to find doubled ones: by hash, and by their bytes where hashes agree.
struct JSONKeys {
  /// A key as it stands in its line, without its quotes.
  struct Key {
    var hash: UInt64
    var start: UnsafePointer<UInt8>
    var count: Int
    var hasEscape: Bool
  }

  /// The keys of one object.
  struct Object {
    fileprivate let first: Int
    fileprivate var many: [UInt64: [Int]] = [:]
  }

  private var keys: [Key] = []
  /// Keys of open objects; those behind are of objects that were closed.
  private var count = 0

  /// Opens an object.
  func open() -> Object { Object(first: count) }

  /// Forgets the keys of an object and of all inside it.
  mutating func close(_ object: Object) { count = object.first }

  mutating func removeAll() { count = 0 }

  /// Whether a key is new in its object.
  mutating func insert(_ key: Key, in object: inout Object) -> Bool {
    let index = count
    if index - object.first >= 32 {
      // Many keys: comparing each with each would take the square of their number.
      if object.many.isEmpty {
        for other in object.first..<index { object.many[keys[other].hash, default: []].append(other) }
      }
      if object.many[key.hash]?.contains(where: { isSame(keys[$0], key) }) == true { return false }
      object.many[key.hash, default: []].append(index)
    } else {
      for other in object.first..<index where keys[other].hash == key.hash && isSame(keys[other], key) { return false }
    }
    if index < keys.count { keys[index] = key } else { keys.append(key) }
    count = index + 1
    return true
  }

  private func isSame(_ a: Key, _ b: Key) -> Bool { Self.text(a) == Self.text(b) }

  /// A key without escapes.
  static func text(_ key: Key) -> [UInt8] {
    var text = Array(UnsafeBufferPointer(start: key.start, count: key.count))
    guard key.hasEscape else { return text }
    let kept = text.withUnsafeMutableBufferPointer { bytes in
      bytes.baseAddress.map { JSONText.unescape($0, count: bytes.count) } ?? 0
    }
    text.removeLast(text.count - kept)
    return text
  }

  /// Mixes eight bytes at a time; equal bytes have equal hashes in every run.
  static func hash(_ bytes: UnsafePointer<UInt8>?, count: Int) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: count &+ 1) &* 0x9E37_79B9_7F4A_7C15
    guard let bytes else { return mix(hash) }
    var at = 0
    while at + 8 <= count {
      hash = mix(hash ^ JSONText.word(bytes + at))
      at += 8
    }
    var rest: UInt64 = 0
    while at < count {
      rest = rest << 8 | UInt64(bytes[at])
      at += 1
    }
    return mix(hash ^ rest)
  }

  @inline(__always) private static func mix(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0xBF58_476D_1CE4_E5B9)
    return high ^ low
  }
}
