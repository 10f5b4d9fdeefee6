import CMark
import Testing

/// Basic Markdown reads as libcmark's own renderer (0.30) shows it, where Boardpack does not differ on purpose.
@Suite struct CommonMarkTests {
  private func reference(_ text: String) -> String {
    guard let output = cmark_markdown_to_html(text, text.utf8.count, CMARK_OPT_DEFAULT) else { return "" }
    defer { cmark_get_default_mem_allocator().pointee.free(output) }
    return String(cString: output)
  }

  @Test(arguments: [
    "One paragraph.\n\nAnother.", "Two\nlines", "Hard  \nbreak", "Hard\\\nbreak", "# One\n## Two\n###### Six ##",
    "Setext\n===\n\nSmaller\n---", "*em* **strong** ***both*** _em_ __strong__", "a*b*c and a_b_c",
    "`code` and ``a ` b``",
    "    indented\n\n    code", "```swift extra\nlet a = \"<b>\"\n```", "~~~\nplain\n~~~", "> quote\n> more\n\nafter",
    "> # heading\n> - list", "- a\n- b\n- c", "- a\n\n- b", "1. one\n2. two", "7. seven\n8. eight", "3) three",
    "- a\n  - b\n    - c\n- d", "- a\n\n  second\n- b", "- a\n  > quote\n- ```\n  code\n  ```", "-\n- empty",
    "a\n\n---\n\nb\n\n***", "[link](page.md)", "[link](https://example.org/?a=b&c=d \"A <title>\")",
    "[ref] and [other][ref]\n\n[ref]: page.md 'T'", "<https://example.org/a?b='c'>", "<mail@example.org>",
    "![A *picture*](a.svg \"t\")", "&copy; &amp; &lt; &#65; &quot;", "\\*not em\\* \\# \\[a\\]",
    "\"Quotes\" -- and ... stay",
    "[spaces](<a b.md>) [ümlaut](ü.md)", "*a **b** c* `d`", "Zeichen: äöü 漢字 🙂", "[a\\]b](c.md)", "1986\\. A year",
    "* a\n+ b", "[a](b.md)*c*[d](#e)",
  ])
  func equals(_ text: String) {
    #expect(html(text) == reference(text))
  }
}
