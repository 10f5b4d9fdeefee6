import Diagnostics

/// Reads the small languages between the braces of references and claims.
struct PhraseScanner {
  /// What is wrong, and at which character of the phrase.
  struct Failure: Error {
    var summary: String
    var offset: Int
    var remedy: String
  }

  private let characters: [Character]
  private(set) var position = 0

  init(_ text: String) {
    characters = Array(text)
  }

  var isAtEnd: Bool { position == characters.count }

  var next: Character? { isAtEnd ? nil : characters[position] }

  /// The rest of the phrase, for a message.
  var rest: String { String(characters[position...]) }

  mutating func skipSpaces() {
    while let character = next, character.isWhitespace { position += 1 }
  }

  mutating func take(_ character: Character) -> Bool {
    guard next == character else { return false }
    position += 1
    return true
  }

  /// Letters, digits and underscores, not starting with a digit.
  mutating func name() -> String? {
    guard let first = next, first.isNameStart else { return nil }
    var name = ""
    while let character = next, character.isNameStart || character.isASCIIDigit {
      name.append(character)
      position += 1
    }
    return name
  }

  /// Names joined by dots.
  mutating func path() -> [String]? {
    guard let first = name() else { return nil }
    var parts = [first]
    while next == ".", position + 1 < characters.count, characters[position + 1].isNameStart {
      position += 1
      if let part = name() { parts.append(part) }
    }
    return parts
  }

  /// Everything up to one of the characters, without the spaces around it.
  mutating func text(until stops: String) -> String {
    skipSpaces()
    var text = ""
    while let character = next, !stops.contains(character) {
      text.append(character)
      position += 1
    }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  /// Text in double quotes, with `\"` and `\\` for a quote and a backslash.
  mutating func quoted() throws(Failure) -> String {
    let start = position
    guard take("\"") else {
      throw Failure(summary: "quotes are missing", offset: start, remedy: "Put the text in double quotes.")
    }
    var text = ""
    while let character = next {
      position += 1
      if character == "\"" { return text }
      if character == "\\", let escaped = next, escaped == "\"" || escaped == "\\" {
        text.append(escaped)
        position += 1
      } else {
        text.append(character)
      }
    }
    throw Failure(summary: "the quotes are not closed", offset: start, remedy: "Close them with “\"”.")
  }

  /// The bracketed filters, if any stand here.
  mutating func filters() throws(Failure) -> [Filter] {
    guard take("[") else { return [] }
    var filters: [Filter] = []
    repeat {
      skipSpaces()
      let start = position
      guard let name = name() else {
        throw Failure(
          summary: "a filter starts with the name of a segment", offset: start,
          remedy: "Write “[channel=voice]”; several filters are separated by commas.")
      }
      skipSpaces()
      guard take("=") else {
        throw Failure(
          summary: "“=” is missing after “\(name)”", offset: position, remedy: "Write “[\(name)=value]”.")
      }
      skipSpaces()
      let value = next == "\"" ? try quoted() : text(until: ",]=[\"")
      guard !value.isEmpty else {
        throw Failure(
          summary: "the filter “\(name)” has no value", offset: position, remedy: "Write “[\(name)=value]”.")
      }
      guard !filters.contains(where: { $0.name == name }) else {
        throw Failure(
          summary: "the filter “\(name)” stands twice", offset: start, remedy: "Keep one of them.")
      }
      filters.append(Filter(name: name, value: value))
      skipSpaces()
    } while take(",")
    guard take("]") else {
      throw Failure(
        summary: "“]” is missing after the filters", offset: position,
        remedy: "Close them with “]”; quote a value that holds a comma, a bracket or “=”.")
    }
    return filters
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }

  fileprivate var isNameStart: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" }
}
