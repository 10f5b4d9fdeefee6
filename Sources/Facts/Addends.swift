public import Diagnostics
public import Metrics
import Pack
import Units

extension FormulaFacts {
  /// Over what a metric, a measure or an input adds up.
  public func additivity(of name: String) -> Additivity {
    if let compiled = index.pack.compiled[name] { return compiled.additivity }
    guard let measure = index.measures[name] else { return .factor }
    switch measure.aggregate {
    case .count, .sum: return measure.stock == nil ? .flow : .stock
    case .distinct: return .distinct
    case .survival, .quantile: return .recomputed
    }
  }

  /// Why the figures of several metrics must not be added up on a page; nil where they may.
  ///
  /// They must be of one unit, and no shares, scores, index points or figures per unit, which rest on different numbers.
  public func addendFinding(_ metrics: [String], _ part: String, at location: Diagnostic.Location) -> Diagnostic? {
    guard let first = metrics.first else { return nil }
    let unit = unit(of: first)
    if let other = metrics.first(where: { self.unit(of: $0) != unit }) {
      return Diagnostic(
        .error, "unit-mismatch",
        "`\(first)` is \(unit.words) and `\(other)` is \(self.unit(of: other).words); "
          + "as \(part) they are added up", at: location,
        remedy: "show figures of one unit, or make one of the other by a formula under `metrics:`")
    }
    guard let ratio = metrics.first(where: { !isSum($0) }) else { return nil }
    return Diagnostic(
      .error, "not-additive", "`\(ratio)` is \(unit.words); as one of the \(part) it is added up", at: location,
      explanation: additivity(of: ratio) == .distinct
        ? "who is counted in two of them is counted twice" : "shares, scores and figures per unit have no sum",
      remedy: "show it in a table or as bars, or add up the sums it is made of")
  }

  /// Money, times and counts have sums, also those that a formula makes of a ratio and its number.
  private func isSum(_ name: String) -> Bool {
    let unit = unit(of: name)
    return !unit.isSpecial && !unit.isPerUnit && additivity(of: name) != .distinct
  }
}

extension FactBook {
  /// Over what a metric, a measure or an input adds up.
  public func additivity(_ name: String) -> Additivity { FormulaFacts(index: index).additivity(of: name) }
}
