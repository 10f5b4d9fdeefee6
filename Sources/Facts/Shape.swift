import Metrics
import Pack

/// A formula whose textbook estimator is known because each row is an independent unit.
enum Shape: Equatable {
  case rate(successes: String, trials: String)
  case mean(sum: String, count: String)
  case nps(promoters: String, detractors: String, answers: String)
  case ratio(numerator: String, denominator: String)
}

extension MetricIndex {
  /// The shape of a formula, or nil where rows repeat within clusters, datasets mix or the form is another.
  func shape(_ node: FormulaNode) -> Shape? {
    guard case .name(let name) = node, let inner = self.node(name) else { return ownShape(node) }
    return shapes.value(name) { shape(inner) }
  }

  private func ownShape(_ node: FormulaNode) -> Shape? {
    switch node {
    case .binary(.over, let top, let bottom): return ratioShape(top, bottom)
    case .call(.mean, let arguments) where arguments.count == 2: return ratioShape(arguments[0], arguments[1])
    case .call(.nps, let arguments) where arguments.count == 3:
      guard let promoters = unitMeasure(arguments[0]), let detractors = unitMeasure(arguments[1]),
        let answers = unitMeasure(arguments[2])
      else { return nil }
      return .nps(promoters: promoters.name, detractors: detractors.name, answers: answers.name)
    default: return nil
    }
  }

  private func ratioShape(_ top: FormulaNode, _ bottom: FormulaNode) -> Shape? {
    guard let numerator = unitMeasure(top), let denominator = unitMeasure(bottom),
      numerator.dataset == denominator.dataset, numerator.at == denominator.at,
      numerator.matureDays == denominator.matureDays, numerator.stock == denominator.stock
    else { return nil }
    switch (numerator.aggregate, denominator.aggregate) {
    case (.count, .count):
      return isSubset(numerator, of: denominator)
        ? .rate(successes: numerator.name, trials: denominator.name)
        : .ratio(numerator: numerator.name, denominator: denominator.name)
    case (.sum, .count) where numerator.condition == denominator.condition:
      return .mean(sum: numerator.name, count: denominator.name)
    case (.sum, .count), (.sum, .sum): return .ratio(numerator: numerator.name, denominator: denominator.name)
    default: return nil
    }
  }

  /// A measure named by itself over a dataset whose rows are independent units.
  private func unitMeasure(_ node: FormulaNode) -> Measure? {
    guard case .name(let name) = resolved(node), let measure = measures[name], dataset(of: name)?.rowIsUnit == true
    else { return nil }
    return measure
  }

  /// Whether a row that meets the one term meets the other: the same term, or a range of numbers inside another.
  private func implies(_ given: RowExpression, _ wanted: RowExpression) -> Bool {
    if given == wanted { return true }
    guard case .between(let a, .number(let low, let lowScale), .number(let high, let highScale), false) = given,
      case .between(let b, .number(let from, let fromScale), .number(let to, let toScale), false) = wanted, a == b,
      Set([lowScale, highScale, fromScale, toScale]).count == 1
    else { return false }
    return from <= low && high <= to
  }

  /// Whether the one condition adds terms to the other's by AND (or the other has none).
  func isSubset(_ part: Measure, of whole: Measure) -> Bool {
    guard let condition = whole.condition else { return true }
    func terms(_ expression: RowExpression) -> [RowExpression] {
      if case .binary(.and, let a, let b) = expression { return terms(a) + terms(b) }
      return [expression]
    }
    let given = part.condition.map(terms) ?? []
    return terms(condition).allSatisfy { wanted in given.contains { implies($0, wanted) } }
  }
}
