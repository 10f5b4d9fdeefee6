import Diagnostics
import Narrative
import Pack

/// Blocks of text and what every block can carry: a name, a condition.
extension DirectiveReader {
  mutating func cards(_ m: ConfigMapping) -> Cards {
    let items = m.required("items", &findings)?.list(&findings).compactMap { node -> Cards.Item? in
      guard case .mapping = node.content else { return metric(node).map { Cards.Item(metric: $0) } }
      let item = node.mapping(known: ["metric", "message"], &findings)
      return metric(item.required("metric", &findings)).map {
        Cards.Item(metric: $0, message: rich(item["message"]))
      }
    }
    return Cards(
      items: items ?? [], change: comparison(m["change"]) ?? "prior",
      months: m["months"]?.integer(in: 2...60, &findings) ?? 18)
  }

  /// Terms and their meanings, in the order of the alphabet.
  mutating func glossary(_ node: ConfigNode) -> [GlossaryTerm] {
    let terms = node.entries(&findings).compactMap { entry -> GlossaryTerm? in
      guard entry.name.contains(where: \.isLetter) else {
        findings.append(
          entry.key.error(
            "glossary-term", "“\(entry.name)” is no term", remedy: "write the word and its meaning: `NPS: …`"))
        return nil
      }
      return rich(entry.value).map { GlossaryTerm(term: entry.name, meaning: $0) }
    }
    return terms.sorted { ($0.term.lowercased(), $0.term) < ($1.term.lowercased(), $1.term) }
  }

  /// The headings of a table's rows, each with its metrics; they stand in place of `metrics`.
  mutating func groups(_ m: ConfigMapping) -> [(title: String, metrics: [String])] {
    guard let node = m["groups"] else { return [] }
    for key in ["by", "metrics"] {
      guard let other = m[key] else { continue }
      findings.append(
        other.error(
          "table-groups", "`\(key)` and `groups` do not go together",
          remedy: "groups are headings over metrics as rows: name the metrics below each heading"))
    }
    return node.entries(&findings).map { ($0.name, metrics($0.value)) }
  }

  mutating func condition(_ m: ConfigMapping) -> Condition {
    Condition(when: claim(m["when"]), unless: claim(m["unless"]))
  }

  private mutating func claim(_ node: ConfigNode?) -> Claim? {
    guard let node, let text = node.text(&findings) else { return nil }
    let (claim, problems) = parseClaim(text, file: node.file, line: node.line, column: node.column)
    findings += problems
    return claim
  }

  /// A name for links: lower-case letters, digits and hyphens.
  mutating func anchor(_ node: ConfigNode?) -> String? {
    guard let node, let text = node.text(&findings) else { return nil }
    guard text == slug(text), text.first?.isLetter == true else {
      findings.append(
        node.error(
          "bad-id", "`\(text)` cannot be linked to",
          remedy:
            "use lower-case letters, digits and hyphens, and start with a letter: `\(slug("x-" + text).dropFirst(2))`"
        ))
      return nil
    }
    return text
  }
}

/// A text as the end of an address: its letters and digits in lower case, hyphens between them.
func slug(_ text: String) -> String {
  var result = ""
  for character in text.lowercased() {
    if character.isASCII ? character.isLetter || character.isNumber : character.isLetter {
      result.append(character)
    } else if result.last != "-", !result.isEmpty, character != "'", character != "’" {
      result.append("-")
    }
  }
  while result.last == "-" { result.removeLast() }
  return result
}
