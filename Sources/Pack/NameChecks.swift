import Diagnostics
import Metrics

extension PackDecoder {
  /// Whether a key is a name that formulas and references can hold; a finding otherwise.
  mutating func isName(_ entry: ConfigEntry) -> Bool {
    let bytes = Array(entry.name.utf8)
    let isLetter = { (byte: UInt8) in (97...122).contains(byte | 32) || byte == UInt8(ascii: "_") }
    if let first = bytes.first, isLetter(first), bytes.allSatisfy({ isLetter($0) || (48...57).contains($0) }) {
      return true
    }
    findings.append(
      entry.key.error(
        "invalid-name", "`\(entry.name)` cannot be a name",
        remedy: "Use letters, digits and `_`, and start with a letter"))
    return false
  }

  /// Measures, inputs and metrics share one space of names; segments and cohorts share another.
  mutating func checkNames(_ top: ConfigMapping) {
    for (group, reserved) in [
      (["measures", "inputs", "metrics", "funnels", "retention"], ["period", "as_of"]),
      (["segments", "cohorts"], ["period"]),
    ] {
      var seen: [String: (group: String, line: Int)] = [:]
      for section in group {
        guard case .mapping(let entries) = top[section]?.content else { continue }
        for entry in entries {
          if reserved.contains(entry.name) {
            findings.append(
              entry.key.error(
                "reserved-name", "`\(entry.name)` has a meaning of its own in pages", remedy: "Choose another name"))
          } else if let first = seen[entry.name] {
            findings.append(
              entry.key.error(
                "name-clash", "`\(entry.name)` is named in \(section) and in \(first.group), line \(first.line)",
                explanation: "A formula or a page could not tell them apart", remedy: "Rename one of the two"))
          } else {
            seen[entry.name] = (section, entry.key.line)
          }
        }
      }
    }
  }

  /// The dataset of a name, or a finding with the nearest one.
  mutating func dataset(named node: ConfigNode) -> Dataset? {
    guard let name = node.text(&findings) else { return nil }
    if let dataset = datasets.first(where: { $0.name == name }) { return dataset }
    guard failed.datasets.insert(name).inserted else { return nil }
    findings.append(unknownDataset(name, node))
    return nil
  }

  func unknownDataset(_ name: String, _ node: ConfigNode) -> Diagnostic {
    let names = datasets.map(\.name)
    let nearest = nearestName(to: name, among: names).map { "Did you mean `\($0)`?" }
    return node.error(
      "unknown-dataset", "There is no dataset `\(name)`",
      remedy: nearest ?? (names.isEmpty ? "Add it to `datasets`" : "The datasets are \(names.joined(separator: ", "))"))
  }
}
