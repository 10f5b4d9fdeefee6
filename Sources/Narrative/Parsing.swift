public import Diagnostics

/// Reads a page file: front matter, then Markdown with references, claims and directives of the given `kinds`.
///
/// Everything readable is returned, whatever the diagnostics say, so that a draft can show its findings in place.
public func parsePage(_ bytes: [UInt8], file: String, kinds: [String]) -> (page: Page, diagnostics: [Diagnostic]) {
  (Page(file: file), [])
}

/// Reads running text, for example a directive's title; `line` and `column` are those of its first character.
public func parseInline(
  _ text: String, file: String, line: Int, column: Int = 1
) -> (inlines: [Inline], diagnostics: [Diagnostic]) {
  ([.text(text)], [])
}

/// Reads blocks of Markdown that stand inside another file; `line` is that of the first character.
public func parseBlocks(
  _ text: String, file: String, line: Int, kinds: [String] = []
) -> (blocks: [Block], diagnostics: [Diagnostic]) {
  ([], [])
}
