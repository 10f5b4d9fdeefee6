import Diagnostics

extension Mask {
  /// Hides the references and claims of `text`, whose first character stands at the given place.
  init(_ text: String, file: String, line: Int, column: Int = 1) {
    var masker = Masker(source: Array(text.unicodeScalars), file: file, line: line, column: column)
    masker.run()
    self.text = String(String.UnicodeScalarView(masker.output))
    entries = masker.entries
    diagnostics = masker.diagnostics
  }
}

/// One pass over source text that replaces what Markdown must not see.
private struct Masker {
  let source: [Unicode.Scalar]
  let file: String
  var line: Int
  var column: Int
  var position = 0
  var output: [Unicode.Scalar] = []
  var entries: [Mask.Entry] = []
  var diagnostics: [Diagnostic] = []
  /// Opening brackets of the current paragraph that are still open: where they stand in the output and in the source.
  private var brackets: [(output: Int, location: Diagnostic.Location)] = []

  init(source: [Unicode.Scalar], file: String, line: Int, column: Int) {
    self.source = source
    self.file = file
    self.line = line
    self.column = column
    output.reserveCapacity(source.count)
  }

  private var location: Diagnostic.Location { Diagnostic.Location(file: file, line: line, column: column) }

  private func peek(_ offset: Int) -> Unicode.Scalar? {
    position + offset < source.count ? source[position + offset] : nil
  }

  mutating func run() {
    while position < source.count {
      step()
    }
  }

  private mutating func step() {
    let scalar = source[position]
    switch scalar {
    case "\n":
      copy(1)
      if restOfLineIsBlank() { brackets = [] }
    case "\\":
      // An escaped brace takes its twin along, so that `\{{` shows two braces.
      copy(peek(1) == "{" && peek(2) == "{" ? 3 : peek(1) == "\n" || peek(1) == nil ? 1 : 2)
    case "&" where peek(1) == "#":
      entity()
    case "{" where peek(1) == "{":
      reference()
    case "[" where peek(1) == "^" && hideFootnote():
      break
    case "[":
      brackets.append((output.count, location))
      copy(1)
    case "]":
      closingBracket()
    case _ where Mask.isPrivateUse(scalar):
      forbidden()
    default:
      copy(1)
    }
  }

  private mutating func copy(_ count: Int) {
    for _ in 0..<count where position < source.count {
      // The pair of a backslash may be a character that has to be looked at itself.
      if Mask.isPrivateUse(source[position]) { return }
      output.append(source[position])
      advance()
    }
  }

  private mutating func advance() {
    if source[position] == "\n" {
      line += 1
      column = 1
    } else {
      column += 1
    }
    position += 1
  }

  private mutating func hide(_ entry: Mask.Entry, length: Int) {
    output += Mask.placeholder(entries.count)
    entries.append(entry)
    for _ in 0..<length { advance() }
  }

  private func restOfLineIsBlank() -> Bool {
    var index = position
    while index < source.count, source[index] == " " || source[index] == "\t" { index += 1 }
    return index == source.count || source[index] == "\n"
  }

  private func text(_ offset: Int, _ length: Int) -> String {
    String(String.UnicodeScalarView(source[(position + offset)..<(position + offset + length)]))
  }

  private mutating func forbidden() {
    let code = String(source[position].value, radix: 16, uppercase: true)
    diagnostics.append(.privateUse("U+\(code)", at: location))
    output.append("\u{FFFD}")
    advance()
  }

  private mutating func entity() {
    var length = 2
    let isHexadecimal = peek(2) == "x" || peek(2) == "X"
    if isHexadecimal { length += 1 }
    var value: UInt32 = 0
    while let scalar = peek(length), let digit = Character(scalar).hexDigitValue, isHexadecimal || digit < 10 {
      value = min(0x110000, value * (isHexadecimal ? 16 : 10) + UInt32(digit))
      length += 1
    }
    guard peek(length) == ";", let decoded = Unicode.Scalar(value), Mask.isPrivateUse(decoded) else {
      copy(1)
      return
    }
    hide(Mask.Entry(kind: .forged, raw: text(0, length + 1), location: location), length: length + 1)
  }

  private mutating func reference() {
    var end = 2
    // A backtick ends the search because "`{{` opens and `}}` closes" speaks of braces and references nothing.
    while let scalar = peek(end), scalar != "\n", scalar != "`", !(scalar == "{" && peek(end + 1) == "{") {
      if scalar == "}", peek(end + 1) == "}" {
        let entry = Mask.Entry(
          kind: .reference, raw: text(0, end + 2), body: text(2, end - 2), bodyColumn: column + 2, location: location)
        hide(entry, length: end + 2)
        return
      }
      end += 1
    }
    hide(Mask.Entry(kind: .unclosedReference, raw: "{{", location: location), length: 2)
  }

  /// Hides `[^name]`; false where the brackets hold something else.
  private mutating func hideFootnote() -> Bool {
    var end = 2
    while let scalar = peek(end), scalar.isASCII,
      scalar.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains(scalar)
    {
      end += 1
    }
    guard end > 2, end < 66, peek(end) == "]", peek(end + 1) != "{" else { return false }
    let isText = peek(end + 1) == ":" && isFirstOfLine
    let length = end + (isText ? 2 : 1)
    hide(
      Mask.Entry(
        kind: isText ? .footnoteText : .footnote, raw: text(0, length), body: text(2, end - 2), location: location),
      length: length)
    return true
  }

  private var isFirstOfLine: Bool {
    var index = position
    while index > 0, source[index - 1] == " " { index -= 1 }
    return position - index <= 3 && (index == 0 || source[index - 1] == "\n")
  }

  private mutating func closingBracket() {
    let opening = brackets.popLast()
    guard peek(1) == "{", peek(2) != "{" else {
      copy(1)
      return
    }
    guard let end = closingBrace() else {
      copy(1)
      hide(Mask.Entry(kind: .unclosedClaim, raw: "{", location: location), length: 1)
      return
    }
    let body = text(2, end - 2)
    guard let opening else {
      copy(1)
      hide(Mask.Entry(kind: .strayClaim, raw: text(0, end), location: location), length: end)
      return
    }
    let start = entries.count
    entries.append(Mask.Entry(kind: .claimStart, raw: "[", location: opening.location))
    output.replaceSubrange(opening.output...opening.output, with: Mask.placeholder(start) + ["("])
    output.append(")")
    let entry = Mask.Entry(
      kind: .claimEnd(start: start), raw: text(0, end + 1), body: body, bodyColumn: column + 2, location: location)
    hide(entry, length: end + 1)
  }

  /// The offset of the brace that closes the one after the current bracket; braces in quotes do not count.
  private func closingBrace() -> Int? {
    var isQuoted = false
    var end = 2
    while let scalar = peek(end), scalar != "\n", scalar != "`" {
      if scalar == "\"" { isQuoted.toggle() }
      if scalar == "}", !isQuoted { return end }
      // No claim holds a brace; without this, a line of nothing but openings would be searched over and over.
      if scalar == "{", !isQuoted { return nil }
      end += 1
    }
    return nil
  }
}
