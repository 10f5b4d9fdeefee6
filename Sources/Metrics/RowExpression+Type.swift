extension RowExpression {
  /// The type of its values, checked strictly: texts, numbers, booleans and timestamps never mix.
  ///
  /// `columnType` answers nil for a column that does not exist. A comparison with NULL is refused, because in SQL's
  /// logic it is never true.
  public func type(in columnType: (String) -> ColumnType?) throws(ExpressionError) -> ColumnType {
    guard let type = try RowTyping(self, in: columnType).type(self) else {
      throw ExpressionError("expression-type", "`\(self)` is always NULL", remedy: "give it a value in some case")
    }
    return type
  }
}

extension ColumnType {
  /// How messages name the type.
  var word: String {
    switch self {
    case .text: "text"
    case .boolean: "boolean"
    case .number: "a number"
    case .timestamp: "a timestamp"
    }
  }

  /// The common type of two values, or nil where they do not mix.
  func joined(_ other: ColumnType) -> ColumnType? {
    if case .number(let a) = self, case .number(let b) = other { return .number(scale: max(a, b)) }
    return self == other ? self : nil
  }
}

/// Types of the parts of a row expression; nil is NULL's, which goes with every type.
struct RowTyping {
  private var types: [String: ColumnType] = [:]

  init(_ expression: RowExpression, in columnType: (String) -> ColumnType?) {
    for name in expression.columnsUsed { types[name] = columnType(name) }
  }

  /// The type of a part; a finding in it knows which part it is of.
  func type(_ expression: RowExpression) throws(ExpressionError) -> ColumnType? {
    do throws(ExpressionError) {
      return try checked(expression)
    } catch {
      throw error.inside(expression)
    }
  }

  private func checked(_ expression: RowExpression) throws(ExpressionError) -> ColumnType? {
    switch expression {
    case .null: return nil
    case .boolean: return .boolean
    case .number(_, let scale): return .number(scale: scale)
    case .text: return .text
    case .timestamp: return .timestamp
    case .column(let name):
      guard let type = types[name] else {
        throw ExpressionError("unknown-column", "there is no column '\(name)'")
      }
      return type
    case .unary(.not, let inner):
      try expect(.boolean, inner, of: "NOT")
      return .boolean
    case .unary(.minus, let inner): return try number(inner, of: "the sign -")
    case .binary(let symbol, let left, let right): return try binary(symbol, left, right, expression)
    case .isNull(let inner, _):
      _ = try type(inner)
      return .boolean
    case .isIn(let inner, let items, let negated):
      for item in items {
        if item == .null {
          throw nullComparison(expression, "leave NULL out\(negated ? "; NOT IN with it is never true" : "")")
        }
        _ = try common(inner, item, of: expression)
      }
      return .boolean
    case .between(let inner, let low, let high, _):
      try comparable(inner, low, of: expression)
      try comparable(inner, high, of: expression)
      return .boolean
    case .like(let inner, _, _):
      try expect(.text, inner, of: "LIKE")
      return .boolean
    case .call(let function, let arguments): return try call(function, arguments, expression)
    case .cases(let branches, let otherwise):
      for branch in branches { try expect(.boolean, branch.when, of: "WHEN") }
      return try common(branches.map(\.then) + (otherwise.map { [$0] } ?? []), of: expression)
    }
  }

  private func binary(
    _ symbol: RowExpression.BinaryOperator, _ left: RowExpression, _ right: RowExpression, _ whole: RowExpression
  ) throws(ExpressionError) -> ColumnType? {
    switch symbol {
    case .or, .and:
      try expect(.boolean, left, of: symbol.rawValue)
      try expect(.boolean, right, of: symbol.rawValue)
      return .boolean
    case .equal, .notEqual:
      if left == .null || right == .null {
        throw nullComparison(whole, symbol == .equal ? "write IS NULL" : "write IS NOT NULL")
      }
      _ = try common(left, right, of: whole)
      return .boolean
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      if left == .null || right == .null { throw nullComparison(whole, "compare with a value") }
      try comparable(left, right, of: whole)
      return .boolean
    case .plus, .minus:
      let (first, second) = (try type(left), try type(right))
      if first == .timestamp || second == .timestamp {
        throw ExpressionError(
          "expression-type", "`\(whole)` calculates with a timestamp",
          remedy: "write seconds_between(start, end) or days_between(start, end)")
      }
      guard let a = try number(left, of: symbol.rawValue), let b = try number(right, of: symbol.rawValue) else {
        return nil
      }
      return a.joined(b)
    case .times:
      guard case .number(let a) = try number(left, of: "*"), case .number(let b) = try number(right, of: "*") else {
        return nil
      }
      guard a + b <= 12 else {
        throw ExpressionError("expression-type", "`\(whole)` has \(a + b) decimal places, more than 12")
      }
      return .number(scale: a + b)
    }
  }

