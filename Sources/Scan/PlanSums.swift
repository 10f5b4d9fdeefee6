import Diagnostics
import Engines
import Metrics
import Pack
import Columns

/// Collects the results of all datasets in the order of the plan.
struct PlanSums {
  private let plan: Plan
  private var views: [ViewSums]
  private var durations: [Durations]
  private var distinct: [DistinctCounts]
  private var quality: [String: DatasetQuality] = [:]

  init(_ plan: Plan) {
    self.plan = plan
    views = plan.views.map { ViewSums(width: $0.slots.count, arms: [], segments: [], keys: [], values: []) }
    durations = plan.durations.map { _ in Durations() }
    distinct = plan.distinct.map { _ in DistinctCounts() }
  }

  mutating func add(_ pass: DatasetPass, _ badRows: [DatasetQuality.BadRow]) throws {
    let sums = try DatasetSums(pass.layout, pass.workers, location: pass.dataset.location.place)
    for (i, view) in try sums.views(plan) { views[i] = view }
    for (i, counts) in sums.durations() { durations[i] = counts }
    for (i, counts) in sums.distinct() { distinct[i] = counts }
    quality[pass.dataset.name] = pass.quality(sums.others, badRows)
  }

  /// - Parameter datasets: the order in which control totals are listed.
  func table(datasets: [String]) -> SumTable {
    SumTable(views: views, durations: durations, distinct: distinct, quality: datasets.compactMap { quality[$0] })
  }
}
