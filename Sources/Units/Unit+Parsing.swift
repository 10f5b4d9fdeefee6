extension Unit {
  /// Reads `EUR/session`, `h/fte/year`, `contact/month`, `share`, `1`; a slip is answered with the nearest known unit.
  public init(parsing text: String) throws(UnitError) {
    let trimmed = Self.trim(text)
    guard !trimmed.isEmpty else {
      throw UnitError(
        "the unit is empty", remedy: "write a unit such as EUR/session, share, day, or 1 for a pure number")
    }
    switch trimmed {
    case "share": self = .share
    case "pp": self = .percentagePoints
    case "points", "point": self = .points
    case "score": self = .score
    case "index": self = .index
    default:
      var powers: [Power] = []
      for (index, part) in trimmed.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
        for factor in part.split(separator: "*", omittingEmptySubsequences: false) {
          powers += try Self.power(Self.trim(String(factor)), sign: index == 0 ? 1 : -1, in: trimmed)
        }
      }
      self.init(powers)
    }
  }

  /// Words that authors write for a unit, and what to write instead.
  private static let slips: [String: String] = [
    "second": "s", "sec": "s", "minute": "min", "mins": "min", "hour": "h", "hr": "h", "hrs": "h", "d": "day",
    "wk": "week", "mo": "month", "qtr": "quarter", "yr": "year", "annum": "year", "%": "share", "percent": "share",
    "pct": "share", "percentage": "share", "ratio": "1", "number": "1", "pure": "1", "euro": "EUR", "€": "EUR",
    "dollar": "USD", "$": "USD", "pound": "GBP", "£": "GBP", "yen": "JPY", "percentage_point": "pp", "ppt": "pp",
    "eur": "EUR", "usd": "USD", "gbp": "GBP", "chf": "CHF", "jpy": "JPY", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
    "pln": "PLN", "percentage point": "pp", "percentage points": "pp", "ms": "s", "millisecond": "s",
  ]

  private static func power(_ text: String, sign: Int, in whole: String) throws(UnitError) -> [Power] {
    if text == "1" { return [] }
    var name = text
    var exponent = 1
    if let caret = text.firstIndex(of: "^") {
      guard let number = Int(text[text.index(after: caret)...]), (1...9).contains(number) else {
        throw UnitError("'\(text)' is not a unit", remedy: "write a power as EUR^2, with a whole number from 1 to 9")
      }
      name = String(text[..<caret])
      exponent = number
    }
    return [Power(base: try base(name, in: whole), exponent: sign * exponent)]
  }

  private static func base(_ name: String, in whole: String) throws(UnitError) -> Base {
    if Currency.digits(of: name) != nil { return .currency(name, tag: nil) }
    if let money = try tagged(name) { return money }
    let noun = Noun.singular(name)
    if let symbol = TimeSymbol(rawValue: name) ?? TimeSymbol(rawValue: noun) { return .time(symbol) }
    if ["share", "pp", "point", "points", "score", "index"].contains(name) {
      throw UnitError(
        "'\(name)' stands alone, but '\(whole)' combines it",
        remedy: "write '\(name)', or a unit of nouns, money and time")
    }
    let lowered = name.lowercased()
    if let right = slips[name] ?? slips[lowered] ?? slips[Noun.singular(lowered)] {
      throw UnitError("unknown unit '\(name)'", remedy: "write '\(right)'" + note(name, right))
    }
    guard let first = name.first, first.isLetter, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
      throw UnitError(
        name.isEmpty ? "a part of the unit '\(whole)' is missing" : "'\(name)' is not a unit",
        remedy: "a unit is made of currencies, times and nouns joined by / and *, such as EUR/session or h/fte/year")
    }
    guard name == lowered else { throw capital(name, lowered) }
    return .noun(noun)
  }

  /// `EUR_net`: a currency and the basis its amounts are stated on.
  private static func tagged(_ name: String) throws(UnitError) -> Base? {
    guard let cut = name.firstIndex(of: "_") else { return nil }
    if let code = slips[String(name[..<cut])], Currency.digits(of: code) != nil, code.lowercased() == name[..<cut] {
      throw UnitError("unknown unit '\(name)'", remedy: "write '\(code)\(name[cut...])'")
    }
    guard Currency.digits(of: String(name[..<cut])) != nil else { return nil }
    let tag = String(name[name.index(after: cut)...])
    guard tag.first?.isLetter == true, tag.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }),
      tag == tag.lowercased()
    else {
      throw UnitError(
        "'\(name)' is no currency with a basis",
        remedy: "write the basis small behind the currency: \(name[..<cut])_net")
    }
    return .currency(String(name[..<cut]), tag: tag)
  }

  private static func note(_ name: String, _ right: String) -> String {
    switch right {
    case "share": "; a share lies between 0 and 1, so 65% is 0.65"
    case _ where name.hasPrefix("m") && right == "s" && name != "mins": ", with fractions"
    default: ""
    }
  }

  /// Capital letters are for currencies alone.
  private static func capital(_ name: String, _ lowered: String) -> UnitError {
    let upper = name.uppercased()
    if Currency.digits(of: upper) != nil { return UnitError("unknown unit '\(name)'", remedy: "write '\(upper)'") }
    if lowered != "fte", name == upper, name.count == 3,
      let near = Currency.codes.first(where: { differsByOne($0, name) })
    {
      return UnitError("'\(name)' is not a currency of ISO 4217", remedy: "did you mean '\(near)'?")
    }
    return UnitError(
      "unknown unit '\(name)'", remedy: "nouns and times are written small: '\(Noun.singular(lowered))'")
  }

  private static func differsByOne(_ a: String, _ b: String) -> Bool {
    a.count == b.count && zip(a, b).count { $0 != $1 } == 1
  }

  private static func trim(_ text: String) -> String {
    var part = Substring(text)
    while let first = part.first, first.isWhitespace { part.removeFirst() }
    while let last = part.last, last.isWhitespace { part.removeLast() }
    return String(part)
  }
}
