import Diagnostics
import Metrics
import Pack

/// Writes row expressions over the columns of one relation, with the semantics of the scan: SQL's null logic, numbers of
/// different scales compared exactly, overflow as an error.
struct ExpressionWriter {
  let dialect: Dialect
  let zone: ZoneRules
  /// Columns by the name expressions use, with what stands for them.
  let columns: [String: SQLValue]
  let location: Diagnostic.Location?

  func write(_ expression: RowExpression) throws(DiagnosticError) -> SQLValue {
    switch expression {
    case .null: return SQLValue("NULL", nil)
    case .boolean(let value): return SQLValue(value ? "TRUE" : "FALSE", .boolean)
    case .number(let digits, let scale): return number(digits, scale)
    case .text(let text): return SQLValue(dialect.literal(text), .text)
    case .timestamp(let text):
      guard let moment = wallClock(text) else {
        throw mistake("`\(excerpt(text))` is not a timestamp")
      }
      return SQLValue(integer(zone.utcSeconds(wallClock: moment)), .timestamp)
    case .column(let name):
      guard let column = columns[name] else { throw mistake("There is no column `\(name)`") }
      return column
    case .unary(.not, let inner): return boolean("NOT \(try write(inner).sql)")
    case .unary(.minus, let inner):
      let value = try write(inner)
      if let constant = value.constant, constant != .min, case .number(let scale)? = value.type {
        return number(-constant, scale)
      }
      return SQLValue(grouped(dialect.arithmetic("-", integer(0), value.sql)), value.type ?? .number(scale: 0))
    case .binary(let symbol, let a, let b): return try binary(symbol, try write(a), try write(b))
    case .isNull(let inner, let negated):
      return boolean("\(try write(inner).sql) IS \(negated ? "NOT " : "")NULL")
    case .isIn(let inner, let items, let negated): return try isIn(try write(inner), items, negated)
    case .between(let inner, let low, let high, let negated):
      let value = try write(inner)
      let (above, below) = (try compare(">=", value, try write(low)), try compare("<=", value, try write(high)))
      return boolean("\(negated ? "NOT " : "")(\(above) AND \(below))")
    case .like(let inner, let pattern, let negated):
      return boolean(dialect.like(try write(inner).sql, pattern, negated: negated))
    case .call(let function, let arguments): return try call(function, arguments)
    case .cases(let branches, let otherwise): return try cases(branches, otherwise)
    }
  }

  /// A condition as it stands after WHERE or WHEN.
  func condition(_ expression: RowExpression) throws(DiagnosticError) -> String { try write(expression).sql }

  private func mistake(_ what: String) -> DiagnosticError {
    DiagnosticError(Diagnostic(.error, "expression-type", what, at: location))
  }

  func grouped(_ sql: String) -> String { "(\(sql))" }

  private func boolean(_ sql: String) -> SQLValue { SQLValue("(\(sql))", .boolean) }

  private func number(_ digits: Int64, _ scale: Int) -> SQLValue {
    SQLValue(integer(digits), .number(scale: scale), constant: digits)
  }

  /// A literal of 64 bits: small ones alone would be computed with in 32.
  private func integer(_ value: Int64) -> String {
    // The least one has no literal of its own: its digits are those of a number too large, with a sign before it.
    if value == .min { return "(-9223372036854775807 - 1)" }
    return value < 0 ? "(\(value))" : "\(value)"
  }

  private func wallClock(_ text: String) -> Int64? {
    let parts = text.split(separator: " ")
    guard let day = parts.first.flatMap({ CivilDate(parsing: String($0)) }) else { return nil }
    guard parts.count == 2 else { return Int64(day.dayNumber) * 86_400 }
    let clock = parts[1].split(separator: ":").compactMap { Int64($0) }
    guard clock.count == 3 else { return nil }
    return Int64(day.dayNumber) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
  }

  private func binary(
    _ symbol: RowExpression.BinaryOperator, _ a: SQLValue, _ b: SQLValue
  ) throws(DiagnosticError) -> SQLValue {
    switch symbol {
    case .and, .or: return boolean("\(a.sql) \(symbol.rawValue) \(b.sql)")
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return boolean(try compare(symbol.rawValue, a, b))
    case .plus, .minus, .times:
      let (x, y) = (scale(a), scale(b))
      let scale = symbol == .times ? x + y : max(x, y)
      let (left, right) = symbol == .times ? (a, b) : (try rescaled(a, to: scale), try rescaled(b, to: scale))
      let first = left.constant != nil && right.constant != nil ? dialect.integer(left.sql) : left.sql
      return SQLValue(grouped(dialect.arithmetic(symbol.rawValue, first, right.sql)), .number(scale: scale))
    }
  }

