import Columns
import Diagnostics
import Engines
import Metrics
import Pack
import Tables

/// Compiles the part of a plan that concerns one dataset.
struct LayoutBuilder {
  /// A table in memory with the names of its columns.
  struct NamedTable {
    var table: LookupTable
    var columns: [String]
  }

  let plan: Plan
  let pack: Pack
  let schema: PackSchema
  let dataset: Dataset
  /// Tables by dataset, for the lookups.
  let tables: [String: NamedTable]
  /// Makes tokens of restricted values.
  var secret: TokenSecret?

  private var location: Diagnostic.Location { dataset.location.place }

  func layout() throws -> DatasetLayout {
    let used = schema.columnsUsed(dataset.name)
    let types = try schema.columns(of: dataset.name)
    var layout = DatasetLayout(
      dataset: dataset.name, asOf: pack.asOf, columns: types, decoders: [], slotTypes: types.map(\.type))
    if !dataset.isRollup { layout.decoders = try types.map { try decoder($0) } }
    layout.masks = types.map { ValueMask($0.classification, secret: secret) }
    var known: [String: ExpressionCompiler.Column] = [:]
    for (slot, column) in types.enumerated() { known[column.name] = .init(slot: slot, type: column.type) }
    for lookup in dataset.lookups {
      let names = used.filter { $0.hasPrefix(lookup.name + ".") }.sorted()
      guard !names.isEmpty, let target = tables[lookup.dataset], let key = known[lookup.column] else { continue }
      var entry = DatasetLayout.Lookup(table: target.table, keySlot: key.slot, keyType: key.type, columns: [])
      for name in names {
        guard let column = target.columns.firstIndex(of: String(name.dropFirst(lookup.name.count + 1))) else {
          continue
        }
        let type = target.table.types[column]
        known[name] = .init(slot: layout.slotTypes.count, type: type)
        entry.columns.append((slot: layout.slotTypes.count, column: column, type: type))
        layout.slotTypes.append(type)
      }
      layout.lookups.append(entry)
    }
    var compiler = ExpressionCompiler(columns: known, rules: pack.calendar.rules, location: location)
    try compileRow(&layout, &compiler, known)
    let measures = try compileMeasures(&layout, &compiler)
    try compileDivisions(&layout, &compiler)
    try compileViews(&layout, measures)
    try compileConsumers(&layout, &compiler, known)
    layout.program = compiler.program
    return layout
  }

  private func decoder(_ column: Column) throws -> ColumnDecoder {
    var decoder = try ColumnDecoder(column, rules: pack.calendar.rules, location: location)
    let mask = ValueMask(column.classification)
    decoder.shows = { mask.text($0) }
    let rules = column.rules
    if !rules.values.isEmpty { decoder.rules.append(.allowed(rules.values)) }
    if rules.minimum != nil || rules.maximum != nil {
      decoder.rules.append(.range(low: rules.minimum?.value, high: rules.maximum?.value))
    }
    if rules.minimumLength != nil || rules.maximumLength != nil {
      decoder.rules.append(.length(low: rules.minimumLength, high: rules.maximumLength))
    }
    return decoder
  }

