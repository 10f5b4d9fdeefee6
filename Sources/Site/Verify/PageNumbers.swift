/// The numbers of a written page: those tied to a figure of the bundle, and words with digits that are not.
struct PageNumbers {
  /// A tied number: the figure's number on the page and the text shown.
  struct Tied: Equatable {
    var figure: Int
    var text: String
  }

  private(set) var tied: [Tied] = []
  /// Texts with digits that are no figure, no date, no quotation and no axis.
  private(set) var untied: [String] = []

  private struct Element {
    var name: String
    var isSilent: Bool
    var isPopover: Bool
    var figure: Int?
    var hasChildren = false
    var text = ""
  }

  /// Elements whose text is no statement of a number: names, scripts, addresses, hashes, sources.
  private static let silent: Set<String> = [
    "head", "script", "style", "nav", "title", "desc", "code", "pre", "cite", "summary", "kbd", "time", "del",
    "ins",
  ]
  static let silentClasses: Set<String> = [
    "source", "sources", "ref", "fig", "xref", "kick", "c-t", "meta", "org", "df",
  ]
  private static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
  ]

  /// HTML, "Optional tags": the elements that a start tag ends where no end tag did.
  static let endedBy: [String: Set<String>] = {
    let paragraph: Set<String> = ["p"]
    let cells: Set<String> = ["p", "td", "th"]
    var table = ["td": cells, "th": cells, "tr": cells.union(["tr"]), "li": paragraph.union(["li"])]
    for name in ["dt", "dd"] { table[name] = ["p", "dt", "dd"] }
    for name in ["p", "div", "dl", "ol", "ul", "table", "pre"] { table[name] = paragraph }
    return table
  }()

  private var stack: [Element] = []

  init(_ html: String) {
    var rest = Substring(html)
    while let open = rest.firstIndex(of: "<") {
      text(rest[..<open])
      let inside = rest[rest.index(after: open)...]
      if inside.hasPrefix("!--") {
        rest = inside.firstRange(of: "-->").map { inside[$0.upperBound...] } ?? ""
        continue
      }
      guard let close = Self.tagEnd(inside) else { break }
      tag(inside[..<close])
      rest = inside[inside.index(after: close)...]
    }
    text(rest)
    while !stack.isEmpty { pop() }
  }

  /// The end of a tag, beyond quoted attribute values.
  private static func tagEnd(_ text: Substring) -> Substring.Index? {
    var quote: Character?
    for index in text.indices {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == ">" {
        return index
      }
    }
    return nil
  }

  private mutating func tag(_ text: Substring) {
    if text.hasPrefix("/") {
      let name = text.dropFirst().prefix { !$0.isWhitespace }.lowercased()
      guard let position = stack.lastIndex(where: { $0.name == name }) else { return }
      while stack.count > position { pop() }
      return
    }
    let name = text.prefix { !$0.isWhitespace && $0 != "/" }.lowercased()
    guard !name.hasPrefix("!"), !name.hasPrefix("?") else { return }
    while let last = stack.last, Self.endedBy[name]?.contains(last.name) ?? false { pop() }
    let classes = Self.attribute("class", of: text)?.split(separator: " ").map(String.init) ?? []
    let identity = Self.attribute("data-f", of: text) ?? (name == "data" ? Self.attribute("value", of: text) : nil)
    guard !text.hasSuffix("/"), !Self.void.contains(name) else { return }
    let figure = identity.flatMap { Int($0) }
    // What a figure opens under is its name, which may hold that of a group or a score; what its terms say is tied or words.
    let isName = stack.last.map { $0.isPopover && (!$0.hasChildren || name == "dl") } ?? false
    if let last = stack.indices.last { stack[last].hasChildren = true }
    let isSilent =
      figure == nil
      && (isName || Self.silent.contains(name) || classes.contains(where: Self.silentClasses.contains))
    stack.append(Element(name: name, isSilent: isSilent, isPopover: text.contains(" popover "), figure: figure))
  }

  static func attribute(_ name: String, of tag: Substring) -> String? {
    guard let range = tag.firstRange(of: " \(name)=") else { return nil }
    let value = tag[range.upperBound...]
    return decoded(value.first == "\"" ? value.dropFirst().prefix { $0 != "\"" } : value.prefix { !$0.isWhitespace })
  }

  private mutating func text(_ raw: Substring) {
    guard !raw.isEmpty else { return }
    let text = Self.decoded(raw)
    if let position = stack.lastIndex(where: { $0.figure != nil }) {
      if !stack[position...].contains(where: \.isSilent) { stack[position].text += text }
    } else if !stack.contains(where: \.isSilent), NumberWords.holdsNumber(text) {
      untied.append(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
  }

  private mutating func pop() {
    guard let element = stack.popLast(), let figure = element.figure else { return }
    tied.append(Tied(figure: figure, text: element.text))
  }

  static func decoded(_ text: Substring) -> String {
    guard text.contains("&") else { return String(text) }
    let entities = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{A0}"), ("&amp;", "&"),
    ]
    return entities.reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
  }
}
