public import Diagnostics

extension ConfigNode {
  /// The entries of a mapping; an unknown key is an error that names the nearest known one.
  public func mapping(known: [String], _ findings: inout [Diagnostic]) -> ConfigMapping {
    let entries = entries(&findings)
    let given = Set(entries.map(\.name))
    var misspelt: Set<String> = []
    for entry in entries where !known.contains(entry.name) {
      // Nobody means a key that is there already.
      let nearest =
        nearestName(to: entry.name, among: known.filter { !given.contains($0) })
        ?? nearestName(to: entry.name, among: known)
      if let nearest { misspelt.insert(nearest) }
      let place = path.isEmpty ? "" : " in `\(path)`"
      findings.append(
        entry.key.error(
          "unknown-key", "There is no key `\(entry.name)`\(place)",
          remedy: nearest.map { "Did you mean `\($0)`?" }
            ?? "The keys here are \(known.sorted().joined(separator: ", "))"
        ))
    }
    return ConfigMapping(
      node: self, entries: entries.filter { known.contains($0.name) && !$0.value.isEmpty }, misspelt: misspelt)
  }

  /// The entries of a mapping with free keys; none for an empty value, an error for anything else.
  public func entries(_ findings: inout [Diagnostic]) -> [ConfigEntry] {
    switch content {
    case .mapping(let entries): return entries
    case .text(""): return []
    default:
      findings.append(wrongType("a mapping of `key: value`", remedy: "Write it as `key: value` lines"))
      return []
    }
  }

  /// The items of a list; a single text is a list of one.
  public func list(_ findings: inout [Diagnostic]) -> [ConfigNode] {
    switch content {
    case .list(let items): return items
    case .text(""): return []
    case .text: return [self]
    case .mapping:
      findings.append(wrongType("a list", remedy: "Write it as `[a, b]`, or as lines that start with `- `"))
      return []
    }
  }

  /// A text that is not empty.
  public func text(_ findings: inout [Diagnostic]) -> String? {
    guard let text = plainText else {
      let remedy = "Write one text; a text that starts with `{` or `[` must stand in quotes"
      findings.append(wrongType("a text", remedy: remedy))
      return nil
    }
    guard !text.isEmpty else {
      findings.append(wrongType("a text", remedy: "Give \(title) a value, or take the key out"))
      return nil
    }
    return text
  }

  /// A whole number within limits.
  public func integer(in range: ClosedRange<Int>, _ findings: inout [Diagnostic]) -> Int? {
    guard let text = text(&findings) else { return nil }
    if let value = Int(text), range.contains(value) { return value }
    let limits =
      range.upperBound == .max ? "of \(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
    findings.append(wrongType("a whole number \(limits)"))
    return nil
  }

  /// A number such as `0.45`, `-3`, `5e3`, or `45%` for 0.45.
  public func number(_ findings: inout [Diagnostic]) -> Double? {
    guard let text = text(&findings) else { return nil }
    let digits = text.hasSuffix("%") ? text.dropLast() : Substring(text)
    let isPlain = !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
    if isPlain, let value = Double(digits), value.isFinite { return text.hasSuffix("%") ? value / 100 : value }
    findings.append(
      wrongType(
        "a number",
        remedy: "Write digits with a decimal point and no separators: `12500.50`, and a share as `0.78` or `78%`"))
    return nil
  }

  /// `true` or `false`, also `yes` and `no`.
  public func boolean(_ findings: inout [Diagnostic]) -> Bool? {
    guard let text = text(&findings) else { return nil }
    switch text.lowercased() {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      findings.append(wrongType("true or false"))
      return nil
    }
  }

  /// One of the names of a closed list.
  public func choice<Value: RawRepresentable & CaseIterable>(
    of type: Value.Type, _ findings: inout [Diagnostic]
  ) -> Value? where Value.RawValue == String {
    guard let text = text(&findings) else { return nil }
    if let value = Value(rawValue: text) { return value }
    let names = Value.allCases.map(\.rawValue)
    let nearest = nearestName(to: text, among: names).map { "Did you mean `\($0)`?" }
    findings.append(
      wrongType("one of \(names.joined(separator: ", "))", remedy: nearest))
    return nil
  }

  /// A day such as `2026-10-05`.
  public func date(_ findings: inout [Diagnostic]) -> CivilDate? {
    guard let text = text(&findings) else { return nil }
    if let date = CivilDate(parsing: text) { return date }
    findings.append(wrongType("a date", remedy: "Write year, month and day: `2026-10-05`"))
    return nil
  }

  func wrongType(_ wanted: String, remedy: String? = nil) -> Diagnostic {
    let found: String
    switch content {
    case .text(let text): found = text.isEmpty ? "nothing" : "`\(text)`"
    case .list: found = "a list"
    case .mapping: found = "a mapping"
    }
    return error("wrong-value", "\(title) is \(found), not \(wanted)", remedy: remedy)
  }
}
