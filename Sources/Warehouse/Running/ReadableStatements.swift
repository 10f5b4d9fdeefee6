public import Engines
public import Pack

extension PackStatements {
  /// What a person reads to see where figures come from: one statement a dataset, with every measure of the plan over it,
  /// for one period, in one sum each. Statements that are run have the buckets, segments and atoms of the plan.
  ///
  /// A file stands as a table of the dataset's name, whose columns have types. Nothing for a dataset that SQL cannot read.
  public static func readable(for plan: Plan, on pack: Pack, period: Period) -> [Entry] {
    let range = pack.calendar.seconds(of: period)
    let atoms = [Plan.Atoms(boundaries: [range.lowerBound, range.upperBound])]
    var tables = pack
    for (index, dataset) in pack.datasets.enumerated() {
      if case .files = dataset.source { tables.datasets[index].source = .table(dataset.name) }
    }
    return pack.datasets.flatMap { dataset -> [Entry] in
      let measures = Set(plan.views.filter { $0.dataset == dataset.name }.flatMap(\.slots).flatMap(measures))
      guard !measures.isEmpty else { return [] }
      let view = Plan.View(
        dataset: dataset.name, atoms: 0, cohort: nil, segment: pack.division?.segment, bucketed: false,
        slots: measures.sorted().map { .sum(measure: $0) })
      let plan = Plan(atoms: atoms, views: [view], durations: [], distinct: [])
      let entries = (try? PackStatements(for: plan, on: tables, isForReading: true))?.entries ?? []
      return entries.filter { if case .view = $0.statement.purpose { true } else { false } }
    }
  }

  private static func measures(_ slot: Plan.Slot) -> [String] {
    switch slot {
    case .sum(let measure), .square(let measure): [measure]
    case .product(let first, let second): [first, second]
    }
  }
}
