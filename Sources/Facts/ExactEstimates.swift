import Engines
import Metrics
import Pack
public import Statistics

extension FactBook {
  /// The textbook estimate where each row is an independent unit, or of a distribution; nil for other formulas.
  func exactEstimate(_ node: FormulaNode, _ slice: Slice) -> Estimate? {
    switch index.resolved(node) {
    case .scale(let factor, let inner): return exactEstimate(inner, slice)?.scaled(by: factor)
    case .choice(let condition, let then, let otherwise): return exactChoice(condition, then, otherwise, slice)
    case .call(let function, let arguments):
      guard let first = arguments.first else { return nil }
      switch function {
      case .shareOfTotal: return exactShare(first, slice)
      case .convert:
        return walk.exchange(arguments, over: slice.period).flatMap { rate in
          exactEstimate(first, slice)?.scaled(by: rate.factor)
        }
      case .median, .quantile, .within: return duration(function, arguments, slice)
      case .contrast, .relative:
        let arms = walk.armSlices(of: node, in: slice)
        guard arms.count == 2 else { return nil }
        return comparison(function, first, treatment: arms[0], control: arms[1])
      case .arm, .prior, .samePeriodLastYear, .at, .rolling, .ytd:
        let moved =
          function == .arm
          ? walk.armSlices(of: node, in: slice).first
          : walk.period(function, arguments, from: slice.period).map { slice.with(period: $0) }
        return moved.flatMap { exactEstimate(first, $0) }
      default: break
      }
    default: break
    }
    return index.shape(node).flatMap { estimate($0, slice) }.map { bounded($0, node) }
  }

  /// A distribution's median, quantile or share within a time. Times are in seconds.
  func duration(_ function: FormulaFunction, _ arguments: [FormulaNode], _ slice: Slice) -> Estimate {
    guard case .name(let name)? = arguments.first, let measure = index.measures[name],
      let counts = reader.distribution(measure: name, slice: slice)
    else { return Estimate(value: nil, method: "", notes: ["no data"]) }
    let parameter =
      arguments.count > 1 ? Evaluation(book: self, inputs: [:], buckets: []).vector(arguments[1], slice).full : nil
    switch measure.aggregate {
    case .survival(_, _, let competing, let resolution):
      let limit = Int64((parameter ?? 0) / Double(resolution))
      let share = function == .quantile ? parameter ?? 0.5 : 0.5
      if competing.isEmpty {
        let curve = KaplanMeier(counts.map(\.waiting))
        return function == .within
          ? curve.share(within: limit) : curve.quantile(share).scaled(by: Double(resolution))
      }
      let curve = CumulativeIncidence(counts.map { $0.exits(by: .closed) })
      return function == .within ? curve.share(within: limit) : curve.quantile(share).scaled(by: Double(resolution))
    case .quantile(_, let resolution):
      let values = counts.map { (value: $0.value, count: $0.count) }
      if function == .within {
        let limit = Int64((parameter ?? 0) / Double(resolution))
        return wilson(
          successes: values.reduce(0) { $0 + ($1.value <= limit ? $1.count : 0) },
          trials: values.reduce(0) { $0 + $1.count })
      }
      return typeSevenQuantile(function == .quantile ? parameter ?? 0.5 : 0.5, of: values)
        .scaled(by: Double(resolution) * index.scaleFactor(of: name))
    default: return Estimate(value: nil, method: "", notes: ["not a distribution"])
    }
  }

  /// The survival curve of a measure in a slice, in units of its resolution.
  public func survival(_ measure: String, in slice: Slice) -> KaplanMeier? {
    reader.distribution(measure: measure, slice: slice).map { KaplanMeier($0.map(\.waiting)) }
  }

  /// The cumulative incidence of each end of a survival measure in a slice, its own first and then those that compete, in
  /// units of its resolution; empty where no end competes.
  public func incidences(_ measure: String, in slice: Slice) -> [CumulativeIncidence] {
    guard let competing = index.measures[measure]?.competingEnds, !competing.isEmpty,
      let counts = reader.distribution(measure: measure, slice: slice)
    else { return [] }
    return ([.closed] + competing.indices.map { .competing($0) }).map { end in
      CumulativeIncidence(counts.map { $0.exits(by: end) })
    }
  }

  /// The difference of two independent estimates, or nil when clusters connect them.
  func independentDifference(_ node: FormulaNode, _ a: Slice, _ b: Slice) -> Estimate? {
    if let difference = comparison(.contrast, node, treatment: a, control: b) { return difference }
    guard let x = exactEstimate(node, a), let y = exactEstimate(node, b) else { return nil }
    return hybridDifference(x, y)
  }

  private func estimate(_ shape: Shape, _ slice: Slice) -> Estimate? {
    switch shape {
    case .rate(let successes, let trials):
      guard let x = total(successes, slice), let n = total(trials, slice) else { return nil }
      return wilson(successes: x, trials: n)
    case .mean: return moments(shape, slice).map { meanInterval($0) }
    case .nps: return promoters(shape, slice).map { netPromoterScore($0) }
    case .ratio(let top, let bottom): return joint(top, bottom, slice).map { ratioOfSums($0) }
    }
  }

