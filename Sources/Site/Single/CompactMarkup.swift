/// Markup on fewer bytes that says the same to a browser: without the end tags that HTML lets one leave out, without quotes
/// round values that need none, without references where text needs none.
struct CompactMarkup {
  private(set) var markup = ""
  /// Every class that an element has, by its name before.
  let classes: Set<String>
  /// The names that classes have in the markup.
  let names: ClassNames

  private let pieces: [MarkupPiece]
  private let hasPlainHeads: Bool

  /// - Parameter css: the style sheet of the document; its classes are named as `names` says.
  init(_ markup: String, css: String = "") {
    pieces = CompactTables(CompactCharts(MarkupPiece.pieces(of: markup)).pieces).pieces
    hasPlainHeads = Self.hasPlainHeads(pieces)
    var uses: [String: Int] = [:]
    for case .start(let tag) in pieces {
      for name in tag["class"]?.split(separator: " ") ?? [] { uses[String(name), default: 0] += 1 }
    }
    classes = Set(uses.keys)
    names = ClassNames(uses, css: css)
    self.markup.reserveCapacity(markup.utf8.count)
    var index = 0
    while index < pieces.count {
      if let number = number(at: index), case .start(var tag) = pieces[index] {
        tag["data-f"] = number.figure
        add(tag)
        add(number.text)
        index += 4
      } else {
        switch pieces[index] {
        case .start(let tag): add(tag)
        case .end(let name) where canEndUnsaid(name, at: index): break
        case .end(let name): self.markup += "</\(name)>"
        case .text(let text): add(text)
        }
        index += 1
      }
    }
  }

  /// HTML, "Forming relationships between data cells and header cells": a row of headers alone heads columns, a column of
  /// headers alone heads rows, said or not. The first cell of each row of a body is a header as tables are written here.
  private static func hasPlainHeads(_ pieces: [MarkupPiece]) -> Bool {
    pieces.elements { $0.name == "thead" }.allSatisfy { head in
      pieces[head].allSatisfy { if case .start(let tag) = $0 { tag.name != "td" } else { true } }
    }
  }

  private mutating func add(_ text: String) {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return markup += text }
    markup += text.replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&gt;", with: ">")
  }

  private mutating func add(_ tag: MarkupPiece.StartTag) {
    markup += "<" + tag.name
    var isQuoted = true
    for attribute in tag.attributes {
      // Without a form every button is one.
      if tag.name == "button", attribute.name == "type" { continue }
      if attribute.name == "scope", hasPlainHeads, attribute.value == "col" || attribute.value == "row" { continue }
      markup += " " + attribute.name
      guard var value = attribute.value else { continue }
      if attribute.name == "class" { value = names.renamed(value) }
      if attribute.name == "d" { value = CompactPath(value).text }
      // Half a pixel moves a label where nobody sees it.
      if tag.name == "text", attribute.name == "x" || attribute.name == "y",
        let place = Double(value).flatMap({ Int(exactly: $0.rounded()) })
      {
        value = "\(place)"
      }
      isQuoted = value.isEmpty || !value.utf8.allSatisfy(Self.needsNoQuotes)
      markup += isQuoted ? "=\"\(value)\"" : "=\(value)"
    }
    markup += tag.isClosed ? (isQuoted ? "/>" : " />") : ">"
  }

  private static func needsNoQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "#"), UInt8(ascii: ","):
      true
    default: false
    }
  }

  /// Where a paragraph or an element of a table holds a figure and nothing else: the figure, which the element itself can name.
  private func number(at index: Int) -> (figure: String, text: String)? {
    guard index + 4 < pieces.count, case .start(let outer) = pieces[index], outer["data-f"] == nil,
      ["td", "dd", "p"].contains(outer.name), case .start(let data) = pieces[index + 1], data.name == "data",
      data.attributes.count == 1, let figure = data["value"], case .text(let text) = pieces[index + 2],
      case .end("data") = pieces[index + 3], case .end(outer.name) = pieces[index + 4]
    else { return nil }
    return (figure, text)
  }

  /// HTML, "Optional tags": whether an end tag follows from what stands after it.
  private func canEndUnsaid(_ name: String, at index: Int) -> Bool {
    guard let before = Self.unsaidBefore[name], index + 1 < pieces.count else { return false }
    switch pieces[index + 1] {
    case .start(let tag): return before.starts.contains(tag.name)
    case .end(let outer): return before.ends.contains(outer)
    case .text: return false
    }
  }

  private static let unsaidBefore: [String: (starts: Set<String>, ends: Set<String>)] = [
    "td": (["td", "th"], ["tr"]), "th": (["td", "th"], ["tr"]), "tr": (["tr"], ["tbody", "thead", "table"]),
    "dt": (["dt", "dd"], []), "dd": (["dt", "dd"], ["dl", "div"]), "li": (["li"], ["ol", "ul"]),
    "p": (["p", "div", "dl", "ol", "ul", "table", "pre"], ["div", "section", "dd", "li", "td"]),
  ]
}
