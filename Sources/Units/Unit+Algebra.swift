/// A unit with the change of time units that brought it about.
public struct ConvertedUnit: Sendable, Hashable {
  /// The unit after the conversions.
  public var unit: Unit
  /// Conversions inserted between the operands; the result is the plain product or quotient times their factors.
  public var conversions: [Conversion]

  /// The product of the factors; 1 where nothing was converted.
  public var factor: Double { conversions.reduce(1) { $0 * ($1.factor ?? 1) } }
}

extension Unit {
  /// The factor by which a value in this unit becomes a value in `other`; nil where none is exact.
  ///
  /// Seconds to weeks convert exactly, and months to years; nothing converts between these families, and work time
  /// per calendar day is never a pure number.
  public func exactFactor(to other: Unit) -> Double? {
    if self == other { return 1 }
    guard scale == .plain, other.scale == .plain, rest == other.rest else { return nil }
    let (a, b) = (timeExponents, other.timeExponents)
    guard a[.calendar] == b[.calendar] else { return nil }
    let exact = a[.clock] == b[.clock] && a[.day] == b[.day]
    let (sumA, sumB) = ((a[.clock] ?? 0) + (a[.day] ?? 0), (b[.clock] ?? 0) + (b[.day] ?? 0))
    let unmixed = [a, b].allSatisfy { ($0[.clock] ?? 0) == 0 || ($0[.day] ?? 0) == 0 }
    guard exact || (unmixed && sumA == sumB && sumA != 0) else { return nil }
    return length / other.length
  }

  /// This unit times the other. Clock times (s, min, h) and days (day, week) are converted where both occur.
  public func times(_ other: Unit) throws(UnitError) -> ConvertedUnit {
    switch (scale, other.scale) {
    case (.plain, .plain): return Self.merged(powers, other.powers)
    case (.share, .share): return ConvertedUnit(unit: .share, conversions: [])
    case (.share, .percentagePoints), (.percentagePoints, .share):
      return ConvertedUnit(unit: .percentagePoints, conversions: [])
    case (.percentagePoints, .percentagePoints): return ConvertedUnit(unit: .ratio, conversions: [])
    case (.share, .plain), (.percentagePoints, .plain):
      return ConvertedUnit(unit: other.powers.isEmpty ? self : other, conversions: [])
    case (.plain, .share), (.plain, .percentagePoints): return try other.times(self)
    case (_, .plain) where other.powers.isEmpty: return ConvertedUnit(unit: self, conversions: [])
    case (.plain, _) where powers.isEmpty: return ConvertedUnit(unit: other, conversions: [])
    default: throw UnitError("\(words) times \(other.words) has no meaning")
    }
  }

  /// This unit over the other. A noun over the same noun is a share; a change in pp over a share is a share, the lift.
  public func over(_ other: Unit) throws(UnitError) -> ConvertedUnit {
    switch (scale, other.scale) {
    case (.plain, .plain):
      if self == other, !powers.isEmpty, isCount { return ConvertedUnit(unit: .share, conversions: []) }
      return Self.merged(powers, other.inverse)
    case (.share, .share): return ConvertedUnit(unit: .ratio, conversions: [])
    case (.percentagePoints, .share): return ConvertedUnit(unit: .share, conversions: [])
    case (.percentagePoints, .percentagePoints), (.score, .score): return ConvertedUnit(unit: .ratio, conversions: [])
    case (.share, .plain), (.percentagePoints, .plain):
      return other.powers.isEmpty ? ConvertedUnit(unit: self, conversions: []) : Self.merged([], other.inverse)
    case (.plain, .share), (.plain, .percentagePoints): return ConvertedUnit(unit: self, conversions: [])
    case (.points, .points):
      throw UnitError(
        "index points over index points have no meaning, because an index has no natural zero",
        remedy: "write the difference in points")
    case (.score, .plain) where other.isCount: return ConvertedUnit(unit: .score, conversions: [])
    case (_, .plain) where other.powers.isEmpty: return ConvertedUnit(unit: self, conversions: [])
    default: throw UnitError("\(words) over \(other.words) has no meaning")
    }
  }

  /// The unit of a sum; nil where the two cannot be added without a conversion.
  public func plus(_ other: Unit) -> Unit? {
    switch (scale, other.scale) {
    case (.share, .percentagePoints), (.percentagePoints, .share): .share
    default: self == other ? self : nil
    }
  }

  /// The unit of a difference: share less share is pp, points less points are points.
  public func minus(_ other: Unit) -> Unit? {
    switch (scale, other.scale) {
    case (.share, .share): .percentagePoints
    case (.share, .percentagePoints): .share
    default: self == other ? self : nil
    }
  }

  /// Whether it counts things, possibly per time: `session`, `contact/month`.
  public var isCount: Bool {
    guard scale == .plain else { return false }
    let nouns = powers.filter { if case .noun = $0.base { true } else { false } }
    let others = powers.filter { if case .time = $0.base { $0.exponent > 0 } else { false } }
    let money = powers.contains { if case .currency = $0.base { true } else { false } }
    return nouns.count == 1 && nouns[0].exponent == 1 && others.isEmpty && !money
  }

  /// The calendar periods (month, quarter, year) that it is divided by.
  public var calendarRates: [TimeSymbol] {
    powers.compactMap { power in
      if case .time(let symbol) = power.base, symbol.family == .calendar, power.exponent < 0 { symbol } else { nil }
    }
  }

  /// The times that it is multiplied by: a duration has one.
  public var durations: [TimeSymbol] {
    powers.compactMap { power in
      if case .time(let symbol) = power.base, power.exponent > 0 { symbol } else { nil }
    }
  }

