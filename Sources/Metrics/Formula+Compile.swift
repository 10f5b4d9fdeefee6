public import Units

extension Formula {
  /// Infers the unit, checks it against the declared one, and writes exact conversions into the formula.
  ///
  /// Throws a message in the author's words where units cannot be combined or are not the declared ones.
  public func compile(
    in environment: UnitEnvironment, declared: Units.Unit? = nil
  ) throws(ExpressionError) -> CompiledFormula {
    var inference = UnitInference(environment: environment)
    let term = try inference.term(self)
    return try inference.result(term, declared: declared)
  }
}

/// A part of a formula with what is known of its unit.
struct UnitTerm {
  enum Measurement: Equatable {
    /// A literal without a unit.
    case bare
    /// Built from a quantity that has no declared unit.
    case unknown
    case unit(Units.Unit)
  }

  var formula: Formula
  var node: CompiledFormula.Node
  var measurement: Measurement
  /// 1 for a flow, 0 for a constant; nil where both were added.
  var degree: Int?
  /// Whether a literal 100 multiplies it.
  var isHundredfold = false
  /// Over what it adds up.
  var additivity = Additivity.recomputed
  /// Whether it is a relative change, such as a lift.
  var isLift = false

  var unit: Units.Unit? { if case .unit(let unit) = measurement { unit } else { nil } }
}

/// Unit inference over one formula; collects the conversions that it inserts.
struct UnitInference {
  var environment: UnitEnvironment
  var conversions: [Conversion] = []

  /// What is known of a part; a finding in it knows which part it is of.
  mutating func term(_ formula: Formula) throws(ExpressionError) -> UnitTerm {
    do throws(ExpressionError) {
      return try inferred(formula)
    } catch {
      throw error.inside(formula)
    }
  }

  private mutating func inferred(_ formula: Formula) throws(ExpressionError) -> UnitTerm {
    switch formula {
    case .number(let value, nil):
      return UnitTerm(
        formula: formula, node: .number(value), measurement: .bare, degree: 0, isHundredfold: value == 100,
        additivity: .factor)
    case .number(let value, let text?):
      if text == Units.Unit.share.description, abs(value) > 1.5 { throw UnitMessages.largeShare(formula, value) }
      do {
        let unit = try Units.Unit(parsing: text)
        return UnitTerm(
          formula: formula, node: .number(value * unit.writtenFactor), measurement: .unit(unit), degree: 0,
          additivity: .factor)
      } catch {
        throw ExpressionError("unit", error.message, remedy: error.remedy)
      }
    case .name(let name):
      let quantity = try self.quantity(name)
      if quantity.role == .distribution {
        throw ExpressionError(
          "unit-mismatch", "`\(name)` is a distribution and has no single value",
          remedy: "write median(\(name)), quantile(\(name), 0.75) or within(\(name), 30 [day])")
      }
      let degree = quantity.role == .flow ? 1 : quantity.role == .mixed ? nil : 0
      return UnitTerm(
        formula: formula, node: .name(name), measurement: quantity.unit.map { .unit($0) } ?? .unknown, degree: degree,
        additivity: quantity.additivity, isLift: quantity.isLift)
    case .negate(let inner):
      var term = try term(inner)
      term.formula = formula
      term.node = .negate(term.node)
      return term
    case .binary(let symbol, let left, let right):
      let (a, b) = (try term(left), try term(right))
      guard symbol == .plus || symbol == .minus else { return try product(formula, symbol, a, b) }
      do throws(ExpressionError) {
        return try sum(formula, symbol, a, b)
      } catch {
        // The operand that does not fit is the one without a unit, else the second.
        throw error.inside(a.measurement == .bare ? left : right)
      }
    case .call(let function, let arguments): return try call(formula, function, arguments)
    case .choice(let condition, let then, let otherwise): return try choice(formula, condition, then, otherwise)
    }
  }

  func quantity(_ name: String) throws(ExpressionError) -> NamedQuantity {
    if let quantity = environment.quantities[name] { return quantity }
    throw UnitMessages.unknown(name, among: environment.quantities.keys)
  }

