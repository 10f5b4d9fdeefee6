import Diagnostics
import Engines

/// Merges the shares of all threads over one dataset by value, so that no order matters.
struct DatasetSums {
  private let layout: DatasetLayout
  private let workers: [BlockWorker]
  private let arms: [SegmentNames]
  private let segments: [SegmentNames]

  /// Throws where a segment has too many values.
  init(_ layout: DatasetLayout, _ workers: [BlockWorker], location: Diagnostic.Location) throws {
    self.layout = layout
    self.workers = workers
    arms = layout.cohorts.indices.map { i in
      SegmentNames(workers.map { $0.arms[i].names }, maximum: ViewSums.armLimit)
    }
    segments = layout.segments.indices.map { i in
      SegmentNames(workers.map { $0.segments[i].names }, maximum: layout.segments[i].maximumValues)
    }
    let findings = layout.segments.indices.filter { segments[$0].isTooMany }.map { i in
      Diagnostic(
        .error, "segment-values",
        "Segment `\(layout.segments[i].name)` has more than \(SegmentNames.limit) values in dataset `\(layout.dataset)`",
        at: location, explanation: "A column with so many values is a key, not a segment",
        remedy: "Name a column with fewer values")
    }
    guard findings.isEmpty else { throw DiagnosticError(findings) }
  }

  /// The views that are computed, by index.
  func views(_ plan: Plan) throws -> [Int: ViewSums] {
    var result: [Int: ViewSums] = [:]
    for (view, panes) in Dictionary(grouping: layout.panes.indices, by: { layout.panes[$0].view }) {
      result[view] = try sums(panes.sorted(), width: plan.views[view].slots.count)
    }
    // A view's source may itself be derived; it then stands further back.
    for derived in layout.derived.reversed() {
      guard let source = result[derived.source] else { continue }
      guard let sums = derived.sums(of: source) else { throw Self.overflow }
      result[derived.view] = sums
    }
    return result
  }

  private static var overflow: DiagnosticError {
    DiagnosticError(Diagnostic(.error, "number-overflow", "A sum does not fit 128 bits"))
  }

  /// A view from its panes, which have the same divisions.
  private func sums(_ panes: [Int], width: Int) throws -> ViewSums {
    guard let first = panes.first else {
      return ViewSums(width: width, arms: [], segments: [], keys: [], values: [])
    }
    let pane = layout.panes[first]
    let (armNames, segmentNames) = (pane.cohort.map { arms[$0] }, pane.segment.map { segments[$0] })
    var cells: [(bits: UInt64, pane: Int, place: Int)] = []
    var stores: [CellStore] = []
    for (k, pane) in panes.enumerated() {
      let store = merged(pane, armNames, segmentNames)
      guard !store.hasOverflow else { throw Self.overflow }
      stores.append(store)
      store.appendInOrder(to: &cells, pane: k)
    }
    if stores.count > 1 || !stores[0].isDense { cells.sort { ($0.bits, $0.pane) < ($1.bits, $1.pane) } }
    var builder = ViewSumsBuilder(width: width)
    builder.reserve(cells.count)
    let sources = panes.map { pane in
      var sources = Array(repeating: -1, count: width)
      for slot in layout.panes[pane].slots { sources[slot.slot] = slot.source }
      return sources
    }
    var i = 0
    while i < cells.count {
      var end = i + 1
      while end < cells.count, cells[end].bits == cells[i].bits { end += 1 }
      builder.begin(cells[i].bits)
      for slot in 0..<width {
        var sum: Int128 = 0
        for cell in cells[i..<end] where sources[cell.pane][slot] >= 0 {
          sum = stores[cell.pane].sum(place: cell.place, source: sources[cell.pane][slot])
        }
        builder.append(sum)
      }
      i = end
    }
    return builder.sums(arms: armNames?.names ?? [""], segments: segmentNames?.names ?? [""])
  }

