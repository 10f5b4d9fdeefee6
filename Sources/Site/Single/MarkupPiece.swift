/// A piece of a written page: a start tag, an end tag, or what stands between.
enum MarkupPiece {
  case start(StartTag)
  case end(String)
  case text(String)

  struct StartTag {
    var name: String
    var attributes: [(name: String, value: String?)]
    var isClosed: Bool

    subscript(_ name: String) -> String? {
      get { attributes.first { $0.name == name }.map { $0.value ?? "" } }
      set {
        if let index = attributes.firstIndex(where: { $0.name == name }) {
          if let newValue { attributes[index].value = newValue } else { attributes.remove(at: index) }
        } else if let newValue {
          attributes.append((name, newValue))
        }
      }
    }

    func has(class name: String) -> Bool { self["class"]?.split(separator: " ").contains(Substring(name)) ?? false }

    /// Attribute values stay as they were written: escaped.
    var markup: String {
      var out = "<" + name
      for attribute in attributes { out += " " + attribute.name + (attribute.value.map { "=\"\($0)\"" } ?? "") }
      return out + (isClosed ? "/>" : ">")
    }
  }

  var markup: String {
    switch self {
    case .start(let tag): tag.markup
    case .end(let name): "</\(name)>"
    case .text(let text): text
    }
  }

  /// The pieces of markup that this tool wrote: every attribute value in double quotes, comments none.
  static func pieces(of markup: String) -> [MarkupPiece] {
    var pieces: [MarkupPiece] = []
    let bytes = Array(markup.utf8)
    var index = 0
    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    while index < bytes.count {
      guard let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) else { break }
      if open > index { pieces.append(.text(string(index..<open))) }
      var close = open + 1
      var isQuoted = false
      while close < bytes.count, isQuoted || bytes[close] != UInt8(ascii: ">") {
        if bytes[close] == UInt8(ascii: "\"") { isQuoted.toggle() }
        close += 1
      }
      guard close < bytes.count else {
        index = open
        break
      }
      if bytes[open + 1] == UInt8(ascii: "/") {
        pieces.append(.end(string(open + 2..<close)))
      } else if bytes[open + 1] == UInt8(ascii: "!") {
        pieces.append(.text(string(open..<close + 1)))
      } else {
        pieces.append(.start(startTag(bytes[open + 1..<close])))
      }
      index = close + 1
    }
    if index < bytes.count { pieces.append(.text(string(index..<bytes.count))) }
    return pieces
  }

  private static func startTag(_ bytes: ArraySlice<UInt8>) -> StartTag {
    var rest = bytes
    let isClosed = rest.last == UInt8(ascii: "/")
    if isClosed { rest = rest.dropLast() }
    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 9 || byte == 13 }
    func word(_ isEnd: (UInt8) -> Bool) -> String {
      let word = rest.prefix { !isEnd($0) }
      rest = rest.dropFirst(word.count)
      return String(decoding: word, as: UTF8.self)
    }
    var tag = StartTag(name: word(isSpace), attributes: [], isClosed: isClosed)
    while true {
      rest = rest.drop(while: isSpace)
      guard !rest.isEmpty else { return tag }
      let name = word { isSpace($0) || $0 == UInt8(ascii: "=") }
      guard rest.first == UInt8(ascii: "=") else {
        tag.attributes.append((name, nil))
        continue
      }
      rest = rest.dropFirst()
      guard rest.first == UInt8(ascii: "\"") else {
        tag.attributes.append((name, word(isSpace)))
        continue
      }
      rest = rest.dropFirst()
      tag.attributes.append((name, word { $0 == UInt8(ascii: "\"") }))
      rest = rest.dropFirst()
    }
  }
}

extension RandomAccessCollection<MarkupPiece> where Index == Int {
  var markup: String { map(\.markup).joined() }

  /// The elements whose start tag is wanted, each with all that is inside it; none inside another.
  func elements(where isWanted: (MarkupPiece.StartTag) -> Bool) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = startIndex
    while index < endIndex {
      if case .start(let tag) = self[index], isWanted(tag) {
        let range = index..<end(of: tag.name, from: index)
        found.append(range)
        index = range.upperBound
      } else {
        index += 1
      }
    }
    return found
  }

  private func end(of name: String, from start: Int) -> Int {
    var depth = 0
    for index in start..<endIndex {
      switch self[index] {
      case .start(let tag) where tag.name == name && !tag.isClosed: depth += 1
      case .end(let end) where end == name:
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
    }
    return endIndex
  }

  /// The text without tags, its entities as they stand.
  var text: String { map { if case .text(let text) = $0 { text } else { "" } }.joined() }
}
