/// Words of the program on a page, written in English, with what they say as interpolations.
///
/// The English text is the key to the other languages' tables: `"change on \(period)"` is found as `change on %1`. What is
/// interpolated is taken as it is: an author's word stays the author's.
public struct Phrase: Sendable, ExpressibleByStringInterpolation {
  /// The words with `%1`, `%2` … for what is interpolated.
  public let key: String
  private let values: [String]

  /// Words without anything interpolated.
  public init(stringLiteral value: String) {
    key = value
    values = []
  }

  /// Words with what they say.
  public init(stringInterpolation: StringInterpolation) {
    key = stringInterpolation.key
    values = stringInterpolation.values
  }

  /// Builds the key beside the values.
  public struct StringInterpolation: StringInterpolationProtocol, Sendable {
    fileprivate var key = ""
    fileprivate var values: [String] = []

    /// Starts with no words.
    public init(literalCapacity: Int, interpolationCount: Int) {
      key.reserveCapacity(literalCapacity + 2 * interpolationCount)
    }

    /// Takes words of the program.
    public mutating func appendLiteral(_ literal: String) { key += literal }

    /// Takes what a report says.
    public mutating func appendInterpolation(_ value: String) {
      values.append(value)
      key += "%\(values.count)"
    }

    /// Takes a whole number in plain digits.
    public mutating func appendInterpolation(_ value: Int) { appendInterpolation("\(value)") }
  }

  /// In the language of the report.
  public var text: String {
    let words = PackLocale.current.language.phrases[key] ?? key
    return values.isEmpty ? words : Self.filled(words, values)
  }

  /// Puts values in the places of a text that are marked by `%1` to `%9`.
  static func filled(_ text: String, _ values: [String]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + 16 * values.count)
    var isMark = false
    for byte in text.utf8 {
      if isMark {
        isMark = false
        let place = Int(byte) - Int(UInt8(ascii: "1"))
        if values.indices.contains(place) {
          out += values[place].utf8
          continue
        }
        out.append(UInt8(ascii: "%"))
      }
      if byte == UInt8(ascii: "%") { isMark = true } else { out.append(byte) }
    }
    if isMark { out.append(UInt8(ascii: "%")) }
    return String(decoding: out, as: UTF8.self)
  }
}

/// Words of the program in the language of the report.
public func phrase(_ words: Phrase) -> String { words.text }

/// A text made elsewhere in English, a method or a reason, in the language of the report; as it is where it is not known.
///
/// Its numbers are what it says: `jackknife, 256 buckets` is found as `jackknife, %1 buckets`.
public func phrase(known text: String) -> String {
  let table = PackLocale.current.language.phrases
  guard !table.isEmpty else { return text }
  if let found = table[text] { return found }
  let masked = Masked(text)
  if let found = table[masked.key] { return Phrase.filled(found, masked.values) }
  // What a reason is about stands in brackets at its end, what an input is from after a colon.
  if text.last == ")", let open = text.lastIndex(of: "(") {
    let (front, inside) = (Masked(text[..<open]), String(text[text.index(after: open)...].dropLast()))
    if let found = table[front.key + "(%\(front.values.count + 1))"] {
      return Phrase.filled(found, front.values + [phrase(known: inside)])
    }
  }
  if let colon = text.firstRange(of: ": "), let found = table[text[..<colon.upperBound] + "%1"] {
    return Phrase.filled(found, [String(text[colon.upperBound...])])
  }
  return text
}

/// A text with `%1`, `%2` … for its numbers.
private struct Masked {
  var key = ""
  var values: [String] = []

  init(_ text: some StringProtocol) {
    var isNumber = false
    for character in text {
      guard character.isASCII, character.isNumber else {
        key.append(character)
        isNumber = false
        continue
      }
      if isNumber {
        values[values.count - 1].append(character)
      } else {
        values.append(String(character))
        key += "%\(values.count)"
      }
      isNumber = true
    }
  }
}
