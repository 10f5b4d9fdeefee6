public import Diagnostics

/// Why an expression or a formula cannot be read or makes no sense, in words for its author.
public struct ExpressionError: Error, Sendable, Hashable {
  /// A stable identifier in kebab case, for example `unit-mismatch`.
  public var id: String
  /// What is wrong, in one sentence without a full stop.
  public var message: String
  /// Why it is a problem.
  public var explanation: String?
  /// What to write instead.
  public var remedy: String?
  /// Characters before the place, where it is known.
  public var offset: Int?

  /// Creates the error from its words.
  public init(_ id: String, _ message: String, explanation: String? = nil, remedy: String? = nil, offset: Int? = nil) {
    self.id = id
    self.message = message
    self.explanation = explanation
    self.remedy = remedy
    self.offset = offset
  }

  /// The finding at its place in the file; a text of several lines keeps its first line only.
  public func diagnostic(in source: SourceText, severity: Diagnostic.Severity = .error) -> Diagnostic {
    var location = Diagnostic.Location(file: source.file, line: source.line, column: source.column)
    if let offset, !source.text.contains("\n") { location.column = source.column + offset }
    return Diagnostic(severity, id, message, at: location, explanation: explanation, remedy: remedy)
  }
}
