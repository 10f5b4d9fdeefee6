public import Engines
import Metrics
public import Pack

/// Collects what pages and commands ask for and makes one plan of it: narrow views, each with its own atoms.
public struct Planner {
  private struct ViewKey: Hashable {
    var dataset: String
    var cohort: String?
    var segment: String?
    var fine: Bool
  }

  private struct DistinctKey: Hashable {
    var measure: String
    var cohort: String?
    var segment: String?
  }

  let index: MetricIndex
  let walk: LeafWalk
  private var slots: [ViewKey: Set<Plan.Slot>] = [:]
  private var periods: [ViewKey: Set<Period>] = [:]
  private var distributions: [ViewKey: Set<String>] = [:]
  private var distinct: [DistinctKey: Set<Period>] = [:]
  /// The metrics, inputs and measures that were asked for.
  public private(set) var asked: Set<String> = []

  /// An empty plan for a pack.
  public init(_ pack: Pack) {
    index = MetricIndex(pack)
    walk = LeafWalk(index: index)
  }

  /// Asks for a metric, an input or a measure at some periods, for all values of a segment, for all arms of a cohort.
  public mutating func need(
    _ name: String, periods wanted: [Period], segment: String? = nil, cohort: String? = nil
  ) {
    asked.insert(name)
    for period in wanted {
      let slice = Slice(
        period, segment: segment.map { SegmentValue($0, "") }, arm: cohort.map { ArmName($0, "") })
      for leaf in walk.leaves(of: .name(name), in: slice) { add(leaf) }
    }
  }

  mutating func add(_ leaf: Leaf) {
    guard let measure = index.measures[leaf.measure], !index.lacksSegment(leaf.measure, leaf.slice) else { return }
    var leaf = leaf
    leaf.slice = index.read(leaf.measure, leaf.slice)
    let cohort = leaf.slice.arm?.cohort
    let segment = leaf.slice.segment?.segment
    if leaf.need == .clusters {
      guard index.dataset(of: leaf.measure)?.cluster != nil else { return }
      distinct[DistinctKey(measure: leaf.measure, cohort: cohort, segment: segment), default: []]
        .insert(leaf.slice.period)
      return
    }
    // Days and weeks have many boundaries: they stay out of the views that months and quarters share.
    let key = ViewKey(dataset: measure.dataset, cohort: cohort, segment: segment, fine: leaf.slice.period.days <= 7)
    periods[key, default: []].insert(leaf.slice.period)
    switch leaf.need {
    case .sum: slots[key, default: []].insert(.sum(measure: leaf.measure))
    case .square:
      slots[key, default: []].formUnion([.sum(measure: leaf.measure), .square(measure: leaf.measure)])
    case .product(let other):
      slots[key, default: []].formUnion([
        .square(measure: leaf.measure), .square(measure: other), .product(leaf.measure, other),
      ])
    case .distribution: distributions[key, default: []].insert(leaf.measure)
    case .clusters: break
    }
  }

  /// The plan: views, distributions and distinct counts in a fixed order.
  public func plan() -> Plan {
    var plan = Plan(atoms: [], views: [], durations: [], distinct: [])
    for key in periods.keys.sorted(by: { order($0) < order($1) }) {
      let boundaries = (periods[key] ?? []).reduce(into: Set<Int64>()) { set, period in
        let seconds = index.pack.calendar.seconds(of: period)
        set.formUnion([seconds.lowerBound, seconds.upperBound])
      }
      let atoms = Plan.Atoms(boundaries: boundaries.sorted())
      let position = plan.atoms.firstIndex(of: atoms) ?? plan.atoms.count
      if position == plan.atoms.count { plan.atoms.append(atoms) }
      if let slots = slots[key] {
        plan.views.append(
          Plan.View(
            dataset: key.dataset, atoms: position, cohort: key.cohort, segment: key.segment,
            bucketed: index.datasets[key.dataset]?.cluster != nil, slots: slots.sorted { order($0) < order($1) }))
      }
      for measure in (distributions[key] ?? []).sorted() {
        plan.durations.append(
          Plan.DurationView(measure: measure, atoms: position, cohort: key.cohort, segment: key.segment))
      }
    }
    for key in distinct.keys.sorted(by: { order($0) < order($1) }) {
      let ranges = (distinct[key] ?? []).map { index.pack.calendar.seconds(of: $0) }
      let sorted = Set(ranges).sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
      plan.distinct.append(
        Plan.DistinctView(measure: key.measure, periods: sorted, cohort: key.cohort, segment: key.segment))
    }
    return plan
  }

  private func order(_ key: ViewKey) -> (String, String, String, Int) {
    (key.dataset, key.cohort ?? "", key.segment ?? "", key.fine ? 1 : 0)
  }

  private func order(_ key: DistinctKey) -> (String, String, String) {
    (key.measure, key.cohort ?? "", key.segment ?? "")
  }

  private func order(_ slot: Plan.Slot) -> (Int, String, String) {
    switch slot {
    case .sum(let measure): (0, measure, "")
    case .square(let measure): (1, measure, "")
    case .product(let a, let b): (2, a, b)
    }
  }
}
