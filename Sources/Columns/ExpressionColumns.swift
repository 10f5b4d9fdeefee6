public import Diagnostics
public import Metrics

extension Measure {
  /// All expressions of the measure.
  public var expressions: [RowExpression] {
    var all = [condition, at].compactMap { $0 }
    switch aggregate {
    case .count, .distinct: break
    case .sum(let value), .quantile(let value, _): all.append(value)
    case .survival(let start, let end, _): all += [start, end]
    }
    return all
  }
}

extension SourceText {
  /// Where findings about the text point.
  public var place: Diagnostic.Location { .init(file: file, line: line, column: column) }
}
