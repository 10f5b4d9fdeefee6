import Diagnostics
import Engines
import Foundation
import Pack
import Scan
import Testing

@testable import Warehouse

/// A pack over files and the same over tables of a database.
final class Twins {
  let folder: URL
  let files: Pack
  let tables: Pack

  struct NotLoaded: Error { let findings: [Diagnostic] }

  /// - Parameter yaml: the pack, with `SOURCE(name)` where the rows of a table come from, between braces.
  convenience init(_ database: Database, _ rows: [TypedTable], zone: String, yaml: String) throws {
    let folder = try Self.newFolder()
    let home = try database.load(rows, into: folder, zone: zone)
    try self.init(rows, in: folder, home: home, schema: "", yaml: yaml)
  }

  /// Of tables that were loaded before; `schema` ends in a point where it is not empty.
  init(_ rows: [TypedTable], in folder: URL, home: Database.Home, schema: String, yaml: String) throws {
    for table in rows { try Data(table.csv.utf8).write(to: folder.appendingPathComponent(table.name + ".csv")) }
    try Data("# Trial\n".utf8).write(to: folder.appendingPathComponent("index.md"))
    self.folder = folder
    func pack(_ source: (String) -> String, _ head: String) throws -> Pack {
      var text = yaml
      for table in rows { text = text.replacing("SOURCE(\(table.name))", with: source(table.name)) }
      try Data((head + text).utf8).write(to: folder.appendingPathComponent("pack.yaml"))
      let (loaded, findings) = Pack.load(folder: folder.path)
      guard let loaded, !findings.hasErrors else { throw NotLoaded(findings: findings) }
      return loaded
    }
    files = try pack({ "file: " + Self.quoted($0 + ".csv") }, "")
    switch home {
    case .sqlite(let file): tables = try pack({ "sqlite: '\(file)', table: \(Self.quoted($0))" }, "")
    case .warehouse(let warehouse):
      let command = warehouse.command.map(Self.quoted).joined(separator: ", ")
      tables = try pack(
        { "table: \(Self.quoted(schema + $0))" },
        "warehouse: {dialect: \(warehouse.dialect.rawValue), command: [\(command)], timeout: 5 min}\n")
    }
  }

  static func newFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("twins-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// A text as YAML takes it for itself.
  private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var warehouse: WarehouseEngine { WarehouseEngine(files: ScanEngine(threads: 2)) }

  /// Both give the same, cell by cell.
  func expectSame(_ plan: Plan, _ note: String) throws {
    do {
      try expectSame(try warehouse.run(plan, on: tables), plan, note)
    } catch let error as DiagnosticError {
      Issue.record("\(note): \(error.diagnostics)")
    }
  }

  /// What a database gave is what the scan gives.
  func expectSame(_ found: SumTable, _ plan: Plan, _ note: String) throws {
    let expected = try ScanEngine(threads: 2).run(plan, on: files)
    for (i, view) in plan.views.enumerated() where expected.views[i].byName != found.views[i].byName {
      let (a, b) = (expected.views[i].byName, found.views[i].byName)
      let differing = Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.sorted()
      let lines = differing.prefix(5).map { "\($0): \(a[$0] ?? []) is \(b[$0] ?? [])" }
      Issue.record("\(note), view \(i) \(view): \(differing.count) cells differ\n\(lines.joined(separator: "\n"))")
    }
    for (i, view) in plan.durations.enumerated() {
      #expect(expected.durations[i].counts == found.durations[i].counts, "\(note) \(view)")
    }
    for (i, view) in plan.distinct.enumerated() {
      #expect(expected.distinct[i].counts == found.distinct[i].counts, "\(note) \(view)")
    }
    #expect(expected.quality.map(\.dataset) == found.quality.map(\.dataset), "\(note)")
    for (a, b) in zip(expected.quality, found.quality) {
      #expect(Self.counts(a) == Self.counts(b), "\(note), \(a.dataset)")
      #expect(a.immature == b.immature && a.latest == b.latest && a.earliest == b.earliest, "\(note), \(a.dataset)")
      #expect(a.rules == b.rules && a.others == b.others, "\(note), \(a.dataset)")
    }
  }

  private static func counts(_ quality: DatasetQuality) -> [Int] {
    [
      quality.read, quality.accepted, quality.quarantined, quality.outOfPeriod, quality.unassigned,
      quality.repeatedTimes,
    ]
  }
}
