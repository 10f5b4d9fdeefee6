import CMark
import Diagnostics

/// Walks the Markdown parser's tree once into blocks and running text.
struct TreeReader {
  /// How many levels may stand inside each other; values that nest deeper would exhaust the stack when they are freed.
  static let nestingLimit = 100

  /// A node that has been entered and not left.
  private struct Frame {
    var line: Int
    var inlines: [Inline] = []
    var blocks: [Block] = []
    var items: [[Block]] = []
  }

  let file: String
  let kinds: [String]
  /// The parser's source lines, to see whether fences are closed.
  let lines: [Substring]
  let tables: [Int: TableSource]
  /// The line of the file for a line of the parser.
  let fileLine: (Int) -> Int
  var resolver: Resolver
  /// The texts of footnotes, in the order written.
  private(set) var footnotes: [FootnoteText] = []
  private var stack: [Frame] = []
  private var reportedNesting = false
  /// The text of each table's cells, which stand as paragraphs before everything else; their tables know which are theirs.
  private var cells: [[Inline]] = []
  private var cellsLeft: Int
  /// How many lines of cells precede the page in the parser's source.
  private let pageStart: Int

  init(
    file: String, kinds: [String], lines: [Substring], tables: [Int: TableSource], cellCount: Int, resolver: Resolver,
    fileLine: @escaping (Int) -> Int
  ) {
    self.file = file
    self.kinds = kinds
    self.lines = lines
    self.tables = tables
    self.fileLine = fileLine
    self.resolver = resolver
    cellsLeft = cellCount
    pageStart = 2 * cellCount
  }

  /// The blocks of the tree, after those paragraphs that are cells of its tables.
  mutating func read(_ root: OpaquePointer) -> [Block] {
    var result: [Block] = []
    walkMarkdownTree(root) { node, isEntered in
      if isEntered { return enter(node) }
      if cmark_node_get_type(node) == CMARK_NODE_DOCUMENT {
        result = stack.popLast()?.blocks ?? []
      } else {
        leave(node)
      }
      return true
    }
    return result
  }

  private func location(_ line: Int) -> Diagnostic.Location {
    Diagnostic.Location(file: file, line: line)
  }

  private func line(of node: OpaquePointer) -> Int {
    fileLine(Int(cmark_node_get_start_line(node)))
  }

  private func text(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }

  // MARK: - Entering

  /// Whether the walk goes into the node.
  private mutating func enter(_ node: OpaquePointer) -> Bool {
    let type = cmark_node_get_type(node)
    if isMarkdownLeaf(type) {
      leaf(node, type)
      return true
    }
    if stack.count > TreeReader.nestingLimit {
      if !reportedNesting { resolver.report(.nesting(at: location(stack.last?.line ?? 1))) }
      reportedNesting = true
      return false
    }
    // Inside a paragraph only the paragraph's own line is reliable.
    let isInline = CMARK_NODE_FIRST_INLINE.rawValue <= type.rawValue
    if type == CMARK_NODE_PARAGRAPH, cellsLeft == 0,
      let table = tables[Int(cmark_node_get_start_line(node)) - pageStart]
    {
      append(.table(read(table, line: line(of: node))))
      return false
    }
    stack.append(Frame(line: isInline ? stack.last?.line ?? 1 : line(of: node)))
    return true
  }

  private mutating func leaf(_ node: OpaquePointer, _ type: cmark_node_type) {
    switch type {
    case CMARK_NODE_TEXT:
      append(.text(text(cmark_node_get_literal(node))))
    case CMARK_NODE_CODE:
      append(.code(resolver.mask.restored(text(cmark_node_get_literal(node)))))
    case CMARK_NODE_SOFTBREAK:
      append(.softBreak)
    case CMARK_NODE_LINEBREAK:
      append(.lineBreak)
    case CMARK_NODE_HTML_INLINE:
      dropHTML(node, atLeast: stack.last?.line ?? 1)
    case CMARK_NODE_HTML_BLOCK:
      dropHTML(node, atLeast: 1)
    case CMARK_NODE_THEMATIC_BREAK:
      append(.rule(line: line(of: node)))
    case CMARK_NODE_CODE_BLOCK:
      append(codeBlock(node))
    default: break
    }
  }

  private mutating func dropHTML(_ node: OpaquePointer, atLeast line: Int) {
    let raw = resolver.mask.restored(text(cmark_node_get_literal(node)))
    let trimmed = raw.drop(while: \.isWhitespace)
    if isComment(trimmed) { return }
    let snippet = String(trimmed.prefix { !$0.isNewline }.prefix(40))
    resolver.report(.rawHTML(snippet, at: location(max(line, self.line(of: node)))))
  }