  private func scale(_ value: SQLValue) -> Int { if case .number(let scale)? = value.type { scale } else { 0 } }

  private func power(_ exponent: Int) throws(DiagnosticError) -> Int64 {
    guard exponent <= 18 else { throw mistake("A number has more than 18 digits after the point") }
    return (0..<exponent).reduce(1) { value, _ in value * 10 }
  }

  func rescaled(_ value: SQLValue, to target: Int) throws(DiagnosticError) -> SQLValue {
    guard case .number(let scale)? = value.type, scale < target else { return value }
    let factor = try power(target - scale)
    if let constant = value.constant {
      let (product, overflow) = constant.multipliedReportingOverflow(by: factor)
      if !overflow { return number(product, target) }
    }
    return SQLValue(grouped(dialect.arithmetic("*", value.sql, "\(factor)")), .number(scale: target))
  }

  private func compare(_ symbol: String, _ a: SQLValue, _ b: SQLValue) throws(DiagnosticError) -> String {
    let target = max(scale(a), scale(b))
    func side(_ value: SQLValue) throws(DiagnosticError) -> String {
      guard case .number(let scale)? = value.type, scale < target else { return value.sql }
      if value.constant != nil {
        let rescaled = try rescaled(value, to: target)
        if rescaled.constant != nil { return rescaled.sql }
      }
      return "\(dialect.wide(value.sql)) * \(try power(target - scale))"
    }
    return "\(try side(a)) \(symbol) \(try side(b))"
  }

  private func isIn(_ value: SQLValue, _ items: [RowExpression], _ negated: Bool) throws(DiagnosticError) -> SQLValue {
    var values: [SQLValue] = []
    for item in items { values.append(try write(item)) }
    let isPlain = values.allSatisfy { scale($0) == scale(value) }
    if isPlain {
      return boolean("\(value.sql)\(negated ? " NOT" : "") IN (\(values.map(\.sql).joined(separator: ", ")))")
    }
    var parts: [String] = []
    for item in values { parts.append(try compare("=", value, item)) }
    return boolean("\(negated ? "NOT " : "")(\(parts.joined(separator: " OR ")))")
  }

  /// Values of one type, numbers at the finest scale.
  private func unified(_ expressions: [RowExpression]) throws(DiagnosticError) -> (values: [String], type: ColumnType?)
  {
    var values: [SQLValue] = []
    for expression in expressions { values.append(try write(expression)) }
    let types = values.compactMap(\.type)
    guard case .number? = types.first else { return (values.map(\.sql), types.first) }
    let target = values.map { scale($0) }.max() ?? 0
    var texts: [String] = []
    for value in values { texts.append(try rescaled(value, to: target).sql) }
    return (texts, .number(scale: target))
  }

  private func call(
    _ function: RowExpression.RowFunction, _ arguments: [RowExpression]
  ) throws(DiagnosticError) -> SQLValue {
    switch function {
    case .coalesce:
      let (values, type) = try unified(arguments)
      return SQLValue("COALESCE(\(values.joined(separator: ", ")))", type)
    case .least, .greatest:
      let (values, type) = try unified(arguments)
      return SQLValue(dialect.extreme(function.rawValue, values), type)
    case .lower: return SQLValue(grouped(dialect.lower(try write(arguments[0]).sql)), .text)
    case .abs:
      let value = try write(arguments[0])
      guard dialect == .clickhouse else { return SQLValue("ABS(\(value.sql))", value.type) }
      return SQLValue(dialect.integer("abs(toInt256(\(value.sql)))"), value.type)
    case .daysBetween, .secondsBetween:
      let seconds = grouped(dialect.arithmetic("-", try write(arguments[1]).sql, try write(arguments[0]).sql))
      let value = function == .daysBetween ? grouped(dialect.floorDivide(seconds, 86_400)) : seconds
      return SQLValue(value, .number(scale: 0))
    case .inPeriod: throw mistake("`in_period` takes a period of the pack's calendar, and none was put in its place")
    }
  }

  private func cases(
    _ branches: [(when: RowExpression, then: RowExpression)], _ otherwise: RowExpression?
  ) throws(DiagnosticError) -> SQLValue {
    let (values, type) = try unified(branches.map(\.then) + [otherwise ?? .null])
    var sql = "CASE"
    for (i, branch) in branches.enumerated() { sql += " WHEN \(try write(branch.when).sql) THEN \(values[i])" }
    return SQLValue(grouped("\(sql) ELSE \(values[branches.count]) END"), type)
  }
}
