import Metrics
public import Pack
public import Units

/// What can be said of a pack's formulas before any data is read.
public struct FormulaFacts {
  let index: MetricIndex

  /// The formulas of a pack.
  public init(_ pack: Pack) {
    self.init(index: MetricIndex(pack))
  }

  init(index: MetricIndex) { self.index = index }

  /// The unit of a metric, an input or a measure.
  public func unit(of name: String) -> Units.Unit { index.unit(of: name) }

  /// Whether a metric compares the arms of a cohort, so that its own interval is the test.
  public func isContrast(_ metric: String) -> Bool {
    func visit(_ node: FormulaNode) -> Bool {
      switch node {
      case .name(let name): index.node(name).map(visit) ?? false
      case .call(.contrast, _), .call(.relative, _): true
      default: node.parts.contains(where: visit)
      }
    }
    return index.node(metric).map(visit) ?? false
  }
}
