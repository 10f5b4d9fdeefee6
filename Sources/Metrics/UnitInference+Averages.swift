import Units

extension UnitInference {
  /// A mean is a sum over rows divided by how many: figures that are recomputed for each period have no such sum.
  func checkMean(_ formula: Formula, _ sum: UnitTerm, _ count: UnitTerm) throws(ExpressionError) {
    if sum.additivity == .recomputed, sum.degree == 0 {
      throw ExpressionError(
        "unit-average", "mean divides a sum by a count, but `\(sum.formula)` is a ratio already",
        explanation: "an average of averages weighs a group of ten like a group of ten thousand",
        remedy: "write `\(sum.formula)` alone, or mean(sum, count) over the sums it is made of")
    }
    guard let unit = count.unit, !unit.isCount else { return }
    throw ExpressionError(
      "unit-average", "mean divides by a count, but `\(count.formula)` is \(unit.words)",
      remedy: "write mean(score_sum, answers)")
  }

  /// `(csat_voice + csat_chat) / 2`: ratios over different numbers of rows, averaged as if they were alike.
  func checkAverage(
    _ formula: Formula, _ symbol: Formula.Operator, _ a: UnitTerm, _ b: UnitTerm
  ) throws(ExpressionError) {
    let factors =
      symbol == .over ? (a, b, 1.0) : symbol == .times ? (b.measurement == .bare ? (a, b, -1.0) : (b, a, -1.0)) : nil
    guard let (sum, divisor, power) = factors, case .number(let value, nil) = divisor.formula, value > 0 else { return }
    let parts = Self.parts(sum.formula)
    let count = power > 0 ? value : 1 / value
    guard parts.count > 1, abs(count - Double(parts.count)) < 1e-9 else { return }
    var ratios = 0
    for part in parts {
      var inner = UnitInference(environment: environment)
      let term = try inner.term(part)
      if term.additivity == .recomputed, term.degree == 0 { ratios += 1 }
    }
    guard ratios == parts.count else { return }
    throw ExpressionError(
      "unit-average", "`\(formula)` is an average of averages",
      explanation: "each of the \(parts.count) figures counts alike, however many rows stand behind it",
      remedy:
        "divide the sum of their numerators by the sum of their denominators; where equal weights are meant, write them: "
        + parts.map { "\(Formula.number(1 / Double(parts.count), unit: nil)) * \(Self.factor($0))" }.joined(
          separator: " + "))
  }

  private static func parts(_ formula: Formula) -> [Formula] {
    if case .binary(.plus, let left, let right) = formula { return parts(left) + parts(right) }
    return [formula]
  }

  private static func factor(_ formula: Formula) -> String {
    if case .binary(.minus, _, _) = formula { return "(\(formula))" }
    return formula.description
  }

  /// A relative change is no share of anything: it adds to no share and to no percentage points.
  func checkLift(_ formula: Formula, _ a: UnitTerm, _ b: UnitTerm) throws(ExpressionError) {
    for (lift, other) in [(a, b), (b, a)] where lift.isLift && !other.isLift {
      guard other.unit == .percentagePoints || other.unit == .share && other.additivity != .factor else { continue }
      let isPoints = other.unit == .percentagePoints
      throw ExpressionError(
        "unit-lift",
        "`\(lift.formula)` is a relative change and `\(other.formula)` is "
          + (isPoints ? "in percentage points" : "a share") + " in `\(formula)`; they do not add up",
        explanation: "from 70% to 78% is +8 pp, or +11.4% relative; the two are percent of different things",
        remedy: isPoints
          ? "write the difference in pp on both sides, with contrast(…) where relative(…) stands"
          : "a lift multiplies: \(Self.factor(other.formula)) * (1 + \(lift.formula))")
    }
  }
}
