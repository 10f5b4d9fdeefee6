extension FormulaParser {
  /// The arguments of `if(`, up to its closing parenthesis.
  mutating func choice(at start: Int) throws(ExpressionError) -> Formula {
    let condition = try disjunction()
    try expect(",")
    let then = try sum()
    try expect(",")
    let otherwise = try sum()
    try expect(")")
    return record(.choice(condition, then, otherwise), from: start)
  }

  private mutating func disjunction() throws(ExpressionError) -> FormulaCondition<Formula> {
    try enter()
    defer { leave() }
    var left = try conjunction()
    while accept(word: "OR") {
      try countOperator()
      left = .or(left, try conjunction())
    }
    return left
  }

  private mutating func conjunction() throws(ExpressionError) -> FormulaCondition<Formula> {
    var left = try negation()
    while accept(word: "AND") {
      try countOperator()
      left = .and(left, try negation())
    }
    return left
  }

  private mutating func negation() throws(ExpressionError) -> FormulaCondition<Formula> {
    var negations = 0
    while accept(word: "NOT") {
      negations += 1
      try countOperator()
    }
    var result: FormulaCondition<Formula>
    if startsConditionGroup {
      try expect("(")
      result = try disjunction()
      try expect(")")
    } else {
      result = try comparison()
    }
    for _ in 0..<negations { result = .not(result) }
    return result
  }

  private mutating func comparison() throws(ExpressionError) -> FormulaCondition<Formula> {
    let left = try sum()
    guard let symbol = comparisonSymbol() else {
      throw unexpected("a comparison such as `>`")
    }
    return .compare(symbol, left, try sum())
  }

  private mutating func comparisonSymbol() -> FormulaComparison? {
    for (text, symbol) in [
      ("<=", FormulaComparison.lessOrEqual), (">=", .greaterOrEqual), ("<>", .notEqual), ("!=", .notEqual),
      ("=", .equal), ("<", .less), (">", .greater),
    ] where accept(symbol: text) { return symbol }
    return nil
  }

  /// Whether the parenthesis that opens here holds a condition, not a figure: it holds a comparison outside of calls.
  private var startsConditionGroup: Bool {
    guard character(at: index) == "(" else { return false }
    var calls: [Bool] = []
    var word = ""
    var isInWord = false
    var ahead = index
    while let character = character(at: ahead) {
      let isPart = character.isLetter || character.isNumber || character == "_" || character == "."
      if isPart {
        word = isInWord ? word + String(character) : String(character)
      } else if character == "(" {
        calls.append(!word.isEmpty && !["AND", "OR", "NOT"].contains(word.uppercased()))
      } else if character == ")" {
        _ = calls.popLast()
        if calls.isEmpty { return false }
      } else if "=<>!".contains(character), !calls.contains(true) {
        return true
      }
      if !isPart, !character.isWhitespace { word = "" }
      isInWord = isPart
      ahead += 1
    }
    return false
  }
}
