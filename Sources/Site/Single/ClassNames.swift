/// Short names for the classes of one document, in its markup and in its styles alike.
struct ClassNames {
  private(set) var short: [String: String] = [:]

  /// Classes whose name says something outside the style sheet: to `verify`, to `diff`, to a reader who sets them.
  private static let kept = PageNumbers.silentClasses.union(PageTexts.silentClasses).union([
    "page", "claim", "dark", "light", "single", "keyed",
  ])

  /// - Parameters:
  ///   - uses: how often each class occurs in the markup.
  ///   - css: the style sheet, whose other classes none is named like.
  init(_ uses: [String: Int], css: String) {
    let ranked = uses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    var taken = Set(uses.keys)
    _ = Self.rewritten(css) { name in
      taken.insert(name)
      return nil
    }
    var next = 0
    for name in ranked where name.utf8.count > 1 && !Self.kept.contains(name) {
      var letters = Self.letters(next)
      while taken.contains(letters) {
        next += 1
        letters = Self.letters(next)
      }
      next += 1
      guard letters.utf8.count < name.utf8.count else { continue }
      taken.insert(letters)
      short[name] = letters
    }
  }

  /// `a` to `z`, then `aa` and so on.
  private static func letters(_ number: Int) -> String {
    let last = String(Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(number % 26))))
    return number < 26 ? last : letters(number / 26 - 1) + last
  }

  /// The value of a `class`.
  func renamed(_ value: String) -> String {
    value.split(separator: " ").map { short[String($0)] ?? String($0) }.joined(separator: " ")
  }

  /// A style sheet whose selectors ask for the short names.
  func renamed(css: String) -> String { Self.rewritten(css) { short[$0] } }

  private static func rewritten(_ css: String, _ name: (String) -> String?) -> String {
    var out: [UInt8] = []
    let bytes = Array(css.utf8)
    out.reserveCapacity(bytes.count)
    var index = 0
    var quote: UInt8?
    var isAddress = false
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      out.append(byte)
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "(") {
        isAddress = out.suffix(4).elementsEqual("url(".utf8)
      } else if byte == UInt8(ascii: ")") {
        isAddress = false
      } else if byte == UInt8(ascii: "."), !isAddress {
        let old = bytes[index...].prefix(while: isOfName)
        guard let new = name(String(decoding: old, as: UTF8.self)) else { continue }
        out += new.utf8
        index = old.endIndex
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: byte >= 0x80
    }
  }
}
