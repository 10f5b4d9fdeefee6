/// A font in the form of WOFF2 (W3C, "WOFF File Format 2.0", 2024), as far as its header and table directory say.
///
/// The tables themselves are packed with Brotli and are not looked into.
struct WebFont {
  let bytes: [UInt8]
  /// Whether one file holds all weights: it has an `fvar` table.
  let isVariable: Bool

  /// Nil for anything that is not a whole WOFF2 file.
  init?(_ bytes: [UInt8]) {
    func number(at index: Int, bytes count: Int) -> Int {
      bytes[index..<index + count].reduce(0) { $0 << 8 | Int($1) }
    }
    guard bytes.count > Self.headerLength, bytes.starts(with: Array("wOF2".utf8)),
      number(at: 8, bytes: 4) == bytes.count, case let count = number(at: 12, bytes: 2), count > 0,
      let tags = Self.tags(bytes, count: count)
    else { return nil }
    self.bytes = bytes
    isVariable = tags.contains(Self.variations)
  }

  private static let headerLength = 48
  // Places in the format's list of known tags; 63 stands for a tag that is written out.
  private static let variations = 47
  private static let (outlines, locations, writtenOut) = (10, 11, 63)

  /// The tags of the directory as places in the list of known ones; nil where the directory ends too early.
  private static func tags(_ bytes: [UInt8], count: Int) -> [Int]? {
    var rest = bytes[headerLength...]
    func skipNumber() -> Bool {
      // UIntBase128: the last of at most five bytes has no high bit.
      for _ in 0..<5 {
        guard let byte = rest.popFirst() else { return false }
        if byte < 0x80 { return true }
      }
      return false
    }
    var tags: [Int] = []
    for _ in 0..<count {
      guard let flags = rest.popFirst() else { return nil }
      let (tag, version) = (Int(flags & 0x3F), flags >> 6)
      if tag == writtenOut {
        let name = rest.prefix(4)
        guard name.count == 4 else { return nil }
        rest = rest.dropFirst(4)
        if name.elementsEqual("fvar".utf8) { tags.append(variations) }
      } else {
        tags.append(tag)
      }
      let isTransformed = [outlines, locations].contains(tag) ? version != 3 : version != 0
      guard skipNumber(), !isTransformed || skipNumber() else { return nil }
    }
    return tags
  }
}