  mutating func product(
    _ formula: Formula, _ symbol: Formula.Operator, _ a: UnitTerm, _ b: UnitTerm
  ) throws(ExpressionError) -> UnitTerm {
    try checkAverage(formula, symbol, a, b)
    var result = UnitTerm(
      formula: formula, node: .binary(symbol, a.node, b.node), measurement: .unknown,
      degree: a.degree.flatMap { x in b.degree.map { y in symbol == .times ? x + y : x - y } },
      isHundredfold: a.isHundredfold || (symbol == .times && b.isHundredfold),
      additivity: symbol == .times ? a.additivity.times(b.additivity) : a.additivity.over(b.additivity))
    switch (a.measurement, b.measurement) {
    case (.unknown, _), (_, .unknown): return result
    case (.bare, .bare):
      result.measurement = .bare
      result.isHundredfold = false
    case (.unit, .bare): result.measurement = a.measurement
    case (.bare, .unit) where symbol == .times: result.measurement = b.measurement
    default:
      let (x, y) = (a.unit ?? .ratio, b.unit ?? .ratio)
      let converted: ConvertedUnit
      do {
        converted = symbol == .times ? try x.times(y) : try x.over(y)
      } catch {
        throw ExpressionError("unit-mismatch", "in `\(formula)` \(error.message)", remedy: error.remedy)
      }
      if converted.unit.mixesCalendarPeriods { throw UnitMessages.periods(symbol, a, x, b, y) }
      result.measurement = .unit(converted.unit)
      result.isLift = symbol == .over && x == .percentagePoints && y == .share
      for conversion in converted.conversions {
        conversions.append(conversion)
        if let factor = conversion.factor { result.node = .scale(factor, result.node) }
      }
    }
    if result.isHundredfold, result.unit == .share || result.unit == .percentagePoints {
      throw UnitMessages.hundredfold(formula)
    }
    return result
  }

  mutating func sum(
    _ formula: Formula, _ symbol: Formula.Operator, _ a: UnitTerm, _ b: UnitTerm
  ) throws(ExpressionError) -> UnitTerm {
    try checkLift(formula, a, b)
    let aligned = try align(formula, a, b, symbol)
    let isZero = (Self.isZero(a), Self.isZero(b))
    let degree: Int? = isZero.0 ? b.degree : isZero.1 ? a.degree : a.degree == b.degree ? a.degree : nil
    return UnitTerm(
      formula: formula, node: .binary(symbol, a.node, aligned.node), measurement: aligned.measurement, degree: degree,
      additivity: isZero.0 ? b.additivity : isZero.1 ? a.additivity : a.additivity.plus(b.additivity),
      isLift: symbol == .plus && a.isLift && b.isLift)
  }

  /// Brings `b` to the unit of `a`; the result carries the unit of their sum or difference.
  mutating func align(
    _ formula: Formula, _ a: UnitTerm, _ b: UnitTerm, _ symbol: Formula.Operator?
  ) throws(ExpressionError) -> UnitTerm {
    var result = b
    switch (a.measurement, b.measurement) {
    case (.bare, .bare): result.measurement = .bare
    case (.unknown, .unit): break
    case (.unknown, _), (.unit, .unknown): result.measurement = a.measurement
    case (.bare, .unknown): break
    case (.bare, .unit(let unit)):
      result.measurement = .unit(try Self.beside(bare: a, unit, other: b, symbol, bareIsFirst: true))
    case (.unit(let unit), .bare):
      result.measurement = .unit(try Self.beside(bare: b, unit, other: a, symbol, bareIsFirst: false))
    case (.unit(let x), .unit(let y)):
      let same = symbol == .minus ? x.minus(y) : symbol == .plus ? x.plus(y) : x == y ? x : nil
      if let same {
        result.measurement = .unit(same)
      } else if x.calendarRates == y.calendarRates, let factor = y.exactFactor(to: x) {
        result.node = insert(factor, from: y, to: x, b.node)
        result.measurement = .unit(x)
      } else {
        throw UnitMessages.unalike(formula, a, x, b, y)
      }
    }
    return result
  }

  mutating func insert(
    _ factor: Double, from: Units.Unit, to: Units.Unit, _ node: CompiledFormula.Node
  ) -> CompiledFormula.Node {
    conversions.append(Conversion(from: from, to: to, factor: factor))
    return .scale(factor, node)
  }

  static func isZero(_ term: UnitTerm) -> Bool { term.node == .number(0) && term.measurement == .bare }

  /// The unit of a sum with a literal: 0 goes with everything, 1 with shares (`1 - churn`), any with pure numbers.
  private static func beside(
    bare: UnitTerm, _ unit: Units.Unit, other: UnitTerm, _ symbol: Formula.Operator?, bareIsFirst: Bool
  ) throws(ExpressionError) -> Units.Unit {
    if isZero(bare) || unit == .ratio { return unit }
    if unit == .share, bare.node == .number(1), let symbol { return symbol == .minus ? .share : .ratio }
    throw UnitMessages.bare(bare, unit, other)
  }
}
