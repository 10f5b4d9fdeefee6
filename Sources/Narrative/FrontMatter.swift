import Diagnostics

/// The lines between two `---` at the top of a page, read as plain `key: value` text.
struct FrontMatter {
  private(set) var entries: [FrontMatterEntry] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// How many lines of the file it takes, both fences included; 0 where there is none.
  private(set) var lineCount = 0

  /// Reads it from the lines of a page.
  init(_ lines: [Substring], file: String) {
    guard let first = lines.first, FrontMatter.isFence(first) else { return }
    guard let end = lines.dropFirst().firstIndex(where: FrontMatter.isFence) else {
      diagnostics.append(
        Diagnostic(
          .error, "unclosed-front-matter", "The front matter is not closed",
          at: Diagnostic.Location(file: file, line: 1),
          explanation: "The page starts with “---”, so that everything after it is read as settings.",
          remedy: "Write “---” on a line of its own after the settings."))
      lineCount = lines.count
      return
    }
    lineCount = end + 1
    for index in 1..<end {
      read(lines[index], at: Diagnostic.Location(file: file, line: index + 1))
    }
  }

  private static func isFence(_ line: Substring) -> Bool {
    line.hasPrefix("---") && line.dropFirst(3).allSatisfy(\.isWhitespace)
  }

  private mutating func read(_ line: Substring, at location: Diagnostic.Location) {
    let content = line.drop(while: \.isWhitespace)
    guard let first = content.first, first != "#" else { return }
    let indent = line.count - content.count
    if indent > 0, !entries.isEmpty {
      // A long value goes on in indented lines, as in YAML.
      let (text, _) = FrontMatter.value(content)
      let last = entries.count - 1
      entries[last].value += (entries[last].value.isEmpty ? "" : " ") + text
      return
    }
    guard let colon = content.firstIndex(of: ":"), !content[..<colon].isEmpty,
      content[..<colon].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" })
    else {
      diagnostics.append(
        Diagnostic(
          .error, "bad-front-matter", "This line of the front matter is no “key: value”", at: location,
          remedy: "Write a name, a colon and the text; a long text goes on in indented lines."))
      return
    }
    let key = String(content[..<colon])
    guard !entries.contains(where: { $0.key == key }) else {
      diagnostics.append(
        Diagnostic(
          .error, "bad-front-matter", "The key “\(key)” stands twice in the front matter", at: location,
          remedy: "Keep one of the two lines."))
      return
    }
    let rest = content[content.index(after: colon)...]
    let spaces = rest.prefix(while: \.isWhitespace).count
    let (text, quote) = FrontMatter.value(rest.dropFirst(spaces))
    var place = location
    place.column = indent + key.count + 1 + spaces + quote + 1
    entries.append(FrontMatterEntry(key: key, value: text, line: location.line ?? 1, valueLocation: place))
  }

  /// The text without quotes or comment, and how many quotes precede it.
  private static func value(_ text: Substring) -> (text: String, quote: Int) {
    if let quote = text.first, quote == "\"" || quote == "'",
      let end = text.dropFirst().firstIndex(of: quote),
      isEndOrComment(text[text.index(after: end)...])
    {
      return (String(text[text.index(after: text.startIndex)..<end]), 1)
    }
    var end = text.endIndex
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == "#", index == text.startIndex || text[text.index(before: index)].isWhitespace {
        end = index
        break
      }
      index = text.index(after: index)
    }
    var value = text[..<end]
    while value.last?.isWhitespace == true { value.removeLast() }
    // The marks of YAML's block texts: the lines below hold the value.
    return ([">", "|", ">-", "|-"].contains(value) ? "" : String(value), 0)
  }

  private static func isEndOrComment(_ rest: Substring) -> Bool {
    let content = rest.drop(while: \.isWhitespace)
    return content.isEmpty || content.first == "#"
  }
}
