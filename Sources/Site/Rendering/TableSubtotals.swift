import Diagnostics
import Facts
import Formats
import Metrics
import Pack
import Statistics
import Units

/// The rows that close the groups of a table, and the table itself.
struct TableSubtotals {
  private let table: TableDirective
  private let pack: Pack
  private let book: FactBook
  private let slice: Slice

  init(_ table: TableDirective, pack: Pack, book: FactBook) {
    self.table = table
    self.pack = pack
    self.book = book
    slice = Slice(pack.period)
  }

  /// Figures that are added up share one format, so that a reader can add them up too.
  func format(of metric: String) -> ValueFormat? {
    guard table.subtotals == .sums else { return nil }
    let unit = book.unit(metric)
    let alike = table.metrics.filter { book.unit($0) == unit }
    let sum = alike.compactMap { book.fact($0, in: slice).estimate.value.map(abs) }.reduce(0, +)
    let digits = alike.lazy.compactMap { name in pack.metrics.first { $0.name == name }?.digits }.first
    return ValueFormat.of(unit, magnitude: sum, digits: digits)
  }

  /// The sum of some metrics in a column; nil where it has none: intervals and numbers of rows do not add up.
  func figure(_ column: TableDirective.Column, of metrics: [String]) -> ShownFigure? {
    guard let first = metrics.first, let format = format(of: first) else { return nil }
    switch column {
    case .interval, .n: return nil
    case .value: return sum(metrics.map { (book.fact($0, in: slice), .value) }, format)
    case .plan: return sum(metrics.map { (book.fact($0, in: slice), .plan) }, format)
    case .target: return sum(metrics.map { (book.fact($0, in: slice), .target) }, format)
    case .prior, .yearAgo:
      guard let period = pack.comparisonPeriod(column) else { return nil }
      return sum(metrics.map { (book.fact($0, in: Slice(period)), .value) }, format)
    case .change:
      guard let period = pack.comparisonPeriod(column),
        let now = sum(metrics.map { (book.fact($0, in: slice), .value) }, format),
        let before = sum(metrics.map { (book.fact($0, in: Slice(period)), .value) }, format)
      else { return nil }
      return ShownFigure(
        now.values[0] - before.values[0], "\(now.terms, joined: "") - (\(before.terms, joined: ""))", format,
        .bareSigned)
    }
  }

  private func sum(_ parts: [(fact: Fact, part: FigureTerm.Part)], _ format: ValueFormat) -> ShownFigure? {
    let values = parts.compactMap { value($0.fact, $0.part) }
    guard values.count == parts.count else { return nil }
    return ShownFigure(
      values.reduce(0, +), "\(parts.map { FigureTerm($0.fact, $0.part) }, joined: " + ")", format)
  }

  private func value(_ fact: Fact, _ part: FigureTerm.Part) -> Double? {
    switch part {
    case .plan: book.plan(fact.metric, slice)
    case .target: book.target(fact.metric, slice)
    default: fact.estimate.value
    }
  }

  /// A metric that closes a group of sums must be their sum.
  func findings(at location: Diagnostic.Location) -> [Diagnostic] {
    guard case .metrics(let closing) = table.subtotals else { return [] }
    let formulas = FormulaFacts(pack)
    return table.groups.compactMap { group in
      guard let name = closing[group.title],
        formulas.addendFinding(group.metrics + [name], "rows", at: location) == nil,
        let whole = book.fact(name, in: slice).estimate.value
      else { return nil }
      let parts = group.metrics.compactMap { book.fact($0, in: slice).estimate.value }
      let sum = parts.reduce(0, +)
      guard parts.count == group.metrics.count, abs(sum - whole) > 1e-9 * max(abs(sum), abs(whole)) else { return nil }
      let format = ValueFormat.of(book.unit(name), magnitude: max(abs(sum), abs(whole)))
      return Diagnostic(
        .error, "table-subtotal",
        "the figures under “\(group.title)” add up to \(format.string(sum)), but `\(name)` is \(format.string(whole))",
        at: location, explanation: "readers add up what stands above a total",
        remedy: "name the metric that is their sum, show what is missing, or write `subtotals: true`")
    }
  }
}

extension FormulaFacts {
  /// Why groups of a table, or the table as a whole, have no sum.
  func subtotalFindings(_ table: TableDirective, at location: Diagnostic.Location) -> [Diagnostic] {
    let groups = table.groups.compactMap { group in
      sumFinding(group.metrics, "rows under “\(group.title)”", at: location).map { finding in
        var finding = finding
        finding.remedy =
          "close this group by a metric of its own, computed from its sums: `subtotals: {\(group.title): …}`"
        return finding
      }
    }
    guard groups.isEmpty, table.total, var whole = sumFinding(table.metrics, "rows of the table", at: location)
    else { return groups }
    whole.remedy = "leave the total out: `total: false`"
    return [whole]
  }

  /// Beside what never adds up, ratios of two amounts and medians of times, whose unit does not tell.
  private func sumFinding(_ metrics: [String], _ part: String, at location: Diagnostic.Location) -> Diagnostic? {
    if let finding = addendFinding(metrics, part, at: location) { return finding }
    let ratio = metrics.first { name in
      guard additivity(of: name) == .recomputed else { return false }
      if case .money(_, nil) = unit(of: name).display { return false }
      return true
    }
    return ratio.map { name in
      Diagnostic(
        .error, "not-additive", "`\(name)` is a ratio or a median; as one of the \(part) it is added up", at: location,
        explanation: "shares, scores and figures per unit have no sum")
    }
  }
}
