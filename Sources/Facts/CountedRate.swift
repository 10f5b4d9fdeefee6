import Metrics
import Pack

/// The measures of a rate: rows that meet more conditions over rows of the same dataset.
struct CountedRate {
  var successes: String
  var trials: String
}

extension MetricIndex {
  /// The measures of a formula that is a rate, whatever its rows; nil for any other.
  func countedRate(_ node: FormulaNode) -> CountedRate? {
    guard case .name(let name) = node, let inner = self.node(name) else { return ownRate(node) }
    return rates.value(name) { countedRate(inner) }
  }

  private func ownRate(_ node: FormulaNode) -> CountedRate? {
    guard case .binary(.over, let top, let bottom) = node, case .name(let part) = resolved(top),
      case .name(let whole) = resolved(bottom), let successes = measures[part], let trials = measures[whole],
      successes.dataset == trials.dataset, successes.aggregate == .count, trials.aggregate == .count,
      isSubset(successes, of: trials)
    else { return nil }
    return CountedRate(successes: part, trials: whole)
  }
}
