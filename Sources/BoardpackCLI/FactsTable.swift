import Diagnostics
import Facts
import Formats
import Pack
import Site
import Statistics
import Units

/// Facts for people in a terminal and for spreadsheets.
enum FactsTable {
  private static let head = [
    "metric", "period", "against", "segment", "value", "low", "high", "unit", "n", "clusters", "grade", "method",
    "clusters_estimated",
  ]

  /// Aligned columns.
  static func text(_ facts: [Fact]) -> String {
    let rows =
      [["metric", "period", "against", "segment", "value", "95% interval", "n", "clusters", "grade"]]
      + facts.map { fact in
        let format = fact.format()
        let estimate = fact.estimate
        let interval = estimate.low.flatMap { low in estimate.high.map { "\(format.bare(low)) to \(format.bare($0))" } }
        return [
          fact.qualifiedName, fact.period.name, fact.subject.against?.name ?? "", fact.segment?.value ?? "",
          estimate.value == nil ? "n/a: \(fact.why ?? "no data")" : fact.text(), interval ?? "–",
          estimate.n.map(String.init) ?? "–",
          estimate.clusters.map { (estimate.clustersEstimated ? "about " : "") + String($0) } ?? "–",
          fact.grade?.rawValue ?? "–",
        ]
      }.map { $0.map { terminalText($0, keepsLines: false) } }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        line += cell + String(repeating: " ", count: widths[column] - cell.count + 2)
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n") + "\n"
  }

  /// RFC 4180 with CRLF; a cell that a spreadsheet would read as a formula gets an apostrophe in front.
  static func csv(_ facts: [Fact]) -> String {
    let rows = facts.map { fact in
      [
        fact.qualifiedName, fact.period.name, fact.subject.against?.name ?? "", fact.segment?.value ?? "",
        number(fact.estimate.value), number(fact.estimate.low), number(fact.estimate.high), fact.unit.description,
        fact.estimate.n.map(String.init) ?? "", fact.estimate.clusters.map(String.init) ?? "",
        fact.grade?.rawValue ?? "", fact.estimate.method,
        fact.estimate.clustersEstimated ? "true" : "",
      ]
    }
    return ([head] + rows).map(CSVText.line).joined()
  }

  private static func number(_ value: Double?) -> String {
    value.map { "\($0)" } ?? ""
  }
}
