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
@Suite(.serialized) struct DatabaseTests {
  private static let installed = Database.all.filter(\.isInstalled)
  private static let warehouses = installed.filter { $0.dialect != nil }

  @Test("Random packs: every cell of every view, distribution and distinct count", arguments: installed)
  func randomPacks(database: Database) throws {
    guard database.dialect != .spark else { return try randomPacksInOneSession(database) }
    for seed in UInt64(1)...30 {
      var random = RandomTables(seed: seed)
      let twins = try Twins(database, random.tables, zone: RandomTables.zone, yaml: RandomTables.yaml)
      try twins.expectSame(random.plan(twins.files), "seed \(seed)")
    }
  }

  /// Each seed in a schema of its own.
  private func randomPacksInOneSession(_ database: Database) throws {
    let home = try Twins.newFolder()
    defer { try? FileManager.default.removeItem(at: home) }
    let seeds = (UInt64(1)...6).map { (schema: "seed\($0).", random: RandomTables(seed: $0)) }
    let tables = seeds.flatMap { schema, random in
      random.tables.map { table in
        var table = table
        table.name = schema + table.name
        return table
      }
    }
    let place = try database.load(tables, into: home, zone: RandomTables.zone)
    let asked = try seeds.map { schema, random in
      var random = random
      let twins = try Twins(
        random.tables, in: Twins.newFolder(), home: place, schema: schema, yaml: RandomTables.yaml)
      return (twins: twins, plan: random.plan(twins.files))
    }
    for (one, (found, seed)) in zip(asked, zip(try OneSession.tables(asked), seeds)) {
      try one.twins.expectSame(found, one.plan, seed.schema)
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
    let rows = try database.load(ExampleTables.tables(of: files), into: home, zone: files.calendar.zone)
    var tables = files
    tables.folder = home.path
    for (index, dataset) in files.datasets.enumerated() {
      guard case .files = dataset.source else { continue }
      switch rows {
      case .sqlite(let file): tables.datasets[index].source = .sqlite(file: file, table: dataset.name)
      case .warehouse(let warehouse):
        tables.datasets[index].source = .table(dataset.name)
        tables.datasets[index].warehouse = warehouse
      }
    }
    var planner = Planner(files)
    for metric in files.metrics {
      planner.need(metric.name, periods: [files.period])
      for segment in files.segments { planner.need(metric.name, periods: [files.period], segment: segment.name) }
      for cohort in files.cohorts { planner.need(metric.name, periods: [files.period], cohort: cohort.name) }
    }
    let plan = Self.part(of: planner.plan(), for: database)
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

  /// Of the plan of all metrics by all segments and arms, which takes minutes: the first view of each dataset and every
  /// twelfth, every fifth distribution and every 24th distinct count. All of it where BOARDPACK_WAREHOUSES is set, but for
  /// Spark, which needs seconds to understand a statement.
  private static func part(of plan: Plan, for database: Database) -> Plan {
    guard ProcessInfo.processInfo.environment["BOARDPACK_WAREHOUSES"] == nil || database.dialect == .spark else {
      return plan
    }
    var part = plan
    var datasets: Set<String> = []
    part.views = plan.views.enumerated().filter { datasets.insert($1.dataset).inserted || $0 % 12 == 0 }.map(\.element)
    part.durations = stride(from: 0, to: plan.durations.count, by: 5).map { plan.durations[$0] }
    part.distinct = stride(from: 0, to: plan.distinct.count, by: 24).map { plan.distinct[$0] }
    return part
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

  /// Engines drop such digits as they cast or compare, each from another one on.
  @Test("A number finer than its column is a bad row, however small the rest", arguments: installed)
  func fineNumbers(database: Database) throws {
    let values = [
      "1.23", "1.230000000000000000000001", "1.234", "0.000000000000000000000001", "-1.23", nil,
      "-1.000000000000000000000000", "-0.000000000000000000000001", "99999999999999.99",
      "99999999999998.999999999999999999999999", "99999999999999.990000000000000000000001", "-99999999999998.995",
    ]
    let table = TypedTable(
      name: "t", columns: [("at", .wallClock), ("n", .fineDecimal)],
      rows: values.enumerated().map { ["2026-07-\(10 + $0)T00:00:00", $1] })
    let twins = try Twins(
      database, [table], zone: "UTC", yaml: one("{at: timestamp, n: decimal(2)}", "{n: {sum: n, from: t}}"))
    let plan = plan(twins.files, [.sum(measure: "n"), .square(measure: "n")])
    let found = try twins.warehouse.run(plan, on: twins.tables)
    try twins.expectSame(found, plan, "fine numbers")
    #expect(found.quality[0].accepted == 5 && found.views[0].byName.values.first?[0] == 9_999_999_999_999_899)
  }

  /// Berlin, 2026-03-29 and 2025-10-26: the hour from 2:00 is skipped, then shown twice.
  @Test("Clocks that change, parts of a second, a time before 1970", arguments: installed)
  func clocks(database: Database) throws {
    let wall = [
      "2026-03-29T01:59:59.999", "2026-03-29T02:00:00", "2026-03-29T02:30:00.5", "2026-03-29T03:00:00",
      "2025-10-26T01:59:59", "2025-10-26T02:00:00", "2025-10-26T02:59:59.999999", "2025-10-26T03:00:00",
      "1969-12-31T23:59:59.5", "2001-07-01T12:00:00", "2028-07-01T00:00:00", "2026-07-01T00:00:00",
    ]
    // ClickHouse holds moments only: which one is meant by such an hour was settled as the row was stored.
    let isClickHouse = database.dialect == .clickhouse
    let stored = isClickHouse ? wall.map { $0.contains("T02:") ? "2026-03-29T04:00:00" : $0 } : wall
    let moments = [
      "2026-03-29T00:59:59.999Z", "2026-03-29T01:00:00Z", "2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z", nil,
      "1969-12-31T23:59:59.25Z", "2026-07-01T00:00:00Z", nil, "2025-10-26T00:59:59.9Z", "2026-03-28T23:00:00Z",
      "2025-10-25T21:59:59.999Z", "2025-10-25T22:00:00Z",
    ]
    let table = TypedTable(
      name: "t", columns: [("at", .wallClock), ("paid", .instant), ("n", .integer)],
      rows: zip(stored, moments).enumerated().map { ["\($1.0)", $1.1, "\(1 << $0)"] })
    let yaml = one(
      "{at: timestamp, paid: timestamp, n: integer}",
      "{n: {sum: n, from: t}, p: {sum: n, from: t, at: paid}, s: {sum: \"seconds_between(paid, at)\", from: t}}"
    ).replacing("currency: EUR", with: "currency: EUR\ncalendar: {zone: Europe/Berlin}")
    let twins = try Twins(database, [table], zone: "Europe/Berlin", yaml: yaml)
    var plan = plan(twins.files, [.sum(measure: "n"), .sum(measure: "p"), .sum(measure: "s")])
    let days = try ["1960-01-01", "2025-10-26", "2025-10-27", "2026-03-29", "2026-03-30", "2026-10-05"].map {
      twins.files.calendar.start(of: try #require(CivilDate(parsing: $0)))
    }
    // Also at the second beginning of the hour that is shown twice, and where an hour is missing.
    plan.atoms = [.init(boundaries: (days + [1_761_440_400, 1_774_746_000]).sorted())]
    try twins.expectSame(plan, "clocks")
    let quality = try twins.warehouse.run(plan, on: twins.tables).quality[0]
    #expect(quality.repeatedTimes == (isClickHouse ? 0 : 2))
  }

  @Test("Names that are SQL, keys that are null or empty, texts of any kind", arguments: installed)
  func hostile(database: Database) throws {
    let texts = [
      nil, "", " ", "-", "#1", "a\tb", "line\nfeed", "carriage\rreturn", "it's", "say \"so\"", "back\\slash", "\\",
      "\\n", "%_",
      "'; DROP TABLE x; --", "\\.shell true", "${HOME}", ":n", "\u{E9}", "\u{1F600}", "NULL", "null",
      "/* */",
    ]
    // Spark itself takes letters, digits and underscores in names of tables, and nothing else (SQLSTATE 42602).
    let name = database.dialect == .spark ? "table_" : "ta\"ble; --"
    let rows = texts.enumerated().map { i, text in
      [
        "2026-07-\(10 + i % 18)T12:00:00", i == 3 ? nil : i == 4 ? "" : "k\(i)", text, texts[(i + 5) % texts.count],
        "\(i)",
      ]
    }
    let table = TypedTable(
      name: name,
      columns: [
        ("at", .wallClock), ("select", .text), ("na\"me; --", .text), ("Größe", .text), ("row problem", .integer),
      ], rows: rows)
    let yaml = """
      title: Trial
      as_of: 2026-10-05
      currency: EUR
      period: 2026-Q3
      pages: [index.md]
      datasets:
        t:
          {SOURCE(\(name)), key: select, time: at, cluster: 'COALESCE("na""me; --", "Größe")',
           columns: {at: timestamp, select: text, 'na"me; --': text, Größe: text, row problem: integer}}
      segments:
        name: {t: '"na""me; --"'}
        few: {t: '"Größe"', max_values: 4}
      measures:
        n: {sum: '"row problem"', from: t}
        slash: {count: t, where: "\\"na\\"\\"me; --\\" LIKE '%\\\\%' OR \\"Größe\\" IN ('it''s', '${HOME}', '\u{E9}')"}
        units: {distinct: t}

      """
    let twins = try Twins(database, [table], zone: "UTC", yaml: yaml)
    var plan = plan(twins.files, [.sum(measure: "n"), .sum(measure: "slash"), .square(measure: "n")])
    let first = plan.views[0]
    plan.views = [nil, "name", "few"].map { segment in
      var view = first
      (view.segment, view.bucketed) = (segment, true)
      return view
    }
    let quarter = twins.files.calendar.seconds(of: twins.files.period)
    plan.distinct = [nil, "name", "few"].map {
      .init(measure: "units", periods: [quarter], cohort: nil, segment: $0)
    }
    try twins.expectSame(plan, "hostile")
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
    let finding = database.dialect == nil ? "empty-file" : "no-rows"
    #expect(findings(empty, plan(empty.files, [.sum(measure: "n")])).map(\.id) == [finding])
  }

  @Test("What the database says is shown, with the dataset and without the statement", arguments: installed)
  func missingColumn(database: Database) throws {
    let table = TypedTable(
      name: "t", columns: [("at", .wallClock), ("n", .integer)], rows: [["2026-07-01T00:00:00", "1"]])
    let twins = try Twins(
      database, [table], zone: "UTC", yaml: one("{at: timestamp, n: integer}", "{n: {sum: n, from: t}}"))
    var pack = twins.tables
    pack.datasets[0].source = database.dialect == nil ? .sqlite(file: "trial.db", table: "nosuch") : .table("nosuch")
    let plan = plan(twins.files, [.sum(measure: "n")])
    #expect {
      _ = try twins.warehouse.run(plan, on: pack)
    } throws: { error in
      guard let found = (error as? DiagnosticError)?.diagnostics.first else { return false }
      let words = found.explanation ?? ""
      return found.id == "missing-table" && (database.dialect == nil || found.summary.contains("`t`"))
        && words.contains("nosuch")
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
    arguments: warehouses.filter { $0.dialect != .spark })
  func readOnly(database: Database) throws {
    let table = TypedTable(name: "t", columns: [("n", .integer)], rows: [["1"]])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("readonly-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    guard case .warehouse(let warehouse) = try database.load([table], into: folder, zone: "UTC") else { return }
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

  @Test("Many rows", .enabled(if: rowsAskedFor != nil), arguments: warehouses)
  func manyRows(database: Database) throws {
    let count = try #require(Self.rowsAskedFor)
    let table = TypedTable(
      name: "t", columns: [("at", .wallClock), ("k", .text), ("n", .integer)],
      rows: [["2026-07-01T00:00:00", "k", "1"]])
    let twins = try Twins(
      database, [table], zone: "UTC",
      yaml: one("{at: timestamp, k: text, n: integer}", "{n: {sum: n, from: t}, c: {distinct: t}}", key: "cluster: k, ")
    )
    try ManyRows(count: count, database: database).make(in: twins)
    var plan = plan(twins.files, [.sum(measure: "n"), .square(measure: "n")])
    plan.views[0].bucketed = true
    plan.distinct = [
      .init(measure: "c", periods: [twins.files.calendar.seconds(of: twins.files.period)], cohort: nil, segment: nil)
    ]
    try twins.expectSame(plan, "\(count) rows")
  }
}
