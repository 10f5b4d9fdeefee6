import Diagnostics
import Engines
import Foundation
import Pack
import Scan
import Testing

@testable import Warehouse

/// DuckDB's client, where it is installed.
enum DuckDB {
  static let path = Tool.path("duckdb")

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The lines a script prints.
  static func run(_ sql: String, in folder: String) throws -> [Substring] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(path))
    process.arguments = ["-bail", "-noheader", "-list", "-separator", "\t"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let script = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).sql")
    try Data(sql.utf8).write(to: script)
    defer { try? FileManager.default.removeItem(at: script) }
    let (output, errors) = (Pipe(), FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString))
    try Data().write(to: errors)
    defer { try? FileManager.default.removeItem(at: errors) }
    process.standardInput = try FileHandle(forReadingFrom: script)
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: String(decoding: try Data(contentsOf: errors), as: UTF8.self).prefix(600) + "\n\(sql)")
    }
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
  }

  /// The sums of a plan by its statements, run one after the other in one process; where they share, each file is read
  /// once, as in a build.
  static func table(_ plan: Plan, _ pack: Pack, setup: String = "", sharing: Bool = false) throws -> SumTable {
    var reader = SumTableReader(plan: plan, pack: pack)
    let all = try statements(for: plan, on: pack, dialect: .duckdb)
    let lists = all.prefix { if case .columns = $0.purpose { true } else { false } }.count
    let mark = "-- end of statement --"
    let texts = sharing ? TemporaryTables(all, quoting: Dialect.duckdb.name).scripts : all.map(\.sql)
    let script = setup + texts.map { $0 + ";\nSELECT '\(mark)';\n" }.joined()
    var number = 0
    for line in try run(script, in: pack.folder) {
      if line == mark {
        number += 1
        if number == lists { try reader.checkColumns(.duckdb) }
      } else {
        try reader.add(line, of: all[number])
      }
    }
    return reader.table()
  }
}

/// Two engines' results for one plan: the same sums cell by cell, and the same control totals.
func expectSame(_ scan: SumTable, _ sql: SumTable, _ plan: Plan, _ note: String = "") {
  for (i, view) in plan.views.enumerated() {
    #expect(scan.views[i] == sql.views[i], "\(note) view \(i): \(view)")
  }
  for (i, view) in plan.durations.enumerated() {
    #expect(scan.durations[i].counts == sql.durations[i].counts, "\(note) \(view)")
  }
  for (i, view) in plan.distinct.enumerated() {
    // Counts above the scan's limit are estimates there.
    let limit = scan.distinct[i].exactLimit ?? .max
    let exact = scan.distinct[i].counts.filter { $0.value <= limit }
    #expect(exact == sql.distinct[i].counts.filter { exact[$0.key] != nil }, "\(note) \(view)")
    #expect(scan.distinct[i].counts.count == sql.distinct[i].counts.count, "\(note) \(view)")
  }
  #expect(scan.quality.map(\.dataset) == sql.quality.map(\.dataset), "\(note)")
  for (a, b) in zip(scan.quality, sql.quality) {
    #expect(totals(a) == totals(b), "\(note) \(a.dataset)")
    #expect(a.immature == b.immature && a.rules == b.rules && a.others == b.others, "\(note) \(a.dataset)")
    #expect(a.latest == b.latest && a.earliest == b.earliest, "\(note) \(a.dataset)")
  }
}

private func totals(_ quality: DatasetQuality) -> [Int] {
  [
    quality.read, quality.accepted, quality.quarantined, quality.outOfPeriod, quality.unassigned,
    quality.repeatedTimes,
  ]
}
