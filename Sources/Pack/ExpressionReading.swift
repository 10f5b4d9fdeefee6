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
      let expression = try RowExpression(parsing: source)
      uses.append(ExpressionUse(dataset: dataset, expression: expression, place: place, source: source))
      return expression
    } catch {
      findings.append(error.diagnostic(in: source))
      return nil
    }
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
