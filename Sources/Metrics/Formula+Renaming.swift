extension Formula {
  /// The formula with names of measures, inputs and metrics replaced, and nouns of `as`; other labels stay.
  public func renaming(_ names: [String: String], nouns: [String: String] = [:]) -> Formula {
    renaming(names, nouns, as: .quantity)
  }

  private func renaming(
    _ names: [String: String], _ nouns: [String: String], as role: FormulaFunction.Parameter
  ) -> Formula {
    switch self {
    case .number: return self
    case .name(let name):
      if role == .noun { return .name(nouns[name] ?? name) }
      return .name(role.isLabel ? name : names[name] ?? name)
    case .negate(let inner): return .negate(inner.renaming(names, nouns, as: .quantity))
    case .binary(let symbol, let left, let right):
      return .binary(
        symbol, left.renaming(names, nouns, as: .quantity), right.renaming(names, nouns, as: .quantity))
    case .choice(let condition, let then, let otherwise):
      return .choice(
        condition.mapping { $0.renaming(names, nouns, as: .quantity) }, then.renaming(names, nouns, as: .quantity),
        otherwise.renaming(names, nouns, as: .quantity))
    case .call(let function, let arguments):
      let roles = function.parameters
      return .call(
        function,
        arguments.enumerated().map { $1.renaming(names, nouns, as: roles[min($0, roles.count - 1)]) })
    }
  }
}

extension FormulaCondition {
  fileprivate func mapping(_ transform: (Operand) -> Operand) -> FormulaCondition {
    switch self {
    case .compare(let symbol, let a, let b): .compare(symbol, transform(a), transform(b))
    case .and(let a, let b): .and(a.mapping(transform), b.mapping(transform))
    case .or(let a, let b): .or(a.mapping(transform), b.mapping(transform))
    case .not(let inner): .not(inner.mapping(transform))
    }
  }
}
