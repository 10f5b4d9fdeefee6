import Diagnostics
import Engines
import Foundation
import Metrics
import Pack
import TestSupport
import Testing

@testable import Scan

/// Rows of SQLite files, as SQLite's own client prints them.
struct SQLiteTests {
  static let isInstalled =
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: $0 + "/sqlite3")
    } || Repository.isContinuousIntegration

  private func trial(
    _ script: String, table: String = "t", _ columns: [Column], segment: RowExpression? = nil
  ) throws -> (TrialPack, Plan) {
    let names = columns.map { TrialPack.measure("sum_\($0.name)", "t", .sum(.column($0.name))) }
    let numbers = zip(columns, names).filter { $0.0.type != .text }.map(\.1)
    let trial = try TrialPack(
      [:], datasets: [TrialPack.dataset("t", files: [], columns: [TrialPack.timestamp] + columns)],
      measures: [TrialPack.measure("rows", "t", .count)] + numbers)
    trial.pack.datasets[0].source = .sqlite(file: "a.db", table: table)
    if let segment { trial.pack.segments = [.init(name: "s", label: "S", sources: ["t": segment])] }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-bail", trial.folder.appendingPathComponent("a.db").path, script]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let view = Plan.View(
      dataset: "t", atoms: 0, cohort: nil, segment: segment == nil ? nil : "s", bucketed: false,
      slots: [.sum(measure: "rows")] + numbers.map { .sum(measure: $0.name) })
    return (trial, Plan(atoms: [try TrialPack.months()], views: [view], durations: [], distinct: []))
  }

  @Test(
    "Texts with commas, quotes, line feeds, apostrophes and dot-commands; no value and empty; bytes",
    .enabled(if: isInstalled))
  func texts() throws {
    let (trial, plan) = try trial(
      """
      CREATE TABLE t (at TEXT, s);
      INSERT INTO t VALUES ('2026-07-01', 'a,b'), ('2026-07-01', 'say "so"'), ('2026-07-01', 'one
      .shell touch stolen
      two'), ('2026-07-01', 'it''s'), ('2026-07-01', ''), ('2026-07-01', NULL), ('2026-07-01', x'00ff'),
      ('2026-07-01', 'nul' || char(0) || 'x'), ('2026-07-01', 'Zoë'), ('2026-07-01', 12);
      """, [Column(name: "s", type: .text)], segment: .column("s"))
    let found = try trial.run(plan).views[0].byName
    let texts = ["a,b", "say \"so\"", "one\n.shell touch stolen\ntwo", "it's", "x'00FF'", "x'6E756C0078'", "Zoë", "12"]
    let one = texts.map { (SumTable.Key(atom: 0, arm: "", segment: $0, bucket: -1), [Int128(1)]) }
    let none = [(SumTable.Key(atom: 0, arm: "", segment: "", bucket: -1), [Int128(2)])]
    #expect(found == Dictionary(uniqueKeysWithValues: one + none))
  }

  @Test("Numbers: whole, decimal, floating point; a roll-up and bad rows are as of a file", .enabled(if: isInstalled))
  func numbers() throws {
    let (trial, plan) = try trial(
      """
      CREATE TABLE t (at TEXT, n INTEGER, x REAL);
      INSERT INTO t VALUES ('2026-07-01', 3, 12.5), ('2026-07-02', -1, 0.1), ('2026-08-01', 9223372036854775807, NULL),
      ('2026-07-03', 1, 0.125), ('never', 1, 1);
      """, [Column(name: "n", type: .number(scale: 0)), Column(name: "x", type: .number(scale: 2))])
    let table = try trial.run(plan)
    let key = SumTable.Key(atom: 0, arm: "", segment: "", bucket: -1)
    #expect(table.views[0].byName[key] == [2, 2, 1260])
    #expect(table.quality[0].read == 5 && table.quality[0].quarantined == 2)
    #expect(table.quality[0].badRows.map(\.file) == ["a.db:t", "a.db:t"])
  }

  @Test("A table and columns with quotes in their names", .enabled(if: isInstalled))
  func names() throws {
    let (trial, plan) = try trial(
      "CREATE TABLE \"t\"\"; DROP TABLE x; --\" (at TEXT, \"n\"\"); --\" INTEGER); INSERT INTO \"t\"\"; DROP TABLE x; --\" VALUES ('2026-07-01', 5);",
      table: "t\"; DROP TABLE x; --", [Column(name: "n\"); --", type: .number(scale: 0))])
    #expect(try trial.run(plan).views[0].byName.values.first == [1, 5])
  }

  @Test("A column, a table that is not there, and a file that is no database are findings", .enabled(if: isInstalled))
  func missing() throws {
    let number = [Column(name: "n", type: .number(scale: 0))]
    let (trial, plan) = try trial("CREATE TABLE t (at TEXT); INSERT INTO t VALUES ('2026-07-01');", number)
    let finding = try #require(trial.findings(plan).first)
    #expect(finding.id == "missing-column" && finding.explanation == "It has `at`")
    trial.pack.datasets[0].source = .sqlite(file: "a.db", table: "nosuch")
    #expect(trial.findings(plan).first?.explanation?.contains("no such table: nosuch") == true)
    try trial.write("b.db", "this is no database, but long enough to be taken for one at first sight")
    trial.pack.datasets[0].source = .sqlite(file: "b.db", table: "t")
    #expect(trial.findings(plan).first?.explanation?.contains("not a database") == true)
  }

  @Test("A table without rows is a dataset without rows", .enabled(if: isInstalled))
  func noRows() throws {
    let (trial, plan) = try trial("CREATE TABLE t (at TEXT);", [])
    #expect(trial.findings(plan).map(\.id) == ["empty-file"])
  }

  @Test("More rows than a pipe holds, on several threads: 1 + … + 50,000", .enabled(if: isInstalled))
  func many() throws {
    let (trial, plan) = try trial(
      """
      CREATE TABLE t (at TEXT, n INTEGER);
      WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 50000)
      INSERT INTO t SELECT '2026-07-01', i FROM c;
      """, [Column(name: "n", type: .number(scale: 0))])
    #expect(try trial.run(plan, threads: 3, chunkSize: 4096).views[0].byName.values.first == [50_000, 1_250_025_000])
  }
}
