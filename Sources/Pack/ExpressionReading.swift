import Diagnostics
import Metrics
import Units

/// A row expression where it stands, with the type its place asks for.
struct ExpressionUse {
  enum Place { case time, cluster, key, lookup, cut, sum, distribution, duration, condition, rollup, rollupSum }
  var dataset: String
  var expression: RowExpression
  var place: Place
  var source: SourceText

  func expected(currencyDigits: Int) -> ColumnUse.Expected {
    switch place {
    case .time, .duration: .timestamp
    case .cluster, .key, .lookup, .cut, .rollup: .unknown
    case .sum, .rollupSum: .number(scale: currencyDigits)
    case .distribution: .number(scale: 0)
    case .condition: .boolean
    }
  }
}

extension PackDecoder {
  /// Reads a row expression and notes its use for inference and checks.
  mutating func expression(
    _ node: ConfigNode?, in dataset: String, as place: ExpressionUse.Place
  ) -> RowExpression? {
    guard let node, node.text(&findings) != nil else { return nil }
    return expression(node.source, in: dataset, as: place)
  }

  mutating func expression(
    _ source: SourceText, in dataset: String, as place: ExpressionUse.Place
  ) -> RowExpression? {
    do throws(ExpressionError) {
      let expression = try RowExpression(parsing: source).resolvingPeriods { name throws(ExpressionError) in
        try bounds(of: name)
      }
      uses.append(ExpressionUse(dataset: dataset, expression: expression, place: place, source: source))
      return expression
    } catch {
      findings.append(error.diagnostic(in: source))
      return nil
    }
  }

  /// The days at which a period of `in_period` starts and ends.
  private func bounds(of name: String) throws(ExpressionError) -> (start: String, end: String) {
    if let comparison = comparisons.first(where: { $0.name == name }) {
      if case .range(let range) = comparison.target { return (range.start.description, range.end.description) }
      throw ExpressionError(
        "unknown-period", "in_period needs a fixed stretch of time, and `\(name)` moves with the period shown",
        remedy: "name a period such as 2026-Q3, or give `\(name)` two days: 2026-04-01..2026-06-29")
    }
    if let period = calendar.period(named: name) { return (period.start.description, period.end.description) }
    let ranges = comparisons.filter { if case .range = $0.target { true } else { false } }.map(\.name)
    throw ExpressionError(
      "unknown-period", "`\(name)` is no period",
      remedy: nearestName(to: name, among: ranges).map { "did you mean \($0)?" }
        ?? "write 2026-Q3, 2026-09, 2026-W31, 2026, or '2026-04-01..2026-06-29'")
  }

  /// A plain column of a dataset, named by a key such as `key:`.
  mutating func column(_ node: ConfigNode?, in dataset: String, as place: ExpressionUse.Place) -> String? {
    guard let expression = expression(node, in: dataset, as: place), let node else { return nil }
    if case .column(let name) = expression, !name.contains(".") { return name }
    uses.removeLast()
    findings.append(node.wrongType("a column of the dataset", remedy: "Name one column, without a lookup"))
    return nil
  }

  mutating func unit(_ node: ConfigNode?) -> Units.Unit? {
    guard let node, let text = node.text(&findings) else { return nil }
    do throws(UnitError) {
      return try Units.Unit(parsing: text)
    } catch {
      findings.append(
        node.error("unknown-unit", Self.sentence(error.message), remedy: error.remedy.map(Self.sentence)))
      return nil
    }
  }

  static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
