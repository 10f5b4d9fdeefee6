import Diagnostics
public import Engines
public import Facts
import Foundation
import Metrics
public import Pack
import Scan

/// A few rows in place of a pack's data: what tests of metrics are made of.
///
/// The rows take the whole way of a figure: written as CSV into a folder of their own, decoded, scanned, summed.
public enum TinyPack {
  /// What became of the rows.
  public struct Result {
    /// The metric's figure.
    public var fact: Fact
    /// Rows that were set aside, which a test did not mean.
    public var badRows: [DatasetQuality.BadRow]
  }

  /// The figure of a metric over some rows of each dataset; datasets without any are empty.
  ///
  /// A row without a key gets one, a row without a time stands on the first day of the pack's period at noon. Rules on
  /// freshness, retention and figures from outside are those of the real data and do not hold here. Throws a
  /// `DiagnosticError` where rows do not fit the dataset's columns.
  public static func result(
    of metric: String, in pack: Pack, rows: [String: [[String: String]]]
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "boardpack-rows-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let tiny = try self.pack(pack, rows: rows, folder: folder)
    var planner = Planner(tiny)
    planner.need(metric, periods: [tiny.period])
    let plan = planner.plan()
    let table = try ScanEngine(threads: 1).run(plan, on: tiny)
    let book = FactBook(pack: tiny, plan: plan, table: table)
    return Result(fact: book.fact(metric, in: Slice(tiny.period)), badRows: table.quality.flatMap(\.badRows))
  }

  private static func pack(_ pack: Pack, rows: [String: [[String: String]]], folder: URL) throws -> Pack {
    var tiny = pack
    tiny.folder = folder.resolvingSymlinksInPath().path(percentEncoded: false)
    if tiny.folder.hasSuffix("/") { tiny.folder.removeLast() }
    tiny.dataRoots = []
    tiny.tokenKey = nil
    tiny.definition = []
    for index in tiny.datasets.indices {
      let dataset = tiny.datasets[index]
      if case .rollup = dataset.source { continue }
      let file = dataset.name + ".csv"
      try Data(text(dataset, rows[dataset.name] ?? [], noon: pack.period.start).utf8)
        .write(to: folder.appending(path: file))
      tiny.datasets[index].source = .files([file], separator: UInt8(ascii: ","))
      tiny.datasets[index].rules.format = .csv
      tiny.datasets[index].rules.header = nil
      tiny.datasets[index].rules.freshness = nil
      tiny.datasets[index].rules.retention = nil
      tiny.datasets[index].rules.reconciliations = []
      tiny.datasets[index].rules.allowsOtherColumns = true
    }
    return tiny
  }

  private static func text(_ dataset: Dataset, _ rows: [[String: String]], noon: CivilDate) throws -> String {
    var names = dataset.columns.map(\.name)
    let others = Set(rows.flatMap(\.keys)).subtracting(names)
    if let other = others.sorted().first {
      throw DiagnosticError(
        Diagnostic(
          .error, "unknown-column", "The rows of `\(dataset.name)` have a column `\(other)`, which no figure reads",
          at: .init(file: dataset.location.file, line: dataset.location.line),
          remedy: nearestName(to: other, among: names).map { "Did you mean `\($0)`?" }))
    }
    if names.isEmpty { names = ["_"] }
    var lines = [names.map(field).joined(separator: ",")]
    for (number, row) in rows.enumerated() {
      lines.append(
        names.map { name in
          if let value = row[name] { return field(value) }
          if name == dataset.key { return "\(number + 1)" }
          return isTime(name, of: dataset) ? "\(noon.description) 12:00:00" : ""
        }.joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func isTime(_ name: String, of dataset: Dataset) -> Bool {
    guard dataset.time == .column(name) else { return false }
    let format = dataset.columns.first { $0.name == name }?.format
    return format == nil || format == "iso"
  }

  private static func field(_ text: String) -> String {
    text.isEmpty ? "" : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
