import Units

extension UnitMessages {
  /// Operands that cannot be added or compared.
  static func unalike(
    _ formula: Formula, _ a: UnitTerm, _ x: Units.Unit, _ b: UnitTerm, _ y: Units.Unit
  ) -> ExpressionError {
    ExpressionError(
      "unit-mismatch",
      "`\(a.formula)` is \(x.words) and `\(b.formula)` is \(y.words) in `\(formula)`; they do not add up",
      remedy: remedy(a, x, b, y))
  }

  private static func remedy(_ a: UnitTerm, _ x: Units.Unit, _ b: UnitTerm, _ y: Units.Unit) -> String? {
    if let from = y.calendarRates.first, let to = x.calendarRates.first, from != to, let function = function(for: to) {
      return "write \(function)(\(b.formula))"
    }
    if let text = rate(a, x, y, b.formula) ?? rate(b, y, x, a.formula) { return text }
    if let from = x.durations.first, let to = y.durations.first, x.nouns.isEmpty, y.nouns.isEmpty,
      (from.family == .calendar) != (to.family == .calendar)
    {
      return "months and years have no fixed number of days; use days throughout, or months throughout"
    }
    if let text = currencies(x, y) { return text }
    for (one, other, figure) in [(x, y, b), (y, x, a)] where one == Units.Unit(noun: "fte") {
      if other.durations.first?.family != .calendar, !other.durations.isEmpty {
        return "divide the time by what one FTE works: \(grouped(figure.formula)) / fte_hours, an input in h/fte"
      }
    }
    if [x, y].contains(.points) { return "an index adds only to points; a difference of shares is in pp" }
    if [x, y].contains(.score) { return "a score adds only to a score on the same scale" }
    let (below, other) = (x.nouns.filter { $0.exponent < 0 }, y.nouns.filter { $0.exponent < 0 })
    if let one = below.first?.noun, let two = other.first?.noun, one != two {
      return "figures per \(one) and per \(two) rest on different numbers; bring both to one, as in "
        + "(total_a + total_b) / \(Noun.plural(one))"
    }
    if below.isEmpty != other.isEmpty, x.isCount == y.isCount || x.currency == y.currency {
      let (ratio, total) = below.isEmpty ? (b, a) : (a, b)
      return
        "`\(ratio.formula)` is a figure per unit and `\(total.formula)` a total; multiply the one by its number first"
    }
    if let one = x.nouns.first?.noun, let two = y.nouns.first?.noun, one != two {
      return "if each is one of the other, say so: as(\(b.formula), \(one))"
    }
    for (one, other, share) in [(x, y, a), (y, x, b)] where one == .share && other != .share {
      return "a share is of something; multiply `\(share.formula)` by the number that it is a share of"
    }
    for (one, other, count) in [(x, y, a), (y, x, b)] where one.isCount && other.currency != nil {
      guard let noun = one.nouns.first?.noun, let currency = other.currency else { continue }
      return "money and a number of things are two figures; to add them, multiply `\(count.formula)` by an amount "
        + "for each, in \(currency)/\(noun)"
    }
    return nil
  }

  /// A total beside a rate per time: `EUR` and `EUR/month`.
  private static func rate(
    _ total: UnitTerm, _ unit: Units.Unit, _ other: Units.Unit, _ rate: Formula
  ) -> String? {
    for symbol in TimeSymbol.allCases where (try? unit.over(Units.Unit(time: symbol)))?.unit == other {
      if let function = function(for: symbol), total.degree == 1 {
        return "bring the total to the rate: \(function)(\(total.formula))"
      }
      let count = symbol == .day ? 92 : symbol == .week ? 13 : 3
      return "multiply the rate by the time it runs for, as in \(grouped(rate)) * \(count) [\(symbol.rawValue)]"
    }
    return nil
  }

  static func bare(_ bare: UnitTerm, _ unit: Units.Unit, _ other: UnitTerm) -> ExpressionError {
    var remedy = "give it its unit: \(grouped(bare.formula)) [\(unit)]"
    if unit == .share, case .number(100, _) = bare.formula {
      remedy = "a share lies between 0 and 1: write 1 where 100 stands"
    } else if unit == .share, case .number(let value, _) = bare.formula {
      remedy += ", or \(Formula.number(value * 100, unit: nil)) [pp] for a difference"
    } else if case .number = bare.formula {
    } else {
      remedy = "give its numbers their unit, as in 30 [\(unit)]"
    }
    return ExpressionError(
      "unit-mismatch", "`\(bare.formula)` has no unit, and `\(other.formula)` is \(unit.words)", remedy: remedy)
  }
}
