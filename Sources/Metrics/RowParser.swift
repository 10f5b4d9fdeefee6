import Diagnostics

/// Recursive descent over the tokens of a row expression, in SQL's precedence.
///
/// `OR`, `AND`, `NOT`, then one comparison or predicate, then `+ -`, `*`, sign.
struct RowParser {
  private let tokens: [RowToken]
  private var index = 0
  private var depth = 0
  private var operators = 0
  /// Where the parts read so far stand.
  private(set) var spans = SourceSpans<RowExpression>()

  init(_ tokens: [RowToken]) { self.tokens = tokens }

  static let keywords: Set<String> = [
    "OR", "AND", "NOT", "NULL", "TRUE", "FALSE", "IS", "IN", "BETWEEN", "LIKE", "CASE", "WHEN", "THEN", "ELSE", "END",
  ]

  mutating func expression() throws(ExpressionError) -> RowExpression {
    if token.kind == .end {
      throw ExpressionError(
        "expression", "the expression is empty", remedy: "write a condition such as channel = 'voice'")
    }
    let result = try disjunction()
    guard token.kind == .end else { throw unexpected("the end of the expression") }
    return result
  }

  /// A chain becomes a tree as deep as it is long, and every later pass recurses over it.
  private mutating func countOperator() throws(ExpressionError) {
    operators += 1
    guard operators <= 500 else {
      throw ExpressionError(
        "expression", "the expression has too many operators", remedy: "write IN (…) for a list of values",
        offset: token.offset)
    }
  }

  private var token: RowToken { tokens[index] }

  /// Notes where a part stands: from the token at `start` to the last one read.
  private mutating func record(_ part: RowExpression, from start: RowToken) -> RowExpression {
    spans.record(part, start.offset..<max(start.end, tokens[max(0, index - 1)].end))
    return part
  }

  private func unexpected(_ wanted: String) -> ExpressionError {
    if case .word(let word) = token.kind, Self.keywords.contains(word.uppercased()) {
      return ExpressionError(
        "expression", "expected \(wanted), found the keyword \(word.uppercased())",
        remedy: "for a column of that name write \"\(word)\"", offset: token.offset)
    }
    // A comma ends a value inside the braces of YAML, and so half an expression arrives.
    return ExpressionError(
      "expression", "expected \(wanted), found \(token.shown)",
      remedy: token.kind == .end && wanted == "')'"
        ? "close the parenthesis; inside { } put an expression that holds a comma in quotes" : nil,
      offset: token.offset)
  }

  private func isKeyword(_ word: String, ahead: Int = 0) -> Bool {
    guard index + ahead < tokens.count, case .word(let found) = tokens[index + ahead].kind else { return false }
    return found.uppercased() == word
  }

  private mutating func accept(keyword: String) -> Bool {
    guard isKeyword(keyword) else { return false }
    index += 1
    return true
  }

  private mutating func accept(symbol: String) -> Bool {
    guard token.kind == .symbol(symbol) else { return false }
    index += 1
    return true
  }

  private mutating func expect(keyword: String) throws(ExpressionError) {
    guard accept(keyword: keyword) else { throw unexpected(keyword) }
  }

  private mutating func expect(symbol: String) throws(ExpressionError) {
    guard accept(symbol: symbol) else { throw unexpected("'\(symbol)'") }
  }

