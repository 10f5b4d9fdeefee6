import Diagnostics
public import Engines
import Metrics
public import Pack

/// What a person reads to see where figures come from: one statement a dataset, with every measure of the plan over it,
/// for one period, in one sum each. Statements that are run have the buckets, segments and atoms of the plan.
public struct ReadableStatements: Sendable {
  /// A dataset of the plan without a statement.
  public struct Omission: Sendable, Hashable {
    /// Its name.
    public var dataset: String
    /// Why, as a sentence without a full stop.
    public var why: String
  }

  /// In the order of the pack's datasets.
  public private(set) var entries: [PackStatements.Entry] = []
  /// In the order of the pack's datasets.
  public private(set) var omitted: [Omission] = []

  /// A file stands as a table of the dataset's name, whose columns have types.
  public init(for plan: Plan, on pack: Pack, period: Period) {
    let range = pack.calendar.seconds(of: period)
    let atoms = [Plan.Atoms(boundaries: [range.lowerBound, range.upperBound])]
    var tables = pack
    for (index, dataset) in pack.datasets.enumerated() {
      if case .files = dataset.source { tables.datasets[index].source = .table(dataset.name) }
    }
    let others = Set(plan.durations.map(\.measure) + plan.distinct.map(\.measure))
    for dataset in pack.datasets {
      let measures = Set(plan.views.filter { $0.dataset == dataset.name }.flatMap(\.slots).flatMap(\.measures))
      guard !measures.isEmpty else {
        if pack.measures.contains(where: { $0.dataset == dataset.name && others.contains($0.name) }) {
          let why = "no sums are asked of it, only distributions or counts of customers; `boardpack sql` writes those"
          omitted.append(Omission(dataset: dataset.name, why: why))
        }
        continue
      }
      let view = Plan.View(
        dataset: dataset.name, atoms: 0, cohort: nil, segment: pack.division?.segment, bucketed: false,
        slots: measures.sorted().map { .sum(measure: $0) })
      let plan = Plan(atoms: atoms, views: [view], durations: [], distinct: [])
      do {
        entries += try PackStatements(for: plan, on: tables, isForReading: true).entries.filter {
          if case .view = $0.statement.purpose { true } else { false }
        }
      } catch {
        let why = (error as? DiagnosticError)?.diagnostics.first?.summary ?? "SQL cannot read it"
        omitted.append(Omission(dataset: dataset.name, why: why))
      }
    }
  }
}
