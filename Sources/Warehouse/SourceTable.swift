import Diagnostics
import Metrics
import Pack

/// Where the rows of a dataset are read from, as it stands after FROM.
struct SourceTable {
  let dialect: Dialect
  let dataset: Dataset

  /// Whether values are texts as files hold them, rather than typed columns.
  var isText: Bool {
    guard dialect == .duckdb, case .files(let names, _) = dataset.source else { return false }
    return !names.contains(where: Self.isParquet)
  }

  func sql(columns: [Column]) throws(DiagnosticError) -> String {
    switch dataset.source {
    case .table(let path): return dialect.table(path)
    case .sqlite, .rollup: return dialect.table(dataset.name)
    case .files(let names, let separator):
      guard dialect == .duckdb else { return dialect.table(dataset.name) }
      return try files(names, separator, columns)
    }
  }

  private static func isParquet(_ name: String) -> Bool { name.lowercased().hasSuffix(".parquet") }

  private func files(_ names: [String], _ separator: UInt8, _ columns: [Column]) throws(DiagnosticError) -> String {
    // Signs that stand for other files in DuckDB are taken for themselves.
    let paths = names.map { dialect.literal($0.escaping(["*": "[*]", "?": "[?]", "[": "[[]"])) }
    let list = "[\(paths.joined(separator: ", "))]"
    if names.contains(where: Self.isParquet) { return "read_parquet(\(list), union_by_name = true)" }
    guard !names.contains("-"), dataset.rules.format != .spaces else {
      throw DiagnosticError(
        Diagnostic(
          .error, "unreadable-by-sql",
          "Dataset `\(dataset.name)` is \(names.contains("-") ? "standard input" : "fields between spaces"), which SQL does not read",
          at: dataset.location.place, remedy: "Let Boardpack read it, or convert it to CSV"))
    }
    let isJSON = names.contains { name in
      let name = name.lowercased()
      let bare = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
      return bare.hasSuffix(".jsonl") || bare.hasSuffix(".ndjson")
    }
    if dataset.rules.format == .jsonl || isJSON {
      let types = columns.map { "\(dialect.literal($0.name)): 'VARCHAR'" }.joined(separator: ", ")
      return "read_json(\(list), format = 'newline_delimited', columns = {\(types)})"
    }
    var options = ["all_varchar = true", "delim = \(dialect.literal(String(UnicodeScalar(separator))))"]
    options += ["quote = '\"'", "escape = '\"'", "comment = ''", "skip = 0", "union_by_name = true"]
    if let header = dataset.rules.header {
      options += ["header = false", "names = [\(header.map(dialect.literal).joined(separator: ", "))]"]
    } else {
      options.append("header = true")
    }
    return "read_csv(\(list), \(options.joined(separator: ", ")))"
  }
}
