import Diagnostics
import Metrics

extension PackDecoder {
  /// Read once the measures are known.
  mutating func readReconciliations() {
    for (dataset, entry) in reconciliations {
      guard let measure = reconciled(entry.key, dataset), let index = datasets.firstIndex(where: { $0.name == dataset })
      else { continue }
      let items: [ConfigNode] = if case .list(let list) = entry.value.content { list } else { [entry.value] }
      for item in items {
        guard let figure = reconciliation(item, measure.name) else { continue }
        if datasets[index].rules.reconciliations.contains(where: {
          $0.measure == measure.name && $0.period == figure.period
        }) {
          findings.append(
            item.error(
              "duplicate-figure", "`\(measure.name)` has two figures for \(figure.period.name)", remedy: "Keep one"))
        }
        datasets[index].rules.reconciliations.append(figure)
      }
    }
  }

  private mutating func reconciled(_ key: ConfigNode, _ dataset: String) -> Measure? {
    let name = key.plainText ?? ""
    guard let measure = measures.first(where: { $0.name == name }) else {
      guard !failed.figures.contains(name) else { return nil }
      let fitting = measures.filter { $0.dataset == dataset }.map(\.name)
      findings.append(
        key.error(
          "unknown-measure", "There is no measure `\(name)`",
          remedy: nearestName(to: name, among: measures.map(\.name)).map { "Did you mean `\($0)`?" }
            ?? (fitting.isEmpty
              ? "Add it to `measures`: `\(name): {sum: amount, from: \(dataset)}`"
              : "The measures of `\(dataset)` are \(fitting.joined(separator: ", "))")))
      return nil
    }
    if measure.dataset != dataset {
      findings.append(
        key.error(
          "reconcile-dataset", "The measure `\(name)` is of `\(measure.dataset)`, not of `\(dataset)`",
          remedy: "Move it to `reconcile:` of `\(measure.dataset)`"))
      return nil
    }
    switch measure.aggregate {
    case .count, .sum, .distinct: return measure
    case .survival, .quantile:
      findings.append(
        key.error(
          "reconcile-measure", "`\(name)` is a distribution, which no single figure can agree with",
          remedy: "Name a measure by `count`, `sum` or `distinct`"))
      return nil
    }
  }

  private mutating func reconciliation(_ node: ConfigNode, _ measure: String) -> Reconciliation? {
    let keys = PackSchema.mapping(node, at: "datasets.*.reconcile.*", &findings)
    let figure = keys["to"].flatMap { decimal($0) }
    var allowed: Reconciliation.Tolerance? = .amount(ExactDecimal(digits: 0, scale: 0))
    if let node = keys["tolerance"] { allowed = tolerance(node) }
    let source = keys["source"]?.text(&findings)
    var shown = self.period
    if let node = keys["period"] { shown = period(node) }
    guard let figure, let allowed, let source, let shown else { return nil }
    return Reconciliation(
      measure: measure, figure: figure, tolerance: allowed, source: source, period: shown,
      location: SourceText(measure, file: node.file, line: node.line, column: node.column))
  }

  private mutating func decimal(_ node: ConfigNode) -> ExactDecimal? {
    guard let text = node.text(&findings) else { return nil }
    if let number = ExactDecimal(parsing: text) { return number }
    findings.append(
      node.wrongType("a number", remedy: "Write digits with a decimal point and no separators: `1834221.17`"))
    return nil
  }

  private mutating func tolerance(_ node: ConfigNode) -> Reconciliation.Tolerance? {
    guard let text = node.text(&findings) else { return nil }
    if text.hasSuffix("%") {
      if case .share(let share)? = limit(node) { return .share(share) }
      return nil
    }
    if let amount = ExactDecimal(parsing: text), amount.digits >= 0 { return .amount(amount) }
    findings.append(node.wrongType("a tolerance", remedy: "Write an amount such as `500`, or a share such as `0.1%`"))
    return nil
  }
}
