import Engines
import Tables

/// Puts together the distinct counts of all threads.
struct DistinctSums {
  /// The names of a group's arm and segment value, by thread.
  typealias Names = (_ worker: Int, _ cohort: Int?, _ segment: Int?, DistinctCounter.Group) -> (
    arm: String, segment: String
  )

  private struct Division: Hashable {
    var arm: String
    var segment: String
  }

  private let layout: DistinctLayout
  private let counters: [DistinctCounter]
  private let names: Names

  init(_ layout: DistinctLayout, _ counters: [DistinctCounter], names: @escaping Names) {
    self.layout = layout
    self.counters = counters
    self.names = names
  }

  /// By index into the plan's distinct views.
  func counts() -> [Int: DistinctCounts] {
    var result = exactCounts()
    for i in layout.tallies.indices { result.merge(counts(tally: i)) { first, _ in first } }
    return result
  }

  private func counts(tally index: Int) -> [Int: DistinctCounts] {
    let tally = layout.tallies[index]
    let whole = BottomHashes(limit: tally.limit, sets: layout.lists[tally.list].count)
    // The group's number by atom.
    var numbers: [Division: [Int: Int32]] = [:]
    var count: Int32 = 0
    for (w, counter) in counters.enumerated() {
      let map = counter.groups[index].keys.map { bits -> Int32 in
        let group = DistinctCounter.Group(bits: bits)
        let name = names(w, tally.cohort, tally.segment, group)
        let division = Division(arm: name.arm, segment: name.segment)
        if let known = numbers[division]?[group.time] { return known }
        numbers[division, default: [:]][group.time] = count
        count += 1
        return count - 1
      }
      whole.merge(counter.hashes[index], groups: map)
    }
    var result: [Int: DistinctCounts] = [:]
    for view in tally.views { result[view.index] = DistinctCounts(exactLimit: Int64(tally.limit)) }
    for (period, span) in layout.clocks[tally.clock].periods.spans.enumerated() {
      for (division, atoms) in numbers {
        let groups = span.compactMap { atoms[$0] }
        guard !groups.isEmpty else { continue }
        let counts = whole.counts(of: groups)
        let key = DistinctCounts.Key(period: Int32(period), arm: division.arm, segment: division.segment)
        for view in tally.views where counts[view.set].keys > 0 {
          result[view.index]?.counts[key] = counts[view.set].keys
        }
      }
    }
    return result
  }

  private func exactCounts() -> [Int: DistinctCounts] {
    guard !layout.exact.isEmpty else { return [:] }
    let whole = DistinctKeys(divisions: layout.exact.count)
    var keys: [[DistinctCounts.Key]] = layout.exact.map { _ in [] }
    var numbers: [[DistinctCounts.Key: Int32]] = layout.exact.map { _ in [:] }
    for (w, counter) in counters.enumerated() {
      let maps = layout.exact.enumerated().map { i, view in
        counter.exactGroups[i].keys.map { bits -> Int32 in
          let group = DistinctCounter.Group(bits: bits)
          let name = names(w, view.cohort, view.segment, group)
          let key = DistinctCounts.Key(period: Int32(group.time), arm: name.arm, segment: name.segment)
          if let number = numbers[i][key] { return number }
          numbers[i][key] = Int32(keys[i].count)
          keys[i].append(key)
          return Int32(keys[i].count - 1)
        }
      }
      whole.merge(counter.keys, groups: maps)
    }
    var result: [Int: DistinctCounts] = [:]
    for (i, view) in layout.exact.enumerated() {
      let counts = whole.counts(i, groups: keys[i].count).map(Int64.init)
      result[view.index] = DistinctCounts(counts: Dictionary(uniqueKeysWithValues: zip(keys[i], counts)))
    }
    return result
  }
}
