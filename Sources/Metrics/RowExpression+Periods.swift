extension RowExpression {
  /// The same expression with each part replaced, from the inside out.
  public func rewriting(
    _ replace: (RowExpression) throws(ExpressionError) -> RowExpression
  ) throws(ExpressionError) -> RowExpression {
    func inner(_ part: RowExpression) throws(ExpressionError) -> RowExpression { try part.rewriting(replace) }
    func all(_ parts: [RowExpression]) throws(ExpressionError) -> [RowExpression] {
      var result: [RowExpression] = []
      for part in parts { result.append(try inner(part)) }
      return result
    }
    switch self {
    case .null, .boolean, .number, .text, .timestamp, .column: return try replace(self)
    case .unary(let symbol, let part): return try replace(.unary(symbol, try inner(part)))
    case .binary(let symbol, let left, let right):
      return try replace(.binary(symbol, try inner(left), try inner(right)))
    case .isNull(let part, let negated): return try replace(.isNull(try inner(part), negated: negated))
    case .isIn(let part, let items, let negated):
      return try replace(.isIn(try inner(part), try all(items), negated: negated))
    case .between(let part, let low, let high, let negated):
      return try replace(.between(try inner(part), try inner(low), try inner(high), negated: negated))
    case .like(let part, let pattern, let negated):
      return try replace(.like(try inner(part), pattern: pattern, negated: negated))
    case .call(let function, let arguments): return try replace(.call(function, try all(arguments)))
    case .cases(let branches, let otherwise):
      var changed: [(when: RowExpression, then: RowExpression)] = []
      for branch in branches { changed.append((try inner(branch.when), try inner(branch.then))) }
      var last: RowExpression?
      if let otherwise { last = try inner(otherwise) }
      return try replace(.cases(changed, otherwise: last))
    }
  }

  /// The same expression with `in_period(t, 2026-Q3)` as `t >= DATE '2026-07-01' AND t < DATE '2026-10-01'`.
  ///
  /// `bounds` gives the first day of a period and the first day after it, as `yyyy-MM-dd`.
  public func resolvingPeriods(
    _ bounds: (String) throws(ExpressionError) -> (start: String, end: String)
  ) throws(ExpressionError) -> RowExpression {
    try rewriting { part throws(ExpressionError) in
      guard case .call(.inPeriod, let arguments) = part, arguments.count == 2, case .text(let name) = arguments[1]
      else { return part }
      let range = try bounds(name)
      return .binary(
        .and, .binary(.greaterOrEqual, arguments[0], .timestamp(range.start)),
        .binary(.less, arguments[0], .timestamp(range.end)))
    }
  }
}
