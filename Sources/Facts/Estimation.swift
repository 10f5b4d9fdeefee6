import Engines
import Metrics
import Pack
import Statistics

extension FactBook {
  /// The estimate of a formula in a slice: the textbook estimator where the row is the unit, else the bucket jackknife.
  func estimate(_ node: FormulaNode, _ slice: Slice) -> Estimate {
    if let supplied = suppliedShare(
      node, { Evaluation(book: self, nodes: [(node, slice)]).vector(node, slice).full })
    {
      return supplied
    }
    if let complement = complementEstimate(node, slice) { return complement }
    if let exact = exactEstimate(node, slice) { return exact }
    let evaluation = Evaluation(book: self, nodes: [(node, slice)])
    let estimate = jackknifed(
      evaluation.vector(node, slice), node, slices: walk.armSlices(of: node, in: slice), n: countOf(node, slice))
    return noted(bounded(estimate, node), evaluation.findings)
  }

  /// The change of a formula from `against` to the slice's period; customers who occur in both are taken into account.
  func change(_ node: FormulaNode, _ slice: Slice, against: Period) -> Estimate {
    let earlier = slice.with(period: against)
    if let supplied = suppliedShare(
      node,
      {
        let evaluation = Evaluation(book: self, nodes: [(node, slice), (node, earlier)])
        return (evaluation.vector(node, slice) - evaluation.vector(node, earlier)).full
      })
    {
      return supplied
    }
    if let independent = independentDifference(node, slice, earlier) { return independent }
    let evaluation = Evaluation(book: self, nodes: [(node, slice), (node, earlier)])
    let difference = evaluation.vector(node, slice) - evaluation.vector(node, earlier)
    let change = noted(
      jackknifed(difference, node, slices: [slice, earlier], n: countOf(node, slice)), evaluation.findings)
    if change.value != nil, change.low == nil, let declared = declaredDifference(node, slice, earlier) {
      return declared
    }
    guard change.value != nil, change.low == nil, index.isEstimate(node),
      let now = smallSampleEstimate(node, [slice]), let before = smallSampleEstimate(node, [earlier])
    else { return change }
    // Customers who occur in both periods make the true error smaller: this interval is on the safe side.
    let hybrid = hybridDifference(now, before)
    return Self.agree(hybrid.value, change.value) ? hybrid : change
  }

  /// Whether an interval made another way is one of the same figure: of two periods it would be that of two arms, and of
  /// a metric over a range of its own that of the shown period.
  private static func agree(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return false }
    return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
  }

  func relativeChange(_ node: FormulaNode, _ slice: Slice, against: Period) -> Estimate {
    let earlier = slice.with(period: against)
    let evaluation = Evaluation(book: self, nodes: [(node, slice), (node, earlier)])
    let ratio = (evaluation.vector(node, slice) / evaluation.vector(node, earlier)).map { $0 - 1 }
    return noted(jackknifed(ratio, node, slices: [slice, earlier], n: countOf(node, slice)), evaluation.findings)
  }

  /// Rows a formula rests on: the sum of its count measure over the arms it compares.
  func countOf(_ node: FormulaNode, _ slice: Slice) -> Int? {
    if let duration = durationMeasure(node) {
      return reader.distribution(measure: duration, slice: slice).map { $0.reduce(0) { $0 + $1.count } }
    }
    guard let measure = index.countMeasure(node), let dataset = index.dataset(of: measure)?.name else { return nil }
    let counts = walk.armSlices(of: node, in: slice).compactMap {
      reader.sums(.sum(measure: measure), dataset: dataset, slice: $0).map { Int($0.total) }
    }
    return counts.isEmpty ? nil : counts.reduce(0, +)
  }

  /// Sums of a measure with its buckets, in a slice.
  func sums(of measure: String, _ slice: Slice) -> SumReader.Sums? {
    guard let dataset = index.measures[measure]?.dataset else { return nil }
    return reader.sums(.sum(measure: measure), dataset: dataset, slice: slice)
  }

  private func jackknifed(_ vector: BucketVector, _ node: FormulaNode, slices: [Slice], n: Int?) -> Estimate {
    guard let parts = vector.leaveOneOut, index.isEstimate(node) else {
      return declaredRate(node, slices, vector.full)
        ?? Estimate(value: vector.full, method: Fact.countedMethod, n: n)
    }
    var clusters: [ClusterCount] = []
    if let measure = index.countMeasure(node) {
      clusters = slices.compactMap { reader.clusters(measure: measure, slice: $0) }
    }
    // Nobody counted the customers behind a ratio of sums: where few buckets hold anything, there are few.
    let uncounted = parts.count < JackknifeGate.minimumBuckets ? parts.count : nil
    // The smallest arm decides whether an interval can be trusted; the page shows the clusters of all arms together.
    var estimate = bucketJackknife(
      value: vector.full, leaveOneOut: parts,
      clusters: clusters.map(\.count).min() ?? uncounted,
      events: events(node, slices), critical: critical)
    if estimate.low == nil, let better = smallSampleEstimate(node, slices), Self.agree(better.value, vector.full) {
      estimate = better
    }
    estimate.n = n
    let behind =
      isComparison(node) ? clusters.dropFirst().reduce(clusters.first) { a, b in a.map { $0 + b } } : clusters.first
    estimate.clusters = behind?.shown
    estimate.clustersEstimated = behind?.isEstimate ?? false
    return estimate
  }

  /// The rarer outcome of a rate in its smallest arm: how many rows make up the figure.
  private func events(_ node: FormulaNode, _ slices: [Slice]) -> Int? {
    guard let rate = index.countedRate(comparedPart(node)) else { return nil }
    return slices.compactMap { slice -> Int? in
      guard let successes = sums(of: rate.successes, slice)?.total, let trials = sums(of: rate.trials, slice)?.total
      else { return nil }
      return Int(min(successes, trials - successes))
    }.min()
  }

  private func comparedPart(_ node: FormulaNode) -> FormulaNode {
    if case .call(let function, let arguments) = index.resolved(node), let first = arguments.first {
      switch function {
      case .contrast, .relative, .arm, .at, .prior, .samePeriodLastYear, .rolling, .ytd, .convert:
        return comparedPart(first)
      default: break
      }
    }
    return node
  }

  private func isComparison(_ node: FormulaNode) -> Bool {
    guard case .call(let function, let arguments) = index.resolved(node) else { return false }
    switch function {
    case .contrast, .relative: return true
    case .at, .prior, .samePeriodLastYear, .rolling, .ytd, .convert:
      return arguments.first.map(isComparison) ?? false
    default: return false
    }
  }

  /// The survival or quantile measure behind a formula, when it is nothing else.
  func durationMeasure(_ node: FormulaNode) -> String? {
    switch index.resolved(node) {
    case .scale(_, let inner): return durationMeasure(inner)
    case .call(let function, let arguments):
      switch function {
      case .median, .quantile, .within:
        if case .name(let measure)? = arguments.first { return measure }
      case .at, .prior, .samePeriodLastYear, .rolling, .ytd, .arm: return arguments.first.flatMap(durationMeasure)
      default: break
      }
      return nil
    default: return nil
    }
  }
}
