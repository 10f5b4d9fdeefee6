#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A few texts that fields are looked up in.
struct TextSet {
  private let entries: UnsafeMutablePointer<TextSlice>
  private let mask: Int

  init(_ texts: [[UInt8]], memory: Memory) {
    var size = 8
    while size < texts.count * 4 { size *= 2 }
    mask = size - 1
    let none = TextSlice(start: UnsafePointer(memory.empty), count: -1)
    entries = memory.make(none, count: size)
    for text in texts {
      let copy = memory.text(text)
      var place = Self.hash(copy) & mask
      while entries[place].count >= 0 { place = (place + 1) & mask }
      entries[place] = copy
    }
  }

  /// Reads eight bytes at the start: texts are fields of a block, or have that room.
  @inline(__always) private static func hash(_ text: TextSlice) -> Int {
    let word = FieldWords.load(text.start) & FieldWords.mask(min(8, text.count))
    let mixed = (word ^ UInt64(text.count)) &* 0x9E37_79B9_7F4A_7C15
    return Int(mixed &>> 40)
  }

  @inline(__always) func contains(_ text: TextSlice) -> Bool {
    var place = Self.hash(text) & mask
    while entries[place].count >= 0 {
      if entries[place].count == text.count, memcmp(entries[place].start, text.start, text.count) == 0 { return true }
      place = (place + 1) & mask
    }
    return false
  }
}
