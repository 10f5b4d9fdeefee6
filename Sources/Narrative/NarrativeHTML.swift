/// Writes blocks and running text as HTML; whatever depends on facts comes from the closures.
///
/// The closures return HTML that is already safe. Everything else is escaped here, and an address that
/// `isSafeLink(_:)` refuses is never written, wherever the value came from.
public struct NarrativeHTML {
  private let reference: (Reference) -> String
  private let claim: (Claim, String) -> String
  private let quotation: (String, String) -> String
  private let directive: (Directive) -> String
  private let headingID: (Int, String) -> String?
  private let address: (String) -> String
  private let footnote: (Footnote, [Inline]) -> String
  private let link: (String, String) -> String?
  private var text: (String) -> String

  /// A writer with the given closures.
  ///
  /// `claim` and `quotation` get the HTML of the bracketed text as second argument, `quotation` the source as first;
  /// `headingID` gets a heading's level and plain text and returns its id, nil for none;
  /// `footnote` gets a footnote's text and returns its mark; `link` gets an address in the pack and the HTML of its words,
  /// and returns the whole link, nil for the usual one; `text` writes words, escaped, outside headings and links;
  /// `address` maps a link's or picture's address in the pack to the one in the output (`value.md` to `value.html`).
  public init(
    reference: @escaping (Reference) -> String,
    claim: @escaping (Claim, String) -> String,
    quotation: @escaping (_ source: String, _ html: String) -> String,
    directive: @escaping (Directive) -> String,
    headingID: @escaping (_ level: Int, _ plainText: String) -> String? = { _, _ in nil },
    footnote: @escaping (Footnote, [Inline]) -> String = { _, _ in "" },
    link: @escaping (_ address: String, _ html: String) -> String? = { _, _ in nil },
    text: ((String) -> String)? = nil,
    address: @escaping (String) -> String = { $0 }
  ) {
    self.reference = reference
    self.claim = claim
    self.quotation = quotation
    self.directive = directive
    self.headingID = headingID
    self.address = address
    self.footnote = footnote
    self.link = link
    self.text = text ?? { escapedHTML($0) }
  }

  /// The same where words are written as they are.
  private var plain: NarrativeHTML {
    var copy = self
    copy.text = { escapedHTML($0) }
    return copy
  }

  /// The HTML of running text.
  public func inline(_ inlines: [Inline]) -> String {
    var html = ""
    var index = 0
    while index < inlines.count {
      let piece = self.piece(inlines[index])
      index += 1
      guard inlines[index - 1].isLoneReference, index < inlines.count, case .text(let next) = inlines[index] else {
        html += piece
        continue
      }
      let closing = next.prefix { ",.;:)%!?".contains($0) }
      guard !closing.isEmpty else {
        html += piece
        continue
      }
      html += "<span class=\"w\">" + piece + escapedHTML(closing) + "</span>"
      html += text(String(next.dropFirst(closing.count)))
      index += 1
    }
    return html
  }

  /// The HTML of one block.
  public func block(_ block: Block) -> String {
    blocks([block])
  }

  /// The HTML of blocks, each on lines of its own.
  public func blocks(_ blocks: [Block]) -> String {
    var output = HTMLLines()
    write(blocks, tight: false, to: &output)
    return output.html
  }

  private func piece(_ inline: Inline) -> String {
    switch inline {
    case .text(let words): return text(words)
    case .code(let text): return "<code>" + escapedHTML(text) + "</code>"
    case .emphasis(let content): return "<em>" + self.inline(content) + "</em>"
    case .strong(let content): return "<strong>" + self.inline(content) + "</strong>"
    case .softBreak: return "\n"
    case .lineBreak: return "<br />\n"
    case .reference(let value): return reference(value)
    case .claim(let value, let content): return claim(value, self.inline(content))
    case .quotation(let source, let content): return quotation(source, self.inline(content))
    case .link(let url, let title, let content):
      let target = address(url)
      let words = plain.inline(content)
      guard isSafeLink(target) else { return words }
      return link(url, words) ?? "<a href=\"" + escapedAddress(target) + "\"" + titleAttribute(title) + ">" + words
        + "</a>"
    case .footnote(let note, let content): return footnote(note, content)
    case .sentence(_, let content): return self.inline(content)
    case .image(let url, let title, let alternative):
      let target = address(url)
      guard isSafePicture(target), !alternative.isEmpty else { return "" }
      return "<img src=\"" + escapedAddress(target) + "\" alt=\"" + escapedHTML(alternative) + "\""
        + titleAttribute(title) + " />"
    }
  }

