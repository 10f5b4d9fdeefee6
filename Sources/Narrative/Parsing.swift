public import Diagnostics

/// Reads a page file: front matter, then Markdown with references, claims and directives of the given `kinds`.
///
/// Everything readable is returned, whatever the diagnostics say, so that a draft can show its findings in place. The
/// diagnostics are in the order of the file.
public func parsePage(_ bytes: [UInt8], file: String, kinds: [String]) -> (page: Page, diagnostics: [Diagnostic]) {
  let source = sourceText(bytes, file: file)
  let lines = linesOf(source.text)
  let frontMatter = FrontMatter(lines, file: file)
  // Blank lines in its place keep every line number.
  let body =
    String(repeating: "\n", count: frontMatter.lineCount)
    + lines.dropFirst(frontMatter.lineCount).joined(separator: "\n")
  var (blocks, footnotes, diagnostics) = readBlocks(body, file: file, line: 1, kinds: kinds)
  diagnostics += source.diagnostics + frontMatter.diagnostics
  var page = Page(file: file, frontMatter: frontMatter.entries)
  page.footnotes = footnotes
  for (index, block) in blocks.enumerated() {
    guard case .heading(level: 1, let inlines, let line) = block else { continue }
    page.message = inlines
    page.messageLine = line
    blocks.remove(at: index)
    break
  }
  for case .heading(level: 1, _, let line) in blocks {
    diagnostics.append(
      Diagnostic(
        .warning, "second-message", "The page has a second heading of level 1",
        at: Diagnostic.Location(file: file, line: line),
        explanation: "The first one is the page's message; a page has one message.", remedy: "Make it level 2: “##”."))
  }
  page.message = page.message?.withFootnotes(footnotes)
  page.blocks = blocks.withFootnotes(footnotes)
  return (page, inOrder(diagnostics))
}

/// Reads running text, for example a directive's title; `line` and `column` are those of its first character.
///
/// Line ends in it count as spaces, and nothing in it starts a list, heading or other block.
public func parseInline(
  _ text: String, file: String, line: Int, column: Int = 1
) -> (inlines: [Inline], diagnostics: [Diagnostic]) {
  let mask = Mask(withUnixLineEnds(text), file: file, line: line, column: column)
  let paragraph = Mask.paragraphPrefix + String(mask.text.map { $0 == "\n" ? " " : $0 })
  var reader = TreeReader(
    file: file, kinds: [], lines: [], tables: [:], cellCount: 0, resolver: Resolver(mask: mask), fileLine: { _ in line }
  )
  let blocks = withMarkdownTree(paragraph) { reader.read($0) } ?? []
  guard case .paragraph(let inlines, _)? = blocks.first else { return ([], inOrder(reader.resolver.diagnostics)) }
  return (inlines.withoutParagraphPrefix(), inOrder(reader.resolver.diagnostics))
}

/// Reads blocks of Markdown that stand inside another file; `line` is that of the first character.
public func parseBlocks(
  _ text: String, file: String, line: Int, kinds: [String] = []
) -> (blocks: [Block], diagnostics: [Diagnostic]) {
  let (blocks, footnotes, diagnostics) = readBlocks(text, file: file, line: line, kinds: kinds)
  return (blocks.withFootnotes(footnotes), diagnostics)
}

/// Reads a claim that stands alone, `nps up`, for example the condition of a block.
public func parseClaim(
  _ text: String, file: String, line: Int, column: Int = 1
) -> (claim: Claim?, diagnostics: [Diagnostic]) {
  let location = Diagnostic.Location(file: file, line: line, column: column)
  do throws(PhraseScanner.Failure) {
    return (try Claim(parsing: text, at: location), [])
  } catch {
    return (
      nil,
      [
        Diagnostic(
          .error, "bad-claim", "The claim “\(text)” cannot be read: \(error.summary)", at: location,
          remedy: error.remedy)
      ]
    )
  }
}

extension [Inline] {
  /// The same with the texts of footnotes at their marks; marks without a text stay empty.
  public func withFootnotes(_ texts: [FootnoteText]) -> [Inline] {
    guard !texts.isEmpty else { return self }
    return mapped { $0.withFootnote(texts) }
  }
}

extension [Block] {
  /// The same with the texts of footnotes at their marks.
  public func withFootnotes(_ texts: [FootnoteText]) -> [Block] {
    guard !texts.isEmpty else { return self }
    return mapped { $0.withFootnote(texts) }
  }
}

extension Inline {
  fileprivate func withFootnote(_ texts: [FootnoteText]) -> Inline {
    guard case .footnote(let note, []) = self, let text = texts.first(where: { $0.name == note.name }) else {
      return self
    }
    // A footnote has no footnotes: a text that names itself would never end.
    return .footnote(note, text.inlines.filter { if case .footnote = $0 { false } else { true } })
  }
}

/// The blocks with the footnotes' texts beside them.
private func readBlocks(
  _ text: String, file: String, line: Int, kinds: [String]
) -> (blocks: [Block], footnotes: [FootnoteText], diagnostics: [Diagnostic]) {
  let mask = Mask(withUnixLineEnds(text), file: file, line: line)
  let lines = linesOf(mask.text)
  var resolver = Resolver(mask: mask)
  var tables: [Int: TableSource] = [:]
  // Most pages hold no table and are parsed once.
  if lines.contains(where: { $0.utf8.contains(UInt8(ascii: "|")) && $0.utf8.contains(UInt8(ascii: "-")) }) {
    let found = withMarkdownTree(mask.text) { findTables($0, lines: lines) }
    tables = found?.tables ?? [:]
    for row in found?.misplaced ?? [] {
      resolver.report(.tableInText(at: Diagnostic.Location(file: file, line: row + line - 1)))
    }
  }
  var cells: [(text: String, line: Int)] = []
  for start in tables.keys.sorted() {
    tables[start]?.firstCell = cells.count
    cells += tables[start]?.cells ?? []
  }
  // The cells stand before the page as paragraphs of their own, so that the page's link definitions hold in them.
  let source = cells.map { Mask.paragraphPrefix + $0.text + "\n\n" }.joined() + mask.text
  let fileLine = { (parserLine: Int) in
    let index = (parserLine - 1) / 2
    let own = cells.indices.contains(index) ? cells[index].line : parserLine - 2 * cells.count
    return own + line - 1
  }
  var reader = TreeReader(
    file: file, kinds: kinds, lines: linesOf(source), tables: tables,
    cellCount: cells.count, resolver: resolver, fileLine: fileLine)
  let blocks = withMarkdownTree(source) { reader.read($0) } ?? []
  return (blocks, reader.footnotes, inOrder(reader.resolver.diagnostics))
}

/// In the order of the file; those of one place keep their order.
private func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  diagnostics.enumerated()
    .sorted { a, b in
      let unknown = Diagnostic.Location(file: "")
      let (left, right) = (a.element.location ?? unknown, b.element.location ?? unknown)
      return left == right ? a.offset < b.offset : left < right
    }
    .map(\.element)
}
