extension CompiledFormula {
  /// The formula with its conversions written out as factors and divisors, in the language of formulas.
  public var text: String { root.formula.description }
}

extension CompiledFormula.Node {
  /// The part as a formula that parses back to an equal figure: a conversion becomes a factor or a divisor.
  public var formula: Formula {
    switch self {
    case .number(let value): value < 0 ? .negate(.number(-value, unit: nil)) : .number(value, unit: nil)
    case .name(let name): .name(name)
    case .negate(let inner): .negate(inner.formula)
    case .binary(let symbol, let a, let b): .binary(symbol, a.formula, b.formula)
    case .scale(let factor, let inner):
      if factor < 1, (1 / factor).rounded() * factor == 1 {
        .binary(.over, inner.formula, .number((1 / factor).rounded(), unit: nil))
      } else {
        .binary(.times, inner.formula, .number(factor, unit: nil))
      }
    case .least(let nodes): .call(.least, nodes.map(\.formula))
    case .greatest(let nodes): .call(.greatest, nodes.map(\.formula))
    case .choice(let condition, let then, let otherwise):
      .choice(condition.map(\.formula), then.formula, otherwise.formula)
    case .call(.convert, let nodes) where nodes.count == 3:
      // By name, as the rate follows from the currencies and the period.
      .binary(.times, nodes[0].formula, .name(Self.rateName(nodes)))
    case .call(let function, let nodes):
      .call(
        function,
        nodes.count > function.parameters.count
          ? nodes.map(\.formula)
          : zip(nodes, function.parameters).map { node, parameter in
            // The length of `within` stands in the measure's own unit, seconds; a formula must name one.
            if parameter == .duration, case .number(let value) = node { return .number(value, unit: "s") }
            return node.formula
          })
    }
  }

  /// The name of the rate behind a `convert`: `rate_EUR_USD`.
  public static func rateName(_ arguments: [CompiledFormula.Node]) -> String {
    guard arguments.count == 3, case .name(let to) = arguments[1], case .name(let from) = arguments[2] else {
      return "rate"
    }
    return "rate_\(from)_\(to)"
  }

  /// A formula whose literals are in stored values, as `formula` writes them: no unit is looked at.
  public init(_ formula: Formula) {
    switch formula {
    case .number(let value, _): self = .number(value)
    case .name(let name): self = .name(name)
    case .negate(let inner): self = .negate(Self(inner))
    case .binary(let symbol, let a, let b): self = .binary(symbol, Self(a), Self(b))
    case .choice(let condition, let then, let otherwise):
      self = .choice(condition.map(Self.init), Self(then), Self(otherwise))
    case .call(.least, let parts): self = .least(parts.map(Self.init))
    case .call(.greatest, let parts): self = .greatest(parts.map(Self.init))
    case .call(let function, let parts): self = .call(function, parts.map(Self.init))
    }
  }
}

extension FormulaCondition {
  /// The same condition over other operands.
  func map<Other>(_ transform: (Operand) -> Other) -> FormulaCondition<Other> {
    switch self {
    case .compare(let symbol, let a, let b): .compare(symbol, transform(a), transform(b))
    case .and(let a, let b): .and(a.map(transform), b.map(transform))
    case .or(let a, let b): .or(a.map(transform), b.map(transform))
    case .not(let inner): .not(inner.map(transform))
    }
  }
}
