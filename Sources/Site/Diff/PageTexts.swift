/// The sentences of a written page, with `…` in the place of each figure, so that texts compare apart from figures.
struct PageTexts: Sendable {
  /// Paragraphs, headings, items, captions and cells with words, in their order.
  private(set) var texts: [String] = []
  /// The words that stand as claims about the data.
  private(set) var claims: [String] = []

  private struct Element: Sendable {
    var name: String
    var isSilent: Bool
    var isFigure: Bool
    var isClaim: Bool
    var text = ""
  }

  /// Elements that hold a text of their own.
  private static let blocks: Set<String> = [
    "p", "li", "h1", "h2", "h3", "h4", "caption", "dd", "dt", "cite", "th", "td", "strong", "summary",
  ]
  private static let silent: Set<String> = ["head", "style", "script", "nav", "footer", "svg", "pre"]
  static let silentClasses: Set<String> = ["skip", "dl", "anchor", "data", "changes", "draft"]
  private static let void: Set<String> = ["br", "hr", "img", "meta", "link", "input"]

  private var stack: [Element] = []

  init(_ html: String) {
    var rest = Substring(html)
    while let open = rest.firstIndex(of: "<") {
      add(PageNumbers.decoded(rest[..<open]))
      guard let close = rest[open...].firstIndex(of: ">") else { break }
      tag(rest[rest.index(after: open)..<close])
      rest = rest[rest.index(after: close)...]
    }
  }

  private mutating func tag(_ text: Substring) {
    if text.hasPrefix("/") {
      let name = text.dropFirst().prefix { !$0.isWhitespace }
      guard let position = stack.lastIndex(where: { $0.name == name }) else { return }
      while stack.count > position { pop() }
      return
    }
    let name = String(text.prefix { !$0.isWhitespace && $0 != "/" })
    if name == "br" { add(" ") }
    while let last = stack.last, PageNumbers.endedBy[name]?.contains(last.name) ?? false { pop() }
    guard !text.hasSuffix("/"), !Self.void.contains(name), !name.hasPrefix("!") else { return }
    let classes = PageNumbers.attribute("class", of: text)?.split(separator: " ").map(String.init) ?? []
    stack.append(
      Element(
        name: name,
        isSilent: Self.silent.contains(name) || text.contains(" popover ")
          || classes.contains(where: Self.silentClasses.contains),
        isFigure: name == "data" || text.contains(" data-f="), isClaim: classes.contains("claim")))
    if stack.last?.isFigure == true, !stack.contains(where: \.isSilent) { append("…") }
  }

  private mutating func add(_ text: String) {
    guard !text.isEmpty, !stack.contains(where: { $0.isSilent || $0.isFigure }) else { return }
    append(text)
  }

  private mutating func append(_ text: String) {
    for index in stack.indices where stack[index].isClaim { stack[index].text += text }
    if let block = stack.lastIndex(where: { Self.blocks.contains($0.name) }) { stack[block].text += text }
  }

  private mutating func pop() {
    guard let element = stack.popLast(), !element.isSilent, !stack.contains(where: \.isSilent) else { return }
    let text = element.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // A hash is no sentence.
    guard text.contains(where: \.isLetter), text.count < 40 || !text.allSatisfy(\.isHexDigit) else { return }
    if element.isClaim { claims.append(text) } else if Self.blocks.contains(element.name) { texts.append(text) }
  }
}