  /// Whether it is a figure per one of something counted: `EUR/session`, not `EUR/month`.
  public var isPerUnit: Bool { nouns.contains { $0.exponent < 0 } }

  /// Whether it is in index points, as of NPS: differences have a meaning, ratios have none.
  public var isIndex: Bool { scale == .points }

  /// Whether it is share, pp, points or score, which do not combine.
  public var isSpecial: Bool { scale != .plain }

  /// Whether it is a rate per day or week, which no calendar period is an exact multiple of.
  public var isPerDay: Bool {
    powers.contains { power in
      if case .time(let symbol) = power.base { symbol.family == .day && power.exponent < 0 } else { false }
    }
  }

  /// The currency it holds, or nil.
  public var currency: String? {
    powers.lazy.compactMap { if case .currency(let code, _) = $0.base { code } else { nil } }.first
  }

  /// The money it holds as written, basis included: `EUR_net`; nil without money.
  public var money: String? {
    powers.lazy.compactMap { if case .currency = $0.base { Unit([Power(base: $0.base, exponent: 1)]) } else { nil } }
      .first.map(\.description)
  }

  /// The same unit with its money stated on the basis of `other`, which is money of the same currency alone; nil
  /// where either is not.
  public func rebased(to other: Unit) -> Unit? {
    guard other.powers.count == 1, other.powers[0].exponent == 1, case .currency(let code, _) = other.powers[0].base,
      powers.filter({ if case .currency = $0.base { true } else { false } }).count == 1, currency == code
    else { return nil }
    return Unit(
      powers.map { power in
        if case .currency = power.base { Power(base: other.powers[0].base, exponent: power.exponent) } else { power }
      })
  }

  /// Whether more than one money, noun or time stands above the line: `EUR*customer/session` is what is left where a
  /// noun was meant to cancel.
  public var isMixedProduct: Bool {
    scale == .plain && powers.filter { $0.exponent > 0 }.reduce(0) { $0 + $1.exponent } > 1
  }

  /// What stands above the line, each once, in words: `EUR`, `customers`.
  public var factorWords: [String] {
    powers.filter { $0.exponent > 0 }.map { Unit([Power(base: $0.base, exponent: 1)]).words }
  }

  /// Whether two calendar periods stand in one unit, as in months over years: never a pure number.
  public var mixesCalendarPeriods: Bool {
    let symbols = powers.filter { if case .time(let symbol) = $0.base { symbol.family == .calendar } else { false } }
    return symbols.count > 1
  }

  /// The nouns it is made of, with their exponents.
  public var nouns: [(noun: String, exponent: Int)] {
    powers.compactMap { power in
      if case .noun(let noun) = power.base { (noun, power.exponent) } else { nil }
    }
  }

  /// The same unit with one noun renamed.
  public func renaming(_ noun: String, to other: String) -> Unit {
    guard scale == .plain else { return self }
    return Unit(
      powers.map {
        $0.base == .noun(noun) ? Power(base: .noun(Noun.singular(other)), exponent: $0.exponent) : $0
      })
  }

  /// The same unit with its calendar period in the denominator replaced by another.
  public func replacingCalendarRate(_ symbol: TimeSymbol, with other: TimeSymbol) -> Unit {
    Unit(
      powers.map {
        $0.base == .time(symbol) && $0.exponent < 0 ? Power(base: .time(other), exponent: $0.exponent) : $0
      })
  }

  private var inverse: [Power] { powers.map { Power(base: $0.base, exponent: -$0.exponent) } }

  /// What is left without times.
  private var rest: [Power] { powers.filter { if case .time = $0.base { false } else { true } } }

  private var timeExponents: [TimeSymbol.Family: Int] {
    var sums: [TimeSymbol.Family: Int] = [.clock: 0, .day: 0, .calendar: 0]
    for power in powers {
      if case .time(let symbol) = power.base { sums[symbol.family, default: 0] += power.exponent }
    }
    return sums
  }

  private var length: Double {
    powers.reduce(1) { product, power in
      guard case .time(let symbol) = power.base else { return product }
      var result = product
      for _ in 0..<abs(power.exponent) { result = power.exponent > 0 ? result * symbol.length : result / symbol.length }
      return result
    }
  }

  /// Multiplies, then brings two symbols of one exact family to the longer one: seconds over hours are hours over hours.
  private static func merged(_ a: [Power], _ b: [Power]) -> ConvertedUnit {
    var unit = Unit(a + b)
    var conversions: [Conversion] = []
    for family in [TimeSymbol.Family.clock, .day] {
      while let pair = pair(of: family, in: unit) {
        let target = Power(base: .time(pair.long), exponent: pair.exponent)
        unit = Unit(unit.powers.filter { $0.base != .time(pair.short) } + [target])
        let ratio = pair.long.length / pair.short.length
        var factor = 1.0
        for _ in 0..<abs(pair.exponent) { factor = pair.exponent > 0 ? factor / ratio : factor * ratio }
        conversions.append(
          Conversion(from: Unit(time: pair.short), to: Unit(time: pair.long), factor: factor))
      }
    }
    return ConvertedUnit(unit: unit, conversions: conversions)
  }

  private static func pair(
    of family: TimeSymbol.Family, in unit: Unit
  ) -> (short: TimeSymbol, long: TimeSymbol, exponent: Int)? {
    let found = unit.powers.compactMap { power -> (TimeSymbol, Int)? in
      if case .time(let symbol) = power.base, symbol.family == family { (symbol, power.exponent) } else { nil }
    }
    guard found.count > 1, let short = found.first, let long = found.last else { return nil }
    return (short.0, long.0, short.1)
  }
}
