extension Formula: CustomStringConvertible {
  /// Reads a formula such as `contained / sessions` or `contrast(value_per_customer, arm)`.
  public init(parsing source: SourceText) throws(ExpressionError) {
    var parser = FormulaParser(source.text)
    self = try parser.formula()
  }

  /// The canonical text, with as few parentheses as needed; it parses back to the same tree.
  public var description: String {
    switch self {
    case .number(let value, let unit): Self.text(value) + (unit.map { " [\($0)]" } ?? "")
    case .name(let name): name
    case .negate(let inner): "-" + (inner.level < 2 ? "(\(inner))" : inner.description)
    case .binary(let symbol, let left, let right):
      "\(left.level < level ? "(\(left))" : left.description) \(symbol.rawValue) "
        + (right.level <= level ? "(\(right))" : right.description)
    case .call(let function, let arguments):
      "\(function.rawValue)(\(arguments.map(\.description).joined(separator: ", ")))"
    case .choice(let condition, let then, let otherwise): "if(\(condition), \(then), \(otherwise))"
    }
  }

  /// Measures, inputs and metrics by name, each once, in order of appearance.
  public var names: [String] {
    var found: [String] = []
    walk { formula, role in
      if case .name(let name) = formula, !role.isLabel, !found.contains(name) { found.append(name) }
    }
    return found
  }

  /// Cohorts that `contrast` and `relative` name, each once, in order of appearance.
  public var cohorts: [String] { labels(.cohort) }

  /// Periods and names of `compare:` that `at` and `index` name, each once, in order of appearance.
  public var ranges: [String] { labels(.range) }

  /// Arms that `arm` names, each once, in order of appearance.
  public var arms: [String] { labels(.arm) }

  private func labels(_ wanted: FormulaFunction.Parameter) -> [String] {
    var found: [String] = []
    walk { formula, role in
      if case .name(let name) = formula, role == wanted, !found.contains(name) { found.append(name) }
    }
    return found
  }

  private func walk(_ visit: (Formula, FormulaFunction.Parameter) -> Void) { walk(as: .quantity, visit) }

  private func walk(as role: FormulaFunction.Parameter, _ visit: (Formula, FormulaFunction.Parameter) -> Void) {
    visit(self, role)
    switch self {
    case .number, .name: break
    case .negate(let inner): inner.walk(as: .quantity, visit)
    case .binary(_, let left, let right):
      left.walk(as: .quantity, visit)
      right.walk(as: .quantity, visit)
    case .call(let function, let arguments):
      for (index, argument) in arguments.enumerated() {
        argument.walk(as: function.parameters[min(index, function.parameters.count - 1)], visit)
      }
    case .choice(let condition, let then, let otherwise):
      for part in condition.operands + [then, otherwise] { part.walk(as: .quantity, visit) }
    }
  }

  /// How tightly it binds: 0 for sums, 1 for products, 2 for what stands alone.
  private var level: Int {
    switch self {
    case .binary(.plus, _, _), .binary(.minus, _, _): 0
    case .binary: 1
    default: 2
    }
  }

  /// A whole number without a point, everything else in the fewest digits that read back.
  static func text(_ value: Double) -> String {
    abs(value) < 1e15 && value == value.rounded() ? "\(Int64(value))" : "\(value)"
  }
}
