import Units

extension UnitInference {
  /// `as(x, order)` renames the noun, `as(x, EUR_net)` the basis of the money; both are printed with the figure.
  mutating func renamed(_ formula: Formula, _ inner: UnitTerm, to word: String) throws(ExpressionError) -> UnitTerm {
    var result = inner
    result.formula = formula
    result.isLift = false
    guard let unit = inner.unit else { return result }
    let target: Units.Unit
    do {
      target = try Units.Unit(parsing: word)
    } catch {
      throw ExpressionError("unit", error.message, remedy: error.remedy)
    }
    let renamed = target.currency == nil ? try rename(unit, target, word, inner) : try rebase(unit, target, inner)
    if renamed != unit {
      conversions.append(
        Conversion(from: unit, to: renamed, scaling: .exactFactor(1), text: "\(unit) read as \(renamed)"))
    }
    result.measurement = .unit(renamed)
    return result
  }

  private func rename(
    _ unit: Units.Unit, _ target: Units.Unit, _ word: String, _ inner: UnitTerm
  ) throws(ExpressionError) -> Units.Unit {
    guard let noun = target.nouns.first?.noun, target.isCount else {
      throw ExpressionError(
        "unit-mismatch", "as() renames what is counted, but '\(word)' is \(target.words)",
        remedy: "write as(orders, session); a figure becomes \(target.words) by a formula, not by a name")
    }
    let nouns = unit.nouns
    let above = nouns.filter { $0.exponent > 0 }
    guard let old = above.count == 1 ? above[0].noun : nouns.count == 1 ? nouns[0].noun : nil else {
      throw ExpressionError(
        "unit-mismatch", "`\(inner.formula)` is \(unit.words); as() cannot tell which noun to rename",
        remedy: "rename a measure before it enters the formula: as(orders, session) / sessions")
    }
    return unit.renaming(old, to: noun)
  }

  private func rebase(
    _ unit: Units.Unit, _ target: Units.Unit, _ inner: UnitTerm
  ) throws(ExpressionError) -> Units.Unit {
    if let rebased = unit.rebased(to: target) { return rebased }
    guard let from = unit.currency, let to = target.currency, from != to else {
      throw ExpressionError(
        "unit-mismatch", "`\(inner.formula)` is \(unit.words), and as() cannot make it \(target.words)",
        remedy: "as(x, EUR_net) names the basis of money of that currency")
    }
    throw ExpressionError(
      "unit-mismatch", "as() cannot turn \(unit.words) into \(target.words)",
      explanation: "a currency changes by a rate, never by a name",
      remedy: "multiply by an input in \(to)/\(from), with its source")
  }
}
