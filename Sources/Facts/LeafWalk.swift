import Metrics
public import Pack

/// Finds every measure a formula needs in a slice, and where. The planner and the evaluator share this walk, so that
/// what is planned is what is read.
struct LeafWalk {
  let index: MetricIndex

  /// The leaves of a metric in a slice, with what its interval needs.
  func leaves(of node: FormulaNode, in slice: Slice) -> [Leaf] {
    var found: [Leaf] = []
    visit(node, slice) { found.append($0) }
    if let count = index.countMeasure(node) {
      for arm in armSlices(of: node, in: slice) {
        found.append(Leaf(measure: count, slice: arm, need: .sum))
        found.append(Leaf(measure: count, slice: arm, need: .clusters))
      }
    } else if slice.segment != nil || index.pack.division != nil {
      // Totals and durations rest on no count; whether a group may be shown depends on its customers all the same.
      for leaf in found where leaf.need != .clusters {
        let clusters = Leaf(measure: leaf.measure, slice: leaf.slice, need: .clusters)
        if !found.contains(clusters) { found.append(clusters) }
      }
    }
    return found
  }

  /// The arms that a formula compares, or the slice itself.
  func armSlices(of node: FormulaNode, in slice: Slice) -> [Slice] {
    switch index.resolved(node) {
    case .call(.contrast, let arguments), .call(.relative, let arguments):
      guard arguments.count == 2, case .name(let cohort) = arguments[1], let arms = index.arms(of: cohort) else {
        return [slice]
      }
      return [slice.with(arm: arms.treatment), slice.with(arm: arms.control)]
    case .call(.arm, let arguments):
      guard arguments.count == 2, case .name(let arm) = arguments[1], let name = armName(arm) else { return [slice] }
      return [slice.with(arm: name)]
    case .call(let function, let arguments):
      guard let first = arguments.first, let period = period(function, arguments, from: slice.period) else {
        return [slice]
      }
      return armSlices(of: first, in: slice.with(period: period))
    case .negate(let inner), .scale(_, let inner): return armSlices(of: inner, in: slice)
    case .binary(_, let a, let b):
      return index.isEstimate(a) ? armSlices(of: a, in: slice) : armSlices(of: b, in: slice)
    default: return [slice]
    }
  }

  func armName(_ arm: String) -> ArmName? {
    index.pack.cohorts.first { $0.arms.contains { $0.name == arm } }.map { ArmName($0.name, arm) }
  }

  /// The period in which a function on time looks at its argument; nil for functions that do not move it.
  func period(_ function: FormulaFunction, _ arguments: [FormulaNode], from period: Period) -> Period? {
    switch function {
    case .prior: return period.previous
    case .samePeriodLastYear: return period.shifted(months: -12)
    case .cumulative:
      return CivilDate(year: 1970, month: 1, day: 2).map { Period(start: $0, end: period.end) }
    case .at: return range(arguments, from: period)
    case .rolling:
      guard arguments.count == 2, case .number(let count) = arguments[1] else { return nil }
      var first = period
      for _ in 1..<max(1, Int(count)) { first = first.previous }
      return Period(start: first.start, end: period.end)
    case .ytd:
      let last = CivilDate(dayNumber: period.end.dayNumber - 1)
      return Period(start: index.pack.calendar.period(.year, containing: last).start, end: period.end)
    default: return nil
    }
  }

  /// The period that the second argument names: of `at`, and the base of `index`.
  func range(_ arguments: [FormulaNode], from period: Period) -> Period? {
    guard arguments.count == 2, case .name(let name) = arguments[1] else { return nil }
    return index.pack.resolvePeriod(name, from: period)
  }

  /// A formula behind a name has the shape of that name, which is looked up once.
  private func visit(_ node: FormulaNode, _ slice: Slice, isNamed: Bool = false, _ add: (Leaf) -> Void) {
    if !isNamed, let shape = index.shape(node) { visitShape(shape, slice, add) }
    switch node {
    case .number: break
    case .name(let name):
      if let inner = index.node(name) {
        visit(inner, slice, isNamed: true, add)
      } else if let base = index.base(of: name, in: slice) {
        visit(.name(name), slice.whole, add)
        visit(.name(base), slice, add)
        visit(.name(base), slice.whole, add)
      } else if let measure = index.measures[name] {
        switch measure.aggregate {
        case .survival, .quantile: add(Leaf(measure: name, slice: slice, need: .distribution))
        case .distinct: add(Leaf(measure: name, slice: slice, need: .clusters))
        default: add(Leaf(measure: name, slice: slice, need: .sum))
        }
      }
    case .negate(let inner), .scale(_, let inner): visit(inner, slice, add)
    case .least(let nodes), .greatest(let nodes): for inner in nodes { visit(inner, slice, add) }
    case .binary(_, let a, let b):
      visit(a, slice, add)
      visit(b, slice, add)
    case .choice: for part in node.parts { visit(part, slice, add) }
    case .call(let function, let arguments):
      guard let first = arguments.first else { return }
      switch function {
      case .contrast, .relative, .arm:
        for arm in armSlices(of: node, in: slice) { visit(first, arm, add) }
      case .index:
        visit(first, slice, add)
        if let base = range(arguments, from: slice.period) { visit(first, slice.with(period: base), add) }
      case .shareOfTotal:
        visit(first, slice, add)
        visit(first, slice.withoutSegment, add)
      case .convert: visit(first, slice, add)
      case _ where function.movesPeriod:
        if let period = period(function, arguments, from: slice.period) {
          visit(first, slice.with(period: period), add)
        }
      default: for argument in arguments { visit(argument, slice, add) }
      }
    }
  }

  private func visitShape(_ shape: Shape, _ slice: Slice, _ add: (Leaf) -> Void) {
    switch shape {
    case .mean(let sum, _): add(Leaf(measure: sum, slice: slice, need: .square))
    case .ratio(let numerator, let denominator):
      add(Leaf(measure: numerator, slice: slice, need: .product(denominator)))
    case .rate, .nps: break
    }
  }
}

extension Pack {
  /// A period by the name of a comparison (`prior`, `launch`) or of the calendar (`2026-Q2`), seen from a period.
  public func resolvePeriod(_ name: String, from period: Period) -> Period? {
    if let comparison = comparisons.first(where: { $0.name == name }) {
      switch comparison.target {
      case .shift(let months): return period.shifted(months: months)
      case .range(let range): return range
      }
    }
    return calendar.period(named: name)
  }
}
