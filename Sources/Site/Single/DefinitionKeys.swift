/// The definitions of a pack, numbered: on paper a figure carries the number of what it means.
struct DefinitionKeys {
  private var places: [String: (key: Int, page: String)] = [:]

  init(_ pages: [BuiltPage]) {
    for page in pages {
      for case .start(let tag) in page.section {
        guard let metric = Self.metric(of: tag), places[metric] == nil else { continue }
        places[metric] = (places.count + 1, page.name)
      }
    }
  }

  /// A page's section with a key after each figure, and before each definition.
  func keyed(_ pieces: [MarkupPiece], popovers: [[MarkupPiece]]) -> [MarkupPiece] {
    var metrics: [String: String] = [:]
    for case .start(let tag)? in popovers.map(\.first) {
      if let id = tag["id"] { metrics[id] = tag["data-m"] }
    }
    var out: [MarkupPiece] = []
    var figure: String?
    var definition: String?
    for piece in pieces {
      switch piece {
      case .start(var tag) where tag.name == "button":
        figure = tag["popovertarget"].flatMap { metrics[$0] }
        tag.name = "span"
        tag["type"] = nil
        tag["popovertarget"] = nil
        out.append(.start(tag))
      case .end("button"):
        out.append(.end("span"))
        if let figure, let place = places[figure] {
          out += MarkupPiece.pieces(
            of: "<sup class=\"k\"><a href=\"\(place.page)#def-\(figure)\">\(place.key)</a></sup>")
        }
      case .start(var tag) where tag.name == "details":
        definition = Self.metric(of: tag)
        tag["open"] = ""
        out.append(.start(tag))
      case .start(let tag) where tag.name == "summary":
        out.append(piece)
        if let place = definition.flatMap({ places[$0] }) {
          out.append(.text("<span class=\"k\">\(place.key)</span> "))
        }
      default: out.append(piece)
      }
    }
    return out
  }

  private static func metric(of tag: MarkupPiece.StartTag) -> String? {
    guard tag.name == "details", tag.has(class: "def"), let id = tag["id"], id.hasPrefix("def-") else { return nil }
    return String(id.dropFirst(4))
  }
}
