import Diagnostics

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

  fileprivate mutating func reserve(_ bytes: Int) { markup.reserveCapacity(bytes) }

  /// The text without its tags, for what a screen reader speaks.
  var plainText: String {
    var out: [UInt8] = []
    var isTag = false
    let bytes = Array(markup.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "<"): isTag = true
      case UInt8(ascii: ">"): isTag = false
      case _ where isTag: break
      case UInt8(ascii: "&"):
        let rest = bytes[(index - 1)...]
        if let entity = Self.entities.first(where: { rest.starts(with: $0.text.utf8) }) {
          out.append(entity.byte)
          index += entity.text.utf8.count - 1
        } else {
          out.append(byte)
        }
      default: out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static let entities: [(byte: UInt8, text: String)] = [
    (UInt8(ascii: "&"), "&amp;"), (UInt8(ascii: "<"), "&lt;"), (UInt8(ascii: ">"), "&gt;"),
    (UInt8(ascii: "\""), "&quot;"), (UInt8(ascii: "'"), "&#39;"),
  ]

  private static func escape(_ text: String) -> String {
    guard text.utf8.contains(where: { mayBeSpecial($0) }) else { return text }
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      if let byte = UInt8(exactly: scalar.value), let entity = entities.first(where: { $0.byte == byte }) {
        out += entity.text.utf8
      } else if scalar.misleads {
        out += "\u{FFFD}".utf8
      } else {
        out += UTF8.encode(scalar) ?? .init()
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// What has a meaning in markup, and the first bytes of what misleads a reader.
  private static func mayBeSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
    case 0x7F, 0xC2, 0xE2: true
    case UInt8(ascii: "\n"), UInt8(ascii: "\t"): false
    default: byte < 0x20
    }
  }
}

extension [HTML] {
  func joined(_ separator: HTML = .empty) -> HTML {
    var out = HTML.empty
    out.reserve(reduce(0) { $0 + $1.markup.utf8.count + separator.markup.utf8.count })
    for (index, part) in enumerated() {
      if index > 0 { out += separator }
      out += part
    }
    return out
  }
}
