import CMark

/// Parses Markdown and gives the tree to `body`; it is freed before this returns, so nothing of it may escape.
func withMarkdownTree<Result>(_ text: String, _ body: (OpaquePointer) -> Result) -> Result? {
  var copy = text
  return copy.withUTF8 { bytes -> Result? in
    let root = bytes.withMemoryRebound(to: CChar.self) { characters -> OpaquePointer? in
      // Empty text has no address, and cmark reads nothing of a length of 0.
      guard let start = characters.baseAddress else { return cmark_parse_document("", 0, CMARK_OPT_DEFAULT) }
      return cmark_parse_document(start, characters.count, CMARK_OPT_DEFAULT)
    }
    guard let root else { return nil }
    defer { cmark_node_free(root) }
    return body(root)
  }
}

/// Calls `visit` for each step through the tree; it returns whether to go into the node that was entered.
func walkMarkdownTree(_ root: OpaquePointer, _ visit: (_ node: OpaquePointer, _ isEntered: Bool) -> Bool) {
  guard let iterator = cmark_iter_new(root) else { return }
  defer { cmark_iter_free(iterator) }
  while true {
    let event = cmark_iter_next(iterator)
    guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return }
    let isEntered = event == CMARK_EVENT_ENTER
    if !visit(node, isEntered), isEntered, !isMarkdownLeaf(cmark_node_get_type(node)) {
      // This steps over the node's end too.
      cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT)
    }
  }
}

/// Whether the walk only enters nodes of that type and never leaves them.
func isMarkdownLeaf(_ type: cmark_node_type) -> Bool {
  switch type {
  case CMARK_NODE_TEXT, CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE,
    CMARK_NODE_HTML_BLOCK, CMARK_NODE_CODE_BLOCK, CMARK_NODE_THEMATIC_BREAK:
    true
  default: false
  }
}

/// The paragraphs that are pipe tables, by the line they start on, and the lines of tables that lack a blank line before.
func findTables(_ root: OpaquePointer, lines: [Substring]) -> (tables: [Int: TableSource], misplaced: [Int]) {
  var tables: [Int: TableSource] = [:]
  var misplaced: [Int] = []
  var quoteDepth = 0
  walkMarkdownTree(root) { node, isEntered in
    switch cmark_node_get_type(node) {
    case CMARK_NODE_BLOCK_QUOTE:
      quoteDepth += isEntered ? 1 : -1
    case CMARK_NODE_PARAGRAPH where isEntered:
      let start = Int(cmark_node_get_start_line(node))
      let end = min(lines.count, Int(cmark_node_get_end_line(node)))
      guard start >= 1, start < end else { return false }
      var own = lines[(start - 1)..<end].map { withoutMarkers($0, quoteDepth: quoteDepth) }
      // The start column is reliable on the first line alone, and only there can a list's marker stand.
      let column = Int(cmark_node_get_start_column(node))
      own[0] = Substring(lines[start - 1].utf8.dropFirst(max(0, column - 1)))
      if let table = TableSource(lines: own, line: start) {
        tables[start] = table
      } else if let row = own.indices.dropFirst(2).first(where: {
        TableSource.alignments(own[$0]) != nil && own[$0 - 1].contains("|")
      }) {
        misplaced.append(start + row)
      }
      return false
    default: break
    }
    return true
  }
  return (tables, misplaced)
}

private func withoutMarkers(_ line: Substring, quoteDepth: Int) -> Substring {
  var rest = line.drop { $0 == " " || $0 == "\t" }
  for _ in 0..<quoteDepth where rest.first == ">" {
    rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
  }
  return rest
}
