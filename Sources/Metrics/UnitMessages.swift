import Diagnostics
import Units

/// What unit inference says to an author.
enum UnitMessages {
  static func unknown(_ name: String, among known: some Sequence<String>) -> ExpressionError {
    ExpressionError(
      "unknown-name", "there is no measure, input or metric '\(name)'",
      remedy: nearestName(to: name, among: known.sorted()).map { "did you mean '\($0)'?" }
        ?? "declare it under measures:, inputs: or metrics:")
  }

  /// Months over years, or months times years.
  static func periods(
    _ symbol: Formula.Operator, _ a: UnitTerm, _ x: Units.Unit, _ b: UnitTerm, _ y: Units.Unit
  ) -> ExpressionError {
    let (from, to) = (x.calendarRates.first, y.calendarRates.first)
    let roles = symbol == .over ? ("numerator", "denominator") : ("first factor", "second")
    var remedy = "bring both to one period with per_month, per_quarter or per_year"
    if symbol == .over, let from, let to, let function = function(for: to) {
      let factor = Conversion(from: x, to: y, factor: to.length / from.length).factorText
      remedy = "write \(function)(\(a.formula)) / \(grouped(b.formula)) (\(factor), exact)"
    }
    return ExpressionError(
      "unit-period", "the \(roles.0) `\(a.formula)` is \(x.words), the \(roles.1) `\(b.formula)` \(y.words)",
      explanation: from.flatMap { from in to.map { "\(from.word)s do not cancel \($0.word)s" } }
        ?? "different periods of the calendar do not cancel", remedy: remedy)
  }

  static func largeShare(_ formula: Formula, _ value: Double) -> ExpressionError {
    ExpressionError(
      "large-share", "`\(formula)` is a share, and a share lies between 0 and 1",
      explanation: "\(Formula.number(value, unit: nil))% is \(Formula.number(value / 100, unit: nil))",
      remedy:
        "write \(Formula.number(value / 100, unit: "share")), or \(Formula.number(value, unit: nil)) without a unit "
        + "for a plain multiple")
  }

  static func hundredfold(_ formula: Formula) -> ExpressionError {
    ExpressionError(
      "unit-mismatch", "`\(formula)` multiplies a share by 100",
      explanation: "a share lies between 0 and 1 and is shown in percent by itself", remedy: "leave the 100 out")
  }

  static func totalsOfArms(_ function: FormulaFunction, _ inner: UnitTerm, _ cohort: String) -> ExpressionError {
    ExpressionError(
      "unit-mismatch", "\(function.rawValue) compares `\(inner.formula)`, a total, between arms",
      explanation: "the totals of arms differ because the arms differ in size",
      remedy: "compare a figure per unit: \(function.rawValue)(value_per_customer, \(cohort))")
  }

  static func relativePoints(_ inner: UnitTerm, _ cohort: String) -> ExpressionError {
    ExpressionError(
      "unit-mismatch", "`\(inner.formula)` is in index points, which have no relative change",
      explanation: "an index has no natural zero: from 25 to 45 is +20 points, never +80%",
      remedy: "write contrast(\(inner.formula), \(cohort))")
  }

  /// The inferred unit is not the declared one.
  static func declared(
    _ term: UnitTerm, _ inferred: Units.Unit, _ declared: Units.Unit, _ environment: UnitEnvironment
  ) -> ExpressionError {
    ExpressionError(
      "unit-mismatch", "this is \(inferred.words), not \(declared.words)",
      explanation: "`\(term.formula)` gives \(inferred), and the declared unit is \(declared)",
      remedy: remedy(term, inferred, declared, environment))
  }

  /// What is left over where a noun was meant to cancel: cost per session times customers.
  private static func uncancelled(_ inferred: Units.Unit, _ declared: Units.Unit) -> String? {
    guard inferred.isMixedProduct, !declared.isMixedProduct,
      let above = inferred.nouns.first(where: { $0.exponent > 0 }),
      let below = inferred.nouns.first(where: { $0.exponent < 0 })
    else { return nil }
    let (one, other) = (Noun.plural(above.noun), Noun.plural(below.noun))
    return "\(one) do not cancel \(other): multiply by a number of \(other), or rename in the open with "
      + "as(x, \(below.noun)) if each is one"
  }

