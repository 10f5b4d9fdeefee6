import Columns
import Diagnostics
import Engines
import Metrics
import Pack

/// Which datasets and columns a plan needs, and their types.
struct PackSchema {
  let pack: Pack
  private let datasets: [String: Dataset]
  private let measuresByName: [String: Measure]
  private let planMeasures: Set<String>
  let segmentsUsed: Set<String>
  private var read = ColumnsRead(of: [], used: [:])

  init(plan: Plan, pack: Pack) {
    self.pack = pack
    datasets = Dictionary(pack.datasets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    measuresByName = Dictionary(pack.measures.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var measures: Set<String> = []
    for slot in plan.views.flatMap(\.slots) {
      switch slot {
      case .sum(let name), .square(let name): measures.insert(name)
      case .product(let a, let b): measures.formUnion([a, b])
      }
    }
    measures.formUnion(plan.durations.map(\.measure))
    measures.formUnion(plan.distinct.map(\.measure))
    planMeasures = measures
    segmentsUsed = Set(
      plan.views.compactMap(\.segment) + plan.durations.compactMap(\.segment) + plan.distinct.compactMap(\.segment))
    read = ColumnsRead(
      of: pack.datasets,
      used: Dictionary(pack.datasets.map { ($0.name, directColumns($0)) }, uniquingKeysWith: { first, _ in first }))
  }

  func location(of dataset: String) -> Diagnostic.Location? { datasets[dataset]?.location.place }

  func dataset(ofMeasure name: String) -> String? { measuresByName[name]?.dataset }

  /// Findings for names in the plan that the pack does not have.
  func unknownNames(_ plan: Plan) -> [Diagnostic] {
    let measures = planMeasures.filter { measuresByName[$0] == nil }.sorted()
    let unknown = Set(plan.views.map(\.dataset)).filter { datasets[$0] == nil }.sorted()
    return measures.map { Diagnostic(.error, "unknown-measure", "There is no measure `\($0)`") }
      + unknown.map { Diagnostic(.error, "unknown-dataset", "There is no dataset `\($0)`") }
  }

  /// Measures of the plan, and those whose control totals are shown whether or not a page uses them.
  func activeMeasures(_ dataset: String) -> [Measure] {
    pack.measures.filter { measure in
      guard measure.dataset == dataset else { return false }
      if case .survival = measure.aggregate { return true }
      return measure.matureDays != nil || planMeasures.contains(measure.name)
    }
  }

  func rollups(of dataset: String) -> [Dataset] {
    pack.datasets.filter {
      if case .rollup(let source, _, _) = $0.source { return source == dataset }
      return false
    }
  }

  /// The datasets a plan needs, those that others look up or roll up first.
  func order(_ plan: Plan) throws -> [Dataset] {
    var order: [Dataset] = []
    var done: Set<String> = []
    func visit(_ name: String, _ path: [String]) throws {
      guard !path.contains(name) else {
        throw DiagnosticError(
          Diagnostic(
            .error, "dataset-cycle", "Datasets need each other: \((path + [name]).joined(separator: " -> "))",
            remedy: "Remove one of the lookups or roll-ups"))
      }
      guard !done.contains(name), let dataset = datasets[name] else { return }
      if case .rollup(let source, _, _) = dataset.source { try visit(source, path + [name]) }
      for lookup in lookupsUsed(dataset) { try visit(lookup.dataset, path + [name]) }
      done.insert(name)
      order.append(dataset)
    }
    let roots = Set(plan.views.map(\.dataset) + planMeasures.compactMap(dataset(ofMeasure:)))
    for dataset in pack.datasets where roots.contains(dataset.name) { try visit(dataset.name, []) }
    return order
  }

  private func lookupsUsed(_ dataset: Dataset) -> [Dataset.Lookup] {
    let names = columnsUsed(dataset.name)
    return dataset.lookups.filter { lookup in names.contains { $0.hasPrefix(lookup.name + ".") } }
  }

  /// Names in the expressions over a dataset, lookups' included.
  private func directColumns(_ dataset: Dataset) -> Set<String> {
    var expressions = activeMeasures(dataset.name).flatMap(\.expressions) + dataset.rules.rowRules.map(\.condition)
    expressions += [dataset.time, dataset.cluster].compactMap { $0 }
    expressions += pack.cohorts.compactMap { $0.sources[dataset.name] }
    expressions += pack.segments.flatMap {
      segmentsUsed.contains($0.name) ? $0.expressions(for: dataset.name) : []
    }
    var names: Set<String> = []
    if let key = dataset.key { names.insert(key) }
    for rollup in rollups(of: dataset.name) {
      guard case .rollup(_, let by, let columns) = rollup.source else { continue }
      names.insert(by)
      expressions += columns.compactMap(\.argument)
    }
    for expression in expressions { names.formUnion(expression.columnsUsed) }
    return names
  }

  /// Columns that lookups of other datasets read here; nil where nothing is looked up.
  func columnsKept(_ name: String) -> Set<String>? { read.lookedUp[name] }

  func columnsUsed(_ name: String) -> Set<String> { read.used[name] ?? [] }

  /// The dataset's own columns with their types, sorted by name: those declared and those used.
  func columns(of name: String) throws -> [Column] {
    guard let dataset = datasets[name] else { return [] }
    let prefixes = dataset.lookups.map { $0.name + "." }
    switch dataset.source {
    case .files, .table, .sqlite:
      var columns = Dictionary(dataset.columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      for used in columnsUsed(name) where columns[used] == nil && !prefixes.contains(where: { used.hasPrefix($0) }) {
        columns[used] = Column(name: used, type: .text)
      }
      return columns.values.sorted { $0.name < $1.name }
    case .rollup(let source, let by, let columns):
      let known = try knownColumns(of: source)
      var compiler = ExpressionCompiler(
        columns: known, rules: pack.calendar.rules, location: dataset.location.place)
      return try [Column(name: by, type: known[by]?.type ?? .text)]
        + columns.map { column in
          let type = try column.argument.flatMap { try compiler.compile($0).type }
          return Column(name: column.name, type: column.function == .count ? .number(scale: 0) : type ?? .text)
        }
    }
  }

  /// Types of own and looked-up columns, before any of them has a place. Lookups that nothing uses may lead in circles.
  private func knownColumns(of name: String) throws -> [String: ExpressionCompiler.Column] {
    var known: [String: ExpressionCompiler.Column] = [:]
    for column in try columns(of: name) { known[column.name] = .init(slot: 0, type: column.type) }
    guard let dataset = datasets[name] else { return known }
    for lookup in lookupsUsed(dataset) {
      for (column, entry) in try knownColumns(of: lookup.dataset) { known["\(lookup.name).\(column)"] = entry }
    }
    return known
  }
}
