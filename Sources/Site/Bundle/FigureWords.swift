import Formats

/// Figures in words. Every style is a function of the value alone, so that `verify` finds the words again.
enum FigureWords {
  private static let small = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
  private static let places = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
  ]

  /// `three`, `forty-two`; figures from a hundred on and for what is not whole.
  static func count(_ value: Double, _ format: ValueFormat) -> String {
    let shown = value * format.multiplier
    let suffix = format.suffix == "%" ? phrase(" per cent") : format.suffix
    guard let number = Int(exactly: shown.rounded()), abs(shown - shown.rounded()) < 1e-9, (0...99).contains(number),
      format.prefix.isEmpty
    else { return format.string(value) }
    guard PackLocale.current.language == .english else {
      // From thirteen on, and for what changes with the gender of the noun, other languages have figures.
      return small.indices.contains(number) && (2...12).contains(number)
        ? phrase(known: small[number]) + (format.suffix == "%" ? suffix : PackLocale.current.suffix(format.suffix))
        : format.string(value)
    }
    return word(number) + suffix
  }

  /// `third`, `22nd`.
  static func ordinal(_ value: Double) -> String {
    guard let number = Int(exactly: value.rounded()), number > 0 else { return ValueFormat.count.string(value) }
    switch PackLocale.current.language {
    case .english: break
    case .german: return "\(number)."
    case .french: return number == 1 ? "1er" : "\(number)e"
    }
    if number <= places.count { return places[number - 1] }
    let ending: String
    switch (number % 100, number % 10) {
    case (11...13, _): ending = "th"
    case (_, 1): ending = "st"
    case (_, 2): ending = "nd"
    case (_, 3): ending = "rd"
    default: ending = "th"
    }
    return ValueFormat.count.string(Double(number)) + ending
  }

  /// `2.4 times`.
  static func times(_ value: Double, digits: Int) -> String {
    phrase("\(ValueFormat.number(digits: digits).string(value)) times")
  }

  /// `one in five`, `about two in three`: the simplest fraction that is off by at most a twentieth of the smaller part.
  static func fraction(_ value: Double) -> String? {
    guard value > 0, value < 1 else { return nil }
    let denominators = Array(2...10) + [12, 15, 20, 25, 50, 100]
    for tolerance in [0.02, 0.05, 0.1] {
      for denominator in denominators {
        let parts = (value * Double(denominator)).rounded()
        guard parts >= 1, parts < Double(denominator), denominator <= 10 || parts == 1 else { continue }
        let error = abs(parts / Double(denominator) - value)
        guard error <= tolerance * min(value, 1 - value), let count = Int(exactly: parts) else { continue }
        let isEnglish = PackLocale.current.language == .english
        let (part, whole) =
          isEnglish
          ? (word(count), denominator <= 20 ? word(denominator) : "\(denominator)") : ("\(count)", "\(denominator)")
        return error < 1e-9 ? phrase("\(part) in \(whole)") : phrase("about \(part) in \(whole)")
      }
    }
    return nil
  }

  private static func word(_ number: Int) -> String {
    guard number >= 0, number < 100 else { return "\(number)" }
    if number < small.count { return small[number] }
    let rest = number % 10
    return tens[number / 10] + (rest == 0 ? "" : "-" + small[rest])
  }
}
