import Engines
import Diagnostics
import Dispatch
import Metrics
import Pack
import Synchronization

/// One run of the scan engine: the datasets in the order of their needs, one pass each.
struct ScanRun {
  let plan: Plan
  let pack: Pack
  let engine: RowEngine

  func run() throws -> SumTable {
    let schema = PackSchema(plan: plan, pack: pack)
    let unknown = schema.unknownNames(plan)
    guard unknown.isEmpty else { throw DiagnosticError(unknown) }
    let order = try schema.order(plan)
    let files = try open(order)
    let meter = ProgressMeter(total: files.values.joined().reduce(0) { $0 + $1.size }, report: engine.progress)
    var tables: [String: Table] = [:]
    var groups: [String: RollupAccumulator] = [:]
    var result = SumTableBuilder(plan: plan)
    for dataset in order {
      let layout = try LayoutBuilder(
        plan: plan, pack: pack, schema: schema, dataset: dataset, tables: tables, secret: engine.secret
      ).layout()
      let pass: (workers: [DatasetWorker], hashes: [(file: String, hash: String)])
      switch dataset.source {
      case .files(_, let separator):
        pass = try scan(dataset, layout, files[dataset.name] ?? [], separator, meter)
      case .table, .sqlite: continue
      case .rollup:
        guard let accumulator = groups[dataset.name] else { continue }
        pass = ([try scan(dataset, layout, accumulator)], [])
      }
      let workers = pass.workers
      try check(workers)
      if layout.kept != nil { tables[dataset.name] = try table(dataset, layout, workers) }
      for (i, rollup) in layout.rollups.enumerated() {
        var accumulator = RollupAccumulator(layout: rollup)
        for worker in workers { accumulator.merge(worker.rollups[i]) }
        groups[rollup.dataset] = accumulator
      }
      result.add(layout, workers, hashes: pass.hashes)
    }
    return try result.table(datasets: pack.datasets.map(\.name))
  }

  /// All files are looked for before the first is read, so that all missing ones are named at once.
  private func open(_ order: [Dataset]) throws -> [String: [DataFiles.File]] {
    let finder = DataFiles(folder: pack.folder, roots: engine.dataRoots + pack.dataRoots)
    var files: [String: [DataFiles.File]] = [:]
    var findings: [Diagnostic] = []
    for dataset in order {
      guard case .files(let names, _) = dataset.source else { continue }
      if names.isEmpty { findings.append(noRows(dataset, "names no file that exists")) }
      for name in names {
        do {
          files[dataset.name, default: []].append(try finder.file(name))
        } catch let error as DiagnosticError {
          findings += error.diagnostics
        }
      }
    }
    guard findings.isEmpty else { throw DiagnosticError(findings) }
    return files
  }

  private func noRows(_ dataset: Dataset, _ what: String) -> Diagnostic {
    Diagnostic(
      .error, "no-rows", "Dataset `\(dataset.name)` \(what)",
      at: dataset.location.place,
      remedy: "Check the file names of the dataset and what was exported")
  }

  private func scan(
    _ dataset: Dataset, _ layout: DatasetLayout, _ files: [DataFiles.File], _ separator: UInt8, _ meter: ProgressMeter
  ) throws -> (workers: [DatasetWorker], hashes: [(file: String, hash: String)]) {
    let feeds = files.map { FileFeed(file: $0, columns: layout.columns, separator: separator, engine: engine, meter) }
    let workers = Mutex<[DatasetWorker]>([])
    @Sendable func work(_ thread: Int) {
      var worker = DatasetWorker(layout: layout)
      for offset in feeds.indices {
        let feed = feeds[(thread + offset) % feeds.count]
        while let batch = feed.next() { worker.add(batch, file: feed.name) }
      }
      let finished = worker
      workers.withLock { $0.append(finished) }
    }
    if engine.threads == 1 {
      work(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: engine.threads, execute: work)
    }
    let findings = feeds.flatMap(\.findings) + missingEverywhere(feeds, layout)
    guard findings.isEmpty else { throw DiagnosticError(findings) }
    let result = workers.withLock { $0 }
    guard result.contains(where: { $0.read > 0 }) else {
      throw DiagnosticError(
        noRows(dataset, "has no rows, only a header, in \(files.map(\.name).joined(separator: ", "))"))
    }
    let hashes = feeds.map { (file: $0.name, hash: $0.hash) }
    return (result, hashes.sorted { $0.file.utf8.lexicographicallyPrecedes($1.file.utf8) })
  }

  /// JSON leaves out keys without a value, so a column is missing only when no row of any file has it.
  private func missingEverywhere(_ feeds: [FileFeed], _ layout: DatasetLayout) -> [Diagnostic] {
    let seen = feeds.compactMap(\.seen)
    guard let first = feeds.first, seen.count == feeds.count, seen.contains(where: { $0.rows > 0 }) else { return [] }
    let missing = layout.columns.indices.filter { column in !seen.contains { $0.columns[column] } }
    let names = Set(seen.flatMap(\.others)).sorted()
    return HeaderCheck(file: first.name, line: nil, header: names).findings(wanted: missing.map { layout.columns[$0] })
  }

  private func scan(
    _ dataset: Dataset, _ layout: DatasetLayout, _ accumulator: RollupAccumulator
  ) throws -> DatasetWorker {
    var worker = DatasetWorker(layout: layout)
    do {
      let table = try accumulator.table()
      worker.add(table, rows: 0..<table.count)
    } catch {
      throw DiagnosticError(
        Diagnostic(
          .error, "number-overflow", "A sum of roll-up `\(dataset.name)` does not fit 64 bits",
          at: dataset.location.place))
    }
    for place in accumulator.ungrouped { worker.addUngrouped(place, column: accumulator.layout.by) }
    return worker
  }

  private func check(_ workers: [DatasetWorker]) throws {
    let fatal = workers.flatMap(\.fatal).sorted { ($0.location ?? .init(file: "")) < ($1.location ?? .init(file: "")) }
    guard fatal.isEmpty else { throw DiagnosticError(Array(fatal.prefix(20))) }
  }

  private func table(_ dataset: Dataset, _ layout: DatasetLayout, _ workers: [DatasetWorker]) throws -> Table {
    guard let kept = layout.kept, let key = layout.key else {
      throw DiagnosticError(
        Diagnostic(
          .error, "no-key", "Dataset `\(dataset.name)` is looked up but has no key",
          at: dataset.location.place,
          remedy: "Add `key:` to the dataset"))
    }
    var table = Table(columns: kept.names, types: kept.types)
    for worker in workers { worker.table.map { table.append($0) } }
    let column = dataset.columns.first { $0.name == layout.columns[key.slot] }
    let findings = table.buildIndex(
      dataset: dataset.name, key: layout.columns[key.slot], mask: ValueMask(column?.classification))
    guard findings.isEmpty else { throw DiagnosticError(findings) }
    return table
  }
}
