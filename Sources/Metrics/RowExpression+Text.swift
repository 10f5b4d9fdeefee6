extension RowExpression: CustomStringConvertible {
  /// Reads an expression such as `channel = 'voice' AND NOT handed_off`.
  public init(parsing source: SourceText) throws(ExpressionError) {
    var lexer = RowLexer(source.text)
    var parser = RowParser(try lexer.tokens())
    self = try parser.expression()
  }

  /// The canonical text, with as few parentheses as needed; it parses back to the same tree.
  public var description: String { text(in: .disjunction) }

  /// How tightly an operator binds, from loose to tight.
  private enum Level: Int { case disjunction, conjunction, negation, predicate, sum, product, primary }

  private var level: Level {
    switch self {
    case .binary(let symbol, _, _):
      switch symbol {
      case .or: .disjunction
      case .and: .conjunction
      case .plus, .minus: .sum
      case .times: .product
      default: .predicate
      }
    case .unary(.not, _): .negation
    case .isNull, .isIn, .between, .like: .predicate
    default: .primary
    }
  }

  private func text(in outer: Level) -> String {
    level.rawValue < outer.rawValue ? "(\(plain))" : plain
  }

  private var plain: String {
    switch self {
    case .null: "NULL"
    case .boolean(let value): value ? "TRUE" : "FALSE"
    case .number(let digits, let scale): Self.decimal(digits, scale)
    case .text(let text): Self.literal(text)
    case .timestamp(let text): (text.count == 10 ? "DATE " : "TIMESTAMP ") + Self.literal(text)
    case .column(let name): Self.identifier(name)
    case .unary(.not, let inner): "NOT " + inner.text(in: .negation)
    case .unary(.minus, let inner): "-" + inner.operand
    case .binary(let symbol, let left, let right): binary(symbol, left, right)
    case .isNull(let inner, let negated): inner.text(in: .sum) + (negated ? " IS NOT NULL" : " IS NULL")
    case .isIn(let inner, let items, let negated):
      "\(inner.text(in: .sum))\(negated ? " NOT" : "") IN (\(items.map { $0.text(in: .sum) }.joined(separator: ", ")))"
    case .between(let inner, let low, let high, let negated):
      "\(inner.text(in: .sum))\(negated ? " NOT" : "") BETWEEN \(low.text(in: .sum)) AND \(high.text(in: .sum))"
    case .like(let inner, let pattern, let negated):
      "\(inner.text(in: .sum))\(negated ? " NOT" : "") LIKE \(Self.literal(pattern))"
    case .call(.inPeriod, let arguments):
      "in_period(\(arguments[0]), \(Self.period(arguments[1])))"
    case .call(let function, let arguments):
      "\(function.rawValue)(\(arguments.map(\.description).joined(separator: ", ")))"
    case .cases(let branches, let otherwise):
      "CASE" + branches.map { " WHEN \($0.when.description) THEN \($0.then.description)" }.joined()
        + (otherwise.map { " ELSE \($0.description)" } ?? "") + " END"
    }
  }

  private func binary(_ symbol: BinaryOperator, _ left: RowExpression, _ right: RowExpression) -> String {
    // Chains lean to the left; a comparison takes no other comparison beside it.
    let levels: (left: Level, right: Level) =
      switch symbol {
      case .or: (.disjunction, .conjunction)
      case .and: (.conjunction, .negation)
      case .plus, .minus: (.sum, .product)
      case .times: (.product, .primary)
      default: (.sum, .sum)
      }
    return "\(left.text(in: levels.left)) \(symbol.rawValue) \(right.text(in: levels.right))"
  }

  /// After a sign, a number would become a negative literal and another sign a comment.
  private var operand: String {
    switch self {
    case .number, .unary(.minus, _): "(\(plain))"
    default: text(in: .primary)
    }
  }

  private static func decimal(_ digits: Int64, _ scale: Int) -> String {
    guard scale > 0 else { return "\(digits)" }
    let text = "\(digits.magnitude)"
    let padded = String(repeating: "0", count: max(0, scale + 1 - text.count)) + text
    return (digits < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale)
  }

  /// A period's name stands bare where it is made of letters, digits and single dashes, else in quotes.
  private static func period(_ name: RowExpression) -> String {
    guard case .text(let text) = name else { return name.description }
    let isBare = text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0 | 32) || $0 == 95 }
    }
    let startsWell = text.split(separator: "-").allSatisfy { part in
      part.allSatisfy(\.isNumber) || part.first.map { !$0.isNumber } == true
    }
    return isBare && startsWell ? text : literal(text)
  }

  private static func literal(_ text: String) -> String { "'" + doubled(text, "'") + "'" }

  private static func doubled(_ text: String, _ quote: Character) -> String {
    text.reduce(into: "") { out, character in
      out.append(character)
      if character == quote { out.append(character) }
    }
  }

  private static func identifier(_ name: String) -> String {
    name.split(separator: ".", omittingEmptySubsequences: false).enumerated().map { index, part in
      let isPlain =
        !part.isEmpty && (part.first.map { $0.isLetter || $0 == "_" } ?? false)
        && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        && (index > 0 || !RowParser.keywords.contains(part.uppercased()))
      return isPlain ? String(part) : "\"" + doubled(String(part), "\"") + "\""
    }.joined(separator: ".")
  }
}
