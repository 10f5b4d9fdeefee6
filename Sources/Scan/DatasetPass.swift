import Columns
import Diagnostics
import Dispatch
import Engines
import Metrics
import Pack
import Rows
import Synchronization
import Tables

/// One pass over the rows of a dataset by one or more threads, and what came of it.
struct DatasetPass {
  let dataset: Dataset
  let layout: DatasetLayout
  let workers: [BlockWorker]
  /// Bytes held at most beside the constant memory, by use.
  let keyedBytes: [String: Int]
  private let feed: RowFeed
  private let files: [RowFile]
  private let threads: Int
  private let isRollup: Bool

  /// Reads files.
  init(_ dataset: Dataset, _ layout: DatasetLayout, _ feed: RowFeed, files: [RowFile], _ engine: ScanEngine) throws {
    // Streams show their size, and packed files their rows, only when they are read.
    let hasUnknown = files.contains { $0.path == "-" || $0.name.hasSuffix(".gz") }
    let parts = files.reduce(0) { $0 + max(1, ($1.size + engine.chunkSize - 1) / engine.chunkSize) }
    let threads = hasUnknown ? engine.threads : min(engine.threads, parts)
    workers = Self.run(layout, threads: threads) { worker in
      let reader = feed.makeReader()
      let block = RowBlock(width: layout.columns.count)
      while reader.next(block) { worker.add(block) }
    }
    let findings = feed.findings
    guard findings.isEmpty else { throw DiagnosticError(findings) }
    guard engine.allowsNoRows || workers.contains(where: { $0.read > 0 }) else {
      throw DiagnosticError(
        Self.noRows(dataset, "has no rows, only a header, in \(files.map(\.name).joined(separator: ", "))"))
    }
    (self.dataset, self.layout, self.feed, self.files) = (dataset, layout, feed, files)
    self.threads = threads
    isRollup = false
    keyedBytes = Self.keyedBytes(workers, layout)
  }

  /// Takes the rows of a roll-up.
  init(_ dataset: Dataset, _ layout: DatasetLayout, _ source: RollupSource, by: String, _ engine: ScanEngine) {
    let table = source.table
    let next = Atomic(0)
    threads = max(1, min(engine.threads, table.blockCount / 16))
    workers = Self.run(layout, threads: threads) { worker in
      let block = RowBlock(width: 0)
      let registers = table.types.map { ColumnRegister(type: $0) }
      while true {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard number < table.blockCount else { return }
        worker.add(table, block: number, empty: block, registers: registers)
      }
    }
    workers[0].addUngrouped(table.ungrouped, count: table.ungroupedCount, column: by)
    (self.dataset, self.layout, feed, files) = (dataset, layout, source.feed, source.files)
    isRollup = true
    var bytes = Self.keyedBytes(workers, layout)
    bytes["roll-up", default: 0] += table.bytes
    keyedBytes = bytes
  }

