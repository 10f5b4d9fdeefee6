import Metrics
import Pack

typealias FormulaNode = CompiledFormula.Node

/// Looks up the names of a pack's formulas and answers questions on their shape.
///
/// A class because many hold it, and because it remembers its answers; not to be shared between threads.
final class MetricIndex {
  let pack: Pack
  let measures: [String: Measure]
  let metrics: [String: Metric]
  let inputs: [String: Input]
  let datasets: [String: Dataset]
  let cohorts: [String: Cohort]
  let shapes = Memo<Shape?>()
  let scales = Memo<Int>()
  let rates = Memo<CountedRate?>()

  init(_ pack: Pack) {
    self.pack = pack
    measures = Dictionary(pack.measures.map { ($0.name, $0) }) { a, _ in a }
    metrics = Dictionary(pack.metrics.map { ($0.name, $0) }) { a, _ in a }
    inputs = Dictionary(pack.inputs.map { ($0.name, $0) }) { a, _ in a }
    datasets = Dictionary(pack.datasets.map { ($0.name, $0) }) { a, _ in a }
    cohorts = Dictionary(pack.cohorts.map { ($0.name, $0) }) { a, _ in a }
  }

  func dataset(of measure: String) -> Dataset? {
    measures[measure].flatMap { datasets[$0.dataset] }
  }

  /// The formula of a metric with its unit conversions; nil for an unknown name.
  func node(_ metric: String) -> FormulaNode? { pack.compiled[metric]?.root }

  /// A formula behind metric names that stand alone and behind factors: what it really is.
  func resolved(_ node: FormulaNode) -> FormulaNode {
    if case .name(let name) = node, let inner = self.node(name) { return resolved(inner) }
    return node
  }

  func arms(of cohort: String) -> (treatment: ArmName, control: ArmName)? {
    guard let cohort = cohorts[cohort],
      let treatment = cohort.arms.first(where: { $0.role == .treatment }),
      let control = cohort.arms.first(where: { $0.role == .control })
    else { return nil }
    return (ArmName(cohort.name, treatment.name), ArmName(cohort.name, control.name))
  }

  /// The measure that counts what a formula rests on: the denominator's count.
  func countMeasure(_ node: FormulaNode) -> String? {
    switch node {
    case .name(let name):
      if let inner = self.node(name) { return countMeasure(inner) }
      guard let measure = measures[name], measure.aggregate == .count || measure.aggregate == .distinct else {
        return nil
      }
      return name
    case .number: return nil
    case .negate(let inner), .scale(_, let inner): return countMeasure(inner)
    case .least(let nodes), .greatest(let nodes): return nodes.compactMap(denominatorCount).first
    case .binary(.over, let top, let bottom): return countMeasure(bottom) ?? countMeasure(top)
    case .binary(_, let a, let b): return denominatorCount(a) ?? denominatorCount(b)
    case .choice(_, let a, let b): return denominatorCount(a) ?? denominatorCount(b)
    case .call(let function, let arguments):
      switch function {
      case .shareOfTotal: return arguments.first.flatMap(countMeasure)
      case .nps: return arguments.count == 3 ? countMeasure(arguments[2]) : nil
      case .mean: return arguments.count == 2 ? countMeasure(arguments[1]) : nil
      case .median, .quantile, .within: return nil
      default: return arguments.first.flatMap(denominatorCount)
      }
    }
  }

  /// As `countMeasure`, but only of a part that is itself an estimate.
  private func denominatorCount(_ node: FormulaNode) -> String? {
    isEstimate(node) ? countMeasure(node) : nil
  }

  /// Whether a formula divides by what the data hold, or compares arms: totals, in contrast, are counted in full.
  func isEstimate(_ node: FormulaNode) -> Bool {
    switch node {
    case .number: return false
    case .name(let name): return self.node(name).map(isEstimate) ?? false
    case .negate(let inner), .scale(_, let inner): return isEstimate(inner)
    case .least(let nodes), .greatest(let nodes): return nodes.contains(where: isEstimate)
    case .binary(let op, let a, let b): return isEstimate(a) || isEstimate(b) || (op == .over && usesMeasure(b))
    case .choice: return node.parts.contains(where: isEstimate)
    case .call(let function, _):
      switch function {
      case .contrast, .relative, .median, .quantile, .within, .nps, .mean, .shareOfTotal: return true
      default: return node.parts.contains(where: isEstimate)
      }
    }
  }

  func usesMeasure(_ node: FormulaNode) -> Bool {
    guard case .name(let name) = node else { return node.parts.contains(where: usesMeasure) }
    return measures[name] != nil || (self.node(name).map(usesMeasure) ?? false)
  }

  /// The inputs a formula rests on, in the order of the pack.
  func inputsUsed(_ node: FormulaNode) -> [Input] {
    var names: Set<String> = []
    func visit(_ node: FormulaNode) {
      guard case .name(let name) = node else { return node.parts.forEach(visit) }
      if inputs[name] != nil { names.insert(name) } else if let inner = self.node(name) { visit(inner) }
    }
    visit(node)
    return pack.inputs.filter { names.contains($0.name) }
  }

  /// The evidence behind a level; nil for plain observation.
  ///
  /// A sum or difference carries the weakest evidence of its parts; a product with a randomised factor keeps it, for the
  /// other factors only scale the effect. A difference between two stretches of time is before and after.
  func grade(_ node: FormulaNode) -> Grade? {
    switch node {
    case .number: return nil
    case .name(let name):
      if let input = inputs[name] { return input.low == nil ? nil : .assumption }
      return self.node(name).flatMap(grade)
    case .negate(let inner), .scale(_, let inner): return grade(inner)
    case .least(let nodes), .greatest(let nodes): return weakest(nodes.map(grade))
    case .binary(let op, let a, let b):
      let parts = [grade(a), grade(b)]
      if op == .times || op == .over { return parts.contains(.randomised) ? .randomised : weakest(parts) }
      let crossesTime = usesMeasure(a) && usesMeasure(b) && movesInTime(a) != movesInTime(b)
      return weakest(parts + [crossesTime && !parts.contains(.randomised) ? .beforeAfter : nil])
    case .choice: return weakest(node.parts.map(grade))
    case .call(.index, let arguments): return weakest(arguments.prefix(1).map(grade) + [.beforeAfter])
    case .call(let function, let arguments):
      guard function == .contrast || function == .relative, arguments.count == 2,
        case .name(let cohort) = arguments[1]
      else { return weakest(node.parts.map(grade)) }
      return cohorts[cohort]?.randomised == true ? .randomised : .association
    }
  }

  private func weakest(_ grades: [Grade?]) -> Grade? { grades.compactMap { $0 }.min { $0.strength < $1.strength } }

  /// Whether a formula looks at another period than the shown one.
  private func movesInTime(_ node: FormulaNode) -> Bool {
    switch node {
    case .name(let name): self.node(name).map(movesInTime) ?? false
    case .call(let function, _) where [.at, .prior, .samePeriodLastYear].contains(function): true
    default: node.parts.contains(where: movesInTime)
    }
  }
}
