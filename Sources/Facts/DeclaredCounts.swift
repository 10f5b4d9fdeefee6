import Metrics
import Pack
import Statistics
import Units

extension Fact {
  /// What an interval on declared counts takes for granted: a sheet does not say whose the counted units are.
  public static let independenceNote = "independent units assumed"
  /// Of percentages that a sheet gives without the numbers behind them.
  public static let bareShareNote = "no interval: n not supplied"

  /// What a reader of the figure is told besides its method: why it has no interval, or what the interval takes for
  /// granted.
  public var shownNote: String? {
    estimate.notes.first.flatMap { estimate.low == nil || $0 == Self.independenceNote ? $0 : nil }
  }
}

extension FactBook {
  /// The Wilson interval of a ratio of declared counts: a sheet that gives its counts keeps its interval. Newcombe's for
  /// the difference of two.
  func declaredRate(_ node: FormulaNode, _ slices: [Slice], _ value: Double?) -> Estimate? {
    if slices.count == 2, case .call(.contrast, let arguments) = index.resolved(node), let first = arguments.first {
      return declaredDifference(first, slices[0], slices[1])
    }
    guard slices.count == 1, let counts = declaredCounts(node, slices[0]) else { return nil }
    var estimate = wilson(successes: counts.successes, trials: counts.trials)
    estimate.method = "Wilson on declared counts"
    estimate.notes.append(Fact.independenceNote)
    return estimate
  }

  /// The difference of two ratios of declared counts, between periods or arms.
  func declaredDifference(_ node: FormulaNode, _ slice: Slice, _ against: Slice) -> Estimate? {
    guard let a = declaredCounts(node, slice), let b = declaredCounts(node, against) else { return nil }
    var estimate = newcombe(
      successes: a.successes, trials: a.trials, againstSuccesses: b.successes, trials: b.trials)
    estimate.method = "Newcombe on declared counts"
    estimate.notes.append(Fact.independenceNote)
    return estimate
  }

  /// Both sides of a ratio of sums of whole numbers with one noun over one dataset.
  private func declaredCounts(_ node: FormulaNode, _ slice: Slice) -> (successes: Int, trials: Int)? {
    guard case .binary(.over, let top, let bottom) = index.resolved(node), case .name(let part) = index.resolved(top),
      case .name(let whole) = index.resolved(bottom), let successes = index.measures[part],
      let trials = index.measures[whole], successes.dataset == trials.dataset, case .sum = successes.aggregate,
      case .sum = trials.aggregate, index.unit(of: part) == index.unit(of: whole), index.unit(of: part).isCount,
      index.scale(of: part) == 0, index.scale(of: whole) == 0, let x = sums(of: part, slice)?.total,
      let n = sums(of: whole, slice)?.total, x >= 0, x <= n, n > 0
    else { return nil }
    return (Int(x), Int(n))
  }

  /// The value of a formula over percentages that were supplied without the numbers behind them; nil for any other.
  func suppliedShare(_ node: FormulaNode, _ value: () -> Double?) -> Estimate? {
    guard index.restsOnSuppliedShares(node) else { return nil }
    return Estimate(value: value(), method: "as supplied", notes: [Fact.bareShareNote])
  }
}

extension MetricIndex {
  /// Whether a formula adds up a column of shares: percentages that somebody else has computed.
  func restsOnSuppliedShares(_ node: FormulaNode) -> Bool {
    guard case .name(let name) = node else { return node.parts.contains(where: restsOnSuppliedShares) }
    if let inner = self.node(name) { return restsOnSuppliedShares(inner) }
    guard case .sum = measures[name]?.aggregate else { return false }
    return unit(of: name) == .share
  }
}
