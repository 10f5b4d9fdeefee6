import Diagnostics
import Engines
import Facts
import Foundation
import Metrics
import Pack
import Scan
import TestSupport
import Testing

@testable import Warehouse

/// The same pack over files, by the scan, and over tables of a database, by SQL: the same figures to the last digit.
///
/// Part of `make test-warehouses`.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["BOARDPACK_WAREHOUSES"] != nil))
struct DatabaseTests {
  private static let installed = Database.all.filter(\.isInstalled)

  @Test("Random packs: every cell of every view, distribution and distinct count", arguments: installed)
  func randomPacks(database: Database) throws {
    for seed in UInt64(1)...(Self.rowsAskedFor == nil ? 1 : 4) {
      var random = RandomTables(seed: seed)
      let twins = try Twins(database, random.tables, zone: RandomTables.zone, yaml: RandomTables.yaml)
      for turn in 1...2 { try twins.expectSame(random.plan(twins.files), "seed \(seed), plan \(turn)") }
    }
  }

  @Test(
    "The example packs: every metric by every segment and arm", arguments: installed,
    [
      "quarterly-board-pack", "post-implementation-review",
    ])
  func examplePacks(database: Database, name: String) throws {
    let folder = Repository.root.appendingPathComponent("content/\(name)").path
    let files = try #require(Pack.load(folder: folder).0)
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("example-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    let warehouse = try database.load(ExampleTables.tables(of: files), into: home, zone: files.calendar.zone)
    var tables = files
    for (index, dataset) in files.datasets.enumerated() {
      guard case .files = dataset.source else { continue }
      tables.datasets[index].source = .table(dataset.name)
      tables.datasets[index].warehouse = warehouse
    }
    var planner = Planner(files)
    for metric in files.metrics {
      planner.need(metric.name, periods: [files.period])
      for segment in files.segments { planner.need(metric.name, periods: [files.period], segment: segment.name) }
      for cohort in files.cohorts { planner.need(metric.name, periods: [files.period], cohort: cohort.name) }
    }
    let plan = planner.plan()
    let scan = ScanEngine(threads: 2)
    let (expected, found) = (try scan.run(plan, on: files), try WarehouseEngine(files: scan).run(plan, on: tables))
    for (index, view) in plan.views.enumerated() {
      #expect(expected.views[index].byName == found.views[index].byName, "\(view)")
    }
    #expect(expected.durations.map(\.counts) == found.durations.map(\.counts))
    #expect(expected.distinct.map(\.counts) == found.distinct.map(\.counts))
    #expect(
      expected.quality.map { [$0.read, $0.accepted, $0.quarantined, $0.outOfPeriod, $0.unassigned] }
        == found.quality.map { [$0.read, $0.accepted, $0.quarantined, $0.outOfPeriod, $0.unassigned] })
  }

  /// A pack of one table with a measure.
  private func one(_ columns: String, _ measures: String, key: String = "") -> String {
    """
    title: Trial
    as_of: 2026-10-05
    currency: EUR
    period: 2026-Q3
    pages: [index.md]
    datasets: {t: {SOURCE(t), time: at, \(key)columns: \(columns)}}
    measures: \(measures)

    """
  }

  private func plan(_ pack: Pack, _ slots: [Plan.Slot]) -> Plan {
    let seconds = pack.calendar.seconds(of: pack.period)
    return Plan(
      atoms: [.init(boundaries: [seconds.lowerBound, seconds.upperBound])],
      views: [.init(dataset: "t", atoms: 0, cohort: nil, segment: nil, bucketed: false, slots: slots)], durations: [],
      distinct: [])
  }

  private func findings(_ twins: Twins, _ plan: Plan) -> [Diagnostic] {
    do {
      _ = try twins.warehouse.run(plan, on: twins.tables)
      return []
    } catch {
      return (error as? DiagnosticError)?.diagnostics ?? []
    }
  }

  @Test("A sum beyond 64 bits is exact: twice the largest value", arguments: installed)
  func wideSums(database: Database) throws {
    let rows = [["2026-07-01T00:00:00", "9223372036854775807"], ["2026-07-02T00:00:00", "9223372036854775807"]]
    let table = TypedTable(name: "t", columns: [("at", .wallClock), ("n", .integer)], rows: rows)
    let twins = try Twins(
      database, [table], zone: "UTC", yaml: one("{at: timestamp, n: integer}", "{n: {sum: n, from: t}}"))
    let plan = plan(twins.files, [.sum(measure: "n")])
    let sums = try twins.warehouse.run(plan, on: twins.tables).views[0].byName.values.first
    #expect(sums == [18_446_744_073_709_551_614])
  }

  @Test("No rows in the period is an empty view, no rows at all a finding", arguments: installed)
  func noRows(database: Database) throws {
    var table = TypedTable(
      name: "t", columns: [("at", .wallClock), ("n", .integer)], rows: [["2025-07-01T00:00:00", "1"]])
    let yaml = one("{at: timestamp, n: integer}", "{n: {sum: n, from: t}}")
    let twins = try Twins(database, [table], zone: "UTC", yaml: yaml)
    try twins.expectSame(plan(twins.files, [.sum(measure: "n")]), "out of period")
    table.rows = []
    let empty = try Twins(database, [table], zone: "UTC", yaml: yaml)
    #expect(findings(empty, plan(empty.files, [.sum(measure: "n")])).map(\.id) == ["no-rows"])
  }

