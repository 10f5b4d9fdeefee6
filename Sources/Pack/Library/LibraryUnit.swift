import Units

/// Units as the library writes them, where `money` is the currency of the pack.
enum LibraryUnit {
  /// The unit in the pack's own currency and nouns: `money/session` becomes `EUR/chat`.
  static func text(_ unit: String, currency: String, nouns: [String: String]) -> String {
    var result = ""
    var word = ""
    func flush() {
      let base = word.prefix { $0 != "^" }
      if base == "money" {
        result += currency + word.dropFirst(base.count)
      } else if let noun = nouns[String(base)] ?? nouns[Noun.singular(String(base))] {
        result += noun + word.dropFirst(base.count)
      } else {
        result += word
      }
      word = ""
    }
    for character in unit {
      if "/* ".contains(character) {
        flush()
        result.append(character)
      } else {
        word.append(character)
      }
    }
    flush()
    return result
  }
}
