import Engines
import Metrics
import Pack

/// Reads sums of measures out of a sum table, by period instead of atom.
///
/// A class because it remembers what it has added up; the answers are the same with or without that memory.
final class SumReader {
  private struct SumKey: Hashable {
    var slot: Plan.Slot
    var slice: Slice
  }

  private struct ViewKey: Hashable {
    var dataset: String
    var cohort: String?
    var segment: String?
  }

  /// A total and the part of each of 256 buckets; `buckets` is nil where the view has none.
  struct Sums {
    var total: Int128
    var buckets: [Int128]?
    /// The buckets whose part is not zero.
    var used: BucketSet
    /// Whether no row falls into the slice.
    var isEmpty = false
  }

  private let pack: Pack
  let plan: Plan
  let table: SumTable
  private let views: [ViewKey: [Int]]
  private let stocks: [String: StockGrain]
  private var known: [SumKey: Sums?] = [:]

  init(pack: Pack, plan: Plan, table: SumTable) {
    self.pack = pack
    self.plan = plan
    self.table = table
    stocks = Dictionary(pack.measures.compactMap { m in m.stock.map { (m.name, $0) } }) { a, _ in a }
    views = Dictionary(grouping: plan.views.indices) { index in
      let view = plan.views[index]
      return ViewKey(dataset: view.dataset, cohort: view.cohort, segment: view.segment)
    }
  }

  /// The sums of a slot of a dataset in a slice; nil when the plan has no view for it.
  func sums(_ slot: Plan.Slot, dataset: String, slice: Slice) -> Sums? {
    let key = SumKey(slot: slot, slice: slice)
    if let answer = known[key] { return answer }
    let range = seconds(slot.measure, slice)
    let answer = find(slot, dataset: dataset, slice: slice, range: range).map { view, index in
      add(view, index, slice, range)
    }
    known[key] = .some(answer)
    return answer
  }

  /// The moments whose rows make up a measure in a slice: of a stock, those of its last snapshot.
  private func seconds(_ measure: String, _ slice: Slice) -> Range<Int64> {
    pack.calendar.seconds(of: stocks[measure].map { pack.snapshot($0, of: slice.period) } ?? slice.period)
  }

  private func add(_ view: Int, _ index: Int, _ slice: Slice, _ range: Range<Int64>) -> Sums {
    let definition = plan.views[view]
    let boundaries = plan.atoms[definition.atoms].boundaries
    let sums = table.views[view]
    let atoms = position(of: range.lowerBound, in: boundaries)..<position(of: range.upperBound, in: boundaries)
    let cells = sums.cells(arm: slice.arm?.arm ?? "", segment: slice.segment?.value ?? "", atoms: atoms)
    var result = Sums(total: 0, buckets: nil, used: BucketSet())
    var buckets = definition.bucketed ? [Int128](repeating: 0, count: 256) : []
    let (keys, values, width) = (sums.keys, sums.values, sums.width)
    for cell in cells {
      let sum = sums.wide.isEmpty ? Int128(values[cell * width + index]) : sums.sum(cell: cell, slot: index)
      result.total += sum
      let bucket = keys[cell].bucket
      if bucket >= 0, !buckets.isEmpty { buckets[bucket] += sum }
    }
    result.isEmpty = cells.isEmpty
    guard definition.bucketed else { return result }
    for bucket in buckets.indices where buckets[bucket] != 0 { result.used.insert(bucket) }
    result.buckets = buckets
    return result
  }

  /// The values of a segment that occur in any view of it, sorted; rows without a value are left out.
  func values(of segment: String) -> [String] {
    var found: Set<String> = []
    for (index, view) in plan.views.enumerated() where view.segment == segment {
      found.formUnion(table.views[index].segments)
    }
    for (index, view) in plan.durations.enumerated() where view.segment == segment {
      found.formUnion(table.durations[index].counts.keys.map(\.segment))
    }
    return found.filter { !$0.isEmpty }.sorted()
  }

  /// How many rows took how long, in a slice, by value, ended ones before open ones.
  func distribution(measure: String, slice: Slice) -> [DurationCount]? {
    let range = pack.calendar.seconds(of: slice.period)
    for (index, view) in plan.durations.enumerated()
    where view.measure == measure && view.cohort == slice.arm?.cohort && view.segment == slice.segment?.segment
      && covers(view.atoms, range)
    {
      let boundaries = plan.atoms[view.atoms].boundaries
      var merged: [DurationValue: Int64] = [:]
      for (key, count) in table.durations[index].counts
      where key.arm == slice.arm?.arm ?? "" && key.segment == slice.segment?.value ?? ""
        && range.contains(boundaries[Int(key.atom)])
      {
        merged[DurationValue(value: key.value, ending: key.ending), default: 0] += count
      }
      return merged.sorted { ($0.key.value, $0.key.ending) < ($1.key.value, $1.key.ending) }
        .map { DurationCount(value: $0.key.value, ending: $0.key.ending, count: Int($0.value)) }
    }
    return nil
  }

  /// Distinct clusters among the rows of a measure in a slice.
  func clusters(measure: String, slice: Slice) -> ClusterCount? {
    let range = seconds(measure, slice)
    for (index, view) in plan.distinct.enumerated()
    where view.measure == measure && view.cohort == slice.arm?.cohort && view.segment == slice.segment?.segment {
      guard let period = view.periods.firstIndex(of: range) else { continue }
      let key = DistinctCounts.Key(
        period: Int32(period), arm: slice.arm?.arm ?? "", segment: slice.segment?.value ?? "")
      let count = table.distinct[index].counts[key] ?? 0
      let limit = table.distinct[index].exactLimit ?? .max
      return ClusterCount(count: Int(count), isEstimate: count > limit)
    }
    return nil
  }

  private struct DurationValue: Hashable {
    var value: Int64
    var ending: Ending
  }

  private func find(
    _ slot: Plan.Slot, dataset: String, slice: Slice, range: Range<Int64>
  ) -> (view: Int, slot: Int)? {
    let key = ViewKey(dataset: dataset, cohort: slice.arm?.cohort, segment: slice.segment?.segment)
    for index in views[key] ?? [] where covers(plan.views[index].atoms, range) {
      if let position = plan.views[index].slots.firstIndex(of: slot) { return (index, position) }
    }
    return nil
  }

  private func covers(_ atoms: Int, _ range: Range<Int64>) -> Bool {
    let boundaries = plan.atoms[atoms].boundaries
    return contains(range.lowerBound, in: boundaries) && contains(range.upperBound, in: boundaries)
  }

  private func contains(_ value: Int64, in sorted: [Int64]) -> Bool {
    let position = position(of: value, in: sorted)
    return position < sorted.count && sorted[position] == value
  }

  /// The index of the first boundary that is not below a value.
  private func position(of value: Int64, in sorted: [Int64]) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Plan.Slot {
  /// The measure it is a sum of; of a product the first.
  fileprivate var measure: String {
    switch self {
    case .sum(let measure), .square(let measure), .product(let measure, _): measure
    }
  }
}
