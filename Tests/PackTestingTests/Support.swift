import Diagnostics
import Engines
import Facts
import Foundation
import Pack
import PackTesting
import Scan
import Testing

/// A pack in a folder of its own, removed with its last owner.
final class TemporaryPack {
  let folder: URL
  let pack: Pack?
  let findings: [Diagnostic]

  /// `body` holds the keys from `datasets:` on; `files` are written beside the pack.
  init(asOf: String = "2026-10-05", period: String = "2026-Q3", files: [String: String], _ body: String) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "packtest-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let head = """
      title: Trial
      as_of: \(asOf)
      currency: EUR
      calendar: {zone: UTC}
      period: \(period)
      minimum_group: 1
      pages: [index.md]

      """
    var all = files
    all["pack.yaml"] = head + body
    all["index.md"] = "# A trial\n"
    for (name, text) in all { try Data(text.utf8).write(to: folder.appending(path: name)) }
    (pack, findings) = Pack.load(folder: folder.path(percentEncoded: false))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The results of the pack's tests by name.
  func results() throws -> [String: PackTestResult] {
    let pack = try #require(pack, "\(findings)")
    let run = PackTestRun(pack, tests: pack.tests)
    let book = try run.plan.map { plan in
      FactBook(pack: pack, plan: plan, table: try ScanEngine(threads: 1).run(plan, on: pack))
    }
    return Dictionary(uniqueKeysWithValues: run.results(book).map { ($0.test.name, $0) })
  }

  /// Facts of some names over some periods.
  func book(_ names: [String], periods: [Period]) throws -> FactBook {
    let pack = try #require(pack, "\(findings)")
    var planner = Planner(pack)
    for name in names { planner.need(name, periods: periods) }
    let plan = planner.plan()
    return FactBook(pack: pack, plan: plan, table: try ScanEngine(threads: 1).run(plan, on: pack))
  }
}
