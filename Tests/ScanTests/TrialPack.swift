import Diagnostics
import Engines
import Foundation
import Metrics
import Pack

@testable import Scan

/// A folder of data files with a pack around them, removed with its last owner.
final class TrialPack {
  let folder: URL
  var pack: Pack

  init(_ files: [String: String], datasets: [Dataset], measures: [Measure]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("scan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let day = try Self.date(2026, 10, 5)
    pack = Pack(
      folder: folder.path, title: "Trial", organisation: nil, currency: "EUR",
      calendar: Calendar(zone: "UTC", yearStarts: 1, rules: .utc), asOf: Int64(day.dayNumber + 1) * 86_400,
      asOfDate: day,
      period: Period(name: "2026-Q3", start: try Self.date(2026, 7, 1), end: try Self.date(2026, 10, 1)),
      comparisons: [], datasets: datasets, segments: [], cohorts: [], inputs: [], measures: measures, metrics: [],
      pages: [], businessCase: nil, events: [], minimumGroup: 10, cover: .init())
    for (name, text) in files { try write(name, text) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  struct NoSuchDay: Error {}

  static func date(_ year: Int, _ month: Int, _ day: Int) throws -> CivilDate {
    guard let date = CivilDate(year: year, month: month, day: day) else { throw NoSuchDay() }
    return date
  }

  static func midnight(_ year: Int, _ month: Int, _ day: Int) throws -> Int64 {
    Int64(try date(year, month, day).dayNumber) * 86_400
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  func run(_ plan: Plan, threads: Int = 1, chunkSize: Int = 64) throws -> SumTable {
    try Scan.ScanEngine(threads: threads, chunkSize: chunkSize).run(plan, on: pack)
  }

  /// The findings that stop a run; empty when it succeeds.
  func findings(_ plan: Plan) -> [Diagnostic] {
    do {
      _ = try run(plan)
      return []
    } catch {
      return (error as? DiagnosticError)?.diagnostics ?? []
    }
  }

  static func dataset(
    _ name: String, files: [String], key: String? = nil, time: String? = "at", cluster: RowExpression? = nil,
    lookups: [Dataset.Lookup] = [], columns: [Column], maximumBadRows: Int? = nil
  ) -> Dataset {
    Dataset(
      name: name, noun: "row", source: .files(files, separator: UInt8(ascii: ",")), key: key,
      time: time.map { .column($0) }, cluster: cluster, lookups: lookups, columns: columns,
      maximumBadRows: maximumBadRows, location: SourceText("", file: "pack.yaml", line: 3, column: 5))
  }

  static func measure(
    _ name: String, _ dataset: String, _ aggregate: Measure.Aggregate, where condition: RowExpression? = nil,
    at: RowExpression? = nil, mature: Int? = nil
  ) -> Measure {
    Measure(
      name: name, dataset: dataset, aggregate: aggregate, condition: condition, at: at, matureDays: mature,
      location: SourceText("", file: "pack.yaml", line: 9, column: 5))
  }

  static let timestamp = Column(name: "at", type: .timestamp)

  /// July, August and September 2026.
  static func months() throws -> Plan.Atoms {
    Plan.Atoms(boundaries: try (7...10).map { try midnight(2026, $0, 1) })
  }
}
