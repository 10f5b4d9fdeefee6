/// Charts on fewer bytes that look the same: labels of one kind in a group, drawings of one chart under one name.
struct CompactCharts {
  private(set) var pieces: [MarkupPiece] = []

  init(_ source: [MarkupPiece]) {
    pieces.reserveCapacity(source.count)
    var index = 0
    while index < source.count {
      if let group = Self.labels(at: index, in: source) {
        pieces += group.pieces
        index = group.end
      } else if let path = Self.rectangles(at: index, in: source) {
        pieces.append(path.piece)
        index = path.end
      } else {
        pieces.append(source[index])
        index += 1
      }
    }
    shareNames()
  }

  // MARK: - Labels

  /// Labels that follow each other and are of one kind, in a group that names the kind once.
  private static func labels(at start: Int, in source: [MarkupPiece]) -> (pieces: [MarkupPiece], end: Int)? {
    guard let first = label(at: start, in: source) else { return nil }
    var end = start
    var labels: [MarkupPiece] = []
    while let next = label(at: end, in: source), next["class"] == first["class"] {
      var tag = next
      tag["class"] = nil
      labels += [.start(tag), source[end + 1], source[end + 2]]
      end += 3
    }
    guard labels.count > 3 else { return nil }
    let common = first.attributes.filter { $0.name == "class" }
    return ([.start(.init(name: "g", attributes: common, isClosed: false))] + labels + [.end("g")], end)
  }

  /// A label of nothing but text.
  private static func label(at index: Int, in source: [MarkupPiece]) -> MarkupPiece.StartTag? {
    guard index + 2 < source.count, case .start(let tag) = source[index], tag.name == "text", tag["class"] != nil,
      case .text = source[index + 1], case .end("text") = source[index + 2]
    else { return nil }
    return tag
  }

  // MARK: - Rectangles

  /// Rectangles that follow each other and are of one kind, as one path.
  private static func rectangles(at start: Int, in source: [MarkupPiece]) -> (piece: MarkupPiece, end: Int)? {
    var kind: String?
    var path = ""
    var end = start
    while end < source.count, case .start(let tag) = source[end], tag.name == "rect", tag.isClosed,
      tag.attributes.count == 5, let own = tag["class"], own == kind ?? own, let x = tenths(tag["x"]),
      let y = tenths(tag["y"]), let width = tenths(tag["width"]), let height = tenths(tag["height"])
    {
      func text(_ tenths: Int) -> String { "\(Double(tenths) / 10)" }
      kind = own
      path += "M\(text(x)) \(text(y))H\(text(x + width))V\(text(y + height))H\(text(x))Z"
      end += 1
    }
    guard let kind else { return nil }
    let attributes: [(name: String, value: String?)] = [("d", path), ("class", kind)]
    return (.start(.init(name: "path", attributes: attributes, isClosed: true)), end)
  }

  private static func tenths(_ text: String?) -> Int? {
    text.flatMap(Double.init).flatMap { Int(exactly: ($0 * 10).rounded()) }
  }

  // MARK: - Names

  /// The drawing for phones takes the title and the description of the one before it, where they are the same.
  private mutating func shareNames() {
    var out: [MarkupPiece] = []
    out.reserveCapacity(pieces.count)
    var known: (text: [String], names: String)?
    var index = 0
    while index < pieces.count {
      defer { index += 1 }
      guard case .start(var tag) = pieces[index], tag.name == "svg", let names = tag["aria-labelledby"],
        let text = name(after: index)
      else {
        out.append(pieces[index])
        continue
      }
      if let known, known.text == text {
        tag["aria-labelledby"] = known.names
        index += 6
      } else {
        known = (text, names)
      }
      out.append(.start(tag))
    }
    pieces = out
  }

  /// The texts of the title and the description that follow the start of a drawing.
  private func name(after index: Int) -> [String]? {
    guard index + 6 < pieces.count, case .start(let title) = pieces[index + 1], title.name == "title",
      case .text(let name) = pieces[index + 2], case .start(let desc) = pieces[index + 4], desc.name == "desc",
      case .text(let description) = pieces[index + 5], case .end("desc") = pieces[index + 6]
    else { return nil }
    return [name, description]
  }
}
