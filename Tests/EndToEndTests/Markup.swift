/// The elements of an HTML page, read strictly: every tag that is not void is closed, in order, and nothing is guessed.
///
/// A compact page may leave out quotes and the end tags that HTML calls optional.
struct Markup {
  struct Element {
    var name: String
    var attributes: [(name: String, value: String)]
    var parent: Int?
    /// The text directly inside, references resolved.
    var text = ""

    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
  }

  private(set) var elements: [Element] = []
  private(set) var problems: [String] = []

  private static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
  ]

  /// By element, what its end tag may be left out before: HTML, "Optional tags", as far as the tool makes use of it.
  private static let cell: Set<String> = ["td", "th", "/tr", "tr", "/tbody", "/thead", "/table"]
  private static let unsaid: [String: Set<String>] = [
    "td": cell, "th": cell, "tr": ["tr", "/tbody", "/thead", "/table"],
    "dt": ["dt", "dd"], "dd": ["dt", "dd", "/dl", "/div"], "li": ["li", "/ol", "/ul"],
    "p": cell.union([
      "p", "div", "dl", "ol", "ul", "table", "pre", "/div", "/section", "/dd", "/li", "/td", "dt", "dd", "li", "/dl",
      "/ol",
      "/ul",
    ]),
  ]

  init(_ text: String, isCompact: Bool = false) {
    var scanner = Scanner(bytes: Array(text.utf8))
    scanner.isCompact = isCompact
    var open: [Int] = []
    while let byte = scanner.peek {
      if byte != UInt8(ascii: "<") {
        let raw = scanner.take { $0 != UInt8(ascii: "<") }
        let (decoded, bad) = Self.decoded(raw)
        problems += bad
        if let last = open.last { elements[last].text += decoded }
      } else if scanner.skip("<!--") {
        scanner.skip(through: "-->")
      } else if scanner.skip("<!") {
        scanner.skip(through: ">")
      } else if scanner.skip("</") {
        let name = scanner.take { $0 != UInt8(ascii: ">") }
        scanner.skip(through: ">")
        while isCompact, let last = open.last, Self.unsaid[elements[last].name]?.contains("/" + name) ?? false {
          open.removeLast()
        }
        if let last = open.last, elements[last].name == name {
          open.removeLast()
        } else {
          problems.append("</\(name)> closes \(open.last.map { elements[$0].name } ?? "nothing")")
        }
      } else {
        scanner.position += 1
        let next = scanner.word
        while isCompact, let last = open.last, Self.unsaid[elements[last].name]?.contains(next) ?? false {
          open.removeLast()
        }
        let element = Self.tag(&scanner, parent: open.last, &problems)
        elements.append(element.element)
        if element.isClosed || Self.void.contains(element.element.name) { continue }
        if ["style", "script"].contains(element.element.name) {
          elements[elements.count - 1].text = scanner.take(until: "</\(element.element.name)>")
          scanner.skip(through: ">")
        } else {
          open.append(elements.count - 1)
        }
      }
    }
    problems += open.map { "<\(elements[$0].name)> is never closed" }
  }

  private static func tag(
    _ scanner: inout Scanner, parent: Int?, _ problems: inout [String]
  ) -> (element: Element, isClosed: Bool) {
    let space: [UInt8] = [9, 10, 13, 32]
    let name = scanner.take { !space.contains($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
    if name.isEmpty || !name.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) }) {
      problems.append("a bare < before \(name)")
    }
    var element = Element(name: name.lowercased(), attributes: [], parent: parent)
    while let byte = scanner.peek {
      if space.contains(byte) {
        scanner.position += 1
      } else if scanner.skip(">") {
        return (element, false)
      } else if scanner.skip("/>") {
        return (element, true)
      } else {
        let key = scanner.take {
          !space.contains($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/")
        }
        if key.isEmpty {
          problems.append("a stray character in <\(name)>")
          scanner.position += 1
          continue
        }
        var value = ""
        if scanner.skip("=\"") {
          let (decoded, bad) = decoded(scanner.take(until: "\""))
          value = decoded
          problems += bad
          scanner.position += 1
        } else if scanner.isCompact, scanner.skip("=") {
          value = scanner.take { !space.contains($0) && $0 != UInt8(ascii: ">") }
          if value.isEmpty || value.contains(where: { "\"'=<`".contains($0) }) || value.hasSuffix("/") {
            problems.append("\(key) of <\(name)> needs quotes")
          }
        } else if scanner.peek == UInt8(ascii: "=") {
          problems.append("\(key) of <\(name)> is not quoted")
        }
        if element[key] != nil { problems.append("\(key) stands twice in <\(name)>") }
        element.attributes.append((key.lowercased(), value))
      }
    }
    problems.append("<\(name) has no end")
    return (element, true)
  }

  private static let references = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "nbsp": "\u{A0}", "apos": "'",
  ]

  private static func decoded(_ text: String) -> (String, [String]) {
    guard text.contains("&") else { return (text, []) }
    var out = ""
    var problems: [String] = []
    for (index, part) in text.split(separator: "&", omittingEmptySubsequences: false).enumerated() {
      guard index > 0 else {
        out += part
        continue
      }
      let name = part.prefix { $0 != ";" }
      if let plain = references[String(name)] {
        out += plain + part.dropFirst(name.count + 1)
      } else if name.hasPrefix("#"), let code = number(name.dropFirst()), let scalar = Unicode.Scalar(code) {
        out.unicodeScalars.append(scalar)
        out += part.dropFirst(name.count + 1)
      } else {
        problems.append("a bare & before \(part.prefix(12))")
      }
    }
    return (out, problems)
  }

  private static func number(_ text: Substring) -> UInt32? {
    text.hasPrefix("x") ? UInt32(text.dropFirst(), radix: 16) : UInt32(text)
  }

  private struct Scanner {
    let bytes: [UInt8]
    var position = 0
    var isCompact = false

    /// The name that stands next.
    var word: String { String(decoding: bytes[position...].prefix { $0 > 0x2F && $0 != 0x3E }, as: UTF8.self) }

    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func take(_ isWanted: (UInt8) -> Bool) -> String {
      let start = position
      while position < bytes.count, isWanted(bytes[position]) { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    mutating func take(until end: String) -> String {
      let start = position
      while position < bytes.count, !stands(end) { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    mutating func skip(_ text: String) -> Bool {
      guard stands(text) else { return false }
      position += text.utf8.count
      return true
    }

    mutating func skip(through end: String) {
      while position < bytes.count, !stands(end) { position += 1 }
      position = min(bytes.count, position + end.utf8.count)
    }

    private func stands(_ text: String) -> Bool {
      position + text.utf8.count <= bytes.count && bytes[position...].starts(with: text.utf8)
    }
  }
}

extension Markup {
  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  func children(of index: Int) -> [Element] { elements.filter { $0.parent == index } }

  var ids: [String] { elements.compactMap { $0["id"] } }

  /// All text of the page.
  var text: String { elements.filter { !["style", "script"].contains($0.name) }.map(\.text).joined(separator: " ") }

  /// Whatever could run or load something from elsewhere.
  var activeContent: [String] {
    elements.flatMap { element -> [String] in
      var found =
        ["script", "iframe", "object", "embed", "base", "form", "foreignobject"].contains(element.name)
        ? ["<\(element.name)>"] : []
      for (name, value) in element.attributes {
        if name.hasPrefix("on") { found.append("\(name) of <\(element.name)>") }
        guard ["href", "src", "srcset", "action", "xlink:href", "data", "poster"].contains(name) else { continue }
        let target = value.lowercased().filter { !$0.isWhitespace }
        if ["http:", "https:", "//", "javascript:", "data:", "vbscript:", "file:"].contains(where: target.hasPrefix) {
          found.append("\(name)=\(value)")
        }
      }
      let style = (element["style"] ?? "") + (element.name == "style" ? element.text : "")
      if style.contains("url("), style.contains("http") || style.contains("//") { found.append(style) }
      if style.contains("@import") { found.append(style) }
      return found
    }
  }
}
