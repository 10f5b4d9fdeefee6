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

  /// Where the definition of a metric stands: `appendix.html#def-nps`; nil where it stands nowhere.
  func address(of metric: String) -> String? { places[metric].map { "\($0.page)#def-\(metric)" } }

  /// The addresses of all definitions, with their numbers.
  var addresses: [(address: String, key: Int)] { places.map { ("\($1.page)#def-\($0)", $1.key) } }

  /// A page's section with a key after each figure, and before each definition.
  func keyed(_ pieces: [MarkupPiece], popovers: [[MarkupPiece]]) -> [MarkupPiece] {
    var metrics: [String: String] = [:]
    for case .start(let tag)? in popovers.map(\.first) {
      if let id = tag["id"] { metrics[id] = tag["data-m"] }
    }
    var out: [MarkupPiece] = []
    var figure: String?
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .start(var tag) where tag.name == "button":
        figure = tag["popovertarget"].flatMap { metrics[$0] }
        tag.name = "span"
        tag["class"] = tag["class"] ?? "q"
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
        tag["open"] = ""
        out.append(.start(tag))
      case .start(let tag) where tag.name == "summary":
        out.append(piece)
        if let place = definition(after: index, in: pieces).flatMap({ places[$0] }) {
          out.append(.text("<span class=\"k\">\(place.key)</span> "))
        }
      default: out.append(piece)
      }
    }
    return out
  }

  /// The metric whose definition a summary opens.
  private func definition(after summary: Int, in pieces: [MarkupPiece]) -> String? {
    for piece in pieces[summary...].dropFirst() {
      guard case .start(let tag) = piece else { continue }
      if tag.name == "details" { return nil }
      if tag.name == "div" { return Self.metric(of: tag) }
    }
    return nil
  }

  private static func metric(of tag: MarkupPiece.StartTag) -> String? {
    guard tag.has(class: "df"), let id = tag["id"], id.hasPrefix("def-") else { return nil }
    return String(id.dropFirst(4))
  }
}
