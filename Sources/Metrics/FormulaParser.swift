import Diagnostics
import Units

/// Recursive descent over the characters of a formula: `+ -`, then `* /`, then the sign.
struct FormulaParser {
  private let characters: [Character]
  private(set) var index = 0
  private var depth = 0
  private var operators = 0
  /// Where the parts read so far stand.
  private(set) var spans = SourceSpans<Formula>()

  init(_ text: String) { characters = Array(text) }

  mutating func formula() throws(ExpressionError) -> Formula {
    skipSpace()
    if index == characters.count {
      throw ExpressionError(
        "formula", "the formula is empty", remedy: "write measures and operators: contained / sessions")
    }
    let result = try sum()
    guard index == characters.count else { throw unexpected("an operator or the end") }
    return result
  }

  private static let condition =
    "a condition on rows belongs into a measure's where:, one on figures into if(a > b, a, b)"

  private static let remedies: [Character: String] = [
    "%": "write 0.1 [share] for 10%, or 10 [pp] for ten percentage points", "'": "formulas hold names and numbers only",
    ",": "write numbers without thousands separators: 200000", "^": "multiply instead",
    "[": "a unit follows a number: 30 [day]",
    "=": condition, "<": condition, ">": condition, ".": "a dot joins the parts of a name: purchase.engaged",
    "€": "write 5 [EUR]", "$": "write 5 [USD]", "×": "write *", "÷": "write /",
  ]

  /// The character at a place; nil beyond the end.
  func character(at index: Int) -> Character? { index < characters.count ? characters[index] : nil }

  /// Notes where a part stands: from `start` to the last character read that is no space.
  mutating func record(_ part: Formula, from start: Int) -> Formula {
    var end = index
    while end > start + 1, characters[end - 1].isWhitespace { end -= 1 }
    spans.record(part, start..<end)
    return part
  }

  func unexpected(_ wanted: String) -> ExpressionError {
    guard index < characters.count else {
      // A comma ends a value inside the braces of YAML, and so half a formula arrives.
      return ExpressionError(
        "formula", "expected \(wanted), but the formula ends",
        remedy: wanted == "')'" ? "close the parenthesis; inside { } put a formula that holds a comma in quotes" : nil,
        offset: index)
    }
    return ExpressionError(
      "formula", "expected \(wanted), found '\(characters[index])'", remedy: Self.remedies[characters[index]],
      offset: index)
  }

  private mutating func skipSpace() {
    while index < characters.count, characters[index].isWhitespace { index += 1 }
  }

  /// A symbol of one or two characters.
  mutating func accept(symbol: String) -> Bool {
    guard characters[index...].starts(with: symbol) else { return false }
    index += symbol.count
    skipSpace()
    return true
  }

  /// A keyword in capitals or small letters.
  mutating func accept(word: String) -> Bool {
    let end = index + word.count
    guard end <= characters.count, String(characters[index..<end]).uppercased() == word,
      character(at: end).map({ !isNameStart($0) && !$0.isNumber && $0 != "." }) ?? true
    else { return false }
    index = end
    skipSpace()
    return true
  }

  mutating func accept(_ character: Character) -> Bool {
    guard index < characters.count, characters[index] == character else { return false }
    index += 1
    skipSpace()
    return true
  }

  mutating func expect(_ character: Character) throws(ExpressionError) {
    guard accept(character) else { throw unexpected("'\(character)'") }
  }

  /// A chain becomes a tree as deep as it is long, and every later pass recurses over it.
  private mutating func countOperator(among symbols: String) throws(ExpressionError) {
    guard index < characters.count, symbols.contains(characters[index]) else { return }
    try countOperator()
  }

  mutating func countOperator() throws(ExpressionError) {
    operators += 1
    guard operators <= 500 else {
      throw ExpressionError(
        "formula", "the formula has more than 500 operators", remedy: "sum in a measure, or name parts as metrics",
        offset: index)
    }
  }

  mutating func enter() throws(ExpressionError) {
    depth += 1
    guard depth < 100 else {
      throw ExpressionError("formula", "the formula is nested more than 100 deep", offset: index)
    }
  }

  mutating func leave() { depth -= 1 }

