extension Measure {
  /// All expressions of the measure.
  public var expressions: [RowExpression] {
    var all = [condition, at].compactMap { $0 }
    switch aggregate {
    case .count, .distinct: break
    case .sum(let value), .quantile(let value, _): all.append(value)
    case .survival(let start, let end, let competing, _): all += [start, end] + competing
    }
    return all
  }

  /// How many competing ends a survival measure may have.
  public static let competingLimit = 8

  /// The ends of a survival measure that compete with its own; empty for all others.
  public var competingEnds: [RowExpression] {
    if case .survival(_, _, let competing, _) = aggregate { competing } else { [] }
  }
}

extension RowExpression {
  /// What rows that ended so are called: `declined` for the column `declined_at`.
  public var endingName: String {
    guard case .column(let column) = self else { return description }
    var name = column.split(separator: ".").last.map(String.init) ?? column
    for ending in ["_at", "_on", "_time", "_date"] where name.hasSuffix(ending) && name.utf8.count > ending.utf8.count {
      name = String(name.dropLast(ending.count))
    }
    return String(name.map { $0 == "_" ? " " : $0 })
  }
}
