import Diagnostics
import Engines
import Metrics
import Pack

extension SumTableReader {
  /// Throws all that is wrong with the columns that the tables have: those that are not there, and types that cannot be
  /// read exactly. A table without columns is left to the engine's own words.
  func checkColumns(_ dialect: Dialect) throws(DiagnosticError) {
    let needs = try PlanNeeds(plan, pack)
    var findings: [Diagnostic] = []
    for dataset in try needs.allDatasets() {
      guard let found = columns[dataset.name], !found.isEmpty else { continue }
      let isText = SourceTable(dialect: dialect, dataset: dataset).isText
      var missing: [String] = []
      for column in needs.columns(of: dataset) {
        let (name, wanted) = (column.name, ColumnReader.wanted(column))
        guard let own = found.first(where: { dialect.isSame($0.name, name) }) else {
          missing.append(name)
          continue
        }
        guard !isText, !ColumnFamily(engineType: own.type).suits(wanted) else { continue }
        findings.append(ColumnFamily.finding(name, own.type, wanted, in: dataset.name, at: dataset.location.place))
      }
      if !missing.isEmpty { findings.append(MissingColumns(missing, of: dataset, having: found.map(\.name)).finding) }
    }
    guard findings.isEmpty else { throw DiagnosticError(findings) }
  }
}

extension Dialect {
  /// Whether the engine takes a name in quotes for the name of a column.
  fileprivate func isSame(_ column: String, _ name: String) -> Bool {
    self == .duckdb ? column.lowercased() == name.lowercased() : column.utf8.elementsEqual(name.utf8)
  }
}