  /// Treatment against control where each row is a unit.
  private func comparison(
    _ function: FormulaFunction, _ node: FormulaNode, treatment: Slice, control: Slice
  ) -> Estimate? {
    guard let shape = index.shape(node) else { return nil }
    if function == .contrast {
      if case .rate(let successes, let trials) = shape {
        guard let x1 = total(successes, treatment), let n1 = total(trials, treatment),
          let x0 = total(successes, control), let n0 = total(trials, control)
        else { return nil }
        return newcombe(successes: x1, trials: n1, againstSuccesses: x0, trials: n0)
      }
      if case .nps = shape {
        guard let a = promoters(shape, treatment), let b = promoters(shape, control) else { return nil }
        return netPromoterDifference(treatment: a, control: b)
      }
    }
    guard let a = moments(shape, treatment), let b = moments(shape, control) else { return nil }
    return function == .contrast
      ? welchDifference(treatment: a, control: b) : relativeLift(treatment: a, control: b)
  }

  private func moments(_ shape: Shape, _ slice: Slice) -> Moments? {
    switch shape {
    case .rate(let successes, let trials):
      guard let x = total(successes, slice), let n = total(trials, slice) else { return nil }
      return Moments(successes: x, trials: n)
    case .mean(let sum, let count):
      guard let dataset = index.measures[sum]?.dataset, let n = total(count, slice),
        let first = reader.sums(.sum(measure: sum), dataset: dataset, slice: slice),
        let second = reader.sums(.square(measure: sum), dataset: dataset, slice: slice)
      else { return nil }
      return Moments(n: n, sum: first.total, sumOfSquares: second.total, scale: index.scale(of: sum))
    case .nps: return promoters(shape, slice)?.moments
    case .ratio(let top, let bottom): return joint(top, bottom, slice)?.ratio
    }
  }

  private func promoters(_ shape: Shape, _ slice: Slice) -> PromoterCounts? {
    guard case .nps(let promoters, let detractors, let answers) = shape, let p = total(promoters, slice),
      let d = total(detractors, slice), let n = total(answers, slice)
    else { return nil }
    return PromoterCounts(promoters: p, passives: n - p - d, detractors: d)
  }

  private func joint(_ top: String, _ bottom: String, _ slice: Slice) -> JointMoments? {
    guard let dataset = index.measures[top]?.dataset,
      let y = reader.sums(.sum(measure: top), dataset: dataset, slice: slice),
      let yy = reader.sums(.square(measure: top), dataset: dataset, slice: slice),
      let x = reader.sums(.sum(measure: bottom), dataset: dataset, slice: slice),
      let xx = reader.sums(.square(measure: bottom), dataset: dataset, slice: slice),
      let xy = reader.sums(.product(top, bottom), dataset: dataset, slice: slice)
    else { return nil }
    // Rows that count for neither side add nothing to either sum and leave the ratio's error unchanged.
    let n = index.measures[bottom]?.aggregate == .count ? Int(x.total) : nil
    guard let n else { return nil }
    return JointMoments(
      n: n, ySum: y.total, ySumOfSquares: yy.total, yScale: index.scale(of: top), xSum: x.total,
      xSumOfSquares: xx.total, xScale: index.scale(of: bottom), sumOfProducts: xy.total)
  }

  private func total(_ measure: String, _ slice: Slice) -> Int? { sums(of: measure, slice).map { Int($0.total) } }

  /// The difference of two independent estimates from their own intervals.
  ///
  /// Source: Zou and Donner 2008, "Construction of confidence limits about effect measures" (the hybrid that Newcombe's
  /// method 10 is the case of for rates).
  func hybridDifference(_ x: Estimate, _ y: Estimate) -> Estimate {
    let method = "hybrid of two intervals (\(x.method))"
    guard let a = x.value, let b = y.value else {
      return Estimate(value: nil, method: method, notes: x.value == nil ? x.notes : y.notes)
    }
    var estimate = Estimate(value: a - b, method: method, n: (x.n ?? 0) + (y.n ?? 0))
    guard let xLow = x.low, let xHigh = x.high, let yLow = y.low, let yHigh = y.high else {
      estimate.notes = ["no interval: one of the two figures has none"]
      return estimate
    }
    estimate.low = a - b - ((a - xLow) * (a - xLow) + (yHigh - b) * (yHigh - b)).squareRoot()
    estimate.high = a - b + ((xHigh - a) * (xHigh - a) + (b - yLow) * (b - yLow)).squareRoot()
    estimate.basis = [a, xLow, xHigh, b, yLow, yHigh]
    return estimate
  }
}

extension Estimate {
  /// The same estimate in another unit.
  func scaled(by factor: Double) -> Estimate {
    var scaled = self
    scaled.value = value.map { $0 * factor }
    scaled.low = low.map { $0 * factor }
    scaled.high = high.map { $0 * factor }
    scaled.standardError = standardError.map { $0 * abs(factor) }
    if factor != 1 { scaled.basis = [] }
    return scaled
  }
}
