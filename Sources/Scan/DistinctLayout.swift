import Tables

/// How the distinct counts of a dataset share their work.
///
/// Counts by the same time, periods, arms and segment are sets of one table of hashes, and measures that count the same
/// rows are one set. Only `distinct:` measures are counted key by key.
struct DistinctLayout: Sendable {
  /// Periods by one of the dataset's times.
  struct Clock: Sendable {
    var time: Int
    var ranges: [Range<Int64>]
    var periods: DistinctPeriods
  }

  /// Views counted together.
  struct Tally: Sendable {
    var clock: Int
    /// Index into `lists`.
    var list: Int
    var cohort: Int?
    var segment: Int?
    /// Up to so many keys a count is exact.
    var limit: Int
    /// Indices into the plan's views, and the set of each.
    var views: [(index: Int, set: Int)] = []
  }

  /// A view of which each key is kept.
  struct Exact: Sendable {
    var index: Int
    var clock: Int
    var measure: Int
    var cohort: Int?
    var segment: Int?
  }

  private(set) var clocks: [Clock] = []
  /// Measures whose rows are told apart by bits, at most eight a list.
  private(set) var lists: [[Int]] = []
  private(set) var tallies: [Tally] = []
  private(set) var exact: [Exact] = []

  init(_ layout: DatasetLayout) {
    var wanted: [(tally: Tally, measures: [Int])] = []
    for view in layout.distinct {
      let clock = clock(layout.measures[view.measure].time, view.periods)
      guard let limit = view.limit else {
        exact.append(
          Exact(
            index: view.index, clock: clock, measure: view.measure, cohort: view.cohort, segment: view.segment))
        continue
      }
      let measure = layout.measures.firstIndex { $0.countsSameRows(as: layout.measures[view.measure]) } ?? view.measure
      let place =
        wanted.lastIndex {
          $0.tally.clock == clock && $0.tally.cohort == view.cohort && $0.tally.segment == view.segment
            && $0.tally.limit == limit
            && ($0.measures.contains(measure) || $0.measures.count < BottomHashes.maximumSets)
        } ?? wanted.count
      if place == wanted.count {
        wanted.append((Tally(clock: clock, list: 0, cohort: view.cohort, segment: view.segment, limit: limit), []))
      }
      let set = wanted[place].measures.firstIndex(of: measure) ?? wanted[place].measures.count
      if set == wanted[place].measures.count { wanted[place].measures.append(measure) }
      wanted[place].tally.views.append((view.index, set))
    }
    for (tally, measures) in wanted {
      let list = lists.firstIndex(of: measures) ?? lists.count
      if list == lists.count { lists.append(measures) }
      tallies.append(tally)
      tallies[tallies.count - 1].list = list
    }
  }

  private mutating func clock(_ time: Int, _ ranges: [Range<Int64>]) -> Int {
    if let known = clocks.firstIndex(where: { $0.time == time && $0.ranges == ranges }) { return known }
    clocks.append(Clock(time: time, ranges: ranges, periods: DistinctPeriods(ranges)))
    return clocks.count - 1
  }

  /// Up to how many keys are counted exactly where the number only says how much a figure rests on: so that a view keeps
  /// about four million hashes, whatever the data.
  static func limit(periods: Int, arms: Int?, isSegmented: Bool) -> Int {
    let groups = max(1, periods) * ((arms ?? 0) + 1) * (isSegmented ? 16 : 1)
    return min(65_536, max(1024, (1 << 22) / groups))
  }
}

extension DatasetLayout.Measure {
  /// Whether just the same rows are active in both.
  func countsSameRows(as other: DatasetLayout.Measure) -> Bool {
    guard condition == other.condition, time == other.time, matureSeconds == other.matureSeconds else { return false }
    switch (kind, other.kind) {
    case (.count, .count): return true
    case (.sum(let a), .sum(let b)): return a == b
    default: return false
    }
  }
}
