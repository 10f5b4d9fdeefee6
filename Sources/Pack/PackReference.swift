extension PackSchema {
  /// The reference page of `pack.yaml` in Markdown, from the table.
  public static var reference: String {
    var lines = [
      "# Keys of pack.yaml",
      "",
      "Every value is read as text and then by its type here; an unknown key is an error. `*` is a name of your choice.",
      "Row expressions are a strict subset of SQL, formulas are arithmetic over names.",
      "",
    ]
    let sections = fields.filter { !$0.path.contains(".") }
    lines += ["## The pack", ""] + table(sections)
    for section in sections {
      let inner = fields.filter { $0.path.hasPrefix(section.path + ".") }
      if !inner.isEmpty { lines += ["", "## \(section.path)", ""] + table(inner) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func table(_ fields: [Field]) -> [String] {
    ["| key | type | required | default | meaning |", "|---|---|---|---|---|"]
      + fields.map { field in
        let fallback = field.fallback.isEmpty ? "" : " " + field.fallback
        return "| `\(field.path)` | \(field.type) |\(field.required ? " yes" : "") |\(fallback) | \(field.meaning) |"
      }
  }
}
