public import Diagnostics
public import Metrics

extension SourceText {
  /// Where findings about the text point.
  public var place: Diagnostic.Location { .init(file: file, line: line, column: column) }
}
