import Diagnostics
import Foundation
import Testing

@testable import Pack

/// Tables of warehouses and of SQLite files in `pack.yaml`.
struct WarehouseKeysTests {
  private func load(_ head: String, _ datasets: String) throws -> (Pack?, [Diagnostic]) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let yaml = """
      title: T
      as_of: 2026-10-05
      currency: EUR
      period: 2026-Q3
      pages: [index.md]
      \(head)
      datasets:
        t: {\(datasets), time: at}
      measures: {n: {count: t}}

      """
    for (name, text) in [
      ("pack.yaml", yaml), ("index.md", "# T\n"), ("a.db", ""), ("a.parquet", ""), ("a.csv", "at\n"),
    ] {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    return Pack.load(folder: folder.path)
  }

  @Test("The pack's warehouse, with its client's usual name and time limit where nothing is said")
  func packWarehouse() throws {
    let (pack, _) = try load("warehouse: {dialect: postgresql}", "table: a.b")
    #expect(pack?.datasets.first?.source == .table("a.b"))
    #expect(pack?.datasets.first?.warehouse == Warehouse(dialect: .postgresql, command: ["psql"], timeout: 600))
  }

  @Test("A dataset's own warehouse, command and time limit")
  func ownWarehouse() throws {
    let own = "warehouse: {dialect: duckdb, command: [duckdb, \"a b.duckdb\"], timeout: 30 s}"
    let (pack, _) = try load("warehouse: {dialect: postgresql}", "table: b, \(own)")
    #expect(
      pack?.datasets.first?.warehouse == Warehouse(dialect: .duckdb, command: ["duckdb", "a b.duckdb"], timeout: 30))
  }

  @Test("Files are read here, Parquet and what asks for it by DuckDB; SQLite needs no warehouse")
  func files() throws {
    let duckdb = "warehouse: {dialect: duckdb}"
    #expect(try load(duckdb, "file: a.csv").0?.datasets.first?.warehouse == nil)
    #expect(try load("", "file: a.csv, \(duckdb)").0?.datasets.first?.warehouse?.dialect == .duckdb)
    #expect(try load(duckdb, "file: a.parquet").0?.datasets.first?.warehouse?.dialect == .duckdb)
    let sqlite = try load(duckdb, "sqlite: a.db, table: t").0?.datasets.first
    #expect(sqlite?.source == .sqlite(file: "a.db", table: "t") && sqlite?.warehouse == nil)
  }

  @Test(
    "A lookup from one engine into another is refused where it stands, with what to do",
    arguments: [
      ("table: t", "file: a.csv", "lies in PostgreSQL", "is read from files", "one warehouse"),
      (
        "table: t", "file: a.parquet, warehouse: {dialect: duckdb}", "lies in PostgreSQL", "lies in DuckDB",
        "one warehouse"
      ),
      (
        "file: a.csv", "file: a.parquet, warehouse: {dialect: duckdb}", "is read from files", "lies in DuckDB",
        "the other's `warehouse`"
      ),
      (
        "table: t", "table: u, warehouse: {dialect: postgresql, command: [psql, service=b]}", "lies in PostgreSQL",
        "lies in another PostgreSQL", "one warehouse"
      ),
      (
        "table: t", "table: u, warehouse: {dialect: postgresql, timeout: 30 s}", "lies in PostgreSQL",
        "has another `timeout`", "the same `timeout`"
      ),
    ])
  func farLookup(from: String, to: String, own: String, other: String, remedy: String) throws {
    let lookups = "time: at, lookup: {who: {to: u, on: id}}}\n  u: {\(to), key: id"
    let (_, findings) = try load("warehouse: {dialect: postgresql}", "\(from), \(lookups)")
    let finding = try #require(findings.first { $0.id == "far-lookup" })
    #expect(finding.severity == .error && finding.location?.line == 8 && (finding.location?.column ?? 0) > 20)
    for words in ["`who`", "`t`, which \(own)", "`u`, which \(other)"] {
      #expect(finding.summary.contains(words), "\(finding.summary)")
    }
    #expect(finding.remedy?.contains(remedy) == true, "\(finding.remedy ?? "")")
  }

  @Test("Lookups in one engine, from a roll-up of its rows, and between files and SQLite are near")
  func nearLookups() throws {
    for (from, to) in [
      ("table: t", "table: u"), ("file: a.csv", "sqlite: a.db, table: u"),
      ("table: t", "table: u, warehouse: {dialect: postgresql, command: [psql]}"),
    ] {
      let lookups = "time: at, lookup: {who: {to: u, on: id}}}\n  u: {\(to), key: id"
      let (_, findings) = try load("warehouse: {dialect: postgresql}", "\(from), \(lookups)")
      #expect(!findings.contains { $0.id == "far-lookup" }, "\(from) to \(to): \(findings)")
    }
    let rollup = "time: at, lookup: {who: {to: u, on: id}}}\n  u: {rollup: t, by: id, columns: {first: first(at)}"
    let (_, findings) = try load("warehouse: {dialect: postgresql}", "table: t, \(rollup)")
    #expect(!findings.contains { $0.id == "far-lookup" }, "\(findings)")
  }

  @Test(
    "Mistakes have their findings",
    arguments: [
      ("", "table: t", "no-warehouse"), ("", "sqlite: a.db", "dataset-source"),
      ("", "file: a.csv, table: t", "dataset-source"), ("", "sqlite: nosuch.db, table: t", "missing-file"),
      ("", "sqlite: ../a.db, table: t", "path-outside"), ("", "file: a.parquet", "parquet"),
      ("warehouse: {dialect: postgresql}", "file: a.parquet", "file-warehouse"),
      ("warehouse: {dialect: oracle}", "table: t", "wrong-value"),
      ("warehouse: {dialect: duckdb, timeout: 3 months}", "table: t", "wrong-value"),
      ("warehouse: {command: [psql]}", "table: t", "missing-key"),
      ("warehouse: {dialect: duckdb, password: x}", "table: t", "unknown-key"),
      ("warehouse: {dialect: duckdb}", "table: t, separator: \";\"", "unused-key"),
      ("warehouse: {dialect: duckdb}", "sqlite: a.db, table: t, warehouse: {dialect: duckdb}", "unused-key"),
    ])
  func mistakes(head: String, dataset: String, id: String) throws {
    #expect(try load(head, dataset).1.contains { $0.id == id && $0.location?.line != nil })
  }
}