  private mutating func disjunction() throws(ExpressionError) -> RowExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else {
      throw ExpressionError("expression", "the expression is nested more than 100 deep", offset: token.offset)
    }
    let start = token
    var left = try conjunction()
    while accept(keyword: "OR") {
      try countOperator()
      left = record(.binary(.or, left, try conjunction()), from: start)
    }
    return left
  }

  private mutating func conjunction() throws(ExpressionError) -> RowExpression {
    let start = token
    var left = try negation()
    while accept(keyword: "AND") {
      try countOperator()
      left = record(.binary(.and, left, try negation()), from: start)
    }
    return left
  }

  private mutating func negation() throws(ExpressionError) -> RowExpression {
    var negations: [RowToken] = []
    while isKeyword("NOT") {
      negations.append(token)
      index += 1
    }
    guard negations.count < 100 else { throw ExpressionError("expression", "too many NOT", offset: token.offset) }
    var result = try predicate()
    for start in negations.reversed() { result = record(.unary(.not, result), from: start) }
    return result
  }

  private mutating func predicate() throws(ExpressionError) -> RowExpression {
    let start = token
    let left = try sum()
    guard let read = try predicate(after: left) else { return left }
    let result = record(read, from: start)
    if startsPredicate {
      throw ExpressionError(
        "expression", "a comparison cannot follow a comparison", remedy: "use AND, or parentheses", offset: token.offset
      )
    }
    return result
  }

  private var comparison: RowExpression.BinaryOperator? {
    guard case .symbol(let symbol) = token.kind else { return nil }
    return [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual].first { $0.rawValue == symbol }
  }

  private var startsPredicate: Bool {
    comparison != nil || isKeyword("IS") || isKeyword("IN") || isKeyword("BETWEEN") || isKeyword("LIKE")
      || isKeyword("NOT")
  }

  private mutating func predicate(after left: RowExpression) throws(ExpressionError) -> RowExpression? {
    if let comparison {
      index += 1
      return .binary(comparison, left, try sum())
    }
    if accept(keyword: "IS") {
      let negated = accept(keyword: "NOT")
      guard accept(keyword: "NULL") else {
        throw ExpressionError(
          "expression", "expected NULL after IS, found \(token.shown)",
          remedy: "a boolean column is a condition by itself: flag, NOT flag, COALESCE(flag, FALSE)",
          offset: token.offset)
      }
      return .isNull(left, negated: negated)
    }
    let negated = isKeyword("NOT")
    if negated { index += 1 }
    if accept(keyword: "IN") {
      try expect(symbol: "(")
      var items = [try sum()]
      while accept(symbol: ",") { items.append(try sum()) }
      try expect(symbol: ")")
      return .isIn(left, items, negated: negated)
    }
    if accept(keyword: "BETWEEN") {
      let low = try sum()
      try expect(keyword: "AND")
      return .between(left, low, try sum(), negated: negated)
    }
    if accept(keyword: "LIKE") {
      guard case .text(let pattern) = token.kind else { throw unexpected("a pattern in single quotes after LIKE") }
      index += 1
      return .like(left, pattern: pattern, negated: negated)
    }
    if negated { throw unexpected("IN, BETWEEN or LIKE after NOT") }
    return nil
  }

  private mutating func sum() throws(ExpressionError) -> RowExpression {
    let start = token
    var left = try product()
    while true {
      if token.kind == .symbol("+") || token.kind == .symbol("-") { try countOperator() }
      if accept(symbol: "+") {
        left = record(.binary(.plus, left, try product()), from: start)
      } else if accept(symbol: "-") {
        left = record(.binary(.minus, left, try product()), from: start)
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(ExpressionError) -> RowExpression {
    let start = token
    var left = try signed()
    while accept(symbol: "*") {
      try countOperator()
      left = record(.binary(.times, left, try signed()), from: start)
    }
    return left
  }

  private mutating func signed() throws(ExpressionError) -> RowExpression {
    let start = token
    guard accept(symbol: "-") else { return try primary() }
    if case .number(let text) = token.kind {
      let result = try number(text, sign: "-")
      index += 1
      return record(result, from: start)
    }
    guard token.kind != .symbol("-") else { throw unexpected("a value after the sign") }
    return record(.unary(.minus, try primary()), from: start)
  }

  private func number(_ text: String, sign: String) throws(ExpressionError) -> RowExpression {
    let parts = text.split(separator: ".")
    let scale = parts.count == 2 ? parts[1].count : 0
    guard let digits = Int64(sign + parts.joined()), scale <= 18 else {
      throw ExpressionError("expression", "the number \(text) has more than 18 digits", offset: token.offset)
    }
    return .number(digits, scale: scale)
  }

  private mutating func primary() throws(ExpressionError) -> RowExpression {
    if token.kind == .symbol("(") {
      index += 1
      let inner = try disjunction()
      try expect(symbol: ")")
      return inner
    }
    let start = token
    return record(try simple(), from: start)
  }

  private mutating func simple() throws(ExpressionError) -> RowExpression {
    let start = token
    switch token.kind {
    case .number(let text):
      let result = try number(text, sign: "")
      index += 1
      return result
    case .text(let text):
      index += 1
      return .text(text)
    case .quoted(let name):
      index += 1
      return try column(name)
    case .word(let word):
      return try self.word(word, at: start)
    default:
      throw unexpected("a column, a value or '('")
    }
  }

  private mutating func word(_ word: String, at start: RowToken) throws(ExpressionError) -> RowExpression {
    switch word.uppercased() {
    case "NULL":
      index += 1
      return .null
    case "TRUE", "FALSE":
      index += 1
      return .boolean(word.uppercased() == "TRUE")
    case "CASE":
      index += 1
      return try cases()
    case "DATE", "TIMESTAMP":
      guard index + 1 < tokens.count, case .text(let literal) = tokens[index + 1].kind else { break }
      guard let canonical = TimestampLiteral.canonical(literal) else {
        throw ExpressionError(
          "expression", "'\(literal)' is not a date or a time of the calendar",
          remedy: "write DATE '2026-04-01' or TIMESTAMP '2026-04-01 13:45:00', in the calendar's zone",
          offset: start.offset)
      }
      index += 2
      return .timestamp(canonical)
    case let keyword where Self.keywords.contains(keyword): throw unexpected("a column, a value or '('")
    default: break
    }
    index += 1
    return token.kind == .symbol("(") ? try call(word, at: start) : try column(word)
  }

  private mutating func column(_ first: String) throws(ExpressionError) -> RowExpression {
    var name = first
    while accept(symbol: ".") {
      switch token.kind {
      case .word(let part), .quoted(let part): name += "." + part
      default: throw unexpected("a column of '\(name)'")
      }
      index += 1
    }
    return .column(name)
  }

  private mutating func cases() throws(ExpressionError) -> RowExpression {
    guard isKeyword("WHEN") else {
      throw ExpressionError(
        "expression", "expected WHEN after CASE, found \(token.shown)",
        remedy: "write CASE WHEN channel = 'voice' THEN … END", offset: token.offset)
    }
    var branches: [(when: RowExpression, then: RowExpression)] = []
    while accept(keyword: "WHEN") {
      let when = try disjunction()
      try expect(keyword: "THEN")
      branches.append((when, try disjunction()))
    }
    let otherwise = accept(keyword: "ELSE") ? try disjunction() : nil
    try expect(keyword: "END")
    return .cases(branches, otherwise: otherwise)
  }

  private mutating func call(_ name: String, at start: RowToken) throws(ExpressionError) -> RowExpression {
    guard
      let function = RowExpression.RowFunction.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
    else { throw Self.unknown(name, at: start.offset) }
    try expect(symbol: "(")
    var arguments = [try disjunction()]
    if function == .inPeriod {
      try expect(symbol: ",")
      arguments.append(.text(try period()))
    }
    while accept(symbol: ",") { arguments.append(try disjunction()) }
    try expect(symbol: ")")
    guard function.arity.contains(arguments.count) else {
      throw ExpressionError(
        "expression", "\(function.rawValue) takes \(function.arityText), not \(arguments.count)", offset: start.offset)
    }
    return .call(function, arguments)
  }

  /// A period such as 2026-Q3, bare or in quotes.
  private mutating func period() throws(ExpressionError) -> String {
    let start = token.offset
    var name = ""
    while true {
      switch token.kind {
      case .word(let part), .number(let part): name += part
      case .symbol("-"): name += "-"
      case .text(let text) where name.isEmpty:
        index += 1
        return text
      default:
        guard name.isEmpty else { return name }
        throw ExpressionError(
          "expression", "in_period needs a period, found \(token.shown)",
          remedy: "write in_period(ordered_at, 2026-Q3) or in_period(ordered_at, '2026-04-01..2026-06-29')",
          offset: start)
      }
      index += 1
    }
  }

  private static func unknown(_ name: String, at offset: Int) -> ExpressionError {
    if ["count", "sum", "avg", "min", "max", "median"].contains(name.lowercased()) {
      return ExpressionError(
        "expression", "\(name.uppercased()) is not part of row expressions",
        remedy: "aggregates are keys of a measure: {sum: amount}, {count: sessions}", offset: offset)
    }
    let meant = ["datediff": "days_between", "date_diff": "days_between", "ifnull": "COALESCE", "nvl": "COALESCE"]
    let known = RowExpression.RowFunction.allCases.map(\.rawValue)
    let near = meant[name.lowercased()] ?? nearestName(to: name, among: known)
    return ExpressionError(
      "expression", "unknown function '\(name)'",
      remedy: near.map { "did you mean \($0)?" } ?? "known functions are \(known.joined(separator: ", "))",
      offset: offset)
  }
}

extension RowExpression.RowFunction {
  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .lower, .abs: 1...1
    case .daysBetween, .secondsBetween, .inPeriod: 2...2
    case .coalesce, .least, .greatest: 2...20
    }
  }

  var arityText: String {
    switch arity {
    case 1...1: "one argument"
    case 2...2: "two arguments"
    default: "two or more arguments"
    }
  }
}
