import Diagnostics
import Units

extension UnitInference {
  mutating func call(
    _ formula: Formula, _ function: FormulaFunction, _ arguments: [Formula]
  ) throws(ExpressionError) -> UnitTerm {
    switch function {
    case .median, .quantile, .within: return try distribution(formula, function, arguments)
    case .least, .greatest: return try extreme(formula, function, arguments)
    case .nps: return try nps(formula, arguments)
    case .shareOfTotal: return try shareOfTotal(formula, arguments)
    case .npv: return try presentValue(formula, arguments)
    case .index: return try indexed(formula, arguments, base: Self.label(arguments[1]))
    case .convert: return try converted(formula, arguments, to: Self.label(arguments[1]))
    case .rolling, .ytd: return try longer(formula, function, arguments)
    case .mean:
      let (a, b) = (try term(arguments[0]), try term(arguments[1]))
      try checkMean(formula, a, b)
      var result = try product(formula, .over, a, b)
      // Conversions of a quotient stand outside the call, so that the evaluator sees the two sums.
      result.node = Self.replacing(result.node, by: .call(.mean, [a.node, b.node]))
      // Percentages that a sheet supplies: their mean over its rows is one again.
      if a.unit == .share, b.unit?.isCount == true { result.measurement = .unit(.share) }
      return result
    default: break
    }
    let inner = try term(arguments[0])
    var result = inner
    result.formula = formula
    result.additivity = .recomputed
    result.isLift = false
    let label = arguments.count > 1 ? Self.label(arguments[1]) : nil
    result.node = .call(function, [inner.node] + (label.map { [.name($0)] } ?? []))
    switch function {
    case .contrast, .relative:
      try checkCohort(label ?? "")
      if inner.degree == 1 || inner.additivity.overSegments || inner.additivity == .distinct {
        throw UnitMessages.totalsOfArms(function, inner, label ?? "")
      }
      if function == .relative {
        if inner.unit == .points { throw UnitMessages.relativePoints(inner, label ?? "") }
        result.measurement = .unit(.share)
        result.isLift = true
      } else if inner.unit == .share {
        result.measurement = .unit(.percentagePoints)
      }
      result.degree = 0
    case .perYear: return try perPeriod(.year, function, inner, result)
    case .perQuarter: return try perPeriod(.quarter, function, inner, result)
    case .perMonth: return try perPeriod(.month, function, inner, result)
    case .prior, .samePeriodLastYear, .at:
      // The other period may have another length, so the result is no flow of the shown one.
      if inner.degree == 1 { result.degree = 0 }
      result.additivity = inner.additivity.elsewhere
      result.isLift = inner.isLift
    case .arm:
      result.additivity = inner.additivity
      result.isLift = inner.isLift
    case .cumulative:
      guard inner.degree == 1 else { throw UnitMessages.notCumulative(function, inner) }
      result.degree = 0
      result.additivity = inner.additivity.elsewhere
    case .as: return try renamed(formula, inner, to: label ?? "")
    default: break
    }
    return result
  }

  private static func label(_ formula: Formula) -> String {
    if case .name(let name) = formula { name } else { formula.description }
  }

  private static func replacing(
    _ node: CompiledFormula.Node, by call: CompiledFormula.Node
  ) -> CompiledFormula.Node {
    if case .scale(let factor, let inner) = node { .scale(factor, replacing(inner, by: call)) } else { call }
  }

  private func checkCohort(_ name: String) throws(ExpressionError) {
    guard let cohorts = environment.cohorts, !cohorts.contains(name) else { return }
    throw ExpressionError(
      "unknown-cohort", "there is no cohort '\(name)'",
      remedy: nearestName(to: name, among: cohorts.sorted()).map { "did you mean '\($0)'?" }
        ?? (cohorts.isEmpty ? "declare it under cohorts:" : "cohorts are \(cohorts.sorted().joined(separator: ", "))"))
  }

