import Pack

/// Rows with types, as a database holds them, and the same as a CSV file.
struct TypedTable {
  enum Kind {
    case text, integer, boolean, date
    /// With four digits after the point, so that a value can be finer than a pack allows.
    case decimal
    /// With 24 digits after the point and 14 before it.
    case fineDecimal
    /// A time on the clock of the pack's zone.
    case wallClock
    /// A moment; its text ends in `Z`.
    case instant
  }

  var name: String
  var columns: [(name: String, kind: Kind)]
  /// Texts as in a CSV file; nil: no value.
  var rows: [[String?]]

  /// RFC 4180.
  var csv: String {
    func field(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
    let lines = rows.map { $0.map { $0.map(field) ?? "" }.joined(separator: ",") }
    return ([columns.map { field($0.name) }.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }

  /// Makes the table and fills it.
  func script(_ dialect: Dialect?, zone: String) -> String {
    let definitions = columns.map { "\(Self.quoted($0.name, dialect)) \(Self.type($0.kind, dialect, zone))" }
    let title = name.split(separator: ".").map { Self.quoted(String($0), dialect) }.joined(separator: ".")
    var text = "CREATE TABLE \(title) (\(definitions.joined(separator: ", ")))"
    switch dialect {
    case .clickhouse: text += " ENGINE = MergeTree ORDER BY tuple()"
    case .spark: text += " USING parquet"
    case .postgresql, .duckdb, nil: break
    }
    text += ";\n"
    for start in stride(from: 0, to: rows.count, by: 1000) {
      let lines = rows[start..<min(rows.count, start + 1000)].map { row in
        "(" + zip(columns, row).map { Self.literal($1, $0.kind, dialect) }.joined(separator: ", ") + ")"
      }
      text += "INSERT INTO \(title) VALUES\n\(lines.joined(separator: ",\n"));\n"
    }
    return text
  }

  private static func quoted(_ name: String, _ dialect: Dialect?) -> String {
    switch dialect {
    case .postgresql, .duckdb, nil: "\"" + name.replacing("\"", with: "\"\"") + "\""
    case .clickhouse: "`" + name.replacing("\\", with: "\\\\").replacing("`", with: "\\`") + "`"
    case .spark: "`" + name.replacing("`", with: "``") + "`"
    }
  }

  private static func type(_ kind: Kind, _ dialect: Dialect?, _ zone: String) -> String {
    let names: (postgresql: String, duckdb: String, clickhouse: String, spark: String, sqlite: String) =
      switch kind {
      case .text: ("text", "VARCHAR", "String", "STRING", "TEXT")
      case .integer: ("bigint", "BIGINT", "Int64", "BIGINT", "INTEGER")
      case .boolean: ("boolean", "BOOLEAN", "Bool", "BOOLEAN", "INTEGER")
      case .date: ("date", "DATE", "Date32", "DATE", "TEXT")
      case .decimal: ("numeric(20, 4)", "DECIMAL(20, 4)", "Decimal(20, 4)", "DECIMAL(20, 4)", "NUMERIC")
      case .fineDecimal:
        ("numeric(38, 24)", "DECIMAL(38, 24)", "Decimal(38, 24)", "DECIMAL(38, 24)", "TEXT")
      case .wallClock: ("timestamp", "TIMESTAMP", "DateTime64(3, '\(zone)')", "TIMESTAMP_NTZ", "TEXT")
      case .instant: ("timestamptz", "TIMESTAMPTZ", "DateTime64(3, 'UTC')", "TIMESTAMP", "TEXT")
      }
    return switch dialect {
    case .postgresql: names.postgresql
    case .duckdb: names.duckdb
    case .clickhouse: "Nullable(\(names.clickhouse))"
    case .spark: names.spark
    case nil: names.sqlite
    }
  }

  private static func literal(_ value: String?, _ kind: Kind, _ dialect: Dialect?) -> String {
    guard let value else { return "NULL" }
    var text = value
    if dialect == .clickhouse || dialect == .spark { text = text.replacing("\\", with: "\\\\") }
    // spark-sql puts variables in for `${…}` and ends a line at a carriage return.
    if dialect == .spark {
      text = text.replacing("'", with: "\\'").replacing("{", with: "\\{").replacing("\r", with: "\\r")
    }
    if dialect != .spark { text = text.replacing("'", with: "''") }
    if kind == .instant, dialect == .clickhouse { text = text.replacing("Z", with: "").replacing("T", with: " ") }
    switch (kind, dialect) {
    case (.fineDecimal, nil), (.fineDecimal, .clickhouse): return "'\(value)'"
    case (.integer, _), (.decimal, _), (.fineDecimal, _): return value
    case (.boolean, _): return value == "yes" ? "TRUE" : "FALSE"
    case (.wallClock, .spark): return "TIMESTAMP_NTZ'\(text)'"
    case (.instant, .spark): return "TIMESTAMP'\(text)'"
    case (.date, .spark): return "DATE'\(text)'"
    case (.wallClock, .clickhouse): return "'\(text.replacing("T", with: " "))'"
    default: return "'\(text)'"
    }
  }
}
