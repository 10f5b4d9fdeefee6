import Diagnostics
import Metrics

extension RowExpression {
  /// Adds the names of all columns read.
  func collectColumns(into names: inout Set<String>) {
    switch self {
    case .null, .boolean, .number, .text, .timestamp: break
    case .column(let name): names.insert(name)
    case .unary(_, let operand), .isNull(let operand, _), .like(let operand, _, _): operand.collectColumns(into: &names)
    case .binary(_, let a, let b):
      a.collectColumns(into: &names)
      b.collectColumns(into: &names)
    case .isIn(let operand, let list, _):
      operand.collectColumns(into: &names)
      for item in list { item.collectColumns(into: &names) }
    case .between(let operand, let low, let high, _):
      for part in [operand, low, high] { part.collectColumns(into: &names) }
    case .call(_, let arguments):
      for argument in arguments { argument.collectColumns(into: &names) }
    case .cases(let branches, let otherwise):
      for branch in branches {
        branch.when.collectColumns(into: &names)
        branch.then.collectColumns(into: &names)
      }
      otherwise?.collectColumns(into: &names)
    }
  }
}

extension SourceText {
  /// Where findings about the text point.
  var place: Diagnostic.Location { .init(file: file, line: line, column: column) }
}