  private mutating func distribution(
    _ formula: Formula, _ function: FormulaFunction, _ arguments: [Formula]
  ) throws(ExpressionError) -> UnitTerm {
    let name = Self.label(arguments[0])
    let quantity = try self.quantity(name)
    guard quantity.role == .distribution else {
      throw ExpressionError(
        "unit-mismatch", "\(function.rawValue) needs a survival or quantile measure, but `\(name)` is a figure",
        remedy: "declare {quantile: column, from: dataset, resolution: 1 s} or {survival: …} under measures:")
    }
    let measurement: UnitTerm.Measurement = quantity.unit.map { .unit($0) } ?? .unknown
    guard function != .median else {
      return UnitTerm(formula: formula, node: .call(.median, [.name(name)]), measurement: measurement, degree: 0)
    }
    let parameter = try term(arguments[1])
    guard function == .within else {
      return UnitTerm(
        formula: formula, node: .call(.quantile, [.name(name), parameter.node]), measurement: measurement, degree: 0)
    }
    var limit = parameter.node
    if let from = parameter.unit, let to = quantity.unit {
      guard let factor = from.exactFactor(to: to), case .number(let value) = limit else {
        throw ExpressionError(
          "unit-mismatch", "`\(name)` is in \(to.words), and \(from.words) do not convert to them exactly",
          remedy: "write within(\(name), 30 [day])")
      }
      if factor != 1 { conversions.append(Conversion(from: from, to: to, factor: factor)) }
      limit = .number(value * factor)
    }
    return UnitTerm(
      formula: formula, node: .call(.within, [.name(name), limit]), measurement: .unit(.share), degree: 0)
  }

  private mutating func extreme(
    _ formula: Formula, _ function: FormulaFunction, _ arguments: [Formula]
  ) throws(ExpressionError) -> UnitTerm {
    var first = try term(arguments[0])
    var nodes = [first.node]
    for argument in arguments.dropFirst() {
      let next = try term(argument)
      let aligned = try align(formula, first, next, nil)
      nodes.append(aligned.node)
      first.degree =
        Self.isZero(next)
        ? first.degree
        : Self.isZero(first)
          ? next.degree
          : first.degree == next.degree ? first.degree : nil
      first.measurement = aligned.measurement
      first.additivity = first.additivity == .factor && next.additivity == .factor ? .factor : .recomputed
      first.isLift = first.isLift && next.isLift
    }
    return UnitTerm(
      formula: formula, node: function == .least ? .least(nodes) : .greatest(nodes), measurement: first.measurement,
      degree: first.degree, additivity: first.additivity, isLift: first.isLift)
  }

  private mutating func nps(_ formula: Formula, _ arguments: [Formula]) throws(ExpressionError) -> UnitTerm {
    var nodes: [CompiledFormula.Node] = []
    var first: (term: UnitTerm, unit: Units.Unit)?
    for argument in arguments {
      let term = try term(argument)
      nodes.append(term.node)
      guard let unit = term.unit else { continue }
      guard unit.isCount else {
        throw ExpressionError(
          "unit-mismatch", "nps needs three counts, but `\(argument)` is \(unit.words)",
          remedy: "write nps(promoters, detractors, answers)")
      }
      if let known = first, known.unit != unit {
        throw UnitMessages.unalike(formula, known.term, known.unit, term, unit)
      }
      first = first ?? (term, unit)
    }
    return UnitTerm(formula: formula, node: .call(.nps, nodes), measurement: .unit(.points), degree: 0)
  }

  private mutating func perPeriod(
    _ target: TimeSymbol, _ function: FormulaFunction, _ inner: UnitTerm, _ outer: UnitTerm
  ) throws(ExpressionError) -> UnitTerm {
    var result = outer
    result.degree = 0
    result.additivity = inner.additivity.elsewhere
    guard inner.measurement != .bare else {
      throw ExpressionError(
        "unit-mismatch", "`\(inner.formula)` has no unit, so \(function.rawValue) cannot scale it",
        remedy: "give it its period: \(inner.formula) [EUR/month]")
    }
    if let unit = inner.unit, let symbol = unit.calendarRates.first {
      let factor = target.length / symbol.length
      let scaled = unit.replacingCalendarRate(symbol, with: target)
      result.node = factor == 1 ? inner.node : insert(factor, from: unit, to: scaled, inner.node)
      result.measurement = .unit(scaled)
      return result
    }
    guard inner.degree == 1, inner.unit.map({ !$0.isSpecial && !$0.isPerDay }) ?? true else {
      throw UnitMessages.notAFlow(function, target, inner)
    }
    guard let unit = inner.unit, let scaled = try? unit.over(Units.Unit(time: target)).unit else { return result }
    conversions.append(
      Conversion(
        from: unit, to: scaled, scaling: .periodLength,
        text: "\(unit) over the shown period to \(scaled), by the days of the calendar"))
    result.measurement = .unit(scaled)
    return result
  }
}
