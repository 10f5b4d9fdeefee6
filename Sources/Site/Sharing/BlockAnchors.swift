import Formats
import Narrative

/// Gives each block of a page an address of its own, to comment on and to link to.
struct BlockAnchors {
  private var taken: Set<String>

  init(taken: Set<String>) { self.taken = taken }

  /// The block with its address, the author's or one of ours, and a link to it that shows when it is pointed at or focused.
  mutating func block(_ kind: String, _ wanted: String, _ html: HTML, id named: String? = nil) -> HTML {
    let id = named ?? free(wanted)
    return """
      <div class="\(kind)" id="\(id)"><a class="anchor" href="#\(id)" aria-label="\(phrase("Address of this block"))">#</a>\
      \(html)</div>
      """
  }

  /// Blocks of the same kind and names are told apart by a number.
  private mutating func free(_ wanted: String) -> String {
    let base = wanted.isEmpty ? "text" : wanted
    var id = base
    var number = 1
    while !taken.insert(id).inserted {
      number += 1
      id = "\(base)-\(number)"
    }
    return id
  }
}

extension [Block] {
  /// What running text is called: by its first words.
  var anchor: String {
    for block in self {
      switch block {
      case .heading(_, let inlines, _), .paragraph(let inlines, _):
        let words = inlines.slug
        if !words.isEmpty { return "text-" + words }
      default: break
      }
    }
    return "text"
  }
}