  private static func run(
    _ layout: DatasetLayout, threads: Int, _ body: @Sendable (BlockWorker) -> Void
  ) -> [BlockWorker] {
    guard threads > 1 else {
      let worker = BlockWorker(layout)
      body(worker)
      return [worker]
    }
    let finished = Mutex<[FinishedWorker]>([])
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      let worker = BlockWorker(layout)
      body(worker)
      let done = FinishedWorker(worker: worker)
      finished.withLock { $0.append(done) }
    }
    return finished.withLock { $0.map(\.worker) }
  }

  /// Hands a worker from its thread to the one that merges: no two threads use it at the same time.
  private struct FinishedWorker: @unchecked Sendable {
    let worker: BlockWorker
  }

  static func noRows(_ dataset: Dataset, _ what: String) -> Diagnostic {
    Diagnostic(
      .error, "no-rows", "Dataset `\(dataset.name)` \(what)", at: dataset.location.place,
      remedy: "Check the file names of the dataset and what was exported")
  }

  private static func keyedBytes(_ workers: [BlockWorker], _ layout: DatasetLayout) -> [String: Int] {
    var bytes: [String: Int] = [:]
    for worker in workers {
      bytes["lookup", default: 0] += worker.kept?.bytes ?? 0
      bytes["key check", default: 0] += worker.checks.reduce(0) { $0 + $1.bytes }
      bytes["roll-up", default: 0] += worker.rollups.reduce(0) { $0 + $1.bytes }
      bytes["distinct", default: 0] += worker.distinct?.bytes ?? 0
      bytes["durations", default: 0] += worker.durations.reduce(0) { $0 + $1.bytes }
    }
    return bytes.filter { $0.value > 0 }
  }

  func location(_ place: Place) -> (file: String, line: Int) { (files[place.file].name, feed.line(of: place)) }

  /// Throws what stops a run: overflows and keys that are not unique.
  func check(readAgain: () throws -> RowFeed) throws {
    let overflows = workers.flatMap(\.overflows).sorted().prefix(20)
    guard overflows.isEmpty else { throw DiagnosticError(overflows.map { overflow(at: $0) }) }
    for (i, slot) in layout.uniqueSlots.enumerated() {
      let findings = try UniqueColumn(layout.columns[slot], slot: slot, in: self).findings(
        workers.map { $0.checks[i] }, threads: threads, readAgain: readAgain)
      guard findings.isEmpty else { throw DiagnosticError(findings) }
    }
  }

  private func overflow(at place: Place) -> Diagnostic {
    let (file, line) = location(place)
    return Diagnostic(
      .error, "number-overflow", "A computed number does not fit 64 bits", at: .init(file: file, line: line),
      explanation: "Dataset `\(layout.dataset)`: the expressions over this row leave the range of whole numbers",
      remedy: "Check the values of the row, or declare fewer digits after the point")
  }

  /// Rows that were set aside.
  var quarantined: Int { workers.reduce(0) { $0 + $1.quarantine.total } }

  /// The first of them in order.
  func badRows() -> [DatasetQuality.BadRow] {
    var whole = Quarantine()
    for worker in workers { whole.merge(worker.quarantine) }
    return whole.sorted().map { entry in
      let (file, line) = location(entry.place)
      return .init(file: file, line: line, column: entry.column, rule: entry.rule, value: entry.value)
    }
  }

  /// The control totals.
  func quality(_ others: [DatasetQuality.OtherValues], _ badRows: [DatasetQuality.BadRow]) -> DatasetQuality {
    func total(_ count: (BlockWorker) -> Int) -> Int { workers.reduce(0) { $0 + count($1) } }
    var immature: [String: Int] = [:]
    for (i, measure) in layout.measures.enumerated() where measure.matureSeconds != nil {
      immature[measure.name] = total { $0.measures[i].immature }
    }
    let rules = layout.rules.enumerated().map { i, rule in
      DatasetQuality.RuleResult(
        name: rule.name, violations: total { $0.violations[i] }, isQuarantining: rule.rule.action == .quarantine)
    }
    return DatasetQuality(
      dataset: layout.dataset, read: total(\.read), accepted: total(\.accepted), quarantined: quarantined,
      outOfPeriod: total(\.outOfPeriod), unassigned: total(\.unassigned), immature: immature,
      fileHashes: isRollup ? [] : feed.fingerprints, badRows: Array(badRows.prefix(10_000)),
      latest: workers.compactMap(\.latest).max(), repeatedTimes: total(\.repeatedTimes),
      earliest: workers.compactMap(\.earliest).min(), rules: rules, others: others, keyedBytes: keyedBytes)
  }

  /// The table that lookups of other datasets use; nil where none does. The builders are used up.
  func lookupTable() throws -> LayoutBuilder.NamedTable? {
    guard let kept = layout.kept, let key = layout.key else { return nil }
    let (table, duplicates) = LookupTable.merge(workers.compactMap(\.kept), threads: threads)
    let column = layout.columns[key.slot]
    guard duplicates.isEmpty else {
      throw DiagnosticError(
        duplicates.map { UniqueColumn(column, slot: key.slot, in: self).finding($0) })
    }
    return .init(table: table, columns: kept.names)
  }

  /// One of the roll-ups of this dataset. The builders are used up.
  func rollup(_ i: Int, location: Diagnostic.Location?) throws -> RollupSource {
    let rollup = layout.rollups[i]
    do {
      let table = try RollupTable.merge(workers.map { $0.rollups[i] }, threads: threads)
      return RollupSource(table: table, feed: feed, files: files)
    } catch {
      throw DiagnosticError(
        Diagnostic(
          .error, "number-overflow", "A sum of roll-up `\(rollup.dataset)` does not fit 64 bits", at: location))
    }
  }
}
