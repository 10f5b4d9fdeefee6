import Metrics
import Pack
import Statistics

/// A part of a whole, which lies between 0 and 1 wherever its rows are not negative.
private enum Part {
  /// Rows of a dataset that meet more conditions.
  case counted
  /// The same amount added up over fewer rows, or a segment's share of the total.
  case summed
}

extension MetricIndex {
  fileprivate func part(_ node: FormulaNode) -> Part? {
    switch resolved(node) {
    case .binary(.over, let top, let bottom):
      if countedRate(node) != nil { return .counted }
      guard case .name(let a) = resolved(top), case .name(let b) = resolved(bottom), let part = measures[a],
        let whole = measures[b], part.dataset == whole.dataset, part.at == whole.at,
        part.matureDays == whole.matureDays, part.stock == whole.stock, isSubset(part, of: whole),
        case .sum(let added) = part.aggregate, case .sum(added) = whole.aggregate
      else { return nil }
      return .summed
    case .call(.shareOfTotal, _): return .summed
    case .call(let function, let arguments) where function == .arm || function.movesPeriod:
      return arguments.first.flatMap(part)
    default: return nil
    }
  }
}

extension FactBook {
  /// An estimate of a part of a whole, with limits that such a figure can have.
  ///
  /// Limits the same way off on both sides of a share near 0 or 1 leave what is possible. A part of summed amounts, and
  /// any share whose limits do so, takes Wilson's interval on the effective number of rows instead: p(1 - p) over the
  /// variance. Source: Dean and Pagano (2015), as for rates of few clusters.
  func bounded(_ estimate: Estimate, _ node: FormulaNode) -> Estimate {
    guard let p = estimate.value, p > 0, p < 1, let low = estimate.low, let high = estimate.high,
      let error = estimate.standardError, error > 0, estimate.degreesOfFreedom != nil, let part = index.part(node),
      low < 0 || high > 1 || part == .summed
    else { return estimate }
    var bounded = wilson(share: p, effectiveTrials: p * (1 - p) / (error * error))
    (bounded.n, bounded.clusters, bounded.clustersEstimated) = (
      estimate.n, estimate.clusters, estimate.clustersEstimated
    )
    bounded.notes = estimate.notes
    return bounded
  }
}
