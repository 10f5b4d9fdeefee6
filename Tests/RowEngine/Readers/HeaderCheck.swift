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

/// At most 20 characters of data, with control characters escaped: enough to find the value, not to publish it.
func excerpt(_ text: some Sequence<UInt8>) -> String {
  excerpt(String(decoding: Array(text.prefix(200)), as: UTF8.self))
}

func excerpt(_ text: String) -> String {
  var out = ""
  for scalar in text.unicodeScalars.prefix(20) {
    switch scalar.value {
    case 0x0A: out += "\\n"
    case 0x0D: out += "\\r"
    case 0x09: out += "\\t"
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069:
      out += "\\u{" + String(scalar.value, radix: 16) + "}"
    default: out.unicodeScalars.append(scalar)
    }
  }
  return text.unicodeScalars.count > 20 ? out + "…" : out
}
