import Metrics
public import Pack

/// The rows of one dataset that were set aside, as a file for its author: masked, but still not for everybody.
public struct QuarantineFile: Sendable {
  private let dataset: Dataset
  private let rows: [DatasetQuality.BadRow]
  private let total: Int

  /// Rows listed at most.
  public static let limit = 100_000

  /// Rows in any order; `total` counts those that are not given, too.
  public init(_ dataset: Dataset, rows: [DatasetQuality.BadRow], total: Int? = nil) {
    self.dataset = dataset
    self.total = total ?? rows.count
    self.rows = rows.sorted {
      $0.file == $1.file
        ? ($0.line, $0.column ?? "", $0.rule) < ($1.line, $1.column ?? "", $1.rule)
        : $0.file.utf8.lexicographicallyPrecedes($1.file.utf8)
    }
  }

  /// RFC 4180 with CRLF; a cell that a spreadsheet would read as a formula gets an apostrophe in front. Where rows are
  /// not given, the last line says how many.
  public var csv: String {
    let rest = total - rows.count
    return listed + (rest > 0 ? ",,,\(rest) more \(rest == 1 ? "row is" : "rows are") not listed,\r\n" : "")
  }

  /// Header and rows.
  var listed: String {
    let lines = rows.map { row in
      [row.file, "\(row.line)", row.column ?? "", row.ruleName, value(row)]
    }
    return ([["file", "line", "column", "rule", "value"]] + lines)
      .map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
  }

  private func value(_ row: DatasetQuality.BadRow) -> String {
    if let value = row.value { return value }
    guard let shown = row.shownValue else { return "" }
    switch dataset.columns.first(where: { $0.name == row.column })?.classification {
    case nil, .public, .internal: return shown
    case .confidential: return ValueMask.shape(shown)
    case .restricted: return ValueMask.restricted
    }
  }

  private static func cell(_ text: String) -> String {
    var text = text
    if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) { text = "'" + text }
    guard text.unicodeScalars.contains(where: { "\",\n\r".unicodeScalars.contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
