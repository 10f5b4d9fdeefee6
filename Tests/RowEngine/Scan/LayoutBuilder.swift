import Engines
import Diagnostics
import Metrics
import Pack

/// Compiles the part of a plan that concerns one dataset.
struct LayoutBuilder {
  let plan: Plan
  let pack: Pack
  let schema: PackSchema
  let dataset: Dataset
  /// Tables by dataset, for the lookups.
  let tables: [String: Table]
  var secret: TokenSecret?

  private var location: Diagnostic.Location { dataset.location.place }

  func layout() throws -> DatasetLayout {
    let used = schema.columnsUsed(dataset.name)
    let types = try schema.columns(of: dataset.name)
    var layout = DatasetLayout(
      dataset: dataset.name, asOf: pack.asOf, columns: types.map(\.name), decoders: [], slotCount: types.count)
    if case .files = dataset.source {
      layout.decoders = try types.map { try ColumnDecoder($0, rules: pack.calendar.rules, location: location) }
    }
    var known: [String: ExpressionCompiler.Column] = [:]
    for (slot, column) in types.enumerated() { known[column.name] = .init(slot: slot, type: column.type) }
    for lookup in dataset.lookups {
      let names = used.filter { $0.hasPrefix(lookup.name + ".") }.sorted()
      guard !names.isEmpty, let table = tables[lookup.dataset], let key = known[lookup.column] else { continue }
      var entry = DatasetLayout.Lookup(
        table: table, keySlot: key.slot, keyType: key.type,
        pool: TextPools.firstTable + Int32(layout.lookups.count), columns: [])
      for name in names {
        guard let column = table.column(String(name.dropFirst(lookup.name.count + 1))) else { continue }
        known[name] = .init(slot: layout.slotCount, type: table.types[column])
        entry.columns.append((slot: layout.slotCount, column: column))
        layout.slotCount += 1
      }
      layout.lookups.append(entry)
    }
    var compiler = ExpressionCompiler(columns: known, rules: pack.calendar.rules, location: location)
    try compileRow(&layout, &compiler, known)
    layout.secret = secret
    for rule in dataset.rules.rowRules {
      let node = try compiler.compile(rule.condition).node
      layout.rules.append((name: rule.name, node: node, isQuarantining: rule.action == .quarantine))
    }
    let measures = try compileMeasures(&layout, &compiler)
    try compileDivisions(&layout, &compiler)
    try compileViews(&layout, measures)
    try compileConsumers(&layout, &compiler, known)
    layout.program = compiler.program
    return layout
  }

  private func compileRow(
    _ layout: inout DatasetLayout, _ compiler: inout ExpressionCompiler, _ known: [String: ExpressionCompiler.Column]
  ) throws {
    if case .rollup(_, let by, _) = dataset.source {
      layout.key = known[by].map { ($0.slot, $0.type) }
    } else if let key = dataset.key {
      layout.key = known[key].map { ($0.slot, $0.type) }
    }
    if let time = dataset.time {
      layout.times.append(try timestamp(time, &compiler))
      layout.hasTime = true
    }
    if let cluster = dataset.cluster {
      let compiled = try compiler.compile(cluster)
      layout.cluster = (compiled.node, compiled.type)
    }
  }

  private func timestamp(_ expression: RowExpression, _ compiler: inout ExpressionCompiler) throws -> Int32 {
    let compiled = try compiler.compile(expression)
    guard compiled.type == .timestamp else {
      throw DiagnosticError(
        Diagnostic(
          .error, "expression-type", "`\(expression)` of dataset `\(dataset.name)` is not a timestamp",
          at: compiler.location, remedy: "Declare its type under `columns:`"))
    }
    return compiled.node
  }

  private func compileMeasures(
    _ layout: inout DatasetLayout, _ compiler: inout ExpressionCompiler
  ) throws -> [String: Int] {
    var indices: [String: Int] = [:]
    for measure in schema.activeMeasures(dataset.name) {
      compiler.location = measure.location.place
      var time = 0
      if let at = measure.at {
        time = layout.times.count
        layout.times.append(try timestamp(at, &compiler))
      } else if !layout.hasTime {
        throw DiagnosticError(
          Diagnostic(
            .error, "no-time", "Measure `\(measure.name)` has no time: dataset `\(dataset.name)` names none",
            at: compiler.location, remedy: "Add `time:` to the dataset or `at:` to the measure"))
      }
      let kind: DatasetLayout.MeasureLayout.Kind
      switch measure.aggregate {
      case .count, .distinct: kind = .count
      case .sum(let value): kind = .sum(try number(value, &compiler))
      case .quantile(let value, let resolution):
        kind = .quantile(try number(value, &compiler), resolution: max(1, resolution))
      case .survival(let start, let end, let competing, let resolution):
        kind = .survival(
          start: try timestamp(start, &compiler), ends: try ([end] + competing).map { try timestamp($0, &compiler) },
          resolution: max(1, resolution))
      }
      indices[measure.name] = layout.measures.count
      layout.measures.append(
        .init(
          name: measure.name, kind: kind, condition: try measure.condition.map { try compiler.compile($0).node },
          time: time, matureSeconds: measure.matureDays.map { Int64($0) * 86_400 }))
    }
    compiler.location = location
    return indices
  }

