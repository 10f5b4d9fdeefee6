import Engines
import Formats

/// The rows of a dataset that were set aside for one rule of one column.
struct SetAside {
  private struct Key: Hashable {
    var column: String?
    var rule: String
  }

  var dataset: String
  var column: String?
  var rule: String
  var rows: Int
  /// The first three, as `file:line`.
  var places: [String]

  /// The rule for a page, a rule of the pack by its name.
  var ruleText: String {
    let parts = rule.split(separator: "`", omittingEmptySubsequences: false)
    if parts.count == 3, parts[0] == "breaks the rule " { return phrase("breaks the rule “\(String(parts[1]))”") }
    return parts.count == 3 ? parts[0] + "“" + parts[1] + "”" + parts[2] : rule
  }

  /// By number of rows, most first. No value of a row is in it.
  static func groups(_ quality: DatasetQuality) -> [SetAside] {
    Dictionary(grouping: quality.badRows) { Key(column: $0.column, rule: $0.ruleName) }
      .map { key, rows in
        SetAside(
          dataset: quality.dataset, column: key.column, rule: key.rule, rows: rows.count,
          places: rows.prefix(3).map { "\($0.file):\($0.line)" })
      }
      .sorted { ($1.rows, $0.column ?? "", $0.rule) < ($0.rows, $1.column ?? "", $1.rule) }
  }
}
