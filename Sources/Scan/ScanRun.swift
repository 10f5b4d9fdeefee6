import Columns
import Diagnostics
import Engines
import Metrics
import Pack
import Rows

/// One run of the scan engine: the datasets in the order of their needs, one pass each.
struct ScanRun {
  let plan: Plan
  let pack: Pack
  let engine: ScanEngine

  func run() throws -> SumTable {
    let schema = PackSchema(plan: plan, pack: pack)
    let unknown = schema.unknownNames(plan)
    guard unknown.isEmpty else { throw DiagnosticError(unknown) }
    let order = try schema.order(plan)
    let files = try open(order, schema)
    let kept = checkpoint
    let identities = files.values.joined().sorted { $0.path < $1.path }.compactMap {
      FileIdentity(name: $0.name, path: $0.path)
    }
    // Streams cannot be told apart, so nothing is kept of them.
    let checkpoint = identities.count == files.values.joined().count ? kept : nil
    if let table = checkpoint?.load(
      files: identities, hash: { RowFile(name: $0.name, path: $0.path, size: 0).contentHash })
    {
      return table
    }
    let meter = ProgressMeter(total: files.values.joined().reduce(0) { $0 + $1.size }, report: engine.progress)
    var tables: [String: LayoutBuilder.NamedTable] = [:]
    var groups: [String: RollupSource] = [:]
    var result = PlanSums(plan)
    for dataset in order {
      let layout = try LayoutBuilder(
        plan: plan, pack: pack, schema: schema, dataset: dataset, tables: tables, secret: engine.secret
      ).layout()
      let pass: DatasetPass
      switch dataset.source {
      case .files, .table, .sqlite:
        let own = files[dataset.name] ?? []
        pass = try DatasetPass(dataset, layout, try feed(dataset, layout, own, meter), files: own, engine)
      case .rollup(_, let by, _):
        guard let source = groups[dataset.name] else { continue }
        pass = DatasetPass(dataset, layout, source, by: by, engine)
      }
      // Listed first: the list is needed most when the run stops.
      let badRows = pass.badRows()
      try engine.quarantine?(dataset.name, badRows, pass.quarantined)
      try pass.check(readAgain: { try feed(dataset, layout, files[dataset.name] ?? [], nil) })
      try result.add(pass, badRows)
      if let table = try pass.lookupTable() { tables[dataset.name] = table }
      for (i, rollup) in layout.rollups.enumerated() {
        groups[rollup.dataset] = try pass.rollup(i, location: schema.location(of: rollup.dataset))
      }
    }
    let table = result.table(datasets: pack.datasets.map(\.name))
    checkpoint?.store(table, files: identities)
    return table
  }

  private var checkpoint: Checkpoint? {
    // Without knowing what made them, sums cannot be told from those of another pack or another build of the program.
    guard let folder = engine.cache, !pack.definition.isEmpty, !Checkpoint.program.isEmpty else { return nil }
    let token = engine.secret.map { Array($0.token(of: "checkpoint".utf8).utf8) } ?? []
    return Checkpoint(folder: folder, plan: plan, definition: pack.definition + [0] + token + [0] + Checkpoint.program)
  }

  /// All files are looked for before the first is read, so that all missing ones are named at once.
  private func open(_ order: [Dataset], _ schema: PackSchema) throws -> [String: [RowFile]] {
    let finder = DataFiles(folder: pack.folder, roots: engine.dataRoots + pack.dataRoots)
    var files: [String: [RowFile]] = [:]
    var findings: [Diagnostic] = []
    for dataset in order {
      if case .table(let table) = dataset.source {
        findings.append(
          Diagnostic(
            .error, "warehouse-rows", "The rows of `\(dataset.name)` lie in the table `\(table)` of a warehouse",
            at: dataset.location.place, remedy: "Name the `warehouse` in the pack"))
      }
      if case .sqlite(let file, let table) = dataset.source {
        do {
          let columns = try schema.columns(of: dataset.name).map(\.name)
          let found = try finder.file(file)
          files[dataset.name] = [SQLiteRows(table: table, columns: columns).rows(of: found)]
          let own = SQLiteColumns(table: table).missing(columns, in: found)
          if !own.missing.isEmpty {
            findings.append(MissingColumns(own.missing, of: dataset, having: own.columns).finding)
          }
        } catch let error as DiagnosticError {
          findings += error.diagnostics
        }
      }
      guard case .files(let names, _) = dataset.source else { continue }
      if names.isEmpty { findings.append(DatasetPass.noRows(dataset, "names no file that exists")) }
      for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
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

  private func feed(
    _ dataset: Dataset, _ layout: DatasetLayout, _ files: [RowFile], _ meter: ProgressMeter?
  ) throws -> RowFeed {
    var progress: RowFeed.Progress?
    if let meter, !meter.isSilent { progress = { meter.add(bytes: $0, rows: $1) } }
    return RowFeed(
      files: files, columns: layout.columns.map(\.name), format: try format(dataset, layout),
      partSize: engine.chunkSize,
      progress: progress)
  }

  private func format(_ dataset: Dataset, _ layout: DatasetLayout) throws -> RowFormat {
    if case .sqlite(_, let table) = dataset.source {
      return SQLiteRows(table: table, columns: layout.columns.map(\.name)).format
    }
    guard case .files(let names, let separator) = dataset.source else { return RowFormat(kind: .jsonLines) }
    let rules = dataset.rules
    var kind: RowFormat.Kind
    switch rules.format {
    case .spaces: kind = .spaced
    case .jsonl: kind = .jsonLines
    case .csv:
      let isJSON = Set(names.map(Self.isJSON))
      guard isJSON.count < 2 else {
        throw DiagnosticError(
          Diagnostic(
            .error, "mixed-formats", "Dataset `\(dataset.name)` has files of JSON lines and others",
            at: dataset.location.place, remedy: "Make two datasets of them, or convert one kind"))
      }
      kind = isJSON.contains(true) ? .jsonLines : .separated(by: separator)
    }
    return RowFormat(
      kind: kind, names: rules.header, allowsOthers: rules.allowsOtherColumns, known: dataset.columns.map(\.name))
  }

  private static func isJSON(_ name: String) -> Bool {
    var name = name.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    return name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson")
  }
}
