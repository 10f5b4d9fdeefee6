import Narrative

extension PageSource {
  /// Replaces pieces of running text wherever they stand on the page, the texts of its directives included.
  mutating func map(_ transform: (Inline) -> Inline) {
    message = message.mapped(transform)
    recommendation?.map(transform)
    page.message = page.message?.mapped(transform)
    page.blocks = page.blocks.mapped(transform)
    elements = elements.map { element in
      switch element {
      case .markdown(let block): .markdown([block].mapped(transform)[0])
      case .directive(let spec): .directive(spec.mapped(transform))
      }
    }
  }

  /// The claims that blocks and items are shown by.
  var conditions: [Claim] {
    directives.flatMap { spec -> [Claim] in
      switch spec.content {
      case .statements(let items): items.flatMap(\.condition.claims)
      case .objectives(let items): items.flatMap(\.condition.claims)
      case .decisions(let items): items.flatMap(\.condition.claims)
      default: spec.condition.claims
      }
    }
  }
}

extension RichText {
  mutating func map(_ transform: (Inline) -> Inline) { inlines = inlines.mapped(transform) }

  func mapped(_ transform: (Inline) -> Inline) -> RichText {
    RichText(inlines: inlines.mapped(transform), location: location)
  }
}

extension DirectiveSpec {
  fileprivate func mapped(_ transform: (Inline) -> Inline) -> DirectiveSpec {
    var spec = self
    spec.title?.map(transform)
    spec.subtitle?.map(transform)
    spec.note?.map(transform)
    switch content {
    case .statements(var items):
      for index in items.indices { items[index].text.map(transform) }
      spec.content = .statements(items)
    case .objectives(var items):
      for index in items.indices { items[index].objective.map(transform) }
      spec.content = .objectives(items)
    case .decisions(var items):
      for index in items.indices { items[index].text.map(transform) }
      spec.content = .decisions(items)
    case .cards(var cards):
      for index in cards.items.indices { cards.items[index].message?.map(transform) }
      spec.content = .cards(cards)
    case .note(let title, let text):
      spec.content = .note(title: title.mapped(transform), text: text.mapped(transform))
    case .text(let text): spec.content = .text(text.mapped(transform))
    case .quote(let text, let source): spec.content = .quote(text: text.mapped(transform), source: source)
    case .callout(let kind, let text): spec.content = .callout(kind, text: text.mapped(transform))
    case .glossary(var terms):
      for index in terms.indices { terms[index].meaning.map(transform) }
      spec.content = .glossary(terms)
    default: break
    }
    return spec
  }
}
