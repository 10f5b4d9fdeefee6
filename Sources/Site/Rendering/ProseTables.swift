import Narrative

extension ReferenceText {
  /// Running text whose tables have a caption: the paragraph `Table: …` before one, else what stands above it.
  func prose(_ blocks: [Block], on page: PageSource) -> HTML {
    var html = HTML.empty
    var held: [Block] = []
    var heading = page.message
    var caption: [Inline]?
    for (index, block) in blocks.enumerated() {
      switch block {
      case .table:
        html += self.blocks(held, anchors: true)
        held = []
        html += table(block, caption: caption, heading: heading)
        caption = nil
      case .paragraph(let inlines, _):
        if let text = inlines.tableCaption, blocks.dropFirst(index + 1).first?.isTable ?? false {
          caption = text
        } else {
          held.append(block)
        }
      case .heading(_, let inlines, _):
        heading = inlines
        held.append(block)
      default: held.append(block)
      }
    }
    return html + self.blocks(held, anchors: true)
  }

  /// An author's caption is seen; one taken from the heading above would say it twice, and is for the ear.
  private func table(_ block: Block, caption: [Inline]?, heading: [Inline]) -> HTML {
    let text = inline(caption ?? heading)
    let spoken = text.plainText
    let head: HTML = caption == nil ? "<caption class=\"vh\">\(spoken)</caption>" : "<caption>\(text)</caption>"
    let markup = blocks([block]).markup
    guard markup.hasPrefix("<table>") else { return .safe(markup) }
    return """
      <div class="tw" tabindex="0" role="group" aria-label="\(spoken)"><table>\(head)\
      \(HTML.safe(String(markup.dropFirst("<table>".count)).trimmingLineEnd))</div>
      """
  }
}

extension Block {
  fileprivate var isTable: Bool { if case .table = self { true } else { false } }
}

extension String {
  fileprivate var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}

extension [Inline] {
  /// The text after `Table: ` at the start of a paragraph.
  fileprivate var tableCaption: [Inline]? {
    guard case .text(let first)? = first, first.hasPrefix("Table: ") else { return nil }
    return [.text(String(first.dropFirst("Table: ".count)))] + dropFirst()
  }
}
