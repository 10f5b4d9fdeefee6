import Diagnostics
import Engines
import Metrics
import Pack

/// Which datasets and columns a plan needs, and their types: the same as in the scan, so that the same rows are bad.
struct PlanNeeds {
  let pack: Pack
  let plan: Plan
  private let datasets: [String: Dataset]
  private let planMeasures: Set<String>
  let segmentsUsed: Set<String>
  private var read = ColumnsRead(of: [], used: [:])

  init(_ plan: Plan, _ pack: Pack) throws(DiagnosticError) {
    (self.plan, self.pack) = (plan, pack)
    datasets = Dictionary(pack.datasets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var names: Set<String> = []
    for slot in plan.views.flatMap(\.slots) { names.formUnion(slot.measures) }
    names.formUnion(plan.durations.map(\.measure) + plan.distinct.map(\.measure))
    planMeasures = names
    segmentsUsed = Set(
      plan.views.compactMap(\.segment) + plan.durations.compactMap(\.segment) + plan.distinct.compactMap(\.segment))
    let unknown = names.filter { name in !pack.measures.contains { $0.name == name } }.sorted()
    guard unknown.isEmpty else {
      throw DiagnosticError(unknown.map { Diagnostic(.error, "unknown-measure", "There is no measure `\($0)`") })
    }
    read = ColumnsRead(
      of: pack.datasets,
      used: Dictionary(pack.datasets.map { ($0.name, directColumns($0)) }, uniquingKeysWith: { first, _ in first }))
  }

  private func directColumns(_ dataset: Dataset) -> Set<String> {
    var expressions = measures(of: dataset.name).flatMap(\.expressions) + dataset.rules.rowRules.map(\.condition)
    expressions += [dataset.time, dataset.cluster].compactMap { $0 }
    expressions += pack.cohorts.compactMap { $0.sources[dataset.name] }
    expressions += segments(of: dataset.name).flatMap { $0.expressions(for: dataset.name) }
    var names = Set([dataset.key].compactMap { $0 })
    for rollup in pack.datasets {
      guard case .rollup(dataset.name, let by, let columns) = rollup.source else { continue }
      names.insert(by)
      expressions += columns.compactMap(\.argument)
    }
    for expression in expressions { names.formUnion(expression.columnsUsed) }
    return names
  }

  /// Names in the expressions over each dataset, lookups' and those that others look up included.
  var used: [String: Set<String>] { read.used }

  func dataset(_ name: String) -> Dataset? { datasets[name] }

  func measure(_ name: String) -> Measure? { pack.measures.first { $0.name == name } }

  /// Measures of the plan, and those whose control totals are shown whether or not a page uses them.
  func measures(of dataset: String) -> [Measure] {
    pack.measures.filter { measure in
      guard measure.dataset == dataset else { return false }
      if case .survival = measure.aggregate { return true }
      return measure.matureDays != nil || planMeasures.contains(measure.name)
    }
  }

  func segments(of dataset: String) -> [Segment] {
    pack.segments.filter { segmentsUsed.contains($0.name) && $0.sources[dataset] != nil }
  }

  /// The datasets whose rows are counted, in the order of the pack.
  var roots: [Dataset] {
    let names = Set(plan.views.map(\.dataset) + planMeasures.compactMap { measure($0)?.dataset })
    return pack.datasets.filter { names.contains($0.name) }
  }

  /// The datasets that one needs, those that are looked up or rolled up first, itself last.
  func order(_ name: String) throws(DiagnosticError) -> [Dataset] {
    var order: [Dataset] = []
    try visit(name, [], &order)
    return order
  }

  private func visit(_ name: String, _ path: [String], _ order: inout [Dataset]) throws(DiagnosticError) {
    guard !path.contains(name) else {
      throw DiagnosticError(
        Diagnostic(
          .error, "dataset-cycle", "Datasets need each other: \((path + [name]).joined(separator: " -> "))",
          remedy: "Remove one of the lookups or roll-ups"))
    }
    guard !order.contains(where: { $0.name == name }), let dataset = datasets[name] else { return }
    if case .rollup(let source, _, _) = dataset.source { try visit(source, path + [name], &order) }
    for lookup in lookups(of: dataset) { try visit(lookup.dataset, path + [name], &order) }
    order.append(dataset)
  }

  /// All datasets that the plan reads, each once, in an order that holds for each root.
  func allDatasets() throws(DiagnosticError) -> [Dataset] {
    var all: [Dataset] = []
    for root in roots {
      for dataset in try order(root.name) where !all.contains(where: { $0.name == dataset.name }) {
        all.append(dataset)
      }
    }
    return all
  }

  func lookups(of dataset: Dataset) -> [Dataset.Lookup] {
    let names = used[dataset.name] ?? []
    return dataset.lookups.filter { lookup in names.contains { $0.hasPrefix(lookup.name + ".") } }
  }

  /// Own columns of a dataset that has files or a table: those declared and those used, sorted by name.
  func columns(of dataset: Dataset) -> [Column] {
    let prefixes = dataset.lookups.map { $0.name + "." }
    var columns = Dictionary(dataset.columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for name in used[dataset.name] ?? [] where columns[name] == nil && !prefixes.contains(where: name.hasPrefix) {
      columns[name] = Column(name: name, type: .text)
    }
    return columns.values.sorted { $0.name < $1.name }
  }
}

extension Plan.Slot {
  /// The measures whose values it is made of.
  var measures: [String] {
    switch self {
    case .sum(let name), .square(let name): [name]
    case .product(let a, let b): [a, b]
    }
  }
}
