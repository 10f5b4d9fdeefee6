public import Units

extension RowExpression {
  /// Columns by name, each once, in order of appearance; `customer.tier` is a column through a lookup.
  public var columnsUsed: [String] {
    var names: [String] = []
    walk { if case .column(let name) = $0, !names.contains(name) { names.append(name) } }
    return names
  }

  /// The direct parts of the expression, from left to right.
  public var children: [RowExpression] {
    switch self {
    case .null, .boolean, .number, .text, .timestamp, .column: []
    case .unary(_, let inner), .isNull(let inner, _), .like(let inner, _, _): [inner]
    case .binary(_, let left, let right): [left, right]
    case .isIn(let inner, let items, _): [inner] + items
    case .between(let inner, let low, let high, _): [inner, low, high]
    case .call(_, let arguments): arguments
    case .cases(let branches, let otherwise): branches.flatMap { [$0.when, $0.then] } + (otherwise.map { [$0] } ?? [])
    }
  }

  func walk(_ visit: (RowExpression) -> Void) {
    visit(self)
    for child in children { child.walk(visit) }
  }

  /// The unit of its values, from those of the columns; nil where unknown. A count of rows with `THEN 1` has none.
  public func unit(of columnUnit: (String) -> Units.Unit?) -> Units.Unit? {
    switch self {
    case .column(let name): return columnUnit(name)
    case .unary(.minus, let inner): return inner.unit(of: columnUnit)
    case .binary(.times, let left, let right):
      guard let a = left.unit(of: columnUnit) else { return right.unit(of: columnUnit) }
      guard let b = right.unit(of: columnUnit) else { return a }
      return (try? a.times(b))?.unit
    case .binary(.plus, let left, let right), .binary(.minus, let left, let right):
      return left.unit(of: columnUnit) ?? right.unit(of: columnUnit)
    case .call(.daysBetween, _): return Units.Unit(time: .day)
    case .call(.secondsBetween, _): return Units.Unit(time: .second)
    case .call(_, let arguments): return arguments.compactMap { $0.unit(of: columnUnit) }.first
    case .cases(let branches, let otherwise):
      return (branches.map(\.then) + (otherwise.map { [$0] } ?? [])).compactMap { $0.unit(of: columnUnit) }.first
    default: return nil
    }
  }
}
