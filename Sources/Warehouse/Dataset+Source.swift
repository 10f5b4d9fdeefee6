import Diagnostics
import Metrics
import Pack

extension Dataset {
  /// Whether its rows are made from another dataset's.
  var isRollup: Bool { if case .rollup = source { true } else { false } }
}

extension SourceText {
  /// Where findings about the text point.
  var place: Diagnostic.Location { .init(file: file, line: line, column: column) }
}