  mutating func sum() throws(ExpressionError) -> Formula {
    try enter()
    defer { leave() }
    let start = index
    var left = try product()
    while true {
      try countOperator(among: "+-")
      if accept("+") {
        left = record(.binary(.plus, left, try product()), from: start)
      } else if accept("-") {
        left = record(.binary(.minus, left, try product()), from: start)
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(ExpressionError) -> Formula {
    let start = index
    var left = try signed()
    while true {
      try countOperator(among: "*/")
      if accept("*") {
        left = record(.binary(.times, left, try signed()), from: start)
      } else if accept("/") {
        left = record(.binary(.over, left, try signed()), from: start)
      } else {
        return left
      }
    }
  }

  private mutating func signed() throws(ExpressionError) -> Formula {
    var signs: [Int] = []
    while character(at: index) == "-" {
      signs.append(index)
      _ = accept("-")
    }
    guard signs.count < 100 else { throw ExpressionError("formula", "too many signs", offset: index) }
    var result = try primary()
    for start in signs.reversed() { result = record(.negate(result), from: start) }
    return result
  }

  private mutating func primary() throws(ExpressionError) -> Formula {
    guard index < characters.count else { throw unexpected("a name or a number") }
    let character = characters[index]
    if character == "(" {
      _ = accept("(")
      let inner = try sum()
      try expect(")")
      return inner
    }
    if character.isASCII, character.isNumber { return try number() }
    guard isNameStart(character) else { throw unexpected("a name or a number") }
    let start = index
    let name = takePath()
    skipSpace()
    guard accept("(") else {
      if name == "if" || FormulaFunction(rawValue: name) != nil {
        throw ExpressionError(
          "formula", "'\(name)' is a function and needs its arguments",
          remedy: FormulaFunction(rawValue: name)?.example ?? "write if(a > b, a, b)", offset: start)
      }
      return record(.name(name), from: start)
    }
    return name == "if" ? try choice(at: start) : try call(name, at: start)
  }

  private func isNameStart(_ character: Character) -> Bool { character.isLetter || character == "_" }

  private mutating func takeName() -> String {
    let start = index
    while index < characters.count, isNameStart(characters[index]) || characters[index].isNumber { index += 1 }
    return String(characters[start..<index])
  }

  /// A name, or several joined by dots as those of funnels are: `purchase.engaged.rate`.
  private mutating func takePath() -> String {
    var path = takeName()
    while index + 1 < characters.count, characters[index] == ".", isNameStart(characters[index + 1]) {
      index += 1
      path += "." + takeName()
    }
    return path
  }

  private mutating func number() throws(ExpressionError) -> Formula {
    let start = index
    takeDigits()
    if index + 1 < characters.count, characters[index] == ".", characters[index + 1].isNumber {
      index += 1
      takeDigits()
    }
    takeExponent()
    let text = String(characters[start..<index])
    guard let value = Double(text), value.isFinite else {
      throw ExpressionError("formula", "'\(text)' is not a number", offset: start)
    }
    if index < characters.count, isNameStart(characters[index]) || characters[index] == "." {
      throw ExpressionError(
        "formula", "'\(text)\(characters[index])' is not a number",
        remedy: "a name starts with a letter; a unit stands in brackets: 30 [day]", offset: start)
    }
    skipSpace()
    guard character(at: index) == "[" else { return record(.number(value, unit: nil), from: start) }
    return record(.number(value, unit: try unit()), from: start)
  }

  private mutating func takeDigits() {
    while index < characters.count, characters[index].isASCII, characters[index].isNumber { index += 1 }
  }

  private mutating func takeExponent() {
    guard index < characters.count, characters[index] == "e" || characters[index] == "E" else { return }
    var ahead = index + 1
    if ahead < characters.count, characters[ahead] == "+" || characters[ahead] == "-" { ahead += 1 }
    guard ahead < characters.count, characters[ahead].isASCII, characters[ahead].isNumber else { return }
    index = ahead
    takeDigits()
  }

  private mutating func unit() throws(ExpressionError) -> String {
    let start = index
    guard let end = characters[start...].firstIndex(of: "]") else {
      throw ExpressionError(
        "formula", "the unit that starts here is not closed", remedy: "end it with ]", offset: start)
    }
    let text = String(characters[(start + 1)..<end])
    index = end + 1
    skipSpace()
    do {
      return try Units.Unit(parsing: text).description
    } catch {
      throw ExpressionError("unit", error.message, remedy: error.remedy, offset: start + 1)
    }
  }

  private mutating func call(_ name: String, at start: Int) throws(ExpressionError) -> Formula {
    guard let function = FormulaFunction(rawValue: name) else { throw Self.unknown(name, at: start) }
    var arguments: [Formula] = []
    while true {
      let parameter = function.parameters[min(arguments.count, function.parameters.count - 1)]
      if parameter.isLabel {
        arguments.append(try label(parameter))
      } else {
        let place = index
        let argument = try sum()
        try check(argument, parameter, of: function, at: place)
        arguments.append(argument)
      }
      guard accept(",") else { break }
      if arguments.count == function.parameters.count, !function.isVariadic { throw arity(function, start) }
    }
    try expect(")")
    guard arguments.count == function.parameters.count || (function.isVariadic && arguments.count > 1) else {
      throw arity(function, start)
    }
    return record(.call(function, arguments), from: start)
  }

  private func arity(_ function: FormulaFunction, _ start: Int) -> ExpressionError {
    let count = function.parameters.count
    let wanted = function.isVariadic ? "two or more arguments" : count == 1 ? "one argument" : "\(count) arguments"
    return ExpressionError("formula", "\(function.rawValue) takes \(wanted)", remedy: function.example, offset: start)
  }

  /// A cohort, arm, noun, or a period such as 2026-Q2, which would otherwise read as a difference.
  private mutating func label(_ parameter: FormulaFunction.Parameter) throws(ExpressionError) -> Formula {
    let start = index
    while index < characters.count, !",()[]".contains(characters[index]) { index += 1 }
    var text = String(characters[start..<index])
    while let last = text.last, last.isWhitespace { text.removeLast() }
    let isPlain = text.allSatisfy { isNameStart($0) || $0.isNumber }
    guard !text.isEmpty, parameter.takesAnyText || isPlain, !text.contains(where: \.isNewline) else {
      throw ExpressionError("formula", "expected \(parameter.word), found '\(text)'", offset: start)
    }
    return .name(text)
  }

  private func check(
    _ argument: Formula, _ parameter: FormulaFunction.Parameter, of function: FormulaFunction, at place: Int
  ) throws(ExpressionError) {
    let isFitting =
      switch (parameter, argument) {
      case (.distribution, .name), (.duration, .number(_, unit: .some)): true
      case (.probability, .number(let value, unit: nil)): value > 0 && value < 1
      case (.periods, .number(let value, unit: nil)): value == value.rounded() && (2...120).contains(value)
      case (.distribution, _), (.duration, _), (.probability, _), (.periods, _): false
      default: true
      }
    guard !isFitting else { return }
    var remedy = function.example
    if parameter == .probability, case .number(let value, unit: nil) = argument, value > 1, value < 100 {
      remedy = "write \(Formula.number(value / 100, unit: nil))"
    } else if parameter == .duration, case .number(let value, unit: nil) = argument {
      remedy = "name the unit: \(Formula.number(value, unit: "day"))"
    }
    throw ExpressionError(
      "formula", "\(function.rawValue) needs \(parameter.word), but finds `\(argument)`", remedy: remedy, offset: place)
  }

  private static func unknown(_ name: String, at offset: Int) -> ExpressionError {
    let known = FormulaFunction.allCases.map(\.rawValue) + ["if"]
    let meant = [
      "avg": "mean", "average": "mean", "min": "least", "max": "greatest", "lift": "relative", "difference": "contrast",
      "annualise": "per_year", "annualize": "per_year", "percentile": "quantile", "previous": "prior",
      "year_to_date": "ytd", "moving": "rolling", "present_value": "npv", "case": "if", "iff": "if",
    ]
    var remedy = (meant[name.lowercased()] ?? nearestName(to: name, among: known)).map { "did you mean '\($0)'?" }
    if ["sum", "count", "distinct", "survival"].contains(name.lowercased()) {
      remedy = "aggregates belong into measures: {sum: amount, from: orders}"
    }
    return ExpressionError(
      "formula", "unknown function '\(name)'", remedy: remedy ?? "known functions are \(known.joined(separator: ", "))",
      offset: offset)
  }
}
