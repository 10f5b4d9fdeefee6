import Diagnostics
public import Metrics

/// Formulas, inputs and sums as a bundle records them: enough to compute every value again without a pack.
public struct RecordedFormulas {
  /// Where a figure is looked at: positions and names as the bundle writes them.
  public struct Place: Hashable, Sendable {
    /// Index of the period.
    public var period: Int
    /// Segment and value.
    public var segment: [String]?
    /// Cohort and arm.
    public var arm: [String]?

    /// All parts given.
    public init(period: Int, segment: [String]?, arm: [String]?) {
      self.period = period
      self.segment = segment
      self.arm = arm
    }
  }

  /// A period and where functions on time lead from it.
  public struct Stretch: Sendable {
    /// Days of the period, and of the fiscal year in which it starts.
    public var days: Int, yearDays: Int
    /// By `moveName`.
    public var moves: [String: Int]

    /// All parts given.
    public init(days: Int, yearDays: Int, moves: [String: Int]) {
      self.days = days
      self.yearDays = yearDays
      self.moves = moves
    }
  }

  /// Compiled formulas by metric.
  public var formulas: [String: CompiledFormula.Node] = [:]
  /// Values of inputs by name.
  public var inputs: [String: Double] = [:]
  /// Sums of measures, scaled, by name and place.
  public var sums: [String: [Place: Double]] = [:]
  /// Figures of distributions by call and place.
  public var parts: [String: [Place: Double]] = [:]
  /// In the bundle's order.
  public var periods: [Stretch] = []
  /// Treatment and control by cohort.
  public var comparisons: [String: (treatment: String, control: String)] = [:]
  /// The cohort of each arm, by the arm's name.
  public var cohortOfArm: [String: String] = [:]
  /// A figure that is taken to be another than computed: an input anywhere, a metric only at its place.
  public var given: (name: String, place: Place, value: Double)?

  /// Nothing recorded yet.
  public init() {}

  /// One reading of a figure that is not computed further: a sum, a figure of a distribution, an input, or the factor
  /// by which a flow is scaled to a year.
  public struct Reading: Hashable, Sendable {
    /// Its name, or the call of a distribution, or `per_year`.
    public var name: String
    /// Where it is read.
    public var place: Place
    /// As recorded.
    public var value: Double
  }

  /// The value of a metric, measure or input; nil where a part of it is not recorded or is not defined.
  ///
  /// - Parameter read: may put another value in the place of each reading; asked in the order of the formula.
  public func value(
    _ name: String, at place: Place, read: (Reading) -> Double = { $0.value }
  ) -> Double? {
    withoutActuallyEscaping(read) { Reader(formulas: self, read: $0).value(name, at: place, depth: 0) }
  }
}

/// One evaluation of a recorded formula.
private struct Reader {
  typealias Place = RecordedFormulas.Place

  let formulas: RecordedFormulas
  let read: (RecordedFormulas.Reading) -> Double

  func value(_ name: String, at place: Place, depth: Int) -> Double? {
    guard depth < 100 else { return nil }
    if let given = formulas.given, given.name == name, given.place == place || formulas.inputs[name] != nil {
      return given.value
    }
    if let value = formulas.inputs[name] { return reading(name, place, value) }
    if let node = formulas.formulas[name] { return value(node, at: place, depth: depth + 1) }
    let rate = Place(period: place.period, segment: nil, arm: nil)
    return reading(name, place, formulas.sums[name]?[place] ?? formulas.parts[name]?[rate])
  }

  private func reading(_ name: String, _ place: Place, _ value: Double?) -> Double? {
    value.map { read(.init(name: name, place: place, value: $0)) }
  }

  private func value(_ node: CompiledFormula.Node, at place: Place, depth: Int) -> Double? {
    node.evaluate(
      name: { value($0, at: place, depth: depth) },
      call: { call($0, $1, at: place, depth: depth + 1) })
  }

  private func call(
    _ function: FormulaFunction, _ arguments: [CompiledFormula.Node], at place: Place, depth: Int
  ) -> Double? {
    guard let first = arguments.first, depth < 100 else { return nil }
    func argument(_ index: Int) -> Double? {
      arguments.indices.contains(index) ? value(arguments[index], at: place, depth: depth) : nil
    }
    switch function {
    case .median, .quantile, .within:
      let call = CompiledFormula.Node.call(function, arguments).formula.description
      return reading(call, place, formulas.parts[call]?[place])
    case .contrast, .relative:
      guard arguments.count == 2, case .name(let cohort) = arguments[1], let arms = formulas.comparisons[cohort],
        let treatment = value(first, at: place.with(arm: [cohort, arms.treatment]), depth: depth),
        let control = value(first, at: place.with(arm: [cohort, arms.control]), depth: depth)
      else { return nil }
      guard function == .relative else { return treatment - control }
      return control == 0 ? nil : (treatment - control) / control
    case .arm:
      guard arguments.count == 2, case .name(let arm) = arguments[1], let cohort = formulas.cohortOfArm[arm] else {
        return nil
      }
      return value(first, at: place.with(arm: [cohort, arm]), depth: depth)
    case .index:
      guard let base = period(place)?.moves[moveName(function, arguments)], let now = argument(0),
        let then = value(first, at: place.with(period: base), depth: depth), then != 0
      else { return nil }
      return 100 * now / then
    case .shareOfTotal:
      guard let part = argument(0),
        let whole = value(first, at: Place(period: place.period, segment: nil, arm: place.arm), depth: depth),
        whole != 0
      else { return nil }
      return part / whole
    case .convert: return nil
    case .npv:
      let amounts = arguments.indices.dropFirst().compactMap(argument)
      guard let rate = argument(0), rate > -1, amounts.count == arguments.count - 1 else { return nil }
      var discount = 1.0
      return amounts.reduce(0) { sum, amount in
        discount *= 1 + rate
        return sum + amount / discount
      }
    case .prior, .samePeriodLastYear, .at, .cumulative, .rolling, .ytd:
      guard let to = period(place)?.moves[moveName(function, arguments)] else { return nil }
      return value(first, at: place.with(period: to), depth: depth)
    case .nps:
      guard let promoters = argument(0), let detractors = argument(1), let answers = argument(2), answers != 0 else {
        return nil
      }
      return 100 * (promoters - detractors) / answers
    case .mean:
      guard let sum = argument(0), let count = argument(1), count != 0 else { return nil }
      return sum / count
    case .perYear, .perQuarter, .perMonth:
      guard let period = period(place), period.days > 0, let flow = argument(0) else { return nil }
      let years = Double(period.yearDays) / Double(period.days)
      let factor = function == .perYear ? years : years / (function == .perQuarter ? 4 : 12)
      return reading(function.rawValue, place, factor).map { flow * $0 }
    case .as, .least, .greatest: return argument(0)
    }
  }

  private func period(_ place: Place) -> RecordedFormulas.Stretch? {
    formulas.periods.indices.contains(place.period) ? formulas.periods[place.period] : nil
  }
}

extension RecordedFormulas.Place {
  /// The same place in another period.
  public func with(period: Int) -> Self { Self(period: period, segment: segment, arm: arm) }

  func with(arm: [String]) -> Self { Self(period: period, segment: segment, arm: arm) }
}

extension RecordedFormulas {
  /// Reads a formula as the bundle writes it; nil where it does not parse.
  public static func node(_ text: String) -> CompiledFormula.Node? {
    guard let formula = try? Formula(parsing: SourceText(text, file: "definitions.json", line: 1, column: 1)) else {
      return nil
    }
    return CompiledFormula.Node(formula)
  }
}
