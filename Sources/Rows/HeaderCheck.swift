import Diagnostics

/// Finds what is wrong with the names of a file's columns: wanted ones that are missing or there twice, and where a
/// contract leaves no room, declared ones that are missing and others that were added.
struct HeaderCheck {
  let file: String
  /// nil: the names are not in the file.
  let line: Int?
  let header: [String]
  var format: RowFormat

  func findings(wanted: [String]) -> [Diagnostic] {
    let doubled = wanted.compactMap(doubled)
    let required = format.allowsOthers ? wanted : unique(wanted + format.known)
    let missing = required.filter { count($0) == 0 }
    let declared = unique(wanted + format.known)
    // Without a contract it is not known which columns are new.
    let added =
      format.known.isEmpty ? [] : header.filter { name in !declared.contains { same($0, name) } && !name.isEmpty }
    if missing.isEmpty {
      return added.isEmpty || format.allowsOthers ? doubled : doubled + [others(unique(added))]
    }
    return doubled + [lacking(missing, added: unique(added))]
  }

  private func doubled(_ name: String) -> Diagnostic? {
    let count = count(name)
    guard count > 1 else { return nil }
    return Diagnostic(
      .error, "duplicate-column", "The header names column `\(shown(name))` \(count) times", at: location,
      explanation: "It is not clear which of them is meant", remedy: "Rename or remove the others")
  }

  private func lacking(_ missing: [String], added: [String]) -> Diagnostic {
    var summary = "\(listed(missing, "Column")) \(missing.count == 1 ? "is" : "are") not in the file"
    if !added.isEmpty {
      summary += "; \(listed(added, "")) \(added.count == 1 ? "was" : "were") added"
      let renamed = missing.compactMap { name in nearestName(to: name, among: added).map { (name, $0) } }
      if missing.count == 1, added.count == 1, renamed.count == 1 {
        summary += ": renamed?"
      } else if !renamed.isEmpty {
        summary += ": renamed \(renamed.map { "`\(shown($0))` to `\(shown($1))`" }.joined(separator: ", "))?"
      }
    }
    return Diagnostic(
      .error, "missing-column", summary, at: location,
      explanation: "The file has \(fileHas)", remedy: remedy(missing))
  }

  private func others(_ added: [String]) -> Diagnostic {
    Diagnostic(
      .error, "unexpected-column",
      "\(listed(added, "Column")) \(added.count == 1 ? "is" : "are") in the file, but not in the contract",
      at: location, explanation: "The dataset allows no columns but those it declares",
      remedy: "Declare the column in the pack, or leave it out of the export")
  }

  private func remedy(_ missing: [String]) -> String {
    if let separator = otherSeparator {
      return "The header is one field with \(separator) in it: set the separator of the dataset"
    }
    let nearest = missing.compactMap { nearestName(to: $0, among: header) }
    guard nearest.isEmpty else {
      return "Did you mean \(unique(nearest).map { "`\(shown($0))`" }.joined(separator: ", "))?"
    }
    return "Correct the column's name in the pack, or the separator of the dataset"
  }

  /// What probably separates the fields of a header that was read as one.
  private var otherSeparator: String? {
    guard line != nil, header.count == 1, let bytes = header.first?.utf8 else { return nil }
    let candidates: [(UInt8, String)] = [
      (UInt8(ascii: ";"), "semicolons"), (UInt8(ascii: "|"), "bars (|)"), (9, "tabs"), (UInt8(ascii: ","), "commas"),
    ]
    return candidates.map { candidate in (bytes.count { $0 == candidate.0 }, candidate.1) }
      .filter { $0.0 > 0 }.max { $0.0 < $1.0 }?.1
  }

  private var location: Diagnostic.Location { .init(file: file, line: line) }

  private var fileHas: String {
    header.prefix(20).map { "`\(shown($0))`" }.joined(separator: ", ")
      + (header.count > 20 ? " and \(header.count - 20) more" : "")
  }

  private func listed(_ names: [String], _ noun: String) -> String {
    let quoted = names.prefix(10).map { "`\(shown($0))`" }
    var text =
      quoted.count == 1 ? quoted[0] : quoted.dropLast().joined(separator: ", ") + " and " + quoted[quoted.count - 1]
    if names.count > 10 { text = quoted.joined(separator: ", ") + " and \(names.count - 10) more" }
    return noun.isEmpty ? text : "\(noun)\(names.count == 1 ? "" : "s") \(text)"
  }

  private func count(_ name: String) -> Int { header.count { same($0, name) } }

  private func same(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<[UInt8]> = []
    return names.filter { seen.insert(Array($0.utf8)).inserted }
  }

  private func shown(_ name: String) -> String { excerpt(name.utf8) }
}
