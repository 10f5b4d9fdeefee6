import Engines
import Diagnostics

/// Merges the shares of all threads by value: names instead of numbers, so that no order matters.
struct SumTableBuilder {
  private var views: [[SumTable.Key: [Int128]]]
  private let widths: [Int]
  private var durations: [Durations]
  private var distinct: [DistinctCounts]
  private var quality: [String: DatasetQuality] = [:]
  private var hasOverflow = false

  init(plan: Plan) {
    views = plan.views.map { _ in [:] }
    widths = plan.views.map(\.slots.count)
    durations = plan.durations.map { _ in Durations() }
    distinct = plan.distinct.map { _ in DistinctCounts() }
  }

  mutating func add(_ layout: DatasetLayout, _ workers: [DatasetWorker], hashes: [(file: String, hash: String)]) {
    let arms = layout.cohorts.indices.map { i in Self.names(workers.map { $0.armNames[i] }) }
    let segments = layout.segments.indices.map { i in Self.names(workers.map { $0.segmentNames[i] }) }
    func name(_ names: [[[String]]], _ division: Int?, _ worker: Int, _ id: Int) -> String {
      division.map { names[$0][worker][id] } ?? ""
    }
    for (w, worker) in workers.enumerated() {
      for (i, view) in layout.views.enumerated() {
        for (row, bits) in worker.sums[i].keys.keys.enumerated() {
          let packed = Packed(bits: bits)
          let key = SumTable.Key(
            atom: packed.atom, arm: name(arms, view.cohort, w, packed.arm),
            segment: name(segments, view.segment, w, packed.segment), bucket: packed.bucket)
          let values = worker.sums[i].values[row * view.width..<(row + 1) * view.width]
          add(values, to: key, view: view.index)
        }
      }
      for (i, view) in layout.durations.enumerated() {
        for (key, count) in worker.durations[i] {
          let key = Durations.Key(
            atom: key.atom, arm: name(arms, view.cohort, w, Int(key.arm)),
            segment: name(segments, view.segment, w, Int(key.segment)), value: key.value, ending: key.ending)
          durations[view.index].counts[key, default: 0] += count
        }
      }
    }
    for (i, view) in layout.distinct.enumerated() {
      var clusters = ByteDictionary()
      var seen: [DistinctCounts.Key: Set<Int>] = [:]
      for (w, worker) in workers.enumerated() {
        for entry in worker.distinct[i] {
          let key = DistinctCounts.Key(
            period: entry.period, arm: name(arms, view.cohort, w, Int(entry.arm)),
            segment: name(segments, view.segment, w, Int(entry.segment)))
          seen[key, default: []].insert(clusters.intern(worker.clusters[Int(entry.cluster)]))
        }
      }
      distinct[view.index].counts = seen.mapValues { Int64($0.count) }
    }
    quality[layout.dataset] = Self.quality(layout, workers, hashes)
  }

  private mutating func add(_ values: ArraySlice<Int128>, to key: SumTable.Key, view: Int) {
    guard var cell = views[view][key] else {
      views[view][key] = Array(values)
      return
    }
    for (i, value) in values.enumerated() {
      let (sum, overflow) = cell[i].addingReportingOverflow(value)
      hasOverflow = hasOverflow || overflow
      cell[i] = sum
    }
    views[view][key] = cell
  }

  /// Names by worker and number. Texts that differ in bytes but not for Unicode become the one first in byte order.
  private static func names(_ dictionaries: [ByteDictionary]) -> [[String]] {
    let all = Set(dictionaries.flatMap { names in (0..<names.count).map { Array(names[$0]) } })
    var chosen: [String: String] = [:]
    for bytes in all.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let text = String(decoding: bytes, as: UTF8.self)
      if chosen[text] == nil { chosen[text] = text }
    }
    return dictionaries.map { names in
      (0..<names.count).map { id in
        let text = String(decoding: names[id], as: UTF8.self)
        return chosen[text] ?? text
      }
    }
  }

  private static func quality(
    _ layout: DatasetLayout, _ workers: [DatasetWorker], _ hashes: [(file: String, hash: String)]
  ) -> DatasetQuality {
    func total(_ count: (DatasetWorker) -> Int) -> Int { workers.reduce(0) { $0 + count($1) } }
    var immature: [String: Int] = [:]
    for (i, measure) in layout.measures.enumerated() where measure.matureSeconds != nil {
      immature[measure.name] = total { $0.immature[i] }
    }
    let bad = workers.flatMap(\.badRows).sorted(by: precedes).prefix(DatasetWorker.listedRows)
    return DatasetQuality(
      dataset: layout.dataset, read: total(\.read), accepted: total(\.accepted), quarantined: total(\.quarantined),
      outOfPeriod: total(\.outOfPeriod), unassigned: total(\.unassigned), immature: immature, fileHashes: hashes,
      badRows: Array(bad), latest: workers.compactMap(\.latest).max(), repeatedTimes: total(\.repeatedTimes),
      earliest: workers.compactMap(\.earliest).min(),
      rules: layout.rules.enumerated().map { i, rule in
        .init(name: rule.name, violations: total { $0.violations[i] }, isQuarantining: rule.isQuarantining)
      })
  }

  /// - Parameter datasets: the order in which control totals are listed.
  func table(datasets: [String]) throws -> SumTable {
    guard !hasOverflow else {
      throw DiagnosticError(Diagnostic(.error, "number-overflow", "A sum does not fit 128 bits"))
    }
    return SumTable(
      views: zip(widths, views).map { ViewSums(width: $0, cells: $1) }, durations: durations, distinct: distinct,
      quality: datasets.compactMap { quality[$0] })
  }
}
