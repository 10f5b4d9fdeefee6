/// Writes values one after the other: integers little-endian, texts and lists with their length in front.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ value: Int) { put(integer: Int64(value)) }

  mutating func put(integer value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ text: String) {
    put(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func put(_ text: String?) {
    put(text == nil ? 0 : 1)
    if let text { put(text) }
  }

  mutating func put<Element>(_ list: [Element], _ each: (inout ByteWriter, Element) -> Void) {
    put(list.count)
    for element in list { each(&self, element) }
  }

  /// A list of words as one stretch of memory.
  mutating func put(words: [UInt64]) {
    put(words.count)
    words.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  mutating func put(words: [Int64]) {
    put(words.count)
    words.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }
}

/// Reads what `ByteWriter` wrote. Bytes that are not of that form throw; nothing is read past the end.
struct ByteReader {
  struct Malformed: Error {}

  private let bytes: [UInt8]
  private var position: Int

  init(_ bytes: [UInt8], from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func integer<Value: FixedWidthInteger>(_: Value.Type = Value.self) throws -> Value {
    let size = MemoryLayout<Value>.size
    guard size <= bytes.count - position else { throw Malformed() }
    defer { position += size }
    return bytes.withUnsafeBytes { Value(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Value.self)) }
  }

  mutating func int() throws -> Int { Int(try integer(Int64.self)) }

  /// A length: never more than the bytes that are left can hold.
  mutating func count(ofSize size: Int = 1) throws -> Int {
    let count = try int()
    guard count >= 0, count <= (bytes.count - position) / size else { throw Malformed() }
    return count
  }

  mutating func text() throws -> String {
    let count = try count()
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }

  mutating func optionalText() throws -> String? { try int() == 0 ? nil : try text() }

  mutating func list<Element>(_ each: (inout ByteReader) throws -> Element) throws -> [Element] {
    let count = try count()
    var list: [Element] = []
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(try each(&self)) }
    return list
  }

  mutating func words<Word: FixedWidthInteger>(_: Word.Type = Word.self) throws -> [Word] {
    let size = MemoryLayout<Word>.size
    let count = try count(ofSize: size)
    let range = position..<position + count * size
    position = range.upperBound
    return [Word](unsafeUninitializedCapacity: count) { buffer, initialized in
      bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: .init(rebasing: $0[range])) }
      initialized = count
    }
  }
}