  private func call(
    _ function: RowExpression.RowFunction, _ arguments: [RowExpression], _ whole: RowExpression
  ) throws(ExpressionError) -> ColumnType? {
    switch function {
    case .coalesce: return try common(arguments, of: whole)
    case .lower:
      try expect(.text, arguments[0], of: function.rawValue)
      return .text
    case .abs: return try number(arguments[0], of: function.rawValue)
    case .least, .greatest:
      let result = try common(arguments, of: whole)
      if result == .text || result == .boolean {
        throw ExpressionError(
          "expression-type", "`\(whole)` orders \(result?.word ?? "")s; it takes numbers or timestamps")
      }
      return result
    case .daysBetween, .secondsBetween:
      for argument in arguments { try expect(.timestamp, argument, of: function.rawValue) }
      return .number(scale: 0)
    case .inPeriod:
      try expect(.timestamp, arguments[0], of: function.rawValue)
      return .boolean
    }
  }

  private func expect(_ wanted: ColumnType, _ part: RowExpression, of what: String) throws(ExpressionError) {
    guard let found = try type(part), found != wanted else { return }
    var remedy: String?
    if wanted == .timestamp, found == .text {
      remedy = "declare the column under columns: as timestamp, or write DATE '2026-04-01' for a fixed day"
    } else if wanted == .boolean {
      remedy =
        "write a comparison, such as \(part) = \(found == .text ? "'yes'" : "1"), or declare the column as boolean"
    }
    throw ExpressionError(
      "expression-type", "\(what) needs \(wanted.word), but `\(part)` is \(found.word)", remedy: remedy
    ).inside(part)
  }

  private func number(_ part: RowExpression, of what: String) throws(ExpressionError) -> ColumnType? {
    guard let found = try type(part) else { return nil }
    guard case .number = found else {
      throw ExpressionError(
        "expression-type", "\(what) needs a number, but `\(part)` is \(found.word)",
        remedy: found == .boolean ? "write CASE WHEN \(part) THEN 1 ELSE 0 END" : nil
      ).inside(part)
    }
    return found
  }

  private func common(_ parts: [RowExpression], of whole: RowExpression) throws(ExpressionError) -> ColumnType? {
    var result: (part: RowExpression, type: ColumnType)?
    for part in parts {
      guard let type = try type(part) else { continue }
      guard let known = result else {
        result = (part, type)
        continue
      }
      guard let joined = known.type.joined(type) else { throw mixed(known.part, known.type, part, type, whole) }
      result = (known.part, joined)
    }
    return result?.type
  }

  private func common(
    _ left: RowExpression, _ right: RowExpression, of whole: RowExpression
  ) throws(ExpressionError) -> ColumnType? {
    try common([left, right], of: whole)
  }

  private func comparable(_ left: RowExpression, _ right: RowExpression, of whole: RowExpression)
    throws(ExpressionError)
  {
    let result = try common(left, right, of: whole)
    if result == .boolean {
      throw ExpressionError("expression-type", "`\(whole)` orders booleans", remedy: "use = or <>")
    }
    if result == .text {
      throw ExpressionError(
        "expression-type", "`\(whole)` orders texts, and each database orders them differently",
        remedy: "use = or IN, or declare the column under columns: as a number or a timestamp")
    }
  }

  private func nullComparison(_ whole: RowExpression, _ remedy: String) -> ExpressionError {
    ExpressionError("expression-null", "`\(whole)` compares with NULL, which is never true", remedy: remedy)
  }

  private func mixed(
    _ a: RowExpression, _ first: ColumnType, _ b: RowExpression, _ second: ColumnType, _ whole: RowExpression
  ) -> ExpressionError {
    var remedy = "declare the column under columns: with the type that fits"
    if [first, second] == [.timestamp, .text] || [first, second] == [.text, .timestamp] {
      let literal = [a, b].compactMap { if case .text(let text) = $0 { text } else { nil } }.first
      remedy =
        literal.flatMap { TimestampLiteral.canonical($0) }
        .map { "write \(RowExpression.timestamp($0))" } ?? "write DATE '2026-04-01' or TIMESTAMP '2026-04-01 13:45:00'"
    } else if case .text(let text) = b, case .number = first, Double(text) != nil {
      remedy = "write \(text) without quotes"
    }
    return ExpressionError(
      "expression-type", "`\(a)` is \(first.word) and `\(b)` is \(second.word) in `\(whole)`; they cannot be compared",
      remedy: remedy)
  }
}
