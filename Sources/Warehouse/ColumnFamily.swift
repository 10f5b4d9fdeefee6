import Diagnostics
import Metrics

/// What kind of values a column of an engine holds, as far as it matters for reading them exactly.
enum ColumnFamily: String {
  case text, boolean, integer, decimal, float, instant, wallClock = "wall clock", date, other

  /// From what `pg_typeof`, `typeof` or `toTypeName` say.
  init(engineType: String) {
    var name = engineType.lowercased()
    for wrapper in ["nullable(", "lowcardinality("] where name.hasPrefix(wrapper) {
      name = String(name.dropFirst(wrapper.count).dropLast())
    }
    if name.hasPrefix("nullable(") { name = String(name.dropFirst(9).dropLast()) }
    let word = String(name.prefix { $0 != "(" && $0 != "[" })
    switch word {
    case _ where name.hasSuffix("]"): self = .other
    case "text", "varchar", "character varying", "character", "string", "fixedstring", "char", "uuid", "enum8",
      "enum16",
      "enum", "name", "citext":
      self = .text
    case "boolean", "bool": self = .boolean
    case "smallint", "integer", "bigint", "tinyint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint", "int",
      "int8", "int16", "int32", "int64", "int128", "int256", "uint8", "uint16", "uint32", "uint64", "uint128",
      "uint256":
      self = .integer
    case "numeric", "decimal", "decimal32", "decimal64", "decimal128", "decimal256": self = .decimal
    case "real", "double precision", "float", "double", "float32", "float64": self = .float
    case "timestamp with time zone", "datetime", "datetime64": self = .instant
    case "timestamp without time zone", "timestamp_ntz", "timestamp_s", "timestamp_ms", "timestamp_ns":
      self = .wallClock
    // Spark's is an instant, DuckDB's is not: each is read by an expression of its own.
    case "timestamp": self = .wallClock
    case "date", "date32": self = .date
    default: self = .other
    }
  }

  /// Whether a column declared as `wanted` can be read from it without loss.
  func suits(_ wanted: Wanted) -> Bool {
    switch wanted {
    case .text: [.text, .integer, .decimal, .boolean].contains(self)
    case .boolean: [.boolean, .text, .integer].contains(self)
    case .number: [.integer, .decimal].contains(self)
    case .epoch: self == .integer
    case .timestamp: [.instant, .wallClock, .date].contains(self)
    }
  }

  /// How a column is read.
  enum Wanted: String {
    case text, boolean, number, timestamp, epoch
  }

  static func fieldName(_ column: String, _ wanted: Wanted) -> String { "\(wanted.rawValue): \(column)" }

  static func parts(ofField name: String) -> (column: String, wanted: Wanted) {
    let word = name.prefix { $0 != ":" }
    return (String(name.dropFirst(word.count + 2)), Wanted(rawValue: String(word)) ?? .text)
  }

  static func finding(
    _ column: String, _ type: String, _ wanted: Wanted, in dataset: String, at location: Diagnostic.Location?
  ) -> Diagnostic {
    let isFloat = ColumnFamily(engineType: type) == .float
    return Diagnostic(
      .error, "column-type",
      "Column `\(column)` of dataset `\(dataset)` is \(type) in the warehouse, which is not read as "
        + (wanted == .epoch ? "a count of seconds" : wanted == .text ? "text" : "a \(wanted.rawValue)"), at: location,
      explanation: isFloat
        ? "Floating point does not add up to the same sum twice; every engine must give the same figures" : nil,
      remedy: isFloat
        ? "Read a view that casts it, such as CAST(\(column) AS numeric(18, 2))"
        : "Declare the type it has under `columns:`, or read a view that casts it")
  }
}
