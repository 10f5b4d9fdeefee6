import Diagnostics
import Narrative
import Testing

@Suite struct TableTests {
  private func table(_ text: String) -> Block.Table? {
    guard case .table(let table)? = blocks(text).blocks.first else { return nil }
    return table
  }

  @Test func cellsAndAlignments() {
    let text = "| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | *2* | `x|y` | {{ m | 0 }} |\n"
    let found = table(text)
    #expect(found?.alignments == [.none, .left, .center, .right])
    #expect(found?.header.map(\.plainText) == ["a", "b", "c", "d"])
    #expect(found?.rows.first?[1] == [.emphasis([.text("2")])])
    #expect(found?.rows.first?[2] == [.code("x|y")])
    #expect(found?.rows.first?[3].references.first?.location == .init(file: "index.md", line: 3, column: 21))
    #expect(found?.rows.first?[3].references.first?.format.digits == 0)
    #expect(blocks(text).findings.isEmpty)
  }

  @Test(arguments: [
    ("a \\| b", "a | b"), ("`a \\| b`", "<code>a | b</code>"), ("_a_", "<em>a</em>"), ("# a", "# a"), ("- a", "- a"),
    ("[b]: c", "[b]: c"), ("[doc]", "<a href=\"doc.md\">doc</a>"), ("[x][doc]", "<a href=\"doc.md\">x</a>"),
    ("[rose]{a up}", "‹rose|a up›"), ("", ""), ("`a", "`a"), ("\\\\", "\\"),
    ("**{{ a[b=c] | k }}**", "<strong>«a»</strong>"),
    ("[{{ a }}](b.md)", "<a href=\"b.md\">«a»</a>"), ("<b>x</b>", "x"), ("[45%]{source: \"a | b\"}", "“45%|a | b”"),
  ])
  func cell(_ cell: String, _ expected: String) {
    let found = table("| h |\n|---|\n| \(cell) |\n\n[doc]: doc.md\n")
    #expect(found?.rows.first?.first.map(writer.inline) == expected)
  }

  @Test func html() {
    let text = "a | b\n--- | --:\n1 | 2\n\nafter\n"
    let expected = """
      <table>
      <thead>
      <tr><th scope="col">a</th><th scope="col" class="right">b</th></tr>
      </thead>
      <tbody>
      <tr><td>1</td><td class="right">2</td></tr>
      </tbody>
      </table>
      <p>after</p>

      """
    #expect(NarrativeTests.html(text) == expected)
  }

  @Test func nestedAndSeveral() {
    let found = blocks("| a |\n|---|\n| x |\n\n> - | b |\n>   |---|\n>   | {{ y }} |\n\n| c |\n|---|\n| <i> |\n")
    #expect(found.findings == ["raw-html:11"])
    guard case .quote(let quoted, _) = found.blocks[1], case .list(let list)? = quoted.first,
      case .table(let inner)? = list.items.first?.first, case .table(let last)? = found.blocks.last
    else {
      Issue.record("no nested table")
      return
    }
    #expect(inner.rows.first?.first?.references.map(\.metric) == ["y"])
    #expect(inner.line == 5)
    #expect(last.header == [[.text("c")]])
    #expect(last.line == 9)
  }

  @Test func raggedRows() {
    let text = "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n| 1 | 2 |\n"
    #expect(blocks(text).findings == ["ragged-table:3", "ragged-table:4"])
    #expect(table(text)?.rows.map(\.count) == [2, 2, 2])
    #expect(table(text)?.rows.map { $0.map(\.plainText) } == [["1", ""], ["1", "2"], ["1", "2"]])
    #expect(blocks("| a | b |\n|---|\n").findings == ["ragged-table:2"])
  }

  @Test func whatIsNoTable() {
    #expect(table("a | b\n") == nil)
    #expect(table("a\n---\n") == nil)
    #expect(table("a | b\nc | d\n") == nil)
    #expect(table("    | a |\n    |---|\n") == nil)
    #expect(blocks("text\n| a |\n|---|\n| b |\n").findings == ["table-inside-paragraph:3"])
  }
}
