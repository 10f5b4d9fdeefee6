import Metrics
import Pack
public import Statistics

extension FactBook {
  /// The estimate of what is left of one: 1 less an estimate, its interval turned round; nil for other formulas.
  ///
  /// The interval of a share holds for its complement as it stands, so a drop-off rests on the same estimator as the
  /// rate it completes.
  func complementEstimate(_ node: FormulaNode, _ slice: Slice) -> Estimate? {
    guard case .binary(.minus, .number(1), let inner) = index.resolved(node), index.isEstimate(inner) else {
      return nil
    }
    return self.estimate(inner, slice).complement
  }
}

extension Estimate {
  /// Of a share: that of all others, with its interval turned round.
  public var complement: Estimate {
    var other = self
    other.value = value.map { 1 - $0 }
    (other.low, other.high) = (high.map { 1 - $0 }, low.map { 1 - $0 })
    // The successes of the one are the failures of the other; effective rows are the same.
    switch basis.count {
    case 1: break
    case 2: other.basis[0] = basis[1] - basis[0]
    default: other.basis = []
    }
    return other
  }
}
