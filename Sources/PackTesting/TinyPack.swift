import Diagnostics
import Engines
public import Facts
import Foundation
import Metrics
public import Pack
import Scan

/// A pack over rows written out in a test, in place of its data: they are written to files of a folder of their own and
/// go through the same decoding, rules and scan as real ones.
///
///     let tiny = TinyPack(pack, rows: RowsInTest(rows: ["sessions": [["session_id": "s1", "started_at": "2026-07-01"]]]))
///     let fact = try tiny.fact("containment_rate", in: pack.period)
public struct TinyPack {
  private let pack: Pack
  private let content: RowsInTest

  /// A pack with other rows; datasets that have none are empty, inputs that are not given keep their value.
  public init(_ pack: Pack, rows content: RowsInTest) {
    self.pack = pack
    self.content = content
  }

  /// The fact of a metric over the rows. A row without a key or a customer gets its number for one, a row without a time stands at noon
  /// of the period's first day. A row that the pack would set aside is an error, with the reason, as is a column that no
  /// figure reads.
  public func fact(_ metric: String, in period: Period) throws -> Fact {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("boardpack-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let tiny = try moved(to: folder, in: period)
    var planner = Planner(tiny)
    planner.need(metric, periods: [period])
    let plan = planner.plan()
    let table = try ScanEngine(threads: 1, allowsNoRows: true).run(plan, on: tiny)
    let refused = table.quality.flatMap { entry in
      entry.badRows.map { row in
        Diagnostic(
          .error, "test-row",
          "row \(row.line - 1) of `\(entry.dataset)` is set aside: \(row.column.map { "`\($0)` " } ?? "")\(row.rule)",
          at: nil, remedy: "Give the row the values that the dataset asks for")
      }
    }
    guard refused.isEmpty else { throw DiagnosticError(refused) }
    return FactBook(pack: tiny, plan: plan, table: table).fact(metric, in: Slice(period))
  }

  private func moved(to folder: URL, in period: Period) throws -> Pack {
    var tiny = pack
    tiny.folder = folder.resolvingSymlinksInPath().path
    tiny.dataRoots = []
    tiny.definition = []
    for (position, dataset) in pack.datasets.enumerated() {
      if case .rollup = dataset.source { continue }
      let name = "\(position).csv"
      try Data(csv(dataset, period).utf8).write(to: folder.appendingPathComponent(name))
      tiny.datasets[position].source = .files([name], separator: UInt8(ascii: ","))
      // What is asked of the rows as a whole is not asked of a handful.
      tiny.datasets[position].rules = DataRules(rowRules: dataset.rules.rowRules, contract: dataset.rules.contract)
    }
    for index in tiny.inputs.indices {
      guard let value = content.inputs[tiny.inputs[index].name] else { continue }
      tiny.inputs[index].value = value
      tiny.inputs[index].low = nil
      tiny.inputs[index].high = nil
    }
    return tiny
  }

  private func csv(_ dataset: Dataset, _ period: Period) throws -> String {
    let others = Set((content.rows[dataset.name] ?? []).flatMap(\.keys)).subtracting(dataset.columns.map(\.name))
    if let other = others.min() {
      throw DiagnosticError(
        Diagnostic(
          .error, "test-row", "the rows of `\(dataset.name)` have a column `\(other)`, which no figure reads", at: nil,
          remedy: nearestName(to: other, among: dataset.columns.map(\.name)).map { "Did you mean `\($0)`?" }))
    }
    // A file needs a header, even where no column is read.
    let names = dataset.columns.isEmpty ? ["row"] : dataset.columns.map(\.name)
    let rows = (content.rows[dataset.name] ?? []).enumerated().map { number, row in
      names.map { name in
        row[name]
          ?? (name == dataset.key || isCluster(name, of: dataset)
            ? "\(number + 1)" : isTime(name, of: dataset) ? "\(period.start) 12:00:00" : "")
      }
    }
    return ([names] + rows).map { $0.map(field).joined(separator: ",") + "\n" }.joined()
  }

  /// Whether a column names the rows' customers: those of a test are different ones unless it says otherwise.
  private func isCluster(_ name: String, of dataset: Dataset) -> Bool {
    dataset.cluster == .column(name)
      && dataset.columns.contains { $0.name == name && ($0.type == .text || $0.type == .number(scale: 0)) }
  }

  /// Whether a column holds the rows' time, written as timestamps are by default.
  private func isTime(_ name: String, of dataset: Dataset) -> Bool {
    guard dataset.time == .column(name), let column = dataset.columns.first(where: { $0.name == name }) else {
      return false
    }
    return column.type == .timestamp && (column.format ?? "iso") == "iso"
  }

  /// An empty field is no value; one in quotes would be an empty text.
  private func field(_ text: String) -> String {
    text.isEmpty ? "" : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
