/// A row expression: a strict, typed subset of SQL with SQL's null logic.
///
/// Parsed by `RowExpression.init(parsing:)`, type-checked by `type(columns:)`; `description` prints it back in
/// canonical form.
public indirect enum RowExpression: Sendable, Hashable {
  case null
  case boolean(Bool)
  /// A decimal literal: `digits` of 10^-scale.
  case number(Int64, scale: Int)
  case text(String)
  /// `TIMESTAMP '2026-04-01 00:00:00'` or `DATE '2026-04-01'`: the literal as written; wall-clock in the calendar's zone.
  case timestamp(String)
  /// `channel`, or `customer.tier` through a lookup.
  case column(String)
  case unary(UnaryOperator, RowExpression)
  case binary(BinaryOperator, RowExpression, RowExpression)
  case isNull(RowExpression, negated: Bool)
  case isIn(RowExpression, [RowExpression], negated: Bool)
  case between(RowExpression, RowExpression, RowExpression, negated: Bool)
  case like(RowExpression, pattern: String, negated: Bool)
  case call(RowFunction, [RowExpression])
  case cases([(when: RowExpression, then: RowExpression)], otherwise: RowExpression?)

  /// Operators before one operand.
  public enum UnaryOperator: String, Sendable, Hashable { case not = "NOT", minus = "-" }

  /// Operators between two operands.
  public enum BinaryOperator: String, Sendable, Hashable {
    case or = "OR", and = "AND"
    case equal = "=", notEqual = "<>", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    case plus = "+", minus = "-", times = "*"
  }

  /// Functions of one row.
  public enum RowFunction: String, Sendable, Hashable, CaseIterable {
    case coalesce = "COALESCE", lower = "LOWER", abs = "ABS", least = "LEAST", greatest = "GREATEST"
    /// floor(seconds between / 86,400), from the first to the second.
    case daysBetween = "days_between"
    case secondsBetween = "seconds_between"
    /// `in_period(time, 2026-Q3)`: the second argument is the period's name as a text. Engines never meet it: where a
    /// pack is read, `resolvingPeriods` writes the boundaries in its place.
    case inPeriod = "in_period"
  }

  /// Equal where the canonical texts are.
  public static func == (a: RowExpression, b: RowExpression) -> Bool { a.description == b.description }
  /// Hashes the canonical text.
  public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
