extension [Inline] {
  /// The words alone: no markup, breaks as spaces, references left out; for ids and outlines.
  public var plainText: String {
    map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .emphasis(let content), .strong(let content), .link(_, _, let content), .claim(_, let content),
        .quotation(_, let content), .sentence(_, let content):
        content.plainText
      case .image(_, _, let alternative): alternative
      case .softBreak, .lineBreak: " "
      case .reference, .footnote: ""
      }
    }
    .joined()
  }
}
