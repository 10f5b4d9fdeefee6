/// Markup that is safe to send to a browser: text enters it escaped, tags are written by us alone.
struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
  private(set) var markup: String

  /// Escapes a text.
  static func text(_ text: String) -> HTML { HTML(markup: escape(text)) }

  /// Takes markup that another safe writer made: the narrative writer, the chart writer.
  static func safe(_ markup: String) -> HTML { HTML(markup: markup) }

  static let empty = HTML(markup: "")

  private init(markup: String) { self.markup = markup }

  /// A literal is markup; every interpolated `String` is escaped, every interpolated `HTML` is kept.
  init(stringLiteral value: String) { markup = value }

  init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(literalCapacity + 32 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { markup += literal }
    mutating func appendInterpolation(_ text: String) { markup += HTML.escape(text) }
    mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
    mutating func appendInterpolation(_ html: HTML?) { markup += html?.markup ?? "" }
    mutating func appendInterpolation(_ number: Int) { markup += String(number) }
  }

  static func + (a: HTML, b: HTML) -> HTML { HTML(markup: a.markup + b.markup) }
  static func += (a: inout HTML, b: HTML) { a.markup += b.markup }

  var isEmpty: Bool { markup.isEmpty }

  /// The text without its tags, for what a screen reader speaks.
  var plainText: String {
    var out = ""
    var isTag = false
    for character in markup {
      if character == "<" {
        isTag = true
      } else if character == ">" {
        isTag = false
      } else if !isTag {
        out.append(character)
      }
    }
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
      out = out.replacing(entity, with: character)
    }
    return out
  }

  private static func escape(_ text: String) -> String {
    var out = ""
    out.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      case _ where scalar.value < 0x20 && scalar != "\n" && scalar != "\t": out += "\u{FFFD}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

extension [HTML] {
  func joined(_ separator: HTML = .empty) -> HTML {
    var out = HTML.empty
    for (index, part) in enumerated() {
      if index > 0 { out += separator }
      out += part
    }
    return out
  }
}
