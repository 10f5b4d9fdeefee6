import Diagnostics
import Narrative
import Pack

/// A page file, read: its message, its blocks and its directives in order.
struct PageSource {
  enum Element {
    case markdown(Block)
    case directive(DirectiveSpec)
  }

  var file: String
  var title: String
  var recommendation: RichText?
  var message: [Inline]
  var messageLine: Int
  var elements: [Element]
  /// The page as parsed, for checks on its prose.
  var page: Page

  /// The name of the written page: `value.md` becomes `value.html`.
  var outputName: String { Self.outputName(of: file) }

  static func outputName(of file: String) -> String {
    file.hasSuffix(".md") ? String(file.dropLast(3)) + ".html" : file + ".html"
  }

  /// Everything with running text, for walks over references and claims.
  var texts: [(inlines: [Inline], location: Diagnostic.Location)] {
    var found: [(inlines: [Inline], location: Diagnostic.Location)] = [
      (message, Diagnostic.Location(file: file, line: messageLine))
    ]
    func add(_ text: RichText?) { if let text { found.append((text.inlines, text.location)) } }
    func add(_ blocks: [Block]) {
      for block in blocks {
        let place = Diagnostic.Location(file: file, line: block.line)
        for inlines in block.runningText { found.append((inlines, place)) }
      }
    }
    add(recommendation)
    for element in elements {
      switch element {
      case .markdown(let block): add([block])
      case .directive(let spec):
        add(spec.title)
        add(spec.subtitle)
        add(spec.note)
        switch spec.content {
        case .statements(let items): items.forEach { add($0.text) }
        case .objectives(let items): items.forEach { add($0.objective) }
        case .decisions(let items): items.forEach { add($0.text) }
        case .note(let title, let text):
          add(title)
          add(text)
        case .text(let text): add(text)
        case .quote(let text, _): add(text)
        case .cards(let cards): cards.items.forEach { add($0.message) }
        case .callout(_, let text): add(text)
        case .glossary(let terms): terms.forEach { add($0.meaning) }
        default: break
        }
      }
    }
    return found
  }

  var directives: [DirectiveSpec] {
    elements.compactMap { if case .directive(let spec) = $0 { spec } else { nil } }
  }
}

extension Block {
  /// The running text of a block and of the blocks inside it.
  var runningText: [[Inline]] {
    switch self {
    case .heading(_, let inlines, _), .paragraph(let inlines, _): [inlines]
    case .list(let list): list.items.flatMap { $0.flatMap(\.runningText) }
    case .quote(let blocks, _): blocks.flatMap(\.runningText)
    case .table(let table): table.header + table.rows.flatMap { $0 } + (table.caption.isEmpty ? [] : [table.caption])
    case .code, .rule, .directive: []
    }
  }
}

extension [Inline] {
  /// Calls back for each reference and claim, at any depth.
  func visit(reference: (Reference) -> Void, claim: (Claim) -> Void) {
    for inline in self {
      switch inline {
      case .reference(let found): reference(found)
      case .claim(let found, let content):
        claim(found)
        content.visit(reference: reference, claim: claim)
      case .emphasis(let content), .strong(let content), .link(_, _, let content), .quotation(_, let content),
        .footnote(_, let content), .sentence(_, let content):
        content.visit(reference: reference, claim: claim)
      case .text, .code, .softBreak, .lineBreak, .image: break
      }
    }
  }
}

extension PageSource {
  /// Whether the page shows lines or milestones of the business case.
  var showsBusinessCase: Bool {
    directives.contains { directive in
      switch directive.content {
      case .review, .milestones: true
      default: false
      }
    }
  }
}
