/// A token of a row expression, with the number of characters before it.
struct RowToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case word(String)
    /// `"name"`: never a keyword.
    case quoted(String)
    case number(String)
    case text(String)
    case symbol(String)
    case end
  }

  var kind: Kind
  var offset: Int
  /// Characters before the end of the token.
  var end = 0

  /// How a message names the token.
  var shown: String {
    switch kind {
    case .word(let text), .number(let text), .symbol(let text): "'\(text)'"
    case .quoted(let text): "\"\(text)\""
    case .text(let text): "the text '\(text)'"
    case .end: "the end"
    }
  }
}

/// Cuts a row expression into tokens.
struct RowLexer {
  private let characters: [Character]
  private var index = 0

  init(_ text: String) { characters = Array(text) }

  mutating func tokens() throws(ExpressionError) -> [RowToken] {
    var tokens: [RowToken] = []
    while true {
      let token = try next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() throws(ExpressionError) -> RowToken {
    var token = try read()
    token.end = index
    return token
  }

  private mutating func read() throws(ExpressionError) -> RowToken {
    while index < characters.count, characters[index].isWhitespace { index += 1 }
    let start = index
    guard index < characters.count else { return RowToken(kind: .end, offset: start) }
    let character = characters[index]
    if character == "'" { return RowToken(kind: .text(try quoted(by: "'")), offset: start) }
    if character == "\"" {
      let name = try quoted(by: "\"")
      guard !name.isEmpty else { throw ExpressionError("expression", "a column name is empty", offset: start) }
      return RowToken(kind: .quoted(name), offset: start)
    }
    if character.isLetter || character == "_" {
      return RowToken(kind: .word(take { $0.isLetter || $0.isNumber || $0 == "_" }), offset: start)
    }
    if character.isASCII, character.isNumber { return RowToken(kind: .number(try number()), offset: start) }
    return RowToken(kind: .symbol(try symbol(character)), offset: start)
  }

  private mutating func take(while accepted: (Character) -> Bool) -> String {
    let start = index
    while index < characters.count, accepted(characters[index]) { index += 1 }
    return String(characters[start..<index])
  }

  private mutating func quoted(by quote: Character) throws(ExpressionError) -> String {
    let start = index
    var text = ""
    index += 1
    while index < characters.count {
      if characters[index] == quote {
        guard index + 1 < characters.count, characters[index + 1] == quote else {
          index += 1
          return text
        }
        index += 1
      }
      text.append(characters[index])
      index += 1
    }
    throw ExpressionError(
      "expression", "the quotation that starts here is not closed", remedy: "end it with \(quote)", offset: start)
  }

  private mutating func number() throws(ExpressionError) -> String {
    let start = index
    var text = take { $0.isASCII && $0.isNumber }
    if index + 1 < characters.count, characters[index] == ".", characters[index + 1].isNumber {
      index += 1
      text += "." + take { $0.isASCII && $0.isNumber }
    }
    if index < characters.count, characters[index].isLetter || characters[index] == "." {
      throw ExpressionError(
        "expression", "'\(text)\(characters[index])' is not a decimal number",
        explanation: "rows are summed as integers, so floating point is not read",
        remedy: "write digits, optionally with a point and digits: 2.50", offset: start)
    }
    return text
  }

  private static let remedies: [String: String] = [
    "==": "write =", "||": "join texts where the file is written",
    "/": "divide sums in a metric, not rows in a measure",
    "%": "write a share as 0.65", "--": "comments belong into YAML, after #", ";": "write one expression",
    "&&": "write AND", "&": "write AND", "|": "write OR", "!": "write NOT", "::": "declare the type under columns:",
  ]

  private mutating func symbol(_ first: Character) throws(ExpressionError) -> String {
    let start = index
    let pair = index + 1 < characters.count ? String([first, characters[index + 1]]) : ""
    if ["<=", ">=", "<>", "!="].contains(pair) {
      index += 2
      return pair == "!=" ? "<>" : pair
    }
    if Self.remedies[pair] == nil, "()=<>+-*,.".contains(first) {
      index += 1
      return String(first)
    }
    let shown = Self.remedies[pair] == nil ? String(first) : pair
    throw ExpressionError(
      "expression", "'\(shown)' is not part of row expressions", remedy: Self.remedies[shown], offset: start)
  }
}
