import Pack

/// The sums of a divided plan, ready to be cut into one table for each value.
public struct DividedSums: Sendable {
  private let plan: Plan
  private let segment: String
  private let table: SumTable
  private let durations: [String: [[Durations.Key: Int64]]]
  private let distinct: [String: [[DistinctCounts.Key: Int64]]]

  /// - Parameters:
  ///   - plan: the plan before it was divided.
  ///   - segment: what it was divided by.
  ///   - table: what the divided plan gave.
  public init(plan: Plan, dividedBy segment: String, table: SumTable) {
    self.plan = plan
    self.segment = segment
    self.table = table
    var durations: [String: [[Durations.Key: Int64]]] = [:]
    for (index, view) in plan.durations.enumerated() {
      for (key, count) in table.durations[index].counts {
        var key = key
        let (value, inner) = Self.parts(key.segment, of: view.segment, within: segment)
        key.segment = inner
        durations[value, default: Array(repeating: [:], count: plan.durations.count)][index][key] = count
      }
    }
    self.durations = durations
    var distinct: [String: [[DistinctCounts.Key: Int64]]] = [:]
    for (index, view) in plan.distinct.enumerated() {
      for (key, count) in table.distinct[index].counts {
        var key = key
        let (value, inner) = Self.parts(key.segment, of: view.segment, within: segment)
        key.segment = inner
        distinct[value, default: Array(repeating: [:], count: plan.distinct.count)][index][key] = count
      }
    }
    self.distinct = distinct
  }

  /// The values with any row, sorted by their bytes; rows without a value are none.
  public var values: [String] {
    var found: Set<String> = []
    for (index, view) in plan.views.enumerated() {
      for name in table.views[index].segments { found.insert(Self.parts(name, of: view.segment, within: segment).0) }
    }
    found.formUnion(durations.keys)
    found.formUnion(distinct.keys)
    return found.filter { !$0.isEmpty }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The most customers that any count of a value finds in a period; nil where nothing is counted by customers.
  public func customers(of value: String, in period: Range<Int64>) -> Int? {
    var most: Int?
    for (index, view) in plan.distinct.enumerated() where view.segment == nil || view.segment == segment {
      guard let position = view.periods.firstIndex(of: period) else { continue }
      let counts = distinct[value]?[index] ?? [:]
      let found = counts.lazy.filter { Int($0.key.period) == position }.map { Int($0.value) }.max() ?? 0
      most = max(most ?? 0, found)
    }
    return most
  }

  /// Whether any row of a value falls into a stretch of time.
  public func hasRows(_ value: String, in period: Range<Int64>) -> Bool {
    for (index, view) in plan.views.enumerated() where view.segment == nil || view.segment == segment {
      let boundaries = plan.atoms[view.atoms].boundaries
      let sums = table.views[index]
      for arm in sums.arms.indices {
        for cell in sums.cells(arm: arm, segments: sums.segments(named: value)) {
          if period.contains(boundaries[sums.keys[cell].atom]) { return true }
        }
      }
    }
    for (index, view) in plan.durations.enumerated() {
      let boundaries = plan.atoms[view.atoms].boundaries
      if durations[value]?[index].keys.contains(where: { period.contains(boundaries[Int($0.atom)]) }) == true {
        return true
      }
    }
    return distinct[value]?.enumerated().contains { index, counts in
      counts.contains { plan.distinct[index].periods[Int($0.key.period)] == period && $0.value > 0 }
    } ?? false
  }

  /// The sums of one value, as the undivided plan would give them of its rows alone.
  public func table(of value: String) -> SumTable {
    SumTable(
      views: plan.views.indices.map { index in
        let sums = table.views[index]
        let inner = plan.views[index].segment
        let prefix = value + Segment.crossSeparator
        if inner == nil { return sums.part(sums.segments(named: value)) { _ in "" } }
        if inner == segment { return sums.part(sums.segments(named: value)) { $0 } }
        return sums.part(sums.segments(startingWith: prefix)) { String($0.dropFirst(prefix.count)) }
      },
      durations: plan.durations.indices.map { Durations(counts: durations[value]?[$0] ?? [:]) },
      distinct: plan.distinct.indices.map {
        DistinctCounts(counts: distinct[value]?[$0] ?? [:], exactLimit: table.distinct[$0].exactLimit)
      }, quality: table.quality)
  }

  /// The outer value of a name in the divided table, and what it is called in the table of that value.
  private static func parts(_ name: String, of inner: String?, within outer: String) -> (String, String) {
    guard let inner else { return (name, "") }
    guard inner != outer else { return (name, name) }
    let pair = name.split(separator: Segment.crossSeparator, maxSplits: 1, omittingEmptySubsequences: false)
    guard pair.count == 2 else { return (name, "") }
    return (String(pair[0]), String(pair[1]))
  }
}

extension ViewSums {
  /// The place of one name.
  fileprivate func segments(named name: String) -> Range<Int> {
    let first = firstSegment { !$0.utf8.lexicographicallyPrecedes(name.utf8) }
    return first..<(first < segments.count && segments[first] == name ? first + 1 : first)
  }

  /// The names that start alike stand together.
  fileprivate func segments(startingWith prefix: String) -> Range<Int> {
    let first = firstSegment { !$0.utf8.lexicographicallyPrecedes(prefix.utf8) }
    let after = firstSegment { !$0.utf8.lexicographicallyPrecedes(prefix.utf8) && !$0.utf8.starts(with: prefix.utf8) }
    return first..<max(first, after)
  }

  private func firstSegment(_ isBehind: (String) -> Bool) -> Int {
    var (low, high) = (0, segments.count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(segments[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The cells of one arm and consecutive segment values.
  fileprivate func cells(arm: Int, segments: Range<Int>) -> Range<Int> {
    guard !segments.isEmpty else { return 0..<0 }
    let first = place(of: CellKey(arm: arm, segment: segments.lowerBound, atom: 0))
    return first..<max(first, place(of: CellKey(arm: arm, segment: segments.upperBound, atom: 0)))
  }

  private func place(of key: CellKey) -> Int {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The cells of some segment values under new names, which keep their order.
  fileprivate func part(_ chosen: Range<Int>, named name: (String) -> String) -> ViewSums {
    let names = chosen.map { name(segments[$0]) }
    var newKeys: [CellKey] = []
    var newValues: [Int64] = []
    var newWide: [Int: Int128] = [:]
    for arm in arms.indices {
      for cell in cells(arm: arm, segments: chosen) {
        let key = keys[cell]
        if !wide.isEmpty {
          for slot in 0..<width {
            if let sum = wide[cell * width + slot] { newWide[newValues.count + slot] = sum }
          }
        }
        newKeys.append(
          CellKey(arm: key.arm, segment: key.segment - chosen.lowerBound, atom: key.atom, bucket: key.bucket))
        newValues.append(contentsOf: values[(cell * width)..<((cell + 1) * width)])
      }
    }
    return ViewSums(width: width, arms: arms, segments: names, keys: newKeys, values: newValues, wide: newWide)
  }
}
