/// The forms of SQL that statements are written in.
public enum Dialect: String, Sendable, Hashable, CaseIterable {
  case postgresql, duckdb, clickhouse, spark

  /// The engine's own name.
  public var title: String {
    switch self {
    case .postgresql: "PostgreSQL"
    case .duckdb: "DuckDB"
    case .clickhouse: "ClickHouse"
    case .spark: "Spark"
    }
  }
}
