/// Names of folders for values: safe in any file system and address, each once.
struct OutputNames {
  /// Folders by value.
  private(set) var folders: [String: String] = [:]
  /// Values whose own name was taken, with the one that took it.
  private(set) var collisions: [(value: String, folder: String)] = []

  /// Taken by the files of the whole, or no name on some system.
  private static let reserved: Set<String> = [
    "assets", "bundle", "index", "con", "prn", "aux", "nul",
    "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
  ]
  private static let longest = 60

  /// Names for values, those in front first.
  init(_ values: [String]) {
    // A value that is its own name keeps it, whatever comes before.
    var used = Self.reserved.union(values.filter { Self.slug($0) == $0 })
    for value in values {
      let slug = Self.slug(value)
      if slug == value, !Self.reserved.contains(slug) {
        folders[value] = slug
        continue
      }
      var name = slug
      var number = 2
      while !used.insert(name).inserted {
        name = "\(slug)-\(number)"
        number += 1
      }
      if name != slug { collisions.append((value, name)) }
      folders[value] = name
    }
  }

  /// The folder of a value.
  func folder(of value: String) -> String { folders[value] ?? Self.slug(value) }

  /// Letters and digits of ASCII in lower case, one hyphen for all between.
  static func slug(_ value: String) -> String {
    var out = ""
    for scalar in value.unicodeScalars {
      for character in folded(scalar) {
        if character.isASCII, character.isLetter || character.isNumber {
          out += character.lowercased()
        } else if out.last.map({ $0 != "-" }) ?? false {
          out += "-"
        }
      }
    }
    if out.count > longest { out = String(out.prefix(longest)) }
    while out.last == "-" { out.removeLast() }
    return out.isEmpty ? "value" : out
  }

  private static let plain: [Character: String] = {
    let groups: [(String, String)] = [
      ("a", "àáâãåāă"), ("c", "çćč"), ("d", "ďđð"), ("e", "èéêëēėęě"), ("g", "ğ"), ("i", "ìíîïīı"), ("l", "łľ"),
      ("n", "ñńň"), ("o", "òóôõōő"), ("r", "ř"), ("s", "śšş"), ("t", "ťț"), ("u", "ùúûūůű"), ("y", "ýÿ"),
      ("z", "źżž"), ("ae", "äæ"), ("oe", "öøœ"), ("ue", "ü"), ("ss", "ß"), ("th", "þ"),
    ]
    var table: [Character: String] = [:]
    for (plain, letters) in groups { for letter in letters { table[letter] = plain } }
    return table
  }()

  private static func folded(_ scalar: Unicode.Scalar) -> String {
    if scalar.isASCII { return String(Character(scalar)) }
    let lower = scalar.properties.lowercaseMapping
    return lower.first.flatMap { plain[$0] } ?? lower
  }
}
