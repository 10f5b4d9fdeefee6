import Formats

extension HTML {
  /// Words of the program with markup in the language of the report: what is interpolated is escaped as in ``HTML``.
  static func phrase(_ words: MarkupPhrase) -> HTML { .safe(words.phrase.text) }
}

/// A phrase whose words hold markup of ours; a text that enters it is escaped.
struct MarkupPhrase: ExpressibleByStringInterpolation {
  fileprivate let phrase: Phrase

  init(stringLiteral value: String) { phrase = Phrase(stringLiteral: value) }
  init(stringInterpolation: StringInterpolation) { phrase = Phrase(stringInterpolation: stringInterpolation.words) }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var words: Phrase.StringInterpolation

    init(literalCapacity: Int, interpolationCount: Int) {
      words = .init(literalCapacity: literalCapacity, interpolationCount: interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { words.appendLiteral(literal) }
    mutating func appendInterpolation(_ text: String) { words.appendInterpolation(HTML.text(text).markup) }
    mutating func appendInterpolation(_ html: HTML) { words.appendInterpolation(html.markup) }
    mutating func appendInterpolation(_ html: HTML?) { words.appendInterpolation(html?.markup ?? "") }
    mutating func appendInterpolation(_ number: Int) { words.appendInterpolation(number) }
  }
}
