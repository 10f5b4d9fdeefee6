extension [Inline] {
  /// The same with every piece replaced, the innermost first.
  public func mapped(_ transform: (Inline) -> Inline) -> [Inline] {
    map { inline in
      switch inline {
      case .text, .code, .image, .softBreak, .lineBreak, .reference: transform(inline)
      case .emphasis(let content): transform(.emphasis(content.mapped(transform)))
      case .strong(let content): transform(.strong(content.mapped(transform)))
      case .link(let url, let title, let content):
        transform(.link(url: url, title: title, content.mapped(transform)))
      case .claim(let claim, let content): transform(.claim(claim, content.mapped(transform)))
      case .quotation(let source, let content):
        transform(.quotation(source: source, content.mapped(transform)))
      case .footnote(let note, let content): transform(.footnote(note, content.mapped(transform)))
      case .sentence(let sentence, let content): transform(.sentence(sentence, content.mapped(transform)))
      }
    }
  }
}

extension [Block] {
  /// The same with every piece of running text replaced.
  public func mapped(_ transform: (Inline) -> Inline) -> [Block] {
    map { block in
      switch block {
      case .heading(let level, let inlines, let line):
        return .heading(level: level, inlines.mapped(transform), line: line)
      case .paragraph(let inlines, let line): return .paragraph(inlines.mapped(transform), line: line)
      case .quote(let blocks, let line): return .quote(blocks.mapped(transform), line: line)
      case .list(var list):
        list.items = list.items.map { $0.mapped(transform) }
        return .list(list)
      case .table(var table):
        table.header = table.header.map { $0.mapped(transform) }
        table.rows = table.rows.map { row in row.map { $0.mapped(transform) } }
        table.caption = table.caption.mapped(transform)
        return .table(table)
      case .code, .rule, .directive: return block
      }
    }
  }
}
