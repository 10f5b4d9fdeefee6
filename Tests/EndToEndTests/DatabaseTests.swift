import Foundation
import TestSupport
import Testing

/// The same facts from tables of DuckDB and SQLite as from the file they were made from.
struct DatabaseTests {
  /// On the search path or among the tools that `scripts/setup.sh --tests` installs.
  private static func path(_ name: String) -> URL? {
    let search = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let own = Repository.root.appending(path: ".build/venv/bin").path(percentEncoded: false)
    let files = ([own] + search).map { URL(filePath: $0).appending(path: name) }
    return files.first { FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false)) }
  }

  private static func isThere(_ name: String) -> Bool { path(name) != nil || Repository.isContinuousIntegration }

  private func facts(_ pack: SmallPack) throws -> Tool.Result {
    try Tool.run(["facts", pack.work.path("pack"), "--format", "json"])
  }

  private static let rows =
    SmallPack.orders.split(separator: "\n").dropFirst().map { line in
      "(" + line.split(separator: ",").enumerated().map { $0 == 2 ? "\($1)" : "'\($1)'" }.joined(separator: ", ") + ")"
    }.joined(separator: ",\n")

  private func load(_ program: URL, _ file: String, into pack: SmallPack) throws {
    let script = """
      CREATE TABLE shop (order_id TEXT, "at" DATE, amount DECIMAL(10, 2), channel TEXT);
      INSERT INTO shop VALUES \(Self.rows);
      """
    let result = try Tool.run([pack.work.path("pack/" + file), script], program: program)
    #expect(result.code == 0, "\(result.error)")
  }

  private func expectSame(_ found: SmallPack) throws {
    let (expected, found) = (try facts(SmallPack()), try facts(found))
    #expect(expected.code == 0 && found.code == 0, "\(expected.error)\(found.error)")
    #expect(expected.output == found.output && expected.output.contains("total_revenue"))
  }

  @Test("DuckDB", .enabled(if: isThere("duckdb"))) func duckDB() throws {
    let program = try #require(Self.path("duckdb"))
    let warehouse =
      "warehouse: {dialect: duckdb, command: ['\(program.path(percentEncoded: false))', orders.duckdb]}\n"
    let pack = try SmallPack(
      yaml: warehouse
        + SmallPack.yaml.replacing("file: orders.csv", with: "table: shop")
        .replacing("max_bad_rows: 0\n", with: "\n"))
    try load(program, "orders.duckdb", into: pack)
    try expectSame(pack)
  }

  @Test("SQLite", .enabled(if: isThere("sqlite3"))) func sqlite() throws {
    let program = try #require(Self.path("sqlite3"))
    let pack = try SmallPack(
      yaml: SmallPack.yaml.replacing("file: orders.csv", with: "sqlite: orders.db\n    table: shop"))
    try load(program, "orders.db", into: pack)
    try expectSame(pack)
  }

  @Test("A client that is not installed is named, with how to get it") func missingClient() throws {
    let yaml = "warehouse: {dialect: postgresql, command: [no-such/psql]}\n" + SmallPack.yaml
    let result = try facts(SmallPack(yaml: yaml.replacing("file: orders.csv", with: "table: shop")))
    #expect(result.code == 1)
    for words in ["missing-client", "no-such/psql", "postgresql-client", "pack.yaml"] {
      #expect(result.error.contains(words), "\(words) is not in:\n\(result.error)")
    }
  }
}
