public import Pack

extension Plan {
  /// The plan with every sum, distribution and count divided by the values of a segment: what was wanted of all rows is
  /// wanted of each value, and what was wanted by another segment by both.
  public func divided(by segment: String) -> Plan {
    var plan = self
    for index in views.indices { plan.views[index].segment = Self.division(views[index].segment, segment) }
    for index in durations.indices { plan.durations[index].segment = Self.division(durations[index].segment, segment) }
    for index in distinct.indices { plan.distinct[index].segment = Self.division(distinct[index].segment, segment) }
    return plan
  }

  static func division(_ inner: String?, _ outer: String) -> String {
    guard let inner, inner != outer else { return outer }
    return Pack.crossName(inner, within: outer)
  }

  /// Datasets that the plan reads, sorted, with the measures wanted of each.
  public func measures(dataset: (String) -> String?) -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    for view in views {
      for slot in view.slots {
        switch slot {
        case .sum(let name), .square(let name): found[view.dataset, default: []].insert(name)
        case .product(let first, let second): found[view.dataset, default: []].formUnion([first, second])
        }
      }
    }
    for name in durations.map(\.measure) + distinct.map(\.measure) {
      if let dataset = dataset(name) { found[dataset, default: []].insert(name) }
    }
    return found
  }
}

extension Pack {
  /// The name of a segment cut within another.
  static func crossName(_ inner: String, within outer: String) -> String { "\(inner) within \(outer)" }

  /// The pack with its segments also as crosses within `outer`, all values of which are told apart.
  public func crossing(_ outer: String) -> Pack {
    guard let position = segments.firstIndex(where: { $0.name == outer }) else { return self }
    var pack = self
    pack.segments[position].maximumValues = Self.crossLimit
    let whole = segments[position]
    for segment in segments where segment.name != outer {
      var cross = segment
      cross.name = Self.crossName(segment.name, within: outer)
      cross.sources = segment.sources.filter { whole.sources[$0.key] != nil }
      cross.outerSources = whole.sources
      cross.maximumValues = Self.crossLimit
      pack.segments.append(cross)
    }
    return pack
  }

  private static let crossLimit = ViewSums.segmentLimit - 2
}
