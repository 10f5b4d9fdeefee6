/// An expression together with the type that its place in the pack asks for.
public struct ColumnUse: Sendable, Hashable {
  /// The type that the place asks for.
  public enum Expected: Sendable, Hashable {
    case boolean, text, timestamp
    /// Nothing is known, as of a segment's source.
    case unknown
    /// `scale` is what undeclared columns get: the currency's digits for `sum:`, 0 for `quantile:`.
    case number(scale: Int)
  }

  /// The expression.
  public var expression: RowExpression
  /// What its place asks for.
  public var expected: Expected

  /// Pairs an expression with what its place asks for.
  public init(_ expression: RowExpression, _ expected: Expected) {
    self.expression = expression
    self.expected = expected
  }
}

/// The types of columns that nobody declared, as far as their uses tell.
public struct InferredColumns: Sendable, Hashable {
  /// Type per undeclared column.
  public var types: [String: ColumnType]
  /// Columns used without a hint of their type, sorted; text is the usual reading.
  public var unresolved: [String]
}

/// Infers the types of undeclared columns from all uses together.
///
/// A bare condition is boolean; comparison with a literal gives the literal's type, with another column that column's;
/// `days_between` and `seconds_between` give timestamps; arithmetic gives whole numbers; `sum:` gives its scale. What
/// contradicts is left to `RowExpression.type(in:)`, which names both sides.
public func inferColumnTypes(_ uses: [ColumnUse], known: (String) -> ColumnType?) -> InferredColumns {
  var inference = ColumnInference()
  for use in uses {
    for name in use.expression.columnsUsed where inference.found[name] == nil {
      if let type = known(name) {
        inference.found[name] = ColumnInference.Evidence(type: type, isDeclared: true)
      } else {
        inference.wanted.insert(name)
      }
    }
  }
  // Evidence travels from column to column, at most once through all of them.
  var last = -1
  while inference.changes != last {
    last = inference.changes
    for use in uses { inference.visit(use.expression, use.evidence) }
  }
  var types: [String: ColumnType] = [:]
  for name in inference.wanted { types[name] = inference.found[name]?.type }
  return InferredColumns(types: types, unresolved: inference.wanted.filter { types[$0] == nil }.sorted())
}

extension ColumnUse {
  var evidence: ColumnInference.Evidence? {
    switch expected {
    case .boolean: ColumnInference.Evidence(type: .boolean)
    case .text: ColumnInference.Evidence(type: .text)
    case .timestamp: ColumnInference.Evidence(type: .timestamp)
    case .unknown: nil
    case .number(let scale): ColumnInference.Evidence(type: .number(scale: scale))
    }
  }
}

/// The state of the inference: what is known of each column.
struct ColumnInference {
  struct Evidence: Hashable {
    var type: ColumnType
    var isDeclared = false
  }

  var found: [String: Evidence] = [:]
  var wanted: Set<String> = []
  var changes = 0

  /// Visits a part of which `expected` is known, and returns what is known of it afterwards.
  @discardableResult
  mutating func visit(_ part: RowExpression, _ expected: Evidence?) -> Evidence? {
    switch part {
    case .null: return nil
    case .boolean: return Evidence(type: .boolean)
    case .number(_, let scale): return Evidence(type: .number(scale: scale))
    case .text: return Evidence(type: .text)
    case .timestamp: return Evidence(type: .timestamp)
    case .column(let name): return note(name, expected)
    case .unary(.not, let inner): return visit(inner, Evidence(type: .boolean))
    case .unary(.minus, let inner): return visit(inner, expected ?? whole)
    case .binary(let symbol, let left, let right): return binary(symbol, left, right, expected)
    case .isNull(let inner, _):
      visit(inner, nil)
      return Evidence(type: .boolean)
    case .isIn(let inner, let items, _): return alike([inner] + items, nil, result: Evidence(type: .boolean))
    case .between(let inner, let low, let high, _):
      return alike([inner, low, high], nil, result: Evidence(type: .boolean))
    case .like(let inner, _, _):
      visit(inner, Evidence(type: .text))
      return Evidence(type: .boolean)
    case .call(let function, let arguments): return call(function, arguments, expected)
    case .cases(let branches, let otherwise):
      for branch in branches { visit(branch.when, Evidence(type: .boolean)) }
      return alike(branches.map(\.then) + (otherwise.map { [$0] } ?? []), expected, result: nil)
    }
  }

  private var whole: Evidence { Evidence(type: .number(scale: 0)) }

  private mutating func binary(
    _ symbol: RowExpression.BinaryOperator, _ left: RowExpression, _ right: RowExpression, _ expected: Evidence?
  ) -> Evidence? {
    switch symbol {
    case .or, .and:
      visit(left, Evidence(type: .boolean))
      return visit(right, Evidence(type: .boolean))
    case .plus, .minus: return alike([left, right], expected ?? whole, result: nil)
    case .times:
      // The scale of a product is that of its factors together, so none of them can take it over.
      visit(left, whole)
      visit(right, whole)
      return expected ?? whole
    default: return alike([left, right], nil, result: Evidence(type: .boolean))
    }
  }

  private mutating func call(
    _ function: RowExpression.RowFunction, _ arguments: [RowExpression], _ expected: Evidence?
  ) -> Evidence? {
    switch function {
    case .coalesce, .least, .greatest: return alike(arguments, expected, result: nil)
    case .lower: return visit(arguments[0], Evidence(type: .text))
    case .abs: return visit(arguments[0], expected ?? whole)
    case .daysBetween, .secondsBetween:
      for argument in arguments { visit(argument, Evidence(type: .timestamp)) }
      return whole
    case .inPeriod:
      visit(arguments[0], Evidence(type: .timestamp))
      return Evidence(type: .boolean)
    }
  }

  /// Parts that must be of one type: what is known of one is told to the others.
  private mutating func alike(_ parts: [RowExpression], _ expected: Evidence?, result: Evidence?) -> Evidence? {
    var shared = expected
    for part in parts {
      if let evidence = visit(part, expected) { shared = shared.map { Self.join($0, evidence) } ?? evidence }
    }
    if let shared { for part in parts { visit(part, shared) } }
    return result ?? shared
  }

  private mutating func note(_ name: String, _ expected: Evidence?) -> Evidence? {
    guard var known = found[name] else {
      if let expected {
        found[name] = Evidence(type: expected.type)
        changes += 1
      }
      return expected
    }
    guard !known.isDeclared, let expected else { return known }
    let joined = Self.join(known, expected)
    if joined.type != known.type {
      known.type = joined.type
      found[name] = known
      changes += 1
    }
    return known
  }

  /// Numbers take the finer scale; otherwise the first evidence stands.
  private static func join(_ a: Evidence, _ b: Evidence) -> Evidence {
    Evidence(type: a.type.joined(b.type) ?? a.type)
  }
}
