extension RowExpression {
  /// The expression with columns replaced by expressions; nil keeps a column as it is.
  public func replacing(_ column: (String) -> RowExpression?) -> RowExpression {
    switch self {
    case .null, .boolean, .number, .text, .timestamp: return self
    case .column(let name): return column(name) ?? self
    case .unary(let symbol, let inner): return .unary(symbol, inner.replacing(column))
    case .binary(let symbol, let left, let right):
      return .binary(symbol, left.replacing(column), right.replacing(column))
    case .isNull(let inner, let negated): return .isNull(inner.replacing(column), negated: negated)
    case .isIn(let inner, let items, let negated):
      return .isIn(inner.replacing(column), items.map { $0.replacing(column) }, negated: negated)
    case .between(let inner, let low, let high, let negated):
      return .between(
        inner.replacing(column), low.replacing(column), high.replacing(column), negated: negated)
    case .like(let inner, let pattern, let negated):
      return .like(inner.replacing(column), pattern: pattern, negated: negated)
    case .call(let function, let arguments): return .call(function, arguments.map { $0.replacing(column) })
    case .cases(let branches, let otherwise):
      return .cases(
        branches.map { (when: $0.when.replacing(column), then: $0.then.replacing(column)) },
        otherwise: otherwise?.replacing(column))
    }
  }
}