  /// Whether the HTML is one comment, the usual note to co-authors: leaving it out loses nothing.
  private func isComment(_ html: Substring) -> Bool {
    guard html.hasPrefix("<!--") else { return false }
    var rest = html.dropFirst(4)
    while !rest.isEmpty, !rest.hasPrefix("-->") { rest = rest.dropFirst() }
    return rest.dropFirst(3).allSatisfy(\.isWhitespace)
  }

  private mutating func codeBlock(_ node: OpaquePointer) -> Block {
    let line = line(of: node)
    let literal = resolver.mask.restored(text(cmark_node_get_literal(node)))
    let info = resolver.mask.restored(text(cmark_node_get_fence_info(node)))
    checkFence(node, literal: literal)
    let word = String(info.prefix { !$0.isWhitespace })
    if kinds.contains(word) {
      let rest = info.dropFirst(word.count).drop(while: \.isWhitespace)
      if !rest.isEmpty { resolver.report(.directiveArguments(word, String(rest), at: location(line))) }
      return .directive(Directive(kind: word, body: literal, file: file, line: line))
    }
    if let nearest = kinds.sorted().first(where: { isOneEdit(word, $0) }) {
      resolver.report(.unknownDirective(word, nearest: nearest, at: location(line)))
    }
    return .code(info: info, literal: literal, line: line)
  }

  private mutating func checkFence(_ node: OpaquePointer, literal: String) {
    let start = Int(cmark_node_get_start_line(node))
    let end = Int(cmark_node_get_end_line(node))
    guard lines.indices.contains(start - 1), lines.indices.contains(end - 1) else { return }
    let column = Int(cmark_node_get_start_column(node))
    let opening = String(Substring(lines[start - 1].utf8.dropFirst(max(0, column - 1))))
    // An indented block holds its first line, a fenced one does not.
    guard let mark = opening.first, opening.hasPrefix("```") || opening.hasPrefix("~~~"), !literal.hasPrefix(opening)
    else { return }
    let last = lines[end - 1].filter { !" \t>".contains($0) }
    if end == start || last.count < 3 || !last.allSatisfy({ $0 == mark }) {
      resolver.report(.unclosedFence(at: location(fileLine(start))))
    }
  }

  // MARK: - Leaving

