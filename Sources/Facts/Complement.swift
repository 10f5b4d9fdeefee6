import Metrics
import Pack
import Statistics

extension FactBook {
  /// The estimate of what is left of one: 1 less an estimate, its interval turned round; nil for other formulas.
  ///
  /// The interval of a share holds for its complement as it stands, so a drop-off rests on the same estimator as the
  /// rate it completes.
  func complementEstimate(_ node: FormulaNode, _ slice: Slice) -> Estimate? {
    guard case .binary(.minus, .number(1), let inner) = index.resolved(node), index.isEstimate(inner) else {
      return nil
    }
    var estimate = self.estimate(inner, slice)
    let (low, high) = (estimate.low, estimate.high)
    estimate.value = estimate.value.map { 1 - $0 }
    estimate.low = high.map { 1 - $0 }
    estimate.high = low.map { 1 - $0 }
    // The successes of the one are the failures of the other; effective rows are the same.
    switch estimate.basis.count {
    case 1: break
    case 2: estimate.basis[0] = estimate.basis[1] - estimate.basis[0]
    default: estimate.basis = []
    }
    return estimate
  }
}
