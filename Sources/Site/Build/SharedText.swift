import Diagnostics
import Narrative

/// Puts footnotes and sentences that stand elsewhere to their places, and finds the names that lead nowhere.
struct SharedText {
  private(set) var findings: [Diagnostic] = []
  private var sentences: [String: (content: [Inline], location: Diagnostic.Location)] = [:]

  /// Completes the pages of a pack.
  init(_ pages: inout [PageSource]) {
    for page in pages { for text in page.texts { collect(text.inlines) } }
    for index in pages.indices {
      let footnotes = pages[index].page.footnotes
      pages[index].map { piece in
        switch piece {
        case .footnote(_, []): [piece].withFootnotes(footnotes)[0]
        case .sentence(let sentence, []) where sentence.isRepeated:
          .sentence(sentence, sentences[sentence.name]?.content ?? [])
        default: piece
        }
      }
      check(pages[index])
    }
  }

  private mutating func collect(_ inlines: [Inline]) {
    inlines.visitPieces { piece in
      guard case .sentence(let sentence, let content) = piece, !sentence.isRepeated else { return }
      if let other = sentences[sentence.name] {
        findings.append(
          Diagnostic(
            .error, "sentence-twice", "two sentences bear the name “\(sentence.name)”", at: sentence.location,
            explanation: "the other stands in \(other.location.file):\(other.location.line ?? 1)",
            remedy: "write it once, and `{{ #\(sentence.name) }}` in the other place"))
        return
      }
      sentences[sentence.name] = (content, sentence.location)
    }
  }

  private mutating func check(_ page: PageSource) {
    var used: Set<String> = []
    for text in page.texts {
      text.inlines.visitPieces { piece in
        switch piece {
        case .footnote(let note, let content):
          used.insert(note.name)
          guard content.isEmpty else { return }
          let names = page.page.footnotes.map(\.name)
          findings.append(
            Diagnostic(
              .error, "unknown-footnote", "the footnote “\(note.name)” has no text on this page", at: note.location,
              remedy: nearestName(to: note.name, among: names).map { "did you mean “[^\($0)]”?" }
                ?? "write it at the end of the page: “[^\(note.name)]: …”"))
        case .sentence(let sentence, []):
          let names = sentences.keys.sorted()
          findings.append(
            Diagnostic(
              .error, "unknown-sentence", "no sentence of the pack bears the name “\(sentence.name)”",
              at: sentence.location,
              remedy: nearestName(to: sentence.name, among: names).map { "did you mean “\($0)”?" }
                ?? "name the words where they stand first: “[…]{#\(sentence.name)}”"))
        default: break
        }
      }
    }
    for note in page.page.footnotes where !used.contains(note.name) {
      findings.append(
        Diagnostic(
          .warning, "unused-footnote", "nothing on the page leads to the footnote “\(note.name)”",
          at: .init(file: page.file, line: note.line), remedy: "put “[^\(note.name)]” to what it is about, or delete it"
        ))
    }
  }
}

extension [Inline] {
  /// Calls back for each piece, at any depth, the outer before the inner.
  func visitPieces(_ visit: (Inline) -> Void) {
    for piece in self {
      visit(piece)
      switch piece {
      case .emphasis(let content), .strong(let content), .link(_, _, let content), .claim(_, let content),
        .quotation(_, let content), .footnote(_, let content), .sentence(_, let content):
        content.visitPieces(visit)
      case .text, .code, .softBreak, .lineBreak, .image, .reference: break
      }
    }
  }
}
