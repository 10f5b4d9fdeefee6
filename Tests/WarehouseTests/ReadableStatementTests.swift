import Engines
import Foundation
import Pack
import TestSupport
import Testing

@testable import Warehouse

/// Each dataset of the plan has a statement to read, or is named with the reason why it has none.
@Suite struct ReadableStatementTests {
  @Test func datasetsWithoutSumsAreNamed() throws {
    let folder = try Twins.newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let yaml = """
      title: Trial
      as_of: 2026-10-05
      currency: EUR
      period: 2026-Q3
      pages: [index.md]
      datasets:
        visits: {file: visits.csv, time: at, columns: {at: timestamp}}
        cases: {file: cases.csv, time: at, columns: {at: timestamp, seconds: integer}}
        idle: {file: idle.csv, time: at, columns: {at: timestamp}}
      measures:
        n: {count: visits}
        wait: {quantile: seconds, from: cases, resolution: 1}
        other: {count: idle}

      """
    for name in ["visits.csv", "cases.csv", "idle.csv"] {
      try Data("at,seconds\n2026-07-01,1\n".utf8).write(to: folder.appendingPathComponent(name))
    }
    for (name, text) in [("pack.yaml", yaml), ("index.md", "# Trial\n")] {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    let (loaded, findings) = Pack.load(folder: folder.path)
    let pack = try #require(loaded, "\(findings)")
    let seconds = pack.calendar.seconds(of: pack.period)
    let plan = Plan(
      atoms: [.init(boundaries: [seconds.lowerBound, seconds.upperBound])],
      views: [
        .init(dataset: "visits", atoms: 0, cohort: nil, segment: nil, bucketed: true, slots: [.sum(measure: "n")])
      ], durations: [.init(measure: "wait", atoms: 0, cohort: nil, segment: nil)], distinct: [])
    let readable = ReadableStatements(for: plan, on: pack, period: pack.period)
    #expect(readable.entries.map(\.statement.dataset) == ["visits"])
    #expect(readable.entries.first?.statement.sql.contains("FROM \"visits\"") == true)
    #expect(readable.omitted.map(\.dataset) == ["cases"])
    #expect(readable.omitted.first?.why.contains("distributions") == true)
  }
}
