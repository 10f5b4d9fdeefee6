import Diagnostics
import Narrative

/// What links of a pack can lead to: pages, headings, blocks with a name, terms; and the numbers of its figures.
struct CrossReferences: Sendable {
  /// A place on a page.
  struct Place: Hashable, Sendable {
    var file: String
    var anchor: String
  }

  /// A term of the glossary, where it is explained, and its meaning in plain words.
  struct Term: Sendable {
    var term: String
    var place: Place
  }

  /// Charts with a name, numbered through the pack.
  private(set) var figures: [Place: Int] = [:]
  /// Words for places that have some: headings.
  private(set) var words: [Place: String] = [:]
  /// Titles of pages by file.
  private(set) var titles: [String: String] = [:]
  /// Longer terms first.
  private(set) var terms: [Term] = []
  private(set) var findings: [Diagnostic] = []
  private var places: Set<Place> = []

  init(_ pages: [PageSource]) {
    for page in pages {
      titles[page.file] = page.title
      var headings = HeadingNames()
      for element in page.elements {
        switch element {
        case .markdown(.heading(_, let inlines, _)):
          let place = Place(file: page.file, anchor: headings.next(inlines.plainText))
          places.insert(place)
          words[place] = inlines.plainText
        case .directive(let spec): add(spec, of: page)
        default: break
        }
      }
    }
    terms.sort { ($1.term.count, $0.term) < ($0.term.count, $1.term) }
    for page in pages { check(page) }
  }

  /// The names that are taken on a page.
  func anchors(on file: String) -> Set<String> { Set(places.lazy.filter { $0.file == file }.map(\.anchor)) }

  private mutating func add(_ spec: DirectiveSpec, of page: PageSource) {
    if case .glossary(let entries) = spec.content {
      for entry in entries {
        let place = Place(file: page.file, anchor: entry.anchor)
        places.insert(place)
        terms.append(Term(term: entry.term, place: place))
      }
    }
    guard let id = spec.id else { return }
    let place = Place(file: page.file, anchor: id)
    if !places.insert(place).inserted {
      findings.append(
        Diagnostic(
          .error, "id-twice", "the page has two places with the name “\(id)”", at: spec.location,
          remedy: "give one of them another `id`"))
    }
    if case .chart = spec.content { figures[place] = figures.count + 1 }
  }

  /// The place an address leads to, seen from a page; nil for addresses that lead elsewhere.
  func place(_ address: String, from file: String) -> Place? {
    guard let hash = address.firstIndex(of: "#") else {
      return titles[address] == nil ? nil : Place(file: address, anchor: "")
    }
    let target = String(address[..<hash])
    guard target.isEmpty || titles[target] != nil else { return nil }
    return Place(file: target.isEmpty ? file : target, anchor: String(address[address.index(after: hash)...]))
  }

  private mutating func check(_ page: PageSource) {
    for text in page.texts {
      text.inlines.visitPieces { piece in
        guard case .link(let address, _, let content) = piece, let place = place(address, from: page.file) else {
          return
        }
        guard place.anchor.isEmpty || places.contains(place) else {
          let known = places.filter { $0.file == place.file }.map(\.anchor).sorted()
          let nearest = nearestName(to: place.anchor, among: known).map { "did you mean `#\($0)`?" }
          findings.append(
            Diagnostic(
              .error, "dead-link", "there is no place `#\(place.anchor)` on \(place.file)", at: text.location,
              explanation: "links lead to headings and to blocks with an `id`",
              remedy: nearest ?? "the places are \(known.map { "#" + $0 }.joined(separator: ", "))"))
          return
        }
        if let number = figures[place], let typed = Self.figureNumber(content.plainText), typed != number {
          findings.append(
            Diagnostic(
              .error, "figure-number", "the link says Figure \(typed), but leads to Figure \(number)",
              at: text.location, remedy: "leave the words out, `[](\(address))`, and the number is written for you"))
        }
      }
    }
  }

  /// The number in `see Figure 3`, `siehe Abbildung 3`.
  private static func figureNumber(_ words: String) -> Int? {
    let parts = words.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
    guard let index = parts.firstIndex(where: { ["figure", "abbildung"].contains($0) }),
      parts.indices.contains(index + 1)
    else { return nil }
    return Int(parts[index + 1])
  }
}

/// The names of a page's headings, each once: their words, a number behind those that come again.
struct HeadingNames {
  private var used: [String: Int] = [:]

  mutating func next(_ words: String) -> String {
    let name = slug(words).isEmpty ? "section" : slug(words)
    used[name, default: 0] += 1
    let count = used[name] ?? 1
    return count == 1 ? name : "\(name)-\(count)"
  }
}
