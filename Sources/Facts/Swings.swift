import Metrics
public import Pack
import Statistics

/// A metric that is given a value in a slice, for what-if evaluations.
struct GivenMetric: Hashable {
  var metric: String
  var slice: Slice
}

/// What a metric would be if one of the figures behind it were at either end of its range, all else unchanged.
public struct Swing: Sendable {
  /// The input, or the metric with its interval, that is moved.
  public var driver: Fact
  /// The driver's ends: of an input its declared range, of a metric its interval.
  public var low: Double, high: Double
  /// The metric with the driver at `low` and at `high`.
  public var atLow: Double, atHigh: Double

  /// How far the metric moves.
  public var width: Double { abs(atHigh - atLow) }
}

extension FactBook {
  /// The swings of a metric: its inputs that have a range and the metrics in its formula that have an interval, by the
  /// width of their swing, widest first.
  ///
  /// - Parameter names: only these drivers; nil: all.
  public func swings(of name: String, drivers names: [String]? = nil, in slice: Slice) -> [Swing] {
    var seen: Set<GivenMetric> = []
    var found: [Swing] = []
    for driver in drivers(of: name, in: slice) where seen.insert(driver).inserted {
      guard names?.contains(driver.metric) ?? true, let swing = swing(of: name, driver, in: slice) else { continue }
      found.append(swing)
    }
    return found.sorted { ($1.width, $0.driver.metric) < ($0.width, $1.driver.metric) }
  }

  private func swing(of name: String, _ driver: GivenMetric, in slice: Slice) -> Swing? {
    let fact = fact(driver.metric, in: driver.slice)
    let isInput = index.inputs[driver.metric] != nil
    let ends =
      isInput
      ? fact.scenario.map { ($0.lowerBound, $0.upperBound) }
      : fact.estimate.low.flatMap { low in fact.estimate.high.map { (low, $0) } }
    guard let (low, high) = ends, low < high else { return nil }
    func result(_ value: Double) -> Double? {
      var evaluation = Evaluation(book: self, inputs: isInput ? [driver.metric: value] : [:], buckets: [])
      if !isInput { evaluation.given[driver] = value }
      return evaluation.vector(.name(name), slice).full
    }
    guard let atLow = result(low), let atHigh = result(high) else { return nil }
    return Swing(driver: fact, low: low, high: high, atLow: atLow, atHigh: atHigh)
  }

  private func drivers(of name: String, in slice: Slice) -> [GivenMetric] {
    DriverWalk(walk: walk).drivers(of: name, in: slice) { driver in
      fact(driver.metric, in: driver.slice).estimate.low != nil
    }
  }
}

/// Finds the figures behind a formula that can be moved on their own.
struct DriverWalk {
  let walk: LeafWalk
  private var index: MetricIndex { walk.index }

  /// Inputs, and the outermost metrics that `hasRange` and rest on no input with a range, in the order of the formula.
  func drivers(of name: String, in slice: Slice, hasRange: (GivenMetric) -> Bool) -> [GivenMetric] {
    var found: [GivenMetric] = []
    visit(.name(name), slice, depth: 0, hasRange: hasRange) { found.append($0) }
    return found
  }

  private func visit(
    _ node: FormulaNode, _ slice: Slice, depth: Int, hasRange: (GivenMetric) -> Bool, add: (GivenMetric) -> Void
  ) {
    guard depth < 60 else { return }
    func go(_ node: FormulaNode, _ slice: Slice) {
      visit(node, slice, depth: depth + 1, hasRange: hasRange, add: add)
    }
    switch node {
    case .number: break
    case .name(let inner):
      if index.inputs[inner] != nil {
        // An input is the same in every slice.
        add(GivenMetric(metric: inner, slice: Slice(index.pack.period)))
      } else if let formula = index.node(inner) {
        let driver = GivenMetric(metric: inner, slice: slice)
        let hasInput = index.inputsUsed(formula).contains { $0.low != nil && $0.high != nil }
        if depth > 0, !hasInput, hasRange(driver) { add(driver) } else { go(formula, slice) }
      }
    case .call(let function, let arguments) where function.movesPeriod:
      guard let first = arguments.first, let period = walk.period(function, arguments, from: slice.period) else {
        return
      }
      go(first, slice.with(period: period))
    case .call(.contrast, let arguments), .call(.relative, let arguments), .call(.arm, let arguments):
      guard let first = arguments.first else { return }
      for arm in walk.armSlices(of: node, in: slice) { go(first, arm) }
    default: for part in node.parts { go(part, slice) }
    }
  }
}

extension Planner {
  /// Asks for a metric and for all that may turn out to be a driver of it.
  public mutating func needDrivers(of name: String, in period: Period) {
    need(name, periods: [period])
    var candidates: Set<GivenMetric> = []
    _ = DriverWalk(walk: walk).drivers(of: name, in: Slice(period)) { driver in
      candidates.insert(driver)
      return false
    }
    for driver in candidates { need(driver.metric, periods: [driver.slice.period], cohort: driver.slice.arm?.cohort) }
  }
}
