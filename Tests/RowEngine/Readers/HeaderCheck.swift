import Diagnostics

/// Finds wanted columns that a header lacks or has twice.
struct HeaderCheck {
  let file: String
  let line: Int?
  let header: [String]

  func findings(wanted: [String]) -> [Diagnostic] {
    wanted.compactMap { name in
      let count = header.count { $0.utf8.elementsEqual(name.utf8) }
      if count == 1 { return nil }
      let location = Diagnostic.Location(file: file, line: line)
      if count > 1 {
        return Diagnostic(
          .error, "duplicate-column", "The header names column `\(excerpt(name))` \(count) times", at: location,
          explanation: "It is not clear which of them is meant", remedy: "Rename or remove the others")
      }
      let shown = header.prefix(20).map { "`\(excerpt($0))`" }.joined(separator: ", ")
      let nearest = nearestName(to: name, among: header).map { "Did you mean `\(excerpt($0))`?" }
      return Diagnostic(
        .error, "missing-column", "Column `\(excerpt(name))` is not in the file", at: location,
        explanation: "The file has \(shown)\(header.count > 20 ? " and \(header.count - 20) more" : "")",
        remedy: nearest ?? "Correct the column's name in the pack, or the separator of the dataset")
    }
  }
}