  private func compileRow(
    _ layout: inout DatasetLayout, _ compiler: inout ExpressionCompiler, _ known: [String: ExpressionCompiler.Column]
  ) throws {
    var isFile = false
    if case .rollup(_, let by, _) = dataset.source {
      layout.key = known[by].map { ($0.slot, $0.type) }
    } else {
      isFile = true
      layout.key = dataset.key.flatMap { known[$0] }.map { ($0.slot, $0.type) }
    }
    if isFile {
      let isLookedUp = schema.columnsKept(dataset.name) != nil
      layout.uniqueSlots = layout.columns.indices.filter { slot in
        slot == layout.key?.slot ? !isLookedUp : layout.columns[slot].rules.unique
      }
    }
    if let time = dataset.time {
      layout.times.append(try timestamp(time, &compiler))
      layout.hasTime = true
    }
    if let cluster = dataset.cluster {
      let compiled = try compiler.compile(cluster)
      layout.cluster = (compiled.node, compiled.type)
    }
    for rule in dataset.rules.rowRules {
      compiler.location = rule.location.place
      let compiled = try compiler.compile(rule.condition)
      guard compiled.type == nil || compiled.type == .boolean else {
        throw DiagnosticError(
          Diagnostic(
            .error, "expression-type", "`\(rule.condition)` is neither true nor false", at: compiler.location))
      }
      layout.rules.append(.init(name: rule.name, node: compiled.node, rule: rule))
    }
    compiler.location = location
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
        let node = try timestamp(at, &compiler)
        time = layout.times.firstIndex(of: node) ?? layout.times.count
        if time == layout.times.count { layout.times.append(node) }
      } else if !layout.hasTime {
        throw DiagnosticError(
          Diagnostic(
            .error, "no-time", "Measure `\(measure.name)` has no time: dataset `\(dataset.name)` names none",
            at: compiler.location, remedy: "Add `time:` to the dataset or `at:` to the measure"))
      }
      let kind: DatasetLayout.Measure.Kind
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
          allowed: cohort.arms.map { Array($0.name.utf8) }, maximumValues: ViewSums.armLimit))
    }
    for segment in pack.segments where schema.segmentsUsed.contains(segment.name) {
      guard let source = segment.sources[dataset.name] else { continue }
      let compiled = try compiler.compile(source)
      var division = DatasetLayout.Division(
        name: segment.name, node: compiled.node, type: compiled.type, allowed: nil,
        maximumValues: segment.maximumValues)
      if let outer = segment.outerSources {
        guard let source = outer[dataset.name] else { continue }
        let compiled = try compiler.compile(source)
        division.outer = (compiled.node, compiled.type)
      }
      layout.segments.append(division)
    }
  }

  private func compileViews(_ layout: inout DatasetLayout, _ measures: [String: Int]) throws {
    layout.atoms = plan.atoms.map { AtomTable($0.boundaries) }
    func index(_ name: String) throws -> Int {
      guard let index = measures[name] else {
        throw DiagnosticError(
          Diagnostic(
            .error, "unknown-measure", "There is no measure `\(name)` over dataset `\(dataset.name)`", at: location))
      }
      return index
    }
    func division(_ name: String?, _ list: [DatasetLayout.Division]) -> Int? {
      name.flatMap { name in list.firstIndex { $0.name == name } }
    }
    var panes = PaneBuilder(measures: layout.measures)
    for (viewIndex, view) in plan.views.enumerated() where view.dataset == dataset.name {
      let slots = try view.slots.map { slot -> (first: Int, second: Int?) in
        switch slot {
        case .sum(let name): (try index(name), nil)
        case .square(let name): (try index(name), try index(name))
        case .product(let a, let b): (try index(a), try index(b))
        }
      }
      panes.add(
        viewIndex, view, slots: slots, cohort: division(view.cohort, layout.cohorts),
        segment: division(view.segment, layout.segments))
    }
    for (viewIndex, view) in plan.durations.enumerated() where schema.dataset(ofMeasure: view.measure) == dataset.name {
      let measure = try index(view.measure)
      layout.durations.append(
        .init(
          index: viewIndex, measure: measure, place: panes.place(view.atoms, layout.measures[measure].time),
          cohort: division(view.cohort, layout.cohorts), segment: division(view.segment, layout.segments)))
    }
    for (viewIndex, view) in plan.distinct.enumerated() where schema.dataset(ofMeasure: view.measure) == dataset.name {
      let isAsked = schema.activeMeasures(dataset.name).contains {
        $0.name == view.measure && $0.aggregate == .distinct
      }
      let arms = view.cohort.flatMap { name in pack.cohorts.first { $0.name == name }?.arms.count }
      let limit = DistinctLayout.limit(
        periods: view.periods.count, arms: arms, isSegmented: view.segment != nil)
      layout.distinct.append(
        .init(
          index: viewIndex, measure: try index(view.measure), periods: view.periods,
          cohort: division(view.cohort, layout.cohorts), segment: division(view.segment, layout.segments),
          limit: isAsked ? nil : limit))
    }
    (layout.panes, layout.matrices, layout.derived) = panes.finish(plan)
    layout.places = panes.places
  }

  private func compileConsumers(
    _ layout: inout DatasetLayout, _ compiler: inout ExpressionCompiler, _ known: [String: ExpressionCompiler.Column]
  ) throws {
    if let names = schema.columnsKept(dataset.name) {
      let columns = names.sorted().compactMap { name in known[name].map { (name: name, column: $0) } }
      layout.kept = (columns.map(\.column.slot), columns.map(\.name), columns.map(\.column.type))
      guard layout.key != nil else {
        throw DiagnosticError(
          Diagnostic(
            .error, "no-key", "Dataset `\(dataset.name)` is looked up but has no key", at: location,
            remedy: "Add `key:` to the dataset"))
      }
    }
    for rollup in schema.rollups(of: dataset.name) {
      guard case .rollup(_, let by, let columns) = rollup.source, let bySlot = known[by] else { continue }
      compiler.location = rollup.location.place
      var nodes: [Int32?] = []
      var entries: [RollupLayout.Column] = []
      for column in columns {
        let compiled = try column.argument.map { try compiler.compile($0) }
        nodes.append(compiled?.node)
        entries.append(
          .init(
            function: column.function,
            type: column.function == .count ? .number(scale: 0) : compiled?.type ?? .text))
      }
      layout.rollups.append(
        .init(
          dataset: rollup.name, bySlot: bySlot.slot,
          layout: RollupLayout(byType: bySlot.type, columns: entries), arguments: nodes))
    }
    compiler.location = location
  }
}
