import Engines
import Metrics
import Pack

/// Reads sums of measures out of a sum table, by period instead of atom.
///
/// A class because it remembers what it has added up; the answers are the same with or without that memory.
final class SumReader {
  private struct CellKey: Hashable {
    var view: Int
    var slot: Int
    var slice: Slice
  }

  /// A total and the part of each of 256 buckets; `buckets` is nil where the view has none.
  struct Sums {
    var total: Int128
    var buckets: [Int128]?
  }

  private let pack: Pack
  private let plan: Plan
  private let table: SumTable
  private var cache: [CellKey: Sums] = [:]

  init(pack: Pack, plan: Plan, table: SumTable) {
    self.pack = pack
    self.plan = plan
    self.table = table
  }

  /// The sums of a slot of a dataset in a slice; nil when the plan has no view for it.
  func sums(_ slot: Plan.Slot, dataset: String, slice: Slice) -> Sums? {
    let range = pack.calendar.seconds(of: slice.period)
    guard let (view, index) = find(slot, dataset: dataset, slice: slice, range: range) else { return nil }
    let key = CellKey(view: view, slot: index, slice: slice)
    if let known = cache[key] { return known }
    let definition = plan.views[view]
    let boundaries = plan.atoms[definition.atoms].boundaries
    let sums = table.views[view]
    var total: Int128 = 0
    var buckets = definition.bucketed ? [Int128](repeating: 0, count: 256) : nil
    let atoms = position(of: range.lowerBound, in: boundaries)..<position(of: range.upperBound, in: boundaries)
    for cell in sums.cells(arm: slice.arm?.arm ?? "", segment: slice.segment?.value ?? "", atoms: atoms) {
      let sum = sums.sum(cell: cell, slot: index)
      total += sum
      let bucket = sums.keys[cell].bucket
      if bucket >= 0 { buckets?[bucket] += sum }
    }
    let result = Sums(total: total, buckets: buckets)
    cache[key] = result
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

  /// How many rows took how long, in a slice: (value, closed, count) by value, closed before open.
  func distribution(measure: String, slice: Slice) -> [(value: Int64, closed: Bool, count: Int64)]? {
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
        merged[DurationValue(value: key.value, closed: key.closed), default: 0] += count
      }
      return merged.sorted { ($0.key.value, $0.key.closed ? 0 : 1) < ($1.key.value, $1.key.closed ? 0 : 1) }
        .map { ($0.key.value, $0.key.closed, $0.value) }
    }
    return nil
  }

  /// Distinct clusters among the rows of a measure in a slice.
  func clusters(measure: String, slice: Slice) -> Int? {
    let range = pack.calendar.seconds(of: slice.period)
    for (index, view) in plan.distinct.enumerated()
    where view.measure == measure && view.cohort == slice.arm?.cohort && view.segment == slice.segment?.segment {
      guard let period = view.periods.firstIndex(of: range) else { continue }
      let key = DistinctCounts.Key(
        period: Int32(period), arm: slice.arm?.arm ?? "", segment: slice.segment?.value ?? "")
      return Int(table.distinct[index].counts[key] ?? 0)
    }
    return nil
  }

  private struct DurationValue: Hashable {
    var value: Int64
    var closed: Bool
  }

  private func find(
    _ slot: Plan.Slot, dataset: String, slice: Slice, range: Range<Int64>
  ) -> (view: Int, slot: Int)? {
    for (index, view) in plan.views.enumerated()
    where view.dataset == dataset && view.cohort == slice.arm?.cohort && view.segment == slice.segment?.segment
      && covers(view.atoms, range)
    {
      if let position = view.slots.firstIndex(of: slot) { return (index, position) }
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
