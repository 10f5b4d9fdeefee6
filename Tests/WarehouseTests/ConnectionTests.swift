import Clients
import Diagnostics
import Engines
import Foundation
import Pack
import TestSupport
import Testing

@testable import Warehouse

/// What goes wrong on the way to a database, as the author of a pack sees it: one finding with a remedy, where the
/// dataset stands, and never a password.
@Suite struct ConnectionTests {
  private func finding(
    _ dialect: Dialect, _ command: [String], table: String = "t", timeout: Int = 60
  ) throws -> Diagnostic {
    let folder = try Twins.newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let yaml = """
      title: Trial
      as_of: 2026-10-05
      currency: EUR
      period: 2026-Q3
      pages: [index.md]
      warehouse: {dialect: \(dialect.rawValue), timeout: \(timeout) s}
      datasets:
        t: {table: \(table), time: at, columns: {at: timestamp, n: integer}}
      measures: {n: {sum: n, from: t}}

      """
    for (name, text) in [("pack.yaml", yaml), ("index.md", "# Trial\n")] {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    var pack = try #require(Pack.load(folder: folder.path).0)
    pack.datasets[0].warehouse?.command = command
    let seconds = pack.calendar.seconds(of: pack.period)
    let plan = Plan(
      atoms: [.init(boundaries: [seconds.lowerBound, seconds.upperBound])],
      views: [
        .init(
          dataset: "t", atoms: 0, cohort: nil, segment: nil, bucketed: false, slots: [.sum(measure: "n")])
      ], durations: [], distinct: [])
    let error = #expect(throws: DiagnosticError.self) {
      _ = try WarehouseEngine(files: NoFiles()).run(plan, on: pack)
    }
    let findings = error?.diagnostics ?? []
    #expect(findings.count == 1)
    let finding = try #require(findings.first)
    #expect(finding.location?.line == 8 && finding.remedy != nil)
    return finding
  }

  private struct NoFiles: Engine {
    func run(_ plan: Plan, on pack: Pack) throws -> SumTable { throw ClientFailure.missing(program: "none") }
  }

  private static let hasPostgres = Database(dialect: .postgresql).isInstalled

  /// Views that end or outlast the connection that reads them, and a user with a password.
  private static let server: PostgresServer? = {
    guard let server = PostgresServer.shared else { return nil }
    let columns = "TIMESTAMP '2026-07-01' AS at"
    let script = """
      CREATE ROLE \(PostgresServer.lockedUser) LOGIN PASSWORD 'right-5Tq';
      CREATE TABLE hidden (at timestamp, n bigint);
      CREATE VIEW lost AS SELECT \(columns), CAST(CAST(pg_terminate_backend(pg_backend_pid()) AS int) AS bigint) AS n;
      CREATE VIEW slow AS SELECT \(columns), CAST(length(CAST(pg_sleep(60) AS text)) AS bigint) AS n;

      """
    return (try? Tool.run(server.command + ["-X", "-q", "-v", "ON_ERROR_STOP=1"], input: script)) == nil ? nil : server
  }()

  private func command(user: String = "boardpack", _ more: String = "") throws -> [String] {
    ["psql", "host=\(try #require(Self.server).folder) dbname=postgres user=\(user)\(more)"]
  }

  @Test("A wrong password, and none", .enabled(if: hasPostgres), arguments: [" password=wrong-8Xk", ""])
  func password(words: String) throws {
    let finding = try finding(.postgresql, command(user: PostgresServer.lockedUser, words))
    #expect(finding.id == "client-login" && finding.summary == "PostgreSQL could not be asked")
    #expect(finding.remedy?.contains("~/.pgpass") == true)
    #expect(!"\(finding)".contains("wrong-8Xk"))
  }

  @Test("A table that the user may not read", .enabled(if: hasPostgres))
  func permission() throws {
    let finding = try finding(
      .postgresql, command(user: PostgresServer.lockedUser, " password=right-5Tq"), table: "hidden")
    #expect(finding.id == "client-permission" && finding.explanation?.contains("hidden") == true)
    #expect(finding.summary.contains("`t`") && !"\(finding)".contains("right-5Tq"))
  }

  @Test("A server that ends the connection in the middle", .enabled(if: hasPostgres))
  func lost() throws { #expect(try finding(.postgresql, command(), table: "lost").id == "client-lost") }

  @Test("A statement that the server stops at the limit", .enabled(if: hasPostgres))
  func slow() throws {
    let finding = try finding(.postgresql, command(), table: "slow", timeout: 1)
    #expect(finding.id == "client-timeout" && finding.remedy?.contains("`timeout`") == true)
  }

  @Test("A server that is not there", .enabled(if: Tool.path("psql") != nil))
  func unreachable() throws {
    #expect(try finding(.postgresql, ["psql", "host=/nowhere dbname=postgres"]).id == "client-unreachable")
  }

  @Test("A database file that is not there", .enabled(if: DuckDB.path != nil))
  func missingFile() throws {
    let finding = try finding(.duckdb, [#require(DuckDB.path), "nosuch.duckdb"])
    #expect(finding.id == "client-unreachable" && finding.explanation?.contains("nosuch.duckdb") == true)
  }

  @Test("A client that is not installed, one that never answers, one that is killed, one that says nothing")
  func clients() throws {
    #expect(try finding(.clickhouse, ["no-such/clickhouse-client"]).id == "missing-client")
    let silent = try finding(.clickhouse, ["sh", "-c", "exec sleep 60"], timeout: 1)
    #expect(silent.id == "client-timeout" && silent.summary.contains("without a result"))
    let killed = try finding(.spark, ["sh", "-c", "kill -9 $$"])
    #expect(killed.id == "client-failed" && killed.remedy?.contains("memory") == true)
    #expect(try finding(.spark, ["true"]).id == "broken-result")
  }
}
