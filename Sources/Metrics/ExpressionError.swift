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
  /// Characters of the place; nil: the word that starts there.
  public var length: Int?
  /// The part at fault and the parts that hold it, as text, innermost first: what a place is found by.
  var trail: [String] = []

  /// Creates the error from its words.
  public init(
    _ id: String, _ message: String, explanation: String? = nil, remedy: String? = nil, offset: Int? = nil,
    length: Int? = nil
  ) {
    self.length = length
    self.id = id
    self.message = message
    self.explanation = explanation
    self.remedy = remedy
    self.offset = offset
  }

  /// The finding at its place in the file.
  public func diagnostic(in source: SourceText, severity: Diagnostic.Severity = .error) -> Diagnostic {
    let place = source.place(of: offset ?? 0)
    let location = Diagnostic.Location(file: source.file, line: place.line, column: place.column)
    let count = offset.map { length ?? source.word(at: $0) } ?? source.text.count
    return Diagnostic(
      severity, id, message, at: location, explanation: explanation, remedy: remedy,
      length: source.columns(from: offset ?? 0, count: count))
  }

  /// The same error of a part of something larger.
  func inside(_ part: some CustomStringConvertible) -> ExpressionError {
    var error = self
    error.trail.append(part.description)
    return error
  }

  /// The same error with its place in the text that a formula was read from.
  func located(in source: SourceText, formula: Formula) -> ExpressionError {
    var parser = FormulaParser(source.text)
    guard offset == nil, (try? parser.formula()) == formula, let range = parser.spans.range(of: trail) else {
      return self
    }
    return placed(at: range)
  }

  /// The same error with its place in the text that a row expression was read from.
  public func located(in source: SourceText, expression: RowExpression) -> ExpressionError {
    var lexer = RowLexer(source.text)
    guard offset == nil, let tokens = try? lexer.tokens() else { return self }
    var parser = RowParser(tokens)
    guard (try? parser.expression()) == expression, let range = parser.spans.range(of: trail) else { return self }
    return placed(at: range)
  }

  private func placed(at range: Range<Int>) -> ExpressionError {
    var error = self
    error.offset = range.lowerBound
    error.length = range.count
    return error
  }
}