  /// The cells of one pane over all threads, whose stores are used up.
  private func merged(_ pane: Int, _ arms: SegmentNames?, _ segments: SegmentNames?) -> CellStore {
    let whole = CellStore(
      merging: workers.map { $0.stores[pane] }, arms: arms?.names.count ?? 1)
    var (bounds, rows) = ([Int64](), 0)
    for (w, worker) in workers.enumerated() {
      let matrix = worker.matrices[layout.panes[pane].matrix]
      if bounds.isEmpty { bounds = matrix.bounds.map { _ in 0 } }
      let sums = zip(bounds, matrix.bounds).map { $0.addingReportingOverflow($1) }
      if rows + matrix.rows > Int(Int32.max)
        || sums.contains(where: { $0.overflow || $0.partialValue > ValueMatrix.limit })
      {
        whole.flush()
        (bounds, rows) = (matrix.bounds, matrix.rows)
      } else {
        bounds = sums.map(\.partialValue)
        rows += matrix.rows
      }
      whole.absorb(
        worker.stores[pane], segmentMap: segments?.maps[w] ?? [0], armMap: arms?.maps[w] ?? [0],
        segmentCount: segments?.names.count ?? 1)
      worker.stores[pane].empty()
    }
    return whole
  }

  /// Distributions, by index into the plan's.
  func durations() -> [Int: Durations] {
    var result: [Int: Durations] = [:]
    for (i, view) in layout.durations.enumerated() {
      var counts: [Durations.Key: Int64] = [:]
      for (w, worker) in workers.enumerated() {
        worker.durations[i].forEach { key, count in
          let key = Durations.Key(
            atom: Int32(key.atom), arm: name(arms, view.cohort, w, key.arm),
            segment: name(segments, view.segment, w, key.segment), value: key.value,
            ending: Ending(code: key.ending) ?? .open)
          counts[key, default: 0] += count
        }
      }
      result[view.index] = Durations(counts: counts)
    }
    return result
  }

  /// Distinct counts, by index into the plan's.
  func distinct() -> [Int: DistinctCounts] {
    let counters = workers.compactMap(\.distinct)
    guard let layout = counters.first?.layout else { return [:] }
    return DistinctSums(layout, counters) { worker, cohort, segment, group in
      (name(arms, cohort, worker, group.arm), name(segments, segment, worker, group.segment))
    }.counts()
  }

  private func name(_ names: [SegmentNames], _ division: Int?, _ worker: Int, _ number: Int) -> String {
    division.map { names[$0].names[Int(names[$0].maps[worker][number])] } ?? ""
  }

  /// Segments with values put together, and the rows that have one of those.
  var others: [DatasetQuality.OtherValues] {
    layout.segments.indices.filter { segments[$0].others.values > 0 }.map { i in
      .init(segment: layout.segments[i].name, values: segments[i].others.values, rows: segments[i].others.rows)
    }
  }
}

extension CellStore {
  /// An empty store for the cells of others with as many arms as names.
  convenience init(merging stores: [CellStore], arms: Int) {
    let first = stores[0]
    self.init(first.layout, arms: arms, atoms: first.atoms, isBucketed: first.buckets > 1)
  }

  /// Appends the cells in use with their keys; in the order of keys where dense.
  func appendInOrder(to cells: inout [(bits: UInt64, pane: Int, place: Int)], pane: Int) {
    let plane = atoms * buckets
    func append(_ place: Int, _ code: Int) {
      let (first, rest) = code.quotientAndRemainder(dividingBy: plane)
      let (segment, arm) = first.quotientAndRemainder(dividingBy: arms)
      let (atom, bucket) = rest.quotientAndRemainder(dividingBy: buckets)
      let key = ViewSums.CellKey(arm: arm, segment: segment, atom: atom, bucket: buckets > 1 ? bucket : -1)
      cells.append((key.bits, pane, place))
    }
    guard isDense else {
      for cell in inUse() { append(cell.place, cell.code) }
      return
    }
    for arm in 0..<arms {
      for segment in 0..<segments {
        let start = (segment * arms + arm) * plane
        for code in start..<start + plane where isUsed(code) { append(code, code) }
      }
    }
  }
}
