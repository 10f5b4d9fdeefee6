import Foundation
import Pack
import TestSupport
import Testing

/// A database to compare with the scan.
struct Database: CustomTestStringConvertible {
  let dialect: Dialect
  var testDescription: String { dialect.rawValue }

  /// Those that `BOARDPACK_WAREHOUSES` names.
  static let all: [Database] = {
    let named = ProcessInfo.processInfo.environment["BOARDPACK_WAREHOUSES"] ?? ""
    return named.split(separator: ",").compactMap { Dialect(rawValue: String($0)) }.map { Database(dialect: $0) }
  }()

  /// Whether its programs are there; in continuous integration they have to be.
  var isInstalled: Bool {
    let isThere =
      switch dialect {
      case .postgresql: PostgresServer.tools != nil && Tool.path("psql") != nil
      case .duckdb: Tool.path("duckdb") != nil
      case .clickhouse: Tool.path("python3") != nil
      case .spark: Tool.path("spark-sql") != nil
      }
    return isThere || Repository.isContinuousIntegration
  }

  /// Loads tables into a database of their own and gives the warehouse that a pack is to name.
  func load(_ tables: [TypedTable], into folder: URL, zone: String) throws -> Warehouse {
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
        try tool("spark-sql"), "--master", "local[2]", "--conf", "spark.ui.enabled=false",
        "--conf", "spark.sql.warehouse.dir=\(folder.path)/spark",
        "--conf", "spark.hadoop.javax.jdo.option.ConnectionURL=\(metastore)",
      ]
    }
    let flags: [String] =
      switch dialect {
      case .postgresql: ["-X", "-q", "-v", "ON_ERROR_STOP=1"]
      case .duckdb: ["-batch", "-bail"]
      case .clickhouse: []
      case .spark: ["-S", "-f", "/dev/stdin"]
      }
    let schemas = Set(tables.compactMap { $0.name.contains(".") ? $0.name.split(separator: ".").first : nil }).sorted()
    let kind = dialect == .clickhouse ? "DATABASE" : "SCHEMA"
    let opening = schemas.map { "CREATE \(kind) \($0);\n" }.joined()
    let script = opening + tables.map { $0.script(dialect, zone: zone) }.joined()
    try Tool.run(command + flags, input: script, folder: folder.path)
    return Warehouse(dialect: dialect, command: command, timeout: 300)
  }

  private struct Missing: Error { let program: String }

  private func tool(_ name: String) throws -> String {
    guard let path = Tool.path(name) else { throw Missing(program: name) }
    return path
  }
}
