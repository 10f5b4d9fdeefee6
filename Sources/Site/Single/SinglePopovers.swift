/// What the figures of one file open to, each once: what is its own, and a link to the definition of its metric, which
/// stands in the file once and says the rest.
struct SinglePopovers {
  /// Short names in the one file by where a thing stands, `value.html#n12`: none that a page or a block can have.
  private(set) var names: [String: String] = [:]
  /// By page, in the order of their first appearance.
  private(set) var kept: [[[MarkupPiece]]] = []

  init(_ pages: [BuiltPage], _ definitions: DefinitionKeys) {
    for (address, key) in definitions.addresses { names[address] = "-\(key)" }
    var known: [String: String] = [:]
    for page in pages {
      let brief = page.popovers.map { Self.brief($0, definitions) }
      let opened = Set((page.section + brief.joined()).compactMap { Self.target(of: $0) })
      var own: [[MarkupPiece]] = []
      for popover in brief {
        guard case .start(let tag)? = popover.first, let id = tag["id"], opened.contains(id) else { continue }
        // The same figure on two pages opens to the same text.
        let content = popover.dropFirst().map { if case .start(let tag) = $0 { "<\(tag.name)>" } else { $0.markup } }
          .joined()
        let name = known[content] ?? "_" + String(known.count, radix: 36)
        names["\(page.name)#\(id)"] = name
        if known.updateValue(name, forKey: content) == nil { own.append(popover) }
      }
      kept.append(own)
    }
  }

  private static func target(of piece: MarkupPiece) -> String? {
    if case .start(let tag) = piece { tag["popovertarget"] } else { nil }
  }

  /// A popover without what the definition of its metric says; as it is where there is none.
  private static func brief(_ popover: [MarkupPiece], _ definitions: DefinitionKeys) -> [MarkupPiece] {
    let metric = popover.lazy.compactMap { if case .start(let tag) = $0 { tag["data-m"] } else { nil } }.first
    let shared = popover.elements { $0.name == "dl" && $0.has(class: "all") }.first
    guard let address = metric.flatMap(definitions.address), let shared,
      let name = popover.elements(where: { $0.name == "p" }).first
    else { return popover }
    let link = MarkupPiece.StartTag(name: "a", attributes: [("href", address)], isClosed: false)
    return popover[...name.lowerBound] + [.start(link)] + popover[(name.lowerBound + 1)..<(name.upperBound - 1)]
      + [.end("a")] + popover[(name.upperBound - 1)..<shared.lowerBound] + popover[shared.upperBound...]
  }
}