  private func titleAttribute(_ title: String) -> String {
    title.isEmpty ? "" : " title=\"" + escapedHTML(title) + "\""
  }

  private func write(_ blocks: [Block], tight: Bool, to output: inout HTMLLines) {
    for block in blocks {
      write(block, tight: tight, to: &output)
    }
  }

  private func write(_ block: Block, tight: Bool, to output: inout HTMLLines) {
    if case .paragraph(let inlines, _) = block, tight {
      output.append(inline(inlines))
      return
    }
    output.startLine()
    switch block {
    case .paragraph(let inlines, _):
      output.append("<p>" + inline(inlines) + "</p>\n")
    case .heading(let level, let inlines, _):
      let id = headingID(level, inlines.plainText).map { " id=\"" + escapedHTML($0) + "\"" } ?? ""
      output.append("<h\(level)\(id)>" + plain.inline(inlines) + "</h\(level)>\n")
    case .code(let info, let literal, _):
      let language = info.prefix { !$0.isWhitespace }
      let attribute = language.isEmpty ? "" : " class=\"language-" + escapedHTML(language) + "\""
      output.append("<pre><code\(attribute)>" + escapedHTML(literal) + "</code></pre>\n")
    case .rule:
      output.append("<hr />\n")
    case .quote(let content, _):
      output.append("<blockquote>\n")
      write(content, tight: false, to: &output)
      output.startLine()
      output.append("</blockquote>\n")
    case .list(let list):
      write(list, to: &output)
    case .table(let table):
      write(table, to: &output)
    case .directive(let value):
      output.append(directive(value))
    }
  }

  private func write(_ list: Block.List, to output: inout HTMLLines) {
    let tag = list.ordered ? "ol" : "ul"
    let start = list.ordered && list.start != 1 ? " start=\"\(list.start)\"" : ""
    output.append("<\(tag)\(start)>\n")
    for item in list.items {
      output.startLine()
      output.append("<li>")
      write(item, tight: list.tight, to: &output)
      output.append("</li>\n")
    }
    output.append("</\(tag)>\n")
  }

  private func write(_ table: Block.Table, to output: inout HTMLLines) {
    func row(_ cells: [[Inline]], _ open: String, _ close: String) -> String {
      var html = "<tr>"
      for (cell, alignment) in zip(cells, table.alignments) {
        html += "<\(open)\(alignment.attribute)>" + inline(cell) + "</\(close)>"
      }
      return html + "</tr>\n"
    }
    let caption = table.caption.isEmpty ? "" : "<caption>" + plain.inline(table.caption) + "</caption>\n"
    output.append("<table>\n" + caption + "<thead>\n" + row(table.header, "th scope=\"col\"", "th") + "</thead>\n")
    if !table.rows.isEmpty {
      output.append("<tbody>\n" + table.rows.map { row($0, "td", "td") }.joined() + "</tbody>\n")
    }
    output.append("</table>\n")
  }
}

extension Block.Table.Alignment {
  /// The class that sets a cell; classes because a page's policy may refuse styles in attributes.
  fileprivate var attribute: String {
    switch self {
    case .none: ""
    case .left: " class=\"left\""
    case .center: " class=\"center\""
    case .right: " class=\"right\""
    }
  }
}

extension Inline {
  /// Whether this is one reference and nothing else, perhaps emphasised.
  fileprivate var isLoneReference: Bool {
    switch self {
    case .reference: true
    case .emphasis(let content), .strong(let content): content.count == 1 && content[0].isLoneReference
    default: false
    }
  }
}

/// HTML under construction that knows whether it stands at the start of a line.
private struct HTMLLines {
  private(set) var html = ""

  mutating func startLine() {
    if let last = html.utf8.last, last != UInt8(ascii: "\n") { html += "\n" }
  }

  mutating func append(_ text: String) {
    html += text
  }
}
