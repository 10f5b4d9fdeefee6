import Diagnostics
import Narrative

let kinds = ["chart", "table", "text", "note", "kpis"]

func page(_ text: String) -> (page: Page, diagnostics: [Diagnostic]) {
  parsePage(Array(text.utf8), file: "index.md", kinds: kinds)
}

/// The blocks and the findings as `id:line:column`.
func blocks(_ text: String) -> (blocks: [Block], findings: [String]) {
  let (blocks, diagnostics) = parseBlocks(text, file: "index.md", line: 1, kinds: kinds)
  return (blocks, diagnostics.map(\.short))
}

func inline(_ text: String) -> (inlines: [Inline], findings: [String]) {
  let (inlines, diagnostics) = parseInline(text, file: "index.md", line: 1)
  return (inlines, diagnostics.map(\.short))
}

extension Diagnostic {
  var short: String {
    [id, location?.line.map(String.init), location?.column.map(String.init)].compactMap { $0 }.joined(separator: ":")
  }
}

/// Shows what the closures were given: `«nps»`, `‹rose|nps up›`, `“45%|source”`, `<<chart>>`.
var writer: NarrativeHTML {
  NarrativeHTML(
    reference: { "«\($0.metric)»" },
    claim: { "‹\($1)|\($0.metric) \($0.predicate.rawValue)›" },
    quotation: { "“\($1)|\(escaped($0))”" },
    directive: { "<<\($0.kind)>>\n" })
}

func escaped(_ text: String) -> String {
  String(text.flatMap { $0 == "<" ? Array("&lt;") : [$0] })
}

/// The HTML of Markdown, whatever it warns of.
func html(_ text: String) -> String {
  writer.blocks(blocks(text).blocks)
}

func inlineHTML(_ text: String) -> String {
  writer.inline(inline(text).inlines)
}