  private mutating func leave(_ node: OpaquePointer) {
    guard let frame = stack.popLast() else { return }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH:
      let inlines = resolver.resolve(frame.inlines)
      if cellsLeft > 0 {
        cellsLeft -= 1
        cells.append(inlines.withoutParagraphPrefix())
      } else {
        let text = takeFootnotes(inlines, line: frame.line)
        if !text.isEmpty, !takeCaption(text) { append(.paragraph(text, line: frame.line)) }
      }
    case CMARK_NODE_HEADING:
      append(
        .heading(level: Int(cmark_node_get_heading_level(node)), resolver.resolve(frame.inlines), line: frame.line))
    case CMARK_NODE_BLOCK_QUOTE:
      append(.quote(frame.blocks, line: frame.line))
    case CMARK_NODE_ITEM:
      if !stack.isEmpty { stack[stack.count - 1].items.append(frame.blocks) }
    case CMARK_NODE_LIST:
      let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      append(
        .list(
          Block.List(
            ordered: isOrdered, start: isOrdered ? Int(cmark_node_get_list_start(node)) : 1,
            tight: cmark_node_get_list_tight(node) != 0, items: frame.items, line: frame.line)))
    case CMARK_NODE_EMPH:
      append(.emphasis(resolver.resolve(frame.inlines)))
    case CMARK_NODE_STRONG:
      append(.strong(resolver.resolve(frame.inlines)))
    case CMARK_NODE_LINK:
      link(node, frame)
    case CMARK_NODE_IMAGE:
      picture(node, frame)
    default: break
    }
  }

  private mutating func link(_ node: OpaquePointer, _ frame: Frame) {
    let content = resolver.resolve(frame.inlines)
    let url = plain(cmark_node_get_url(node), frame.line)
    let title = plain(cmark_node_get_title(node), frame.line)
    if let url, let title, isSafeLink(url) {
      append(.link(url: url, title: title, content))
      return
    }
    if let url, !isSafeLink(url) { resolver.report(.unsafeLink(url, at: location(frame.line))) }
    for inline in content { append(inline) }
  }

  private mutating func picture(_ node: OpaquePointer, _ frame: Frame) {
    guard let url = plain(cmark_node_get_url(node), frame.line),
      let title = plain(cmark_node_get_title(node), frame.line)
    else { return }
    guard isSafePicture(url) else {
      resolver.report(.picture(url, at: location(frame.line)))
      return
    }
    let alternative = frame.inlines.plainText
    let raw = resolver.mask.restored(alternative)
    guard raw == alternative, frame.inlines.references.isEmpty, frame.inlines.claims.isEmpty else {
      resolver.report(.referenceInAddress(raw, at: location(frame.line)))
      return
    }
    guard !alternative.allSatisfy(\.isWhitespace) else {
      resolver.report(.pictureWithoutText(url, at: location(frame.line)))
      return
    }
    append(.image(url: url, title: title, alternative: alternative))
  }

  /// The text if no reference or claim is hidden in it.
  private mutating func plain(_ pointer: UnsafePointer<CChar>?, _ line: Int) -> String? {
    let masked = text(pointer)
    let raw = resolver.mask.restored(masked)
    guard raw == masked else {
      resolver.report(.referenceInAddress(raw, at: location(line)))
      return nil
    }
    return raw
  }

  private mutating func append(_ inline: Inline) {
    guard !stack.isEmpty else { return }
    stack[stack.count - 1].inlines.appendJoiningText(inline)
  }

  private mutating func append(_ block: Block) {
    guard !stack.isEmpty else { return }
    stack[stack.count - 1].blocks.append(block)
  }

  // MARK: - Footnotes and captions

  /// What is left of a paragraph without the footnotes' texts it starts with or holds.
  private mutating func takeFootnotes(_ inlines: [Inline], line: Int) -> [Inline] {
    func isText(_ inline: Inline) -> Bool {
      if case .footnote(let note, _) = inline { note.isText } else { false }
    }
    guard inlines.contains(where: isText) else { return inlines }
    let first = inlines.firstIndex(where: isText) ?? inlines.endIndex
    var rest = inlines[first...]
    while case .footnote(let note, _)? = rest.first {
      rest = rest.dropFirst()
      let end = rest.firstIndex(where: isText) ?? rest.endIndex
      let text = FootnoteText(
        name: note.name, inlines: trimmed(rest[..<end]), line: note.location.line ?? line)
      if footnotes.contains(where: { $0.name == note.name }) {
        resolver.report(.footnoteTwice(note.name, at: note.location))
      } else if text.inlines.isEmpty {
        resolver.report(.emptyFootnote(note.name, at: note.location))
      } else {
        footnotes.append(text)
      }
      rest = rest[end...]
    }
    return trimmed(inlines[..<first])
  }

  /// Without spaces and line ends at both ends.
  private func trimmed(_ inlines: ArraySlice<Inline>) -> [Inline] {
    var result = Array(inlines)
    while let last = result.last, last == .softBreak || last == .text(" ") { result.removeLast() }
    while let first = result.first, first == .softBreak || first == .text(" ") { result.removeFirst() }
    if case .text(let text)? = result.first { result[0] = .text(String(text.drop { $0 == " " })) }
    return result
  }

  /// Whether the paragraph is the caption of the table right above it, which takes it.
  private mutating func takeCaption(_ inlines: [Inline]) -> Bool {
    guard case .text(let text)? = inlines.first, text.hasPrefix("Table: "), !stack.isEmpty,
      case .table(var table)? = stack[stack.count - 1].blocks.last, table.caption.isEmpty
    else { return false }
    table.caption = [.text(String(text.dropFirst(7)))] + inlines.dropFirst()
    stack[stack.count - 1].blocks.removeLast()
    append(.table(table))
    return true
  }

  // MARK: - Tables

  private mutating func read(_ table: TableSource, line: Int) -> Block.Table {
    let width = table.header.count
    var own = cells.dropFirst(table.firstCell)
    func take(_ count: Int) -> [[Inline]] {
      defer { own = own.dropFirst(count) }
      return Array(own.prefix(count))
    }
    let header = take(width)
    if table.alignments.count != width {
      resolver.report(.ragged(table.alignments.count, of: width, at: location(line + 1)))
    }
    var rows: [[[Inline]]] = []
    for (index, row) in table.rows.enumerated() {
      if row.count != width { resolver.report(.ragged(row.count, of: width, at: location(line + 2 + index))) }
      let found = take(row.count).prefix(width)
      rows.append(found + Array(repeating: [], count: width - found.count))
    }
    let padding = Array(repeating: Block.Table.Alignment.none, count: max(0, width - table.alignments.count))
    return Block.Table(
      header: header, alignments: Array((table.alignments + padding).prefix(width)), rows: rows, line: line)
  }
}
