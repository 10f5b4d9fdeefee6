import Metrics
import Pack
import Units

extension MetricIndex {
  /// The unit of a metric, an input or a measure; a pure number for an unknown name.
  func unit(of name: String) -> Units.Unit {
    if let compiled = pack.compiled[name] { return compiled.unit }
    if let input = inputs[name] { return input.unit }
    guard let measure = measures[name], let dataset = datasets[measure.dataset] else { return .ratio }
    let quantity = measure.quantity(noun: dataset.noun, clusterNoun: clusterNoun(of: dataset)) { column in
      self.column(column, of: dataset)?.unit
    }
    return quantity.unit ?? .ratio
  }

  /// Decimal digits after the point of a measure's integer sums.
  func scale(of measure: String) -> Int { scales.value(measure) { typedScale(of: measure) } }

  private func typedScale(of measure: String) -> Int {
    guard let definition = measures[measure], let dataset = datasets[definition.dataset] else { return 0 }
    let expression: RowExpression
    switch definition.aggregate {
    case .sum(let summed): expression = summed
    case .quantile(let value, _): expression = value
    case .count, .distinct, .survival: return 0
    }
    guard case .number(let scale)? = try? expression.type(in: { self.column($0, of: dataset)?.type }) else { return 0 }
    return scale
  }

  /// What an integer sum of a measure is multiplied by.
  func scaleFactor(of measure: String) -> Double {
    var factor = 1.0
    for _ in 0..<scale(of: measure) { factor *= 10 }
    return 1 / factor
  }

  /// A column of a dataset, or of a dataset it looks up as `lookup.column`.
  func column(_ name: String, of dataset: Dataset) -> Column? {
    if let own = dataset.columns.first(where: { $0.name == name }) { return own }
    let parts = name.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let lookup = dataset.lookups.first(where: { $0.name == parts[0] }) else { return nil }
    return datasets[lookup.dataset]?.columns.first { $0.name == parts[1] }
  }

  private func clusterNoun(of dataset: Dataset) -> String {
    guard case .column(let name)? = dataset.cluster, name.hasSuffix("_id") else { return dataset.noun }
    return String(name.dropLast(3))
  }
}
