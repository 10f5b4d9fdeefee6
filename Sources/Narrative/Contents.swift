extension Page {
  /// The references of message and blocks in reading order; those in directives' bodies are not among them.
  public var references: [Reference] { runs.flatMap { $0.inlines.references } }

  /// The claims of message and blocks in reading order; those in directives' bodies are not among them.
  public var claims: [Claim] { runs.flatMap { $0.inlines.claims } }

  /// The addresses of the pictures in reading order, for the caller to copy them into the output.
  public var pictures: [String] { runs.flatMap { $0.inlines.pictures } }

  /// The directives in reading order, also those inside lists and quotes.
  public var directives: [Directive] { blocks.flatMap(\.directives) }

  /// Every stretch of running text, the message first.
  var runs: [TextRun] {
    (message.map { [TextRun(inlines: $0, line: messageLine, isHeading: true)] } ?? []) + blocks.flatMap(\.runs)
      + footnotes.map { TextRun(inlines: $0.inlines, line: $0.line) }
  }
}

/// The running text of one paragraph, heading or cell.
struct TextRun {
  var inlines: [Inline]
  var line: Int
  var isHeading = false
}

extension Block {
  /// The running text of the block in reading order.
  var runs: [TextRun] {
    switch self {
    case .heading(_, let inlines, let line): [TextRun(inlines: inlines, line: line, isHeading: true)]
    case .paragraph(let inlines, let line): [TextRun(inlines: inlines, line: line)]
    case .list(let list): list.items.flatMap { $0.flatMap(\.runs) }
    case .quote(let blocks, _): blocks.flatMap(\.runs)
    case .table(let table):
      table.header.map { TextRun(inlines: $0, line: table.line) }
        + table.rows.enumerated().flatMap { index, row in
          row.map { TextRun(inlines: $0, line: table.line + 2 + index) }
        } + (table.caption.isEmpty ? [] : [TextRun(inlines: table.caption, line: table.line + 2 + table.rows.count)])
    case .code, .rule, .directive: []
    }
  }

  /// The directives in the block.
  fileprivate var directives: [Directive] {
    switch self {
    case .directive(let directive): [directive]
    case .list(let list): list.items.flatMap { $0.flatMap(\.directives) }
    case .quote(let blocks, _): blocks.flatMap(\.directives)
    case .heading, .paragraph, .code, .rule, .table: []
    }
  }
}

extension [Inline] {
  /// The references in reading order, also those inside emphasis, links, claims and quotations.
  public var references: [Reference] {
    flatMap { inline in
      if case .reference(let reference) = inline { return [reference] }
      return inline.content.references
    }
  }

  /// The claims in reading order.
  public var claims: [Claim] {
    flatMap { inline in
      if case .claim(let claim, let content) = inline { return [claim] + content.claims }
      return inline.content.claims
    }
  }

  /// The addresses of the pictures.
  fileprivate var pictures: [String] {
    flatMap { inline in
      if case .image(let url, _, _) = inline { return [url] }
      return inline.content.pictures
    }
  }
}

extension Inline {
  /// The running text inside.
  var content: [Inline] {
    switch self {
    case .emphasis(let content), .strong(let content), .link(_, _, let content), .claim(_, let content),
      .quotation(_, let content), .footnote(_, let content), .sentence(_, let content):
      content
    case .text, .code, .image, .softBreak, .lineBreak, .reference: []
    }
  }
}
