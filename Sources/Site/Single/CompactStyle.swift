/// A style sheet on fewer bytes: without comments, spaces and the rules for classes that a document does not have.
struct CompactStyle {
  let css: String

  /// - Parameter classes: what the document has; nil: every rule stays.
  init(_ css: String, classes: Set<String>? = nil) {
    var rest = Substring(Self.withoutComments(css))
    var out = ""
    // A brace too many ends no block.
    while !rest.isEmpty { out += Self.rules(&rest, classes) }
    self.css = out
  }

  /// Classes that a reader's browser or an author may set on the whole document.
  private static let always: Set<String> = ["dark", "light"]

  private static func withoutComments(_ css: String) -> String {
    var out = ""
    var rest = Substring(css)
    while let open = rest.firstRange(of: "/*"), let close = rest[open.upperBound...].firstRange(of: "*/") {
      out += rest[..<open.lowerBound]
      rest = rest[close.upperBound...]
    }
    return out + rest
  }

  /// Rules up to the end of the block they stand in.
  private static func rules(_ rest: inout Substring, _ classes: Set<String>?) -> String {
    var out = ""
    while true {
      rest = rest.drop(while: \.isWhitespace)
      let head = Self.head(&rest)
      switch rest.first {
      case "{":
        rest.removeFirst()
        if head.hasPrefix("@media") || head.hasPrefix("@supports") {
          let inner = rules(&rest, classes)
          if !inner.isEmpty { out += compact(head, isBody: false) + "{" + inner + "}" }
        } else {
          let body = Self.body(&rest)
          let kept =
            head.hasPrefix("@") || body.contains("{") ? [head] : selectors(head).filter { mayMatch($0, classes) }
          guard !kept.isEmpty else { continue }
          out +=
            kept.map { compact($0, isBody: false) }.joined(separator: ",") + "{" + compact(body, isBody: true) + "}"
        }
      case ";":
        rest.removeFirst()
        out += compact(head, isBody: false) + ";"
      case "}":
        rest.removeFirst()
        return out
      default: return out
      }
    }
  }

  /// What stands before the next brace or semicolon.
  private static func head(_ rest: inout Substring) -> Substring {
    var quote: Character?
    let head = rest.prefix { character in
      if let open = quote {
        if character == open { quote = nil }
        return true
      }
      if character == "\"" || character == "'" { quote = character }
      return !"{};".contains(character)
    }
    rest = rest[head.endIndex...]
    return head
  }

  /// What stands in a block, and its closing brace, which is taken too.
  private static func body(_ rest: inout Substring) -> Substring {
    var (depth, quote): (Int, Character?) = (0, nil)
    let body = rest.prefix { character in
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "{" {
        depth += 1
      } else if character == "}" {
        depth -= 1
      }
      return depth >= 0
    }
    rest = rest[body.endIndex...].dropFirst()
    return body
  }

  /// The selectors of a rule, parted where no bracket is open.
  private static func selectors(_ head: Substring) -> [Substring] {
    var depth = 0
    return head.split { character in
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      return character == "," && depth == 0
    }
  }

  /// Whether the document has every class that a selector asks for outside brackets.
  private static func mayMatch(_ selector: Substring, _ classes: Set<String>?) -> Bool {
    guard let classes else { return true }
    var depth = 0
    var rest = selector
    while let character = rest.popFirst() {
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      guard character == ".", depth == 0 else { continue }
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      if !classes.contains(String(name)), !always.contains(String(name)) { return false }
    }
    return true
  }

  /// One space for many, none where none is needed; what is quoted stays.
  private static func compact(_ text: Substring, isBody: Bool) -> String {
    var out = ""
    var quote: Character?
    var hasSpace = false
    func needsNone(_ character: Character?) -> Bool {
      guard let character else { return true }
      return "{};,".contains(character) || (isBody && character == ":")
    }
    for character in text {
      if quote == nil, character.isWhitespace {
        hasSpace = true
        continue
      }
      // A space before a colon tells `a :hover` from `a:hover`; in a block there is none.
      if hasSpace, !needsNone(out.last), !"{};,".contains(character) { out.append(" ") }
      hasSpace = false
      out.append(character)
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      }
    }
    if isBody, out.last == ";" { out.removeLast() }
    return out
  }
}
