import Diagnostics
import Pack

/// Findings of many outputs, alike ones told once.
struct OutputFindings {
  private struct Key: Hashable {
    var id: String
    var severity: Diagnostic.Severity
    var location: Diagnostic.Location?
  }

  private var order: [Key] = []
  private var found: [Key: (first: Diagnostic, values: [String])] = [:]

  mutating func add(_ findings: [Diagnostic], of value: String) {
    for finding in findings {
      let key = Key(id: finding.id, severity: finding.severity, location: finding.location)
      if found[key] == nil { order.append(key) }
      var entry = found[key] ?? (finding, [])
      if entry.values.last != value { entry.values.append(value) }
      found[key] = entry
    }
  }

  /// One for each kind and place, in the order met, with the outputs it was met in.
  func merged(_ segment: String) -> [Diagnostic] {
    order.compactMap { key in
      guard let (first, values) = found[key], let value = values.first else { return nil }
      var finding = first
      let more = values.count > 1 ? "; so in \(values.count) outputs: \(OutputChoice.list(values))" : ""
      finding.explanation = [first.explanation, "in the output of \(segment) \(value)\(more)"].compactMap(\.self)
        .joined(separator: "; ")
      return finding
    }
  }
}