  @Test("What the database says is shown, with the dataset and without the statement", arguments: installed)
  func missingColumn(database: Database) throws {
    let table = TypedTable(
      name: "t", columns: [("at", .wallClock), ("n", .integer)], rows: [["2026-07-01T00:00:00", "1"]])
    let twins = try Twins(
      database, [table], zone: "UTC", yaml: one("{at: timestamp, n: integer}", "{n: {sum: n, from: t}}"))
    var pack = twins.tables
    pack.datasets[0].source = .table("nosuch")
    let plan = plan(twins.files, [.sum(measure: "n")])
    #expect {
      _ = try twins.warehouse.run(plan, on: pack)
    } throws: { error in
      guard let found = (error as? DiagnosticError)?.diagnostics.first else { return false }
      let words = found.explanation ?? ""
      return found.id == "client-failed" && found.summary.contains("`t`") && words.contains("nosuch")
        && !words.contains("SELECT")
    }
  }

  @Test("A key that stands twice is a finding", arguments: installed)
  func duplicateKey(database: Database) throws {
    let table = TypedTable(
      name: "t", columns: [("at", .wallClock), ("id", .text)],
      rows: [["2026-07-01T00:00:00", "a"], ["2026-07-02T00:00:00", "a"]])
    let twins = try Twins(
      database, [table], zone: "UTC", yaml: one("{at: timestamp, id: text}", "{n: {count: t}}", key: "key: id, "))
    #expect(findings(twins, plan(twins.files, [.sum(measure: "n")])).map(\.id) == ["duplicate-key"])
  }

  @Test(
    "The database cannot be written to by what a pack makes it run",
    arguments: installed.filter { $0.dialect != .spark })
  func readOnly(database: Database) throws {
    let table = TypedTable(name: "t", columns: [("n", .integer)], rows: [["1"]])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("readonly-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let warehouse = try database.load([table], into: folder, zone: "UTC")
    let script = ClientScript(warehouse: warehouse)
    #expect(throws: (any Error).self) {
      try Tool.run(script.arguments, input: script.text(["DELETE FROM t WHERE n = 1"]))
    }
    #expect(try Tool.run(script.arguments, input: script.text(["SELECT count(*) FROM t"])).contains("#0\n1\n#1"))
  }

  @Test("A statement that takes too long is stopped", .enabled(if: Database(dialect: .postgresql).isInstalled))
  func timeout() throws {
    let server = try #require(PostgresServer.shared)
    let warehouse = Warehouse(dialect: .postgresql, command: server.command, timeout: 1)
    let script = ClientScript(warehouse: warehouse)
    #expect {
      try Tool.run(script.arguments, input: script.text(["SELECT pg_sleep(60)"]))
    } throws: { "\($0)".contains("statement timeout") }
  }

  /// How many rows are asked for by `BOARDPACK_ROWS`.
  private static let rowsAskedFor = ProcessInfo.processInfo.environment["BOARDPACK_ROWS"].flatMap { Int($0) }

  @Test(
    "Many rows", .enabled(if: rowsAskedFor != nil),
    arguments: installed.filter { [.postgresql, .duckdb].contains($0.dialect) })
  func manyRows(database: Database) throws {
    let count = try #require(Self.rowsAskedFor)
    let table = TypedTable(
      name: "t", columns: [("at", .wallClock), ("k", .text), ("n", .integer)],
      rows: [["2026-07-01T00:00:00", "k", "1"]])
    let twins = try Twins(
      database, [table], zone: "UTC",
      yaml: one("{at: timestamp, k: text, n: integer}", "{n: {sum: n, from: t}, c: {distinct: t}}", key: "cluster: k, ")
    )
    let command = try #require(twins.tables.datasets[0].warehouse).command
    let isPostgres = database.dialect == .postgresql
    let rows = isPostgres ? "generate_series(1, \(count)) AS r(i)" : "range(\(count)) AS r(i)"
    let script = """
      INSERT INTO t SELECT TIMESTAMP '2026-07-01' + i % 7000000 * INTERVAL '1 second', 'k' || i * 7919 % 1000003, i % 1000 - 300
      FROM \(rows);
      \(isPostgres ? "\\copy t TO 't.csv' CSV HEADER" : "COPY t TO 't.csv' (HEADER);")

      """
    try Tool.run(
      command + (isPostgres ? ["-X", "-q"] : ["-batch", "-bail"]), input: script, folder: twins.folder.path)
    var plan = plan(twins.files, [.sum(measure: "n"), .square(measure: "n")])
    plan.views[0].bucketed = true
    plan.distinct = [
      .init(measure: "c", periods: [twins.files.calendar.seconds(of: twins.files.period)], cohort: nil, segment: nil)
    ]
    try twins.expectSame(plan, "\(count) rows")
  }
}
