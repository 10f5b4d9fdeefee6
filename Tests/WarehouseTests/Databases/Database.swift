import Foundation
import Pack
import TestSupport
import Testing

/// A database to compare with the scan.
struct Database: CustomTestStringConvertible {
  /// nil: SQLite, whose rows are streamed into the scan.
  let dialect: Dialect?
  var testDescription: String { dialect?.rawValue ?? "sqlite" }

  /// Where the rows of a pack lie.
  enum Home {
    case warehouse(Warehouse)
    /// A file of SQLite in the folder the rows were loaded into.
    case sqlite(file: String)
  }

  /// PostgreSQL, DuckDB and SQLite; where `BOARDPACK_WAREHOUSES` names dialects, because some are large, those.
  static let all: [Database] = {
    guard let names = ProcessInfo.processInfo.environment["BOARDPACK_WAREHOUSES"] else {
      return [Database(dialect: .postgresql), Database(dialect: .duckdb), Database(dialect: nil)]
    }
    return names.split(separator: ",").compactMap { Dialect(rawValue: String($0)) }.map { Database(dialect: $0) }
  }()

  /// Whether its programs are there; where it is asked for by name, and in continuous integration, they have to be.
  var isInstalled: Bool {
    let isThere =
      switch dialect {
      case .postgresql: PostgresServer.tools != nil && Tool.path("psql") != nil
      case .duckdb: Tool.path("duckdb") != nil
      case .clickhouse: Tool.path("python3") != nil
      case .spark: Tool.path("spark-sql") != nil
      case nil: Tool.path("sqlite3") != nil
      }
    return isThere || Repository.isContinuousIntegration
      || ProcessInfo.processInfo.environment["BOARDPACK_WAREHOUSES"] != nil
  }

  /// Loads tables into a database of their own.
  func load(_ tables: [TypedTable], into folder: URL, zone: String) throws -> Home {
    let command: [String]
    switch dialect {
    case .postgresql:
      guard let server = PostgresServer.shared else { throw Missing(program: "postgres") }
      let name = "t\(UInt32.random(in: 0 ... .max))"
      try Tool.run(server.command + ["-X", "-q", "-v", "ON_ERROR_STOP=1"], input: "CREATE DATABASE \(name);")
      command = server.command.dropLast() + [name]
    case .duckdb: command = [try tool("duckdb"), folder.appendingPathComponent("trial.duckdb").path]
    case .clickhouse:
      let script = Repository.root.appendingPathComponent("scripts/clickhouse-by-chdb.py").path
      command = [try tool("python3"), script, folder.appendingPathComponent("clickhouse").path]
    case .spark:
      let metastore = "jdbc:derby:;databaseName=\(folder.path)/metastore;create=true"
      command = [
        try tool("spark-sql"), "--master", "local[2]", "--driver-memory", "3g", "--conf", "spark.ui.enabled=false",
        // A session is over before a better compiler of Java pays for itself: half of the processor time.
        "--driver-java-options", "-XX:TieredStopAtLevel=1",
        // By default every result is divided into 200 parts.
        "--conf", "spark.sql.shuffle.partitions=2",
        // Small tables are read sooner than Java for them is written and compiled, and long expressions cannot be.
        "--conf", "spark.sql.codegen.wholeStage=false", "--conf", "spark.sql.codegen.factoryMode=NO_CODEGEN",
        "--conf", "spark.sql.warehouse.dir=\(folder.path)/spark",
        "--conf", "spark.hadoop.javax.jdo.option.ConnectionURL=\(metastore)",
      ]
    case nil: command = [try tool("sqlite3"), folder.appendingPathComponent("trial.db").path]
    }
    let flags: [String] =
      switch dialect {
      case .postgresql: ["-X", "-q", "-v", "ON_ERROR_STOP=1"]
      case .duckdb, nil: ["-batch", "-bail"]
      case .clickhouse: []
      case .spark: ["-S", "-f", "/dev/stdin"]
      }
    let schemas = Set(tables.compactMap { $0.name.contains(".") ? $0.name.split(separator: ".").first : nil }).sorted()
    let kind = dialect == .clickhouse ? "DATABASE" : "SCHEMA"
    let opening = schemas.map { "CREATE \(kind) \($0);\n" }.joined()
    // As of tables that have been there for a while, the planner knows what they hold.
    let closing = dialect == .postgresql || dialect == .duckdb ? "ANALYZE;\n" : ""
    let script = opening + tables.map { $0.script(dialect, zone: zone) }.joined() + closing
    try Tool.run(command + flags, input: script, folder: folder.path)
    guard let dialect else { return .sqlite(file: "trial.db") }
    return .warehouse(Warehouse(dialect: dialect, command: command, timeout: dialect == .spark ? 900 : 300))
  }

  private struct Missing: Error { let program: String }

  private func tool(_ name: String) throws -> String {
    guard let path = Tool.path(name) else { throw Missing(program: name) }
    return path
  }
}
