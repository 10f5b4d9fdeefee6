import Metrics
import Pack
import Statistics

extension LeafWalk {
  /// The rate that a `convert` uses over a period; nil where the pack holds none.
  func exchange(_ arguments: [FormulaNode], over period: Period) -> ExchangeRates.Applied? {
    guard arguments.count == 3, case .name(let to) = arguments[1], case .name(let from) = arguments[2] else {
      return nil
    }
    return index.pack.exchangeRates?.rate(from: from, to: to, over: period)
  }

  /// What each `convert` in a formula did, or that it could not: once each, in order of appearance.
  func exchanges(of node: FormulaNode, in slice: Slice) -> (applied: [String], missing: [String]) {
    var applied: [String] = []
    var missing: [String] = []
    func visit(_ node: FormulaNode, _ period: Period) {
      switch node {
      case .name(let name): if let inner = index.node(name) { visit(inner, period) }
      case .call(.convert, let arguments) where arguments.count == 3:
        arguments.prefix(1).forEach { visit($0, period) }
        guard case .name(let to) = arguments[1], case .name(let from) = arguments[2] else { return }
        if let rate = exchange(arguments, over: period) {
          if !applied.contains(rate.text) { applied.append(rate.text) }
        } else {
          missing.append("no exchange rate \(from) to \(to) for \(period.name)")
        }
      case .call(.index, let arguments):
        arguments.prefix(1).forEach { visit($0, period) }
        if let base = range(arguments, from: period) { arguments.prefix(1).forEach { visit($0, base) } }
      case .call(let function, let arguments) where function.movesPeriod:
        if let moved = self.period(function, arguments, from: period) {
          arguments.prefix(1).forEach { visit($0, moved) }
        }
      default: for part in node.parts { visit(part, period) }
      }
    }
    visit(node, slice.period)
    return (applied, missing)
  }
}

extension FactBook {
  /// The fact with the exchange rates it was converted by among its notes.
  func converted(_ fact: Fact, _ slice: Slice) -> Fact {
    guard pack.exchangeRates != nil else { return fact }
    var fact = fact
    for period in [slice.period] + [fact.subject.against].compactMap({ $0 }) {
      let found = walk.exchanges(of: .name(fact.metric), in: slice.with(period: period))
      fact.estimate.notes = (fact.estimate.value == nil ? found.missing : []) + fact.estimate.notes + found.applied
    }
    return fact
  }

  /// The exchange rates behind a metric in a slice, each in words: rate, policy, dates and file.
  public func exchangeRates(of metric: String, in slice: Slice) -> [String] {
    walk.exchanges(of: .name(metric), in: slice).applied
  }
}
