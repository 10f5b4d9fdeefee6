public import Formats
public import Units

extension ValueFormat {
  /// The format of facts of a unit.
  ///
  /// - Parameters:
  ///   - magnitude: the largest absolute value shown together, which decides whether money is printed in thousands, millions or billions.
  ///   - digits: digits after the point where the author asked for them.
  public static func of(_ unit: Units.Unit, magnitude: Double, digits: Int? = nil) -> ValueFormat {
    switch unit.display {
    case .share: .percent(digits: digits ?? 1)
    case .percentagePoints: ValueFormat(multiplier: 100, digits: digits ?? 1, suffix: " pp", differenceSuffix: " pp")
    case .points: ValueFormat(digits: digits ?? 1, differenceSuffix: " points")
    case .score, .ratio: ValueFormat(digits: digits ?? 2)
    case .money(let currency, let per): money(currency, per: per, magnitude: magnitude, digits: digits)
    case .time(let symbol, let per): time(symbol, per: per, magnitude: magnitude, digits: digits)
    case .count(_, let per):
      ValueFormat(digits: digits ?? (per != nil ? 2 : magnitude < 10 && magnitude != magnitude.rounded() ? 1 : 0))
    case .other: ValueFormat(digits: digits ?? 2)
    }
  }

  private static func money(_ currency: String, per: String?, magnitude: Double, digits: Int?) -> ValueFormat {
    let symbol = currencySymbol(currency)
    let scale = MoneyScale(magnitude: magnitude)
    if scale != .ones {
      return ValueFormat(multiplier: scale.multiplier, digits: digits ?? 1, prefix: symbol, suffix: scale.suffix)
    }
    return ValueFormat(digits: digits ?? (magnitude < 1000 ? 2 : 0), prefix: symbol)
  }

  private static func time(_ symbol: String, per: String?, magnitude: Double, digits: Int?) -> ValueFormat {
    let (factor, shown) = readableTime(symbol, magnitude: magnitude)
    return ValueFormat(
      multiplier: factor, digits: digits ?? (magnitude * factor >= 100 ? 0 : 1), suffix: " " + shown)
  }

  /// The sign a reader knows, or the code and a space.
  public static func currencySymbol(_ code: String) -> String {
    switch code {
    case "EUR": "€"
    case "GBP": "£"
    case "USD": "$"
    case "JPY": "¥"
    default: code + " "
    }
  }
}

/// Seconds are shown as minutes, hours or days where they would have many digits; any other unit as declared.
private func readableTime(_ symbol: String, magnitude: Double) -> (factor: Double, word: String) {
  switch symbol {
  case "s" where magnitude >= 2 * 86_400: (1 / 86_400, "days")
  case "s" where magnitude >= 2 * 3600: (1 / 3600, "h")
  case "s" where magnitude >= 600: (1 / 60, "min")
  case "day", "week", "month", "year": (1, symbol + "s")
  default: (1, symbol)
  }
}

/// The unit in words for subtitles and table heads: `% of sessions` is beyond it; `min`, `€ per session`, `index points`.
public func unitWords(_ unit: Units.Unit, magnitude: Double = 0) -> String {
  let language = PackLocale.current.language
  func per(_ text: String?) -> String {
    text.map { phrase(" per \(language.noun($0, many: false) ?? $0)") } ?? ""
  }
  switch unit.display {
  case .share: return "%"
  case .percentagePoints: return phrase("percentage points")
  case .points: return phrase("index points")
  case .score: return phrase("score")
  case .ratio: return phrase("ratio")
  case .money(let currency, let rest):
    let symbol = ValueFormat.currencySymbol(currency)
    return PackLocale.current.moneyUnit(symbol, MoneyScale(magnitude: magnitude)) + per(rest)
  case .time(let symbol, let rest): return phrase(known: readableTime(symbol, magnitude: magnitude).word) + per(rest)
  case .count(let noun, let rest): return (language.noun(noun, many: true) ?? spaced(Noun.plural(noun))) + per(rest)
  case .other(let text): return text
  }
}
