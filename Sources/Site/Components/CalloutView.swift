/// A block set apart from the text, told by a word and a shape.
struct CalloutView {
  var kind: Callout
  var title: HTML?
  var text: HTML

  var html: HTML {
    let head: HTML = title.map { "<b>\($0)</b>" } ?? .empty
    return """
      <div class="call c-\(kind.rawValue)" role="note"><p class="lab"><svg viewBox="0 0 12 12" aria-hidden="true">\(shape)\
      </svg>\(kind.label)</p>\(head)\(text)</div>
      """
  }

  private var shape: HTML {
    switch kind {
    case .note: "<circle cx=\"6\" cy=\"6\" r=\"4.4\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\"/>"
    case .risk: "<path d=\"M6 .8L11.6 11H.4z\" fill=\"currentColor\"/>"
    case .decision: "<path d=\"M1 6.4l3.4 3.4L11 2.6\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.8\"/>"
    }
  }
}