  private func number(_ expression: RowExpression, _ compiler: inout ExpressionCompiler) throws -> Int32 {
    let compiled = try compiler.compile(expression)
    guard case .number = compiled.type else {
      throw DiagnosticError(
        Diagnostic(
          .error, "expression-type", "`\(expression)` is not a number", at: compiler.location,
          remedy: "Declare the column's type under `columns:`"))
    }
    return compiled.node
  }

  private func compileDivisions(_ layout: inout DatasetLayout, _ compiler: inout ExpressionCompiler) throws {
    for cohort in pack.cohorts {
      guard let source = cohort.sources[dataset.name] else { continue }
      let compiled = try compiler.compile(source)
      layout.cohorts.append(
        .init(
          name: cohort.name, node: compiled.node, type: compiled.type,
          allowed: Set(cohort.arms.map { Array($0.name.utf8) })))
    }
    for segment in pack.segments where schema.segmentsUsed.contains(segment.name) {
      guard let source = segment.sources[dataset.name] else { continue }
      let compiled = try compiler.compile(source)
      layout.segments.append(.init(name: segment.name, node: compiled.node, type: compiled.type, allowed: nil))
    }
  }

  private func compileViews(_ layout: inout DatasetLayout, _ measures: [String: Int]) throws {
    layout.atoms = plan.atoms.map(\.boundaries)
    func index(_ name: String) throws -> Int {
      guard let index = measures[name] else {
        throw DiagnosticError(
          Diagnostic(
            .error, "unknown-measure", "There is no measure `\(name)` over dataset `\(dataset.name)`", at: location))
      }
      return index
    }
    func place(_ atoms: Int, _ time: Int) -> Int {
      let wanted = DatasetLayout.Place(atoms: atoms, time: time)
      if let index = layout.places.firstIndex(of: wanted) { return index }
      layout.places.append(wanted)
      return layout.places.count - 1
    }
    func division(_ name: String?, _ list: [DatasetLayout.Division]) -> Int? {
      name.flatMap { name in list.firstIndex { $0.name == name } }
    }
    for (viewIndex, view) in plan.views.enumerated() where view.dataset == dataset.name {
      var groups: [Int: [DatasetLayout.Slot]] = [:]
      for (slotIndex, slot) in view.slots.enumerated() {
        let (first, second): (Int, Int?)
        switch slot {
        case .sum(let name): (first, second) = (try index(name), nil)
        case .square(let name): (first, second) = (try index(name), try index(name))
        case .product(let a, let b): (first, second) = (try index(a), try index(b))
        }
        let firstPlace = place(view.atoms, layout.measures[first].time)
        let secondPlace = second.map { place(view.atoms, layout.measures[$0].time) } ?? firstPlace
        groups[firstPlace, default: []].append(
          .init(index: slotIndex, first: first, second: second, secondPlace: secondPlace))
      }
      layout.views.append(
        .init(
          index: viewIndex, width: view.slots.count, cohort: division(view.cohort, layout.cohorts),
          segment: division(view.segment, layout.segments), isBucketed: view.bucketed,
          groups: groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }
    for (viewIndex, view) in plan.durations.enumerated() where schema.dataset(ofMeasure: view.measure) == dataset.name {
      let measure = try index(view.measure)
      layout.durations.append(
        .init(
          index: viewIndex, measure: measure, place: place(view.atoms, layout.measures[measure].time),
          cohort: division(view.cohort, layout.cohorts), segment: division(view.segment, layout.segments)))
    }
    for (viewIndex, view) in plan.distinct.enumerated() where schema.dataset(ofMeasure: view.measure) == dataset.name {
      layout.distinct.append(
        .init(
          index: viewIndex, measure: try index(view.measure), periods: view.periods,
          cohort: division(view.cohort, layout.cohorts), segment: division(view.segment, layout.segments)))
    }
  }

  private func compileConsumers(
    _ layout: inout DatasetLayout, _ compiler: inout ExpressionCompiler, _ known: [String: ExpressionCompiler.Column]
  ) throws {
    if let names = schema.columnsKept(dataset.name) {
      let columns = names.sorted().compactMap { name in known[name].map { (name: name, column: $0) } }
      layout.kept = (columns.map(\.column.slot), columns.map(\.name), columns.map(\.column.type))
    }
    for rollup in schema.rollups(of: dataset.name) {
      guard case .rollup(_, let by, let columns) = rollup.source, let bySlot = known[by] else { continue }
      compiler.location = rollup.location.place
      var entry = RollupLayout(
        dataset: rollup.name, by: by, bySlot: bySlot.slot, byType: bySlot.type, columns: [])
      for column in columns {
        let compiled = try column.argument.map { try compiler.compile($0) }
        entry.columns.append(
          .init(
            name: column.name, function: column.function, node: compiled?.node ?? -1,
            type: column.function == .count ? .number(scale: 0) : compiled?.type ?? .text))
      }
      layout.rollups.append(entry)
    }
    compiler.location = location
  }
}
