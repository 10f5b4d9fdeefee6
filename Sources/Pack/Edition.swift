import Metrics

extension Pack {
  /// The pack without its internal datasets and without whatever rests on them: roll-ups, measures, metrics, segments.
  public func withoutInternalDatasets() -> Pack {
    guard !internalDatasets.isEmpty else { return self }
    var pack = self
    var gone = internalDatasets
    for _ in datasets {
      for dataset in datasets where !gone.contains(dataset.name) && dataset.rests(on: gone) {
        gone.insert(dataset.name)
      }
    }
    pack.datasets = datasets.filter { !gone.contains($0.name) }.map { dataset in
      var dataset = dataset
      dataset.lookups.removeAll { gone.contains($0.dataset) }
      return dataset
    }
    let lookups = Dictionary(
      uniqueKeysWithValues: datasets.map { dataset in
        (dataset.name, dataset.lookups.filter { gone.contains($0.dataset) }.map { $0.name + "." })
      })
    func isOpen(_ expression: RowExpression, in dataset: String) -> Bool {
      !gone.contains(dataset)
        && !expression.columnsUsed.contains { column in
          (lookups[dataset] ?? []).contains { column.hasPrefix($0) }
        }
    }
    pack.measures = measures.filter { measure in
      !gone.contains(measure.dataset) && measure.expressions.allSatisfy { isOpen($0, in: measure.dataset) }
    }
    pack.segments = segments.compactMap { segment in
      var segment = segment
      segment.sources = segment.sources.filter { isOpen($0.value, in: $0.key) }
      return segment.sources.isEmpty ? nil : segment
    }
    pack.cohorts = cohorts.compactMap { cohort in
      var cohort = cohort
      cohort.sources = cohort.sources.filter { isOpen($0.value, in: $0.key) }
      return cohort.sources.isEmpty ? nil : cohort
    }
    pack.keep(nil, of: names)
    return pack
  }

  /// The pack with the named metrics and inputs and those they are computed from, and no others.
  public func keeping(_ asked: Set<String>) -> Pack {
    var pack = self
    pack.keep(asked, of: names)
    return pack
  }

  private var names: Set<String> { Set(metrics.map(\.name) + measures.map(\.name) + inputs.map(\.name)) }

  /// Drops metrics that lack one of the parts they had, then those not asked for; nil asks for all.
  private mutating func keep(_ asked: Set<String>?, of names: Set<String>) {
    let parts = Dictionary(
      metrics.map { ($0.name, $0.formula.names.filter(names.contains)) }, uniquingKeysWith: { first, _ in first })
    var known = Set(measures.map(\.name) + inputs.map(\.name))
    // Each stands after those it depends on.
    for name in compiledOrder where (parts[name] ?? []).allSatisfy(known.contains) { known.insert(name) }
    if let asked {
      var wanted = asked
      var open = Array(asked)
      while let name = open.popLast() {
        for part in parts[name] ?? [] where wanted.insert(part).inserted { open.append(part) }
      }
      inputs.removeAll { !wanted.contains($0.name) }
      known.formIntersection(wanted.union(measures.map(\.name)))
    }
    metrics.removeAll { !known.contains($0.name) }
    let kept = Set(metrics.map(\.name))
    compiledOrder.removeAll { !kept.contains($0) }
    compiled = compiled.filter { kept.contains($0.key) }
    funnels.removeAll { !$0.steps.allSatisfy { known.contains($0.count) } }
    retention.removeAll { !$0.windows.allSatisfy { known.contains($0.metric) } }
  }
}

extension Dataset {
  /// Whether rows of other datasets decide which rows this one has, or when and whose they are.
  fileprivate func rests(on gone: Set<String>) -> Bool {
    if case .rollup(let of, _, _) = source, gone.contains(of) { return true }
    let prefixes = lookups.filter { gone.contains($0.dataset) }.map { $0.name + "." }
    return [time, cluster].compactMap { $0 }.contains { expression in
      expression.columnsUsed.contains { column in prefixes.contains { column.hasPrefix($0) } }
    }
  }
}
