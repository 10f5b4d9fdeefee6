import Metrics

/// The words of a name, in lower case: `customerId`, `customer_id` and `Customer ID` are all customer, id.
func nameWords(_ name: String) -> [String] {
  var words: [String] = []
  var word = ""
  var wasLower = false
  for character in name {
    let isUpper = character.isASCII && character.isUppercase
    if isUpper, wasLower { close() }
    if character.isLetter || character.isNumber { word += character.lowercased() } else { close() }
    wasLower = character.isLowercase || character.isNumber
  }
  close()
  return words

  func close() {
    if !word.isEmpty { words.append(word) }
    word = ""
  }
}

/// Hands out names that formulas and pages can hold, each once.
struct NameRegistry {
  private var used: Set<String>

  /// Names with a meaning of their own are taken from the start, as are `others`.
  init(reserving others: [String] = []) {
    used = ["period", "as_of", "label", "randomised", "values", "split"]
    used.formUnion(others)
    used.formUnion(FormulaFunction.allCases.map(\.rawValue) + ["if"])
  }

  /// A free name made of words; `fallback` where no letter of them can stand in a name.
  mutating func name(_ words: [String], fallback: String) -> String {
    var base = words.map { String($0.unicodeScalars.filter { $0.isASCII }) }.filter { !$0.isEmpty }.joined(
      separator: "_")
    if base.isEmpty { base = fallback }
    if base.first?.isNumber == true { base = fallback + "_" + base }
    base = String(base.prefix(40))
    var name = base
    var number = 2
    while !used.insert(name).inserted {
      name = "\(base)_\(number)"
      number += 1
    }
    return name
  }
}

/// `handle_seconds` as a label: Handle seconds.
func labelText(_ name: String) -> String {
  let text = name.replacing("_", with: " ")
  return text.prefix(1).uppercased() + text.dropFirst()
}
