import Metrics
import Pack
import Statistics

/// Evaluates formulas on the sums of a book, once in full and once without each bucket.
struct Evaluation {
  unowned let book: FactBook
  /// Values that replace those of the pack, for scenarios.
  var inputs: [String: Double] = [:]
  /// Values that replace those of metrics in exactly these slices.
  var given: [GivenMetric: Double] = [:]
  /// The buckets to be left out in turn: those that hold anything the formula uses.
  var buckets: [Int]
  let findings = EvaluationFindings()

  /// Prepares the leave-one-out evaluation of a formula in some slices together.
  init(book: FactBook, nodes: [(FormulaNode, Slice)]) {
    self.book = book
    var used = BucketSet()
    for (node, slice) in nodes {
      for leaf in book.walk.leaves(of: node, in: slice) where leaf.need == .sum {
        if let sums = book.sums(of: leaf.measure, leaf.slice) { used.formUnion(sums.used) }
      }
    }
    buckets = used.members
  }

  init(book: FactBook, inputs: [String: Double], buckets: [Int]) {
    self.book = book
    self.inputs = inputs
    self.buckets = buckets
  }

  func vector(_ node: FormulaNode, _ slice: Slice) -> BucketVector {
    switch node {
    case .number(let value): return .constant(value)
    case .name(let name): return named(name, slice)
    case .negate(let inner): return vector(inner, slice).map { -$0 }
    case .scale(let factor, let inner): return vector(inner, slice).map { $0 * factor }
    case .binary(let op, let a, let b):
      switch op {
      case .plus: return vector(a, slice) + vector(b, slice)
      case .minus: return vector(a, slice) - vector(b, slice)
      case .times: return vector(a, slice) * vector(b, slice)
      case .over: return vector(a, slice) / vector(b, slice)
      }
    case .choice(let condition, let then, let otherwise): return choice(condition, then, otherwise, slice)
    case .least(let nodes): return extreme(nodes, slice, BucketVector.least)
    case .greatest(let nodes): return extreme(nodes, slice, BucketVector.greatest)
    case .call(let function, let arguments): return call(function, arguments, node, slice)
    }
  }

  private func extreme(
    _ nodes: [FormulaNode], _ slice: Slice, _ choose: (BucketVector, BucketVector) -> BucketVector
  ) -> BucketVector {
    guard let first = nodes.first else { return .constant(nil) }
    return nodes.dropFirst().reduce(vector(first, slice)) { choose($0, vector($1, slice)) }
  }

  private func named(_ name: String, _ slice: Slice) -> BucketVector {
    if let value = inputs[name] ?? book.index.inputs[name]?.value { return .constant(value) }
    if !given.isEmpty, let value = given[GivenMetric(metric: name, slice: slice)] { return .constant(value) }
    if let inner = book.index.node(name) { return vector(inner, slice) }
    guard let measure = book.index.measures[name] else { return .constant(nil) }
    if let base = book.index.base(of: name, in: slice) {
      // The product before the quotient, so that the parts of whole numbers add up to the total.
      return named(name, slice.whole) * named(base, slice) / named(base, slice.whole)
    }
    if measure.aggregate == .distinct {
      return .constant(book.reader.clusters(measure: name, slice: slice).map { Double($0.count) })
    }
    guard let sums = book.sums(of: name, slice) else { return .constant(nil) }
    // A flow without rows is zero; a level that nobody counted is not.
    if measure.stock != nil, slice.segment == nil, sums.isEmpty { return .constant(nil) }
    let scale = book.index.scaleFactor(of: name)
    let full = Double(rounding: sums.total) * scale
    guard let parts = sums.buckets, buckets.count > 1 else { return .constant(full) }
    let rescale = Double(buckets.count) / Double(buckets.count - 1)
    return BucketVector(
      full: full, leaveOneOut: buckets.map { Double(rounding: sums.total - parts[$0]) * scale * rescale })
  }

  private func call(
    _ function: FormulaFunction, _ arguments: [FormulaNode], _ node: FormulaNode, _ slice: Slice
  ) -> BucketVector {
    guard let first = arguments.first else { return .constant(nil) }
    switch function {
    case .contrast, .relative:
      let arms = book.walk.armSlices(of: node, in: slice)
      guard arms.count == 2 else { return .constant(nil) }
      let treatment = vector(first, arms[0])
      let control = vector(first, arms[1])
      return function == .contrast ? treatment - control : (treatment - control) / control
    case .arm:
      guard let arm = book.walk.armSlices(of: node, in: slice).first else { return .constant(nil) }
      return vector(first, arm)
    case .median, .quantile, .within:
      return .constant(book.duration(function, arguments, slice).value)
    case .nps:
      guard arguments.count == 3 else { return .constant(nil) }
      let balance = vector(arguments[0], slice) - vector(arguments[1], slice)
      return balance.map { 100 * $0 } / vector(arguments[2], slice)
    case .mean:
      guard arguments.count == 2 else { return .constant(nil) }
      return vector(first, slice) / vector(arguments[1], slice)
    case .perYear, .perQuarter, .perMonth:
      let factor = book.pack.calendar.factor(function, from: slice.period)
      return vector(first, slice).map { $0 * factor }
    case .index:
      guard let base = book.walk.range(arguments, from: slice.period) else { return .constant(nil) }
      return vector(first, slice).map { 100 * $0 } / vector(first, slice.with(period: base))
    case .shareOfTotal: return vector(first, slice) / vector(first, slice.withoutSegment)
    case .convert:
      guard let rate = book.walk.exchange(arguments, over: slice.period) else { return .constant(nil) }
      return vector(first, slice).map { $0 * rate.factor }
    case .npv: return presentValue(vector(first, slice), arguments.dropFirst().map { vector($0, slice) })
    case .prior, .samePeriodLastYear, .at, .cumulative, .rolling, .ytd:
      guard let period = book.walk.period(function, arguments, from: slice.period) else { return .constant(nil) }
      return vector(first, slice.with(period: period))
    case .as, .least, .greatest: return vector(first, slice)
    }
  }
}

extension Calendar {
  /// What a flow over `period` is multiplied by to make it a year's, a quarter's, a month's: by days of the fiscal year
  /// in which the period starts.
  func factor(_ function: FormulaFunction, from period: Period) -> Double {
    let year = self.period(.year, containing: period.start)
    let perYear = Double(year.days) / Double(period.days)
    switch function {
    case .perQuarter: return perYear / 4
    case .perMonth: return perYear / 12
    default: return perYear
    }
  }
}
