import Metrics
public import Pack

extension FactBook {
  /// The datasets behind a metric, sorted.
  public func datasets(of name: String) -> [String] {
    var found: Set<String> = []
    let leaves = walk.leaves(of: .name(name), in: Slice(pack.period))
    for leaf in leaves { if let dataset = index.measures[leaf.measure]?.dataset { found.insert(dataset) } }
    return found.sorted()
  }

  /// Whether a metric is a difference between the arms of a cohort.
  public func isContrast(_ name: String) -> Bool { FormulaFacts(index: index).isContrast(name) }

  /// The inputs behind a metric, in the order of the pack.
  public func inputs(of name: String) -> [Input] { index.inputsUsed(.name(name)) }

  /// Whether a metric's own evidence is randomised, or carries a causal word otherwise.
  public func isCausal(_ name: String) -> Bool { index.grade(.name(name))?.isCausal ?? false }
}

extension FactBook {
  /// Treatment and control of a cohort.
  public func arms(of cohort: String) -> (treatment: ArmName, control: ArmName)? { index.arms(of: cohort) }
}
