import Units

extension UnitMessages {
  /// A figure that no function may scale to another period.
  static func notAFlow(_ function: FormulaFunction, _ target: TimeSymbol, _ inner: UnitTerm) -> ExpressionError {
    if inner.additivity == .stock { return stock(function, inner) }
    var words = inner.unit?.words ?? "a pure number"
    if inner.additivity == .distinct { words = "different " + words }
    var remedy =
      "apply it to a sum of money or a count over the period, or give an input its period, such as contact/month"
    if inner.unit?.isPerDay == true {
      remedy = "multiply by the days of a \(target.rawValue) that count: * 250 [day/\(target.rawValue)]"
    } else if case .call(let outer, let arguments) = inner.formula,
      outer == .at || outer == .prior || outer == .samePeriodLastYear
    {
      let rest = arguments.dropFirst().map { ", \($0)" }.joined()
      remedy = "scale first: \(outer.rawValue)(\(function.rawValue)(\(arguments[0]))\(rest))"
    } else if inner.additivity == .distinct {
      remedy =
        "customers who come back count once in a year too: ask for the year itself, with at(\(inner.formula), 2026)"
    } else if inner.degree == nil {
      remedy = "a part of it is a sum over the period and a part is not; apply \(function.rawValue) to the sum alone"
    }
    return ExpressionError(
      "unit-period", "\(function.rawValue) scales a flow over the period, but `\(inner.formula)` is \(words)",
      remedy: remedy)
  }

  /// A level at a moment that a formula treats as a sum over time.
  static func stock(_ function: FormulaFunction, _ inner: UnitTerm) -> ExpressionError {
    ExpressionError(
      "unit-stock",
      "\(function.rawValue) adds up periods, but `\(inner.formula)` is a stock, counted at the end of each",
      explanation: "twelve months of 100 employees are 100 employees, not 1,200",
      remedy: "show `\(inner.formula)` itself: a quarter or a year shows its last count")
  }

  /// A figure that `cumulative` cannot add up.
  static func notCumulative(_ function: FormulaFunction, _ inner: UnitTerm) -> ExpressionError {
    switch inner.additivity {
    case .stock: stock(function, inner)
    case .distinct:
      ExpressionError(
        "unit-distinct",
        "\(function.rawValue) adds up periods, but `\(inner.formula)` counts \(inner.unit?.words ?? "customers"), each once a period",
        explanation: "who comes in two months would be counted twice",
        remedy:
          "count rows instead: {count: dataset}, or show `\(inner.formula)` for the whole stretch with at(\(inner.formula), 2026)"
      )
    default:
      ExpressionError(
        "unit-mismatch", "\(function.rawValue) adds up periods, but `\(inner.formula)` is not a sum over the period",
        explanation: "ratios are recomputed from their sums, never added",
        remedy: "accumulate numerator and denominator: \(function.rawValue)(orders) / \(function.rawValue)(sessions)")
    }
  }
}
