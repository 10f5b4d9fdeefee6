import Engines
import Narrative
import Pack
import Scan
import Warehouse

/// All that a site is made of besides data: the pack, its pages as read, and the plan of what they show.
struct SiteSources {
  var pack: Pack
  var pages: [PageSource]
  var businessCase: BusinessCase?
  var pictures: [(path: String, bytes: [UInt8])]
  var plan: Plan

  /// Reads the data. Throws a `DiagnosticError` where they cannot be used.
  func sums(_ plan: Plan, on pack: Pack, _ options: SiteBuild.Options) throws -> SumTable {
    let engine = ScanEngine(
      threads: options.threads, dataRoots: options.dataRoots, progress: options.progress,
      quarantine: { [quarantine = options.quarantine] name, rows, total in
        if let dataset = pack.datasets.first(where: { $0.name == name }) { quarantine?(dataset, rows, total) }
      }, secret: options.secret?(pack), cache: options.cache)
    return try WarehouseEngine(files: engine, progress: options.statements).run(
      plan, on: options.warehouse.map { pack.reading(by: $0) } ?? pack)
  }
}
