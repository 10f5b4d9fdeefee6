import Diagnostics
import Metrics

extension PackDecoder {
  /// Warns of sums over a looked-up column: the value is added once for each row that leads to it, so an order with two
  /// event rows is paid twice. A unique column leads to each value once.
  mutating func checkFanOut() {
    for use in uses where use.place == .sum || use.place == .rollupSum {
      guard let dataset = datasets.first(where: { $0.name == use.dataset }) else { continue }
      for name in use.expression.columnsUsed {
        guard let dot = name.firstIndex(of: "."),
          let lookup = dataset.lookups.first(where: { $0.name == name[..<dot] }), !dataset.isUnique(lookup.column)
        else { continue }
        findings.append(
          Diagnostic(
            .warning, "fan-out", "`\(name)` is added once for each row of `\(dataset.name)` that leads to it",
            at: Diagnostic.Location(file: use.source.file, line: use.source.line, column: use.source.column),
            explanation: "Where two rows have the same `\(lookup.column)`, the sum counts it twice",
            remedy:
              "Declare `\(lookup.column): {type: text, unique: true}` if no two rows share it; else sum over `"
              + "\(lookup.dataset)`, or roll `\(dataset.name)` up by `\(lookup.column)` first"))
      }
    }
  }
}

extension Dataset {
  /// Whether no two rows share a value of the column: the key, or a column declared so, which the scan proves.
  fileprivate func isUnique(_ name: String) -> Bool {
    if case .rollup(_, let by, _) = source, by == name { return true }
    return key == name || columns.contains { $0.name == name && $0.rules.unique }
  }
}
