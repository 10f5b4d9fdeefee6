extension Statement.Purpose {
  /// What a statement is for, in words that stand after "for".
  public var words: String {
    switch self {
    case .columns(let dataset): "the columns of `\(dataset)`"
    case .columnTypes(let dataset): "the column types of `\(dataset)`"
    case .uniqueKey(let dataset, let column): "the uniqueness of `\(column)` in `\(dataset)`"
    case .quality(let dataset): "the control totals of `\(dataset)`"
    case .segment(let dataset, let name): "the values of `\(name)` in `\(dataset)`"
    case .view(let index): "view \(index)"
    case .durations(let index): "distribution \(index)"
    case .distinct(let index): "distinct count \(index)"
    }
  }
}
