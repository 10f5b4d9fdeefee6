public import Units

/// A formula whose unit is known and whose conversions are written out, ready to be evaluated.
public struct CompiledFormula: Sendable, Hashable {
  /// A part of the formula. Literals are in stored values (8 pp is 0.08).
  public indirect enum Node: Sendable, Hashable {
    case number(Double)
    /// A measure, an input or a metric.
    case name(String)
    case negate(Node)
    case binary(Formula.Operator, Node, Node)
    /// An inserted conversion by an exact factor.
    case scale(Double, Node)
    case least([Node])
    case greatest([Node])
    /// A function of data.
    ///
    /// Cohorts, arms and ranges are `.name`; the time of `within` is a number in the measure's unit. `nps` and `mean`
    /// are here for their intervals. `per_year`, `per_quarter` and `per_month` are here only where a flow is scaled
    /// from the shown period's length; exact ones have become `.scale`.
    /// The currency that `convert` starts from follows the one it ends in.
    case call(FormulaFunction, [Node])
    /// The first where the condition holds, otherwise the second.
    case choice(FormulaCondition<Node>, Node, Node)
  }

  /// The whole formula.
  public var root: Node
  /// Unit of its value.
  public var unit: Units.Unit
  /// Whether the figure grows with the length of the period; never `.distribution`.
  public var role: NamedQuantity.Role
  /// Over what its figures add up; what does not add up is recomputed from sums.
  public var additivity = Additivity.recomputed
  /// Whether it is a relative change, such as a lift.
  public var isLift = false
  /// What was inserted, in order, to be printed with the figure.
  public var conversions: [Conversion]

  /// The value, or nil for n/a: a leaf without a value, a division by zero.
  public func evaluate(
    name: (String) -> Double?, call: (FormulaFunction, [Node]) -> Double?
  ) -> Double? {
    root.evaluate(name: name, call: call)
  }
}

extension CompiledFormula.Node {
  /// The value of this part; `call` is asked for functions of data and may evaluate their arguments as it needs.
  public func evaluate(
    name: (String) -> Double?, call: (FormulaFunction, [CompiledFormula.Node]) -> Double?
  ) -> Double? {
    switch self {
    case .number(let value): return value
    case .name(let text): return name(text)
    case .negate(let inner): return inner.evaluate(name: name, call: call).map { -$0 }
    case .scale(let factor, let inner):
      // A division by a whole number is exact where a product with its reciprocal is not.
      return inner.evaluate(name: name, call: call).map { factor < 1 ? $0 / (1 / factor).rounded() : $0 * factor }
    case .least(let nodes): return Self.all(nodes, name, call)?.min()
    case .greatest(let nodes): return Self.all(nodes, name, call)?.max()
    case .call(let function, let arguments): return call(function, arguments)
    case .choice(let condition, let then, let otherwise):
      let holds = condition.holds { symbol, a, b in
        guard let a = a.evaluate(name: name, call: call), let b = b.evaluate(name: name, call: call) else { return nil }
        return symbol.holds(a, b)
      }
      return holds.flatMap { ($0 ? then : otherwise).evaluate(name: name, call: call) }
    case .binary(let symbol, let left, let right):
      guard let a = left.evaluate(name: name, call: call), let b = right.evaluate(name: name, call: call) else {
        return nil
      }
      let value: Double
      switch symbol {
      case .plus: value = a + b
      case .minus: value = a - b
      case .times: value = a * b
      case .over:
        guard b != 0 else { return nil }
        value = a / b
      }
      return value.isFinite ? value : nil
    }
  }

  private static func all(
    _ nodes: [CompiledFormula.Node], _ name: (String) -> Double?,
    _ call: (FormulaFunction, [CompiledFormula.Node]) -> Double?
  ) -> [Double]? {
    var values: [Double] = []
    for node in nodes {
      guard let value = node.evaluate(name: name, call: call) else { return nil }
      values.append(value)
    }
    return values
  }

  /// Measures, inputs and metrics it uses, each once, in order of appearance; labels of functions are left out.
  public var names: [String] {
    var found: [String] = []
    collect(into: &found)
    return found
  }

  private func collect(into found: inout [String]) {
    if case .name(let name) = self, !found.contains(name) { found.append(name) }
    for part in parts { part.collect(into: &found) }
  }

  /// The direct parts that have a value, from left to right; labels of functions are left out.
  public var parts: [CompiledFormula.Node] {
    switch self {
    case .number, .name: return []
    case .negate(let inner), .scale(_, let inner): return [inner]
    case .binary(_, let left, let right): return [left, right]
    case .least(let nodes), .greatest(let nodes): return nodes
    case .choice(let condition, let then, let otherwise): return condition.operands + [then, otherwise]
    case .call(let function, let nodes):
      let parameters = function.parameters
      return nodes.enumerated().filter { index, _ in
        index < parameters.count ? !parameters[index].isLabel : function.isVariadic
      }.map(\.element)
    }
  }
}