  /// A product that no reader could be told: EUR times customers per session.
  static func mixedProduct(_ term: UnitTerm, _ unit: Units.Unit) -> ExpressionError {
    ExpressionError(
      "unit-product", "`\(term.formula)` is \(unit.words)",
      explanation:
        "a figure has one thing above the line; here "
        + (unit.factorWords.count > 1
          ? "\(unit.factorWords.joined(separator: " and ")) are multiplied" : "it is multiplied by its own kind"),
      remedy: uncancelled(unit, .ratio)
        ?? "divide by what should cancel; if this is meant, declare it: unit: \(unit)")
  }

  private static func remedy(
    _ term: UnitTerm, _ inferred: Units.Unit, _ declared: Units.Unit, _ environment: UnitEnvironment
  ) -> String {
    if declared == .share, inferred == .percentagePoints {
      return "a difference of two shares is in pp: write unit: pp"
    }
    if declared == .percentagePoints, inferred == .share {
      return "pp is for a difference of two shares: write unit: share, or contrast(…) where relative(…) stands"
    }
    if declared == .points, inferred == .share || inferred == .percentagePoints {
      return "write nps(promoters, detractors, answers)"
    }
    if inferred == .score, declared == .share {
      return "a score is no share; count the answers that are good enough: top_answers / answers"
    }
    if inferred == .points, declared == .share || declared == .percentagePoints || declared == .ratio {
      return "an index such as NPS is in points: write unit: points"
    }
    if declared == .share, let text = sharedNoun(term, environment) { return text }
    if let text = uncancelled(inferred, declared) { return text }
    if let text = currencies(declared, inferred) { return text }
    if let from = inferred.calendarRates.first, let to = declared.calendarRates.first, from != to,
      let function = function(for: to)
    {
      return "write \(function)(\(term.formula))"
    }
    for symbol in [TimeSymbol.year, .quarter, .month] {
      let time = Units.Unit(time: symbol)
      guard let function = function(for: symbol) else { continue }
      if (try? declared.times(time))?.unit == inferred, case .binary(.over, let above, let below) = term.formula {
        return "the numerator has no period: write \(function)(\(above)) / \(grouped(below))"
      }
      if (try? inferred.over(time))?.unit == declared {
        return "write \(function)(\(term.formula)), or unit: \(inferred)"
      }
      if (try? inferred.times(time))?.unit == declared { return "write unit: \(inferred)" }
    }
    if (try? Units.Unit.ratio.over(inferred))?.unit == declared { return "turn the fraction round" }
    let known = inferred.nouns.map(\.noun)
    for (noun, _) in declared.nouns where !known.contains(noun) {
      if let near = nearestName(to: noun, among: known) {
        return "did you mean '\(near)' in the declared unit '\(declared)'?"
      }
    }
    return "write unit: \(inferred), or correct the formula; as(x, noun) renames a noun in the open"
  }

  /// Orders per session where a share was meant: which counts of sessions are there?
  private static func sharedNoun(_ term: UnitTerm, _ environment: UnitEnvironment) -> String? {
    guard case .binary(.over, let above, let below) = term.formula, case .name(let name) = below,
      let unit = environment.quantities[name]?.unit, unit.isCount, let noun = unit.nouns.first?.noun
    else { return nil }
    let counts = environment.quantities.filter { $0.value.unit == unit && $0.value.role == .flow && $0.key != name }
      .keys.sorted()
    guard !counts.isEmpty else { return "write as(\(above), \(noun)) / \(name) if each is one \(noun)" }
    return "did you mean " + counts.prefix(3).map { "`\($0) / \(name)`" }.joined(separator: " or ") + "?"
  }

  static func currencies(_ x: Units.Unit, _ y: Units.Unit) -> String? {
    guard let one = x.currency, let two = y.currency else { return nil }
    if one != two { return "currencies never mix; multiply by an input in \(one)/\(two), with its source" }
    guard let from = y.money, let to = x.money, from != to else { return nil }
    return
      "\(from) and \(to) never mix; multiply by an input in \(to)/\(from), or say in the open that it is: as(…, \(to))"
  }

  static func function(for symbol: TimeSymbol) -> String? {
    switch symbol {
    case .month: FormulaFunction.perMonth.rawValue
    case .quarter: FormulaFunction.perQuarter.rawValue
    case .year: FormulaFunction.perYear.rawValue
    default: nil
    }
  }

  static func grouped(_ formula: Formula) -> String {
    if case .binary = formula { "(\(formula))" } else { formula.description }
  }
}
