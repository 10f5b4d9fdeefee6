/// English plurals of the things that packs count, by rule.
public enum Noun {
  private static let irregular: [(singular: String, plural: String)] = [
    ("person", "people"), ("child", "children"), ("analysis", "analyses"), ("crisis", "crises"), ("bus", "buses"),
    ("status", "statuses"), ("movie", "movies"), ("cookie", "cookies"), ("fte", "fte"), ("series", "series"),
    ("staff", "staff"), ("feedback", "feedback"), ("cash", "cash"), ("news", "news"),
  ]

  /// `sessions` to `session`, `queries` to `query`; a singular stays.
  public static func singular(_ noun: String) -> String {
    if let known = irregular.first(where: { $0.plural == noun || $0.singular == noun }) { return known.singular }
    if let (head, last) = lastWord(noun) { return head + singular(last) }
    if noun.hasSuffix("ies"), noun.count > 4 { return noun.dropLast(3) + "y" }
    for ending in ["sses", "shes", "ches", "xes", "zzes"] where noun.hasSuffix(ending) {
      return String(noun.dropLast(2))
    }
    for ending in ["ss", "us", "is"] where noun.hasSuffix(ending) { return noun }
    return noun.hasSuffix("s") && noun.count > 1 ? String(noun.dropLast()) : noun
  }

  /// `session` to `sessions`, `query` to `queries`.
  public static func plural(_ noun: String) -> String {
    if let known = irregular.first(where: { $0.singular == noun }) { return known.plural }
    if let (head, last) = lastWord(noun) { return head + plural(last) }
    if noun.hasSuffix("y"), let before = noun.dropLast().last, !"aeiou".contains(before) {
      return noun.dropLast() + "ies"
    }
    for ending in ["ss", "sh", "ch", "x", "zz"] where noun.hasSuffix(ending) { return noun + "es" }
    return noun + "s"
  }

  /// `support_queries` is pluralised in its last word.
  private static func lastWord(_ noun: String) -> (head: String, last: String)? {
    guard let cut = noun.lastIndex(of: "_"), noun.index(after: cut) < noun.endIndex else { return nil }
    return (String(noun[...cut]), String(noun[noun.index(after: cut)...]))
  }
}
