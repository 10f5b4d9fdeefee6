import Diagnostics
import Metrics
import Units

extension PackDecoder {
  /// Warns of metrics that add up percentages which a sheet supplies: three months of 62% are not 186%.
  mutating func checkSuppliedShares(_ metrics: [Metric]) {
    var shares: Set<String> = []
    for measure in measures {
      guard case .sum(let expression) = measure.aggregate,
        let dataset = datasets.first(where: { $0.name == measure.dataset })
      else { continue }
      let units = columnUnits(of: dataset)
      if expression.unit(of: { units[$0] }) == .share { shares.insert(measure.name) }
    }
    guard !shares.isEmpty else { return }
    for metric in metrics {
      guard let name = metric.formula.added(shares) else { continue }
      findings.append(
        Diagnostic(
          .warning, "adds-percentages", "`\(metric.name)` adds up the percentages of `\(name)`",
          at: Diagnostic.Location(
            file: metric.location.file, line: metric.location.line, column: metric.location.column),
          explanation: "It is right only where a period has one row; three months of 62% would be 186%",
          remedy: "Supply the counts behind the percentages, or write `mean(\(name), rows)` with a count of the rows"))
    }
  }
}

extension Formula {
  /// The first of some measures that stands anywhere but in a mean.
  fileprivate func added(_ names: Set<String>) -> String? {
    switch self {
    case .number: return nil
    case .name(let name): return names.contains(name) ? name : nil
    case .negate(let inner): return inner.added(names)
    case .binary(_, let left, let right): return left.added(names) ?? right.added(names)
    case .call(.mean, _): return nil
    case .call(_, let arguments): return arguments.lazy.compactMap { $0.added(names) }.first
    case .choice(let condition, let then, let otherwise):
      return (condition.operands + [then, otherwise]).lazy.compactMap { $0.added(names) }.first
    }
  }
}
