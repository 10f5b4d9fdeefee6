/// A small check of XML's well-formedness: balanced tags, quoted attributes without repetition, escaped text.
enum Markup {
  /// What is wrong first; nil when nothing is.
  static func fault(in text: String) -> String? {
    var rest = Substring(text)
    var open: [String] = []
    while !rest.isEmpty {
      guard let start = rest.firstIndex(of: "<") else { return "text after the end" }
      if let fault = faultOfText(rest[..<start]) { return fault }
      if open.isEmpty, !rest[..<start].isEmpty { return "text outside the root" }
      guard let end = rest.firstIndex(of: ">") else { return "an open tag" }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.first == "/" {
        guard open.popLast() == String(tag.dropFirst()) else { return "</\(tag.dropFirst())> closes nothing" }
        continue
      }
      let isEmpty = tag.last == "/"
      let (name, fault) = faultOfTag(isEmpty ? tag.dropLast() : tag)
      if let fault { return fault }
      if !isEmpty { open.append(name) }
      if open.isEmpty, !rest.isEmpty { return "more than one root" }
    }
    return open.isEmpty ? nil : "<\(open[0])> is not closed"
  }

  /// Values of an attribute, in order.
  static func values(of attribute: String, in text: String) -> [String] {
    text.split(separator: " \(attribute)=\"", omittingEmptySubsequences: false).dropFirst()
      .map { String($0.prefix { $0 != "\"" }) }
  }

  private static func faultOfText(_ text: Substring) -> String? {
    var rest = text
    while let start = rest.firstIndex(of: "&") {
      let entity = rest[start...].prefix { $0 != ";" }
      guard ["&amp", "&lt", "&gt", "&quot", "&#39"].contains(String(entity)) else {
        return "entity \(entity.prefix(9))"
      }
      rest = rest[entity.endIndex...]
    }
    return text.unicodeScalars.contains { $0.value < 0x20 } ? "a control character" : nil
  }

  private static func faultOfTag(_ tag: Substring) -> (name: String, fault: String?) {
    let name = String(tag.prefix { $0 != " " })
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter && $0.isASCII }) else { return (name, "tag <\(name)>") }
    var rest = tag.dropFirst(name.count)
    var seen: Set<String> = []
    while !rest.isEmpty {
      guard rest.first == " ", let equals = rest.firstIndex(of: "=") else { return (name, "attribute in <\(name)>") }
      let attribute = String(rest[rest.index(after: rest.startIndex)..<equals])
      guard attribute.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }), seen.insert(attribute).inserted else {
        return (name, "attribute \(attribute)")
      }
      let quoted = rest[rest.index(after: equals)...]
      guard quoted.first == "\"", let end = quoted.dropFirst().firstIndex(of: "\"") else {
        return (name, "quotes of \(attribute)")
      }
      if let fault = faultOfText(quoted[..<end]) { return (name, fault) }
      rest = quoted[quoted.index(after: end)...]
    }
    return (name, nil)
  }
}
