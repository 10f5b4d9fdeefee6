import Diagnostics
import Metrics
import Pack

extension SourceText {
  /// Where findings about the text point.
  var place: Diagnostic.Location { .init(file: file, line: line, column: column) }
}
