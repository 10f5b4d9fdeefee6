import Units

/// The unit rules of functions that look at other periods, at all rows, or at several years.
extension UnitInference {
  mutating func shareOfTotal(_ formula: Formula, _ arguments: [Formula]) throws(ExpressionError) -> UnitTerm {
    let inner = try term(arguments[0])
    guard [.flow, .segments].contains(inner.additivity) else {
      throw ExpressionError(
        "not-additive",
        "share_of_total divides a part by its whole, but `\(inner.formula)` \(Self.nature(of: inner.additivity))",
        explanation: "the figure of all rows is not the sum of the figures of its parts over the period",
        remedy: "write it over a count or a sum of rows: share_of_total(revenue)")
    }
    return UnitTerm(
      formula: formula, node: .call(.shareOfTotal, [inner.node]), measurement: .unit(.share), degree: 0)
  }

  private static func nature(of additivity: Additivity) -> String {
    switch additivity {
    case .stock: "is a level at the end of the period"
    case .distinct: "counts each customer once, and one may stand in two segments"
    case .factor: "is the same for all rows"
    default: "is recomputed for each part"
    }
  }

  /// `rolling` and `ytd`: the figure of a longer stretch, from its sums.
  mutating func longer(
    _ formula: Formula, _ function: FormulaFunction, _ arguments: [Formula]
  ) throws(ExpressionError) -> UnitTerm {
    let inner = try term(arguments[0])
    if inner.additivity == .stock { throw UnitMessages.stock(function, inner) }
    var nodes = [inner.node]
    if function == .rolling { nodes.append(try term(arguments[1]).node) }
    return UnitTerm(
      formula: formula, node: .call(function, nodes), measurement: inner.measurement,
      degree: inner.degree == nil ? nil : 0, additivity: inner.additivity.elsewhere, isLift: inner.isLift)
  }

  mutating func indexed(
    _ formula: Formula, _ arguments: [Formula], base: String
  ) throws(ExpressionError) -> UnitTerm {
    let inner = try term(arguments[0])
    if let unit = inner.unit, [.points, .percentagePoints, .index].contains(unit) {
      throw ExpressionError(
        "unit-mismatch", "`\(inner.formula)` is \(unit.words), which has no index",
        explanation: "an index is a ratio to its base, and \(unit.words) have no natural zero to divide from",
        remedy: "write the difference: \(inner.formula) - at(\(inner.formula), \(base))")
    }
    return UnitTerm(
      formula: formula, node: .call(.index, [inner.node, .name(base)]), measurement: .unit(.index), degree: 0)
  }

  mutating func converted(
    _ formula: Formula, _ arguments: [Formula], to code: String
  ) throws(ExpressionError) -> UnitTerm {
    let inner = try term(arguments[0])
    guard Currency.digits(of: code) != nil else {
      throw ExpressionError(
        "unknown-currency", "`\(code)` is not a currency of ISO 4217", remedy: "write convert(revenue, USD)")
    }
    guard let unit = inner.unit, let from = unit.currency else {
      throw ExpressionError(
        "unit-mismatch",
        "`\(inner.formula)` is \(inner.unit?.words ?? "without a unit") and holds no currency to convert",
        remedy: "convert money: a sum of a `money` column, or an input in EUR")
    }
    guard from != code else {
      throw ExpressionError(
        "unit-mismatch", "`\(inner.formula)` is in \(code) already", remedy: "leave convert out")
    }
    guard let result = unit.exchanged(to: code) else {
      throw ExpressionError(
        "unit-mismatch", "`\(inner.formula)` is \(unit.words), which no exchange rate converts",
        remedy: "convert the money before it is divided or multiplied")
    }
    conversions.append(
      Conversion(
        from: unit, to: result, scaling: .exchangeRate, text: "\(from) to \(code) by the pack's exchange rates"))
    return UnitTerm(
      formula: formula, node: .call(.convert, [inner.node, .name(code), .name(from)]), measurement: .unit(result),
      degree: inner.degree, additivity: inner.additivity)
  }

  mutating func presentValue(_ formula: Formula, _ arguments: [Formula]) throws(ExpressionError) -> UnitTerm {
    let rate = try term(arguments[0])
    if let unit = rate.unit, unit != .share, unit != .ratio {
      throw ExpressionError(
        "unit-mismatch", "npv needs its rate as a share a year, but `\(rate.formula)` is \(unit.words)",
        remedy: "write npv(0.08 [share], …) or an input of unit share")
    }
    var first = try term(arguments[1])
    if let unit = first.unit, unit.currency == nil {
      throw ExpressionError(
        "unit-mismatch", "npv discounts money, but `\(first.formula)` is \(unit.words)",
        remedy: "multiply by a price first")
    }
    var nodes = [rate.node, first.node]
    var isFixed = rate.additivity == .factor && first.additivity == .factor
    for argument in arguments.dropFirst(2) {
      let next = try term(argument)
      let aligned = try align(formula, first, next, nil)
      nodes.append(aligned.node)
      first.measurement = aligned.measurement
      isFixed = isFixed && next.additivity == .factor
    }
    return UnitTerm(
      formula: formula, node: .call(.npv, nodes), measurement: first.measurement, degree: 0,
      additivity: isFixed ? .factor : .recomputed)
  }

  /// `if`: both sides of each comparison, and both figures, are of one unit.
  mutating func choice(
    _ formula: Formula, _ written: FormulaCondition<Formula>, _ then: Formula, _ otherwise: Formula
  ) throws(ExpressionError) -> UnitTerm {
    let condition = try self.condition(formula, written)
    let (a, b) = (try term(then), try term(otherwise))
    let aligned = try align(formula, a, b, nil)
    let isFixed = (written.operands + [then, otherwise]).flatMap(\.names).allSatisfy {
      environment.quantities[$0]?.additivity == .factor
    }
    let degree = Self.isZero(b) ? a.degree : Self.isZero(a) ? b.degree : a.degree == b.degree ? a.degree : nil
    return UnitTerm(
      formula: formula, node: .choice(condition, a.node, aligned.node), measurement: aligned.measurement,
      degree: degree, additivity: isFixed ? .factor : .recomputed, isLift: a.isLift && b.isLift)
  }

  private mutating func condition(
    _ formula: Formula, _ condition: FormulaCondition<Formula>
  ) throws(ExpressionError) -> FormulaCondition<CompiledFormula.Node> {
    switch condition {
    case .compare(let symbol, let left, let right):
      let (a, b) = (try term(left), try term(right))
      let aligned = try align(formula, a, b, nil)
      return .compare(symbol, a.node, aligned.node)
    case .and(let a, let b): return .and(try self.condition(formula, a), try self.condition(formula, b))
    case .or(let a, let b): return .or(try self.condition(formula, a), try self.condition(formula, b))
    case .not(let inner): return .not(try self.condition(formula, inner))
    }
  }
}
