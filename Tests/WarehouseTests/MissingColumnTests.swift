import Diagnostics
import Engines
import Pack
import TestSupport
import Testing

@testable import Warehouse

/// What is wrong with the columns of tables is found before anything is counted, for all tables at once.
@Suite struct MissingColumnTests {
  private static let tables = [
    TypedTable(
      name: "visits", columns: [("at", .wallClock), ("amount", .integer), ("kind", .text)],
      rows: [["2026-07-01T00:00:00", "1", "x"]]),
    TypedTable(
      name: "orders", columns: [("at", .wallClock), ("sold \"net\" to clients", .integer)],
      rows: [["2026-07-01T00:00:00", "1"]]),
  ]

  private func yaml(_ columns: String) -> String {
    """
    title: Trial
    as_of: 2026-10-05
    currency: EUR
    period: 2026-Q3
    pages: [index.md]
    datasets:
      visits: {SOURCE(visits), time: at, columns: {at: timestamp, \(columns)}}
      orders: {SOURCE(orders), time: at, columns: {at: timestamp, sold: integer, bought: integer}}
    measures: {n: {count: visits}, m: {count: orders}}

    """
  }

  private func findings(_ database: Database, _ columns: String) throws -> [Diagnostic] {
    let twins = try Twins(database, Self.tables, zone: "UTC", yaml: yaml(columns))
    let seconds = twins.files.calendar.seconds(of: twins.files.period)
    let views = [("visits", "n"), ("orders", "m")].map { dataset, measure in
      Plan.View(
        dataset: dataset, atoms: 0, cohort: nil, segment: nil, bucketed: false, slots: [.sum(measure: measure)])
    }
    let plan = Plan(
      atoms: [.init(boundaries: [seconds.lowerBound, seconds.upperBound])], views: views, durations: [], distinct: [])
    let error = #expect(throws: DiagnosticError.self) { _ = try twins.warehouse.run(plan, on: twins.tables) }
    return error?.diagnostics ?? []
  }

  @Test(arguments: Database.all.filter { $0.isInstalled && $0.dialect != .spark })
  func everyTableAtOnce(database: Database) throws {
    let found = try findings(database, "amuont: integer, kind: integer")
    // SQLite's columns have no types that could be relied on.
    let types = database.dialect == nil ? [] : ["column-type"]
    #expect(found.map(\.id) == types + ["missing-column", "missing-column"])
    let missing = found.suffix(2).map { $0 }
    #expect(missing[0].summary == "Column `amuont` is not in the table `visits` of dataset `visits`")
    #expect(missing[0].explanation == "It has `at`, `amount`, `kind`")
    #expect(missing[0].remedy == "Did you mean `amount`?")
    #expect(missing[1].summary == "Columns `bought`, `sold` are not in the table `orders` of dataset `orders`")
    #expect(missing[1].explanation == "It has `at`, `sold \"net\" to clients`")
    #expect(missing[1].remedy == "Correct the name in the pack, or read a view that has the column")
    #expect(missing.allSatisfy { $0.location?.file == "pack.yaml" && $0.location?.line != nil })
  }

  @Test("DuckDB and SQLite do not mind case, PostgreSQL and ClickHouse do")
  func spelling() throws {
    for database in Database.all where database.isInstalled && database.dialect != .spark {
      let found = try findings(database, "AMOUNT: integer, kind: text").map(\.summary).filter { $0.contains("AMOUNT") }
      #expect(found.isEmpty == (database.dialect == .duckdb || database.dialect == nil))
    }
  }
}
