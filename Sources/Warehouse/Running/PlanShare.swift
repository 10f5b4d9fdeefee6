import Engines
import Metrics
import Pack

/// The part of a plan that one engine runs, and where its results belong.
struct PlanShare {
  let plan: Plan
  private let views: [Int]
  private let durations: [Int]
  private let distinct: [Int]

  init(of plan: Plan, pack: Pack, datasets: Set<String>) {
    let homes = Dictionary(pack.measures.map { ($0.name, $0.dataset) }, uniquingKeysWith: { first, _ in first })
    func isOurs(_ measure: String) -> Bool { homes[measure].map(datasets.contains) ?? false }
    views = plan.views.indices.filter { datasets.contains(plan.views[$0].dataset) }
    durations = plan.durations.indices.filter { isOurs(plan.durations[$0].measure) }
    distinct = plan.distinct.indices.filter { isOurs(plan.distinct[$0].measure) }
    self.plan = Plan(
      atoms: plan.atoms, views: views.map { plan.views[$0] }, durations: durations.map { plan.durations[$0] },
      distinct: distinct.map { plan.distinct[$0] })
  }

  var isEmpty: Bool { views.isEmpty && durations.isEmpty && distinct.isEmpty }

  /// Puts the results of this part in their places of the whole.
  func put(_ part: SumTable, into table: inout SumTable) {
    for (place, sums) in zip(views, part.views) { table.views[place] = sums }
    for (place, counts) in zip(durations, part.durations) { table.durations[place] = counts }
    for (place, counts) in zip(distinct, part.distinct) { table.distinct[place] = counts }
    table.quality += part.quality
  }
}
