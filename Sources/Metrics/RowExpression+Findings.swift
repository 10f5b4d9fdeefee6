public import Diagnostics

extension RowExpression {
  /// Warnings about an expression that is legal and probably wrong: BETWEEN over timestamps loses the last day.
  public func findings(in columnType: (String) -> ColumnType?, at source: SourceText) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let typing = RowTyping(self, in: columnType)
    walk { part in
      guard case .between(let inner, let low, let high, _) = part else { return }
      guard (try? typing.type(inner)) == .timestamp else { return }
      found.append(
        ExpressionError(
          "between-timestamps", "`\(part)` loses what happens after \(high) begins",
          explanation:
            "BETWEEN includes its end as an instant, so all but the first moment of the last day is left out",
          remedy: "write \(inner) >= \(low) AND \(inner) < \(Self.following(high))"
        ).diagnostic(in: source, severity: .warning))
    }
    return found
  }

  private static func following(_ end: RowExpression) -> String {
    guard case .timestamp(let text) = end, text.count == 10 else { return "the first instant after the end" }
    let parts = text.split(separator: "-").map(String.init)
    guard let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]) else { return "\(end)" }
    let candidates = [(year, month, day + 1), (year, month + 1, 1), (year + 1, 1, 1)]
    for (year, month, day) in candidates {
      let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
      if let literal = TimestampLiteral.canonical(date) { return "\(RowExpression.timestamp(literal))" }
    }
    return "\(end)"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
