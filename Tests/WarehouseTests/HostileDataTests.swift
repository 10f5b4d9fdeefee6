import Diagnostics
import Engines
import Foundation
import Metrics
import Pack
import Scan
import TestSupport
import Testing
import Warehouse

/// Files and packs that mean no good, read by DuckDB as by the scan: hours that the clock shows twice, newlines, quotes
/// and no text in values, negative and broken numbers, names that are SQL.
@Suite(.enabled(if: DuckDB.path != nil || Repository.isContinuousIntegration)) struct HostileDataTests {
  private static let rows = #"""
    key,at,amount,kind,"na""me; --"
    1,2026-10-25 02:30:00,-12.50,"a
    b",x
    2,2026-10-25T02:30:00+01:00,0.05,"tab\there",x
    3,2026-03-29 02:30,+7,it's,x
    4,2026-07-01T10:00:00.999Z,.5,"",x
    5,2026-07-01,1.2500,,'); DROP TABLE t; --
    6,2026-07-02,1.234,é,x
    7,2026-07-03,-0.01,"say ""yes""",\
    8,2026-02-30,1,x,x
    9,,1,x,x
    10,2026-07-04,1e3,x,x
    11,2026-07-05,92233720368547758.07,x,x
    12,2026-07-06,92233720368547758.08,x,x
    13,2026-07-07,,x,%_

    """#

  private func pack(_ folder: URL) throws -> Pack {
    func date(_ text: String) throws -> CivilDate { try #require(CivilDate(parsing: text)) }
    let place = SourceText("", file: "pack.yaml", line: 1, column: 1)
    let dataset = Dataset(
      name: "visits", noun: "visit", source: .files(["visits.csv"], separator: UInt8(ascii: ",")), key: "key",
      time: .column("at"), cluster: nil, lookups: [],
      columns: [
        Column(name: "key", type: .number(scale: 0)), Column(name: "at", type: .timestamp),
        Column(name: "amount", type: .number(scale: 2)), Column(name: "kind", type: .text),
        Column(name: "na\"me; --", type: .text, nulls: ["'); DROP TABLE t; --"]),
      ], maximumBadRows: nil, location: place)
    func measure(_ name: String, _ aggregate: Measure.Aggregate, where text: String? = nil) throws -> Measure {
      let condition = try text.map { try RowExpression(parsing: SourceText($0, file: "pack.yaml", line: 1, column: 1)) }
      return Measure(name: name, dataset: "visits", aggregate: aggregate, condition: condition, location: place)
    }
    let berlin = try ZoneRules.load("Europe/Berlin")
    let day = try date("2026-12-31")
    return Pack(
      folder: folder.path, title: "", organisation: nil, currency: "EUR",
      calendar: Calendar(zone: "Europe/Berlin", yearStarts: 1, rules: berlin),
      asOf: Int64(day.dayNumber + 1) * 86_400, asOfDate: day,
      period: Period(name: "2026", start: try date("2026-01-01"), end: try date("2027-01-01")), comparisons: [],
      datasets: [dataset],
      segments: [
        .init(name: "kind", label: "", sources: ["visits": .column("kind")], maximumValues: 3),
        .init(name: "amount", label: "", sources: ["visits": .column("amount")]),
      ], cohorts: [], inputs: [],
      measures: [
        try measure("rows", .count), try measure("amount", .sum(.column("amount"))),
        try measure("slash", .count, where: #""na""me; --" LIKE '\%' OR kind LIKE 'a_b' OR kind = 'it''s'"#),
        try measure("lost", .count, where: "\"na\"\"me; --\" IS NULL AND amount > 1.2"),
        try measure("least", .sum(.call(.least, [.column("amount"), .column("key"), .number(1005, scale: 2)]))),
        try measure("sizes", .quantile(.column("amount"), resolution: 7)),
      ], metrics: [], pages: [], businessCase: nil, events: [], minimumGroup: 10, cover: .init())
  }

  @Test func sumsAreTheScans() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("warehouse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(Self.rows.utf8).write(to: folder.appendingPathComponent("visits.csv"))
    let pack = try pack(folder)
    let bounds = try [
      "2026-01-01", "2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26", "2027-01-01",
    ].map { pack.calendar.start(of: try #require(CivilDate(parsing: $0))) }
    // The hour that occurs twice, cut at its second beginning: 01:00 UTC on 25 October.
    let hour: Int64 = 1_792_890_000
    let atoms = Plan.Atoms(boundaries: (bounds + [hour]).sorted())
    let names = ["rows", "amount", "slash", "lost", "least"]
    let sums = names.map { Plan.Slot.sum(measure: $0) } + [.square(measure: "amount"), .product("amount", "least")]
    let plan = Plan(
      atoms: [atoms],
      views: [nil, "kind", "amount"].map {
        .init(dataset: "visits", atoms: 0, cohort: nil, segment: $0, bucketed: true, slots: sums)
      }, durations: [.init(measure: "sizes", atoms: 0, cohort: nil, segment: "kind")],
      distinct: [.init(measure: "rows", periods: [bounds[0]..<bounds[5]], cohort: nil, segment: "kind")])
    let scan = try ScanEngine(threads: 1).run(plan, on: pack)
    #expect(scan.quality[0].repeatedTimes == 1 && scan.quality[0].quarantined == 5)
    expectSame(scan, try DuckDB.table(plan, pack), plan)
  }

  /// Two spellings of é are two values when the most frequent are found, in sums as in distinct counts.
  @Test(arguments: [1, 2, 3]) func spellingsAreRankedApart(maximum: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("spelling-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let kinds = ["e\u{301}", "\u{E9}", "x", "e\u{301}", "x", "\u{E9}", "x"]
    let rows = kinds.enumerated().map { "\($0),2026-07-0\($0 + 1),1,\($1),y\n" }
    try Data(("key,at,amount,kind,\"na\"\"me; --\"\n" + rows.joined()).utf8)
      .write(to: folder.appendingPathComponent("visits.csv"))
    var pack = try pack(folder)
    pack.segments[0].maximumValues = maximum
    let bounds = try ["2026-07-01", "2026-08-01"].map { pack.calendar.start(of: try #require(CivilDate(parsing: $0))) }
    let plan = Plan(
      atoms: [.init(boundaries: bounds)],
      views: [
        .init(
          dataset: "visits", atoms: 0, cohort: nil, segment: "kind", bucketed: false, slots: [.sum(measure: "rows")])
      ], durations: [.init(measure: "sizes", atoms: 0, cohort: nil, segment: "kind")],
      distinct: [.init(measure: "rows", periods: [bounds[0]..<bounds[1]], cohort: nil, segment: "kind")])
    expectSame(try ScanEngine(threads: 1).run(plan, on: pack), try DuckDB.table(plan, pack), plan)
  }

  /// DuckDB's FLOAT has no exact sums; the type is asked for before anything is added up.
  @Test func floatingPointIsRefused() throws {
    var pack = try pack(FileManager.default.temporaryDirectory)
    pack.datasets[0].source = .table("main.visits")
    let view = Plan.View(
      dataset: "visits", atoms: 0, cohort: nil, segment: nil, bucketed: false, slots: [.sum(measure: "amount")])
    let plan = Plan(atoms: [.init(boundaries: [0, 4_000_000_000])], views: [view], durations: [], distinct: [])
    let table = #"CREATE TABLE visits ("key" INT, "at" TIMESTAMP, amount FLOAT, kind TEXT, "na""me; --" TEXT);"#
    let error = #expect(throws: DiagnosticError.self) {
      _ = try DuckDB.table(plan, pack, setup: table + "\n")
    }
    #expect(error?.diagnostics.map(\.id) == ["column-type"])
    #expect(error?.diagnostics.first?.summary.contains("FLOAT") == true)
  }
}
