/// The condition of `if(condition, a, b)`: comparisons of two figures, joined by AND, OR and NOT.
public indirect enum FormulaCondition<Operand: Sendable & Hashable>: Sendable, Hashable {
  case compare(FormulaComparison, Operand, Operand)
  case and(FormulaCondition, FormulaCondition)
  case or(FormulaCondition, FormulaCondition)
  case not(FormulaCondition)

  /// The figures compared, from left to right.
  public var operands: [Operand] {
    switch self {
    case .compare(_, let a, let b): [a, b]
    case .and(let a, let b), .or(let a, let b): a.operands + b.operands
    case .not(let inner): inner.operands
    }
  }

  /// Whether it holds, from whether each comparison does; nil where that is not known of any of them.
  public func holds(_ comparison: (FormulaComparison, Operand, Operand) -> Bool?) -> Bool? {
    switch self {
    case .compare(let symbol, let a, let b): return comparison(symbol, a, b)
    case .not(let inner): return inner.holds(comparison).map { !$0 }
    case .and(let a, let b):
      guard let a = a.holds(comparison), let b = b.holds(comparison) else { return nil }
      return a && b
    case .or(let a, let b):
      guard let a = a.holds(comparison), let b = b.holds(comparison) else { return nil }
      return a || b
    }
  }
}

/// The comparisons of conditions in formulas.
public enum FormulaComparison: String, Sendable, Hashable, CaseIterable {
  case equal = "=", notEqual = "<>", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="

  /// Whether it holds between two figures.
  public func holds(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}

extension FormulaCondition: CustomStringConvertible where Operand: CustomStringConvertible {
  /// The canonical text; it parses back to the same condition.
  public var description: String {
    switch self {
    case .compare(let symbol, let a, let b): "\(a) \(symbol.rawValue) \(b)"
    case .and(let a, let b): "\(a.text(from: 1)) AND \(b.text(from: 2))"
    case .or(let a, let b): "\(a.text(from: 0)) OR \(b.text(from: 1))"
    case .not(let inner): "NOT \(inner.text(from: 2))"
    }
  }

  /// How tightly it binds: 0 for OR, 1 for AND, 2 for what stands alone.
  private var level: Int {
    switch self {
    case .or: 0
    case .and: 1
    case .not, .compare: 2
    }
  }

  private func text(from outer: Int) -> String { level < outer ? "(\(self))" : description }
}
