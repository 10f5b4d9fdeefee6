/// A written page taken apart: its section, what its numbers open to, and its running heads.
struct BuiltPage {
  var name: String
  /// Its title and its message as markup.
  var title: String
  var message: String
  /// The id of its section.
  var id: String
  var section: [MarkupPiece]
  var popovers: [[MarkupPiece]]
  /// The declarations of its `@page` rule.
  var heads: String
  var draft: String?
  /// The language of its text.
  var lang: String?

  /// Nil where the page has no section to take.
  init?(name: String, markup: String, packTitle: String) {
    let pieces = MarkupPiece.pieces(of: markup)
    guard let range = pieces.elements(where: { $0.name == "section" && $0.has(class: "page") }).first,
      case .start(let tag) = pieces[range.lowerBound]
    else { return nil }
    self.name = name
    section = Array(pieces[range])
    id = tag["id"] ?? "page"
    popovers = pieces.elements { $0["popover"] != nil }.map { Array(pieces[$0]) }
    func first(_ isWanted: (MarkupPiece.StartTag) -> Bool) -> [MarkupPiece]? {
      pieces.elements(where: isWanted).first.map { Array(pieces[$0]) }
    }
    let whole = first { $0.name == "title" }?.text ?? name
    let ending = " – " + packTitle
    title = whole.hasSuffix(ending) ? String(whole.dropLast(ending.count)) : whole
    message = first { $0.has(class: "message") }?.text ?? ""
    let style = first { $0.name == "style" }?.text ?? ""
    heads = style.hasPrefix("@page{") && style.hasSuffix("}") ? String(style.dropFirst(6).dropLast()) : ""
    draft = first { $0.has(class: "draft") }?.markup
    for case .start(let tag) in pieces.prefix(4) where tag.name == "html" { lang = tag["lang"] }
  }

  var isCover: Bool { if case .start(let tag)? = section.first { tag.has(class: "cover") } else { false } }
}
