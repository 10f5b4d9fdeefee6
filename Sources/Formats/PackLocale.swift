/// How numbers and dates are written: four small tables of our own, so that output depends on no system's locale data.
///
/// Figures and marks follow the Unicode Common Locale Data Repository; a minus is a true minus everywhere.
public enum PackLocale: String, Sendable, Hashable, CaseIterable, Codable {
  /// 1,234.5 and 5 October 2026.
  case britishEnglish = "en-GB"
  /// 1,234.5 and October 5, 2026.
  case americanEnglish = "en-US"
  /// 1.234,5 and 5. Oktober 2026.
  case german = "de"
  /// 1 234,5 and 5 octobre 2026.
  case french = "fr"

  /// The locale that formats print in; `en-GB` unless the report being rendered says otherwise.
  @TaskLocal public static var current = PackLocale.britishEnglish

  /// Between whole part and fraction.
  var decimalMark: UInt8 {
    switch self {
    case .britishEnglish, .americanEnglish: UInt8(ascii: ".")
    case .german, .french: UInt8(ascii: ",")
    }
  }

  /// Between thousands.
  var groupMark: String {
    switch self {
    case .britishEnglish, .americanEnglish: ","
    case .german: "."
    case .french: "\u{202F}"
    }
  }

  /// The sign of a share, with the space before it.
  var percent: String {
    switch self {
    case .britishEnglish, .americanEnglish: "%"
    case .german, .french: "\u{A0}%"
    }
  }

  /// Whether a currency stands after its figure.
  var currencyTrails: Bool { self == .german || self == .french }

  /// Between the ends of a range of numbers or dates, with its spaces.
  public var to: String {
    switch self {
    case .britishEnglish, .americanEnglish: " to "
    case .german: " bis "
    case .french: " à "
    }
  }

  /// What a format says after a figure, ` min` or ` pp`, in this language; unknown text is left as it is.
  public func suffix(_ text: String) -> String {
    guard let index = Self.words.firstIndex(where: { $0.english == text }) else {
      return text == "%" ? percent : text
    }
    switch self {
    case .britishEnglish, .americanEnglish: return text
    case .german: return "\u{A0}" + Self.words[index].german
    case .french: return "\u{A0}" + Self.words[index].french
    }
  }

  private static let words: [(english: String, german: String, french: String)] = [
    (" pp", "PP", "pt"), (" points", "Punkte", "points"), (" days", "Tage", "jours"),
    (" weeks", "Wochen", "semaines"), (" months", "Monate", "mois"), (" years", "Jahre", "ans"),
  ]

  /// Figure and currency, `€1.2 k`, `1,2 T€`, `1,2 k€`; in millions `€1.2 m`, `1,2 Mio. €`, `1,2 M€`.
  func money(_ figure: String, symbol: String, suffix: String) -> String {
    guard currencyTrails else { return symbol + figure + suffix }
    return figure + "\u{A0}" + scaled(String(symbol.prefix { $0 != " " }), suffix)
  }

  /// A currency after the word for thousands, millions or billions of it, where the currency trails.
  private func scaled(_ symbol: String, _ suffix: String) -> String {
    let isGerman = self == .german
    return switch suffix {
    case MoneyScale.thousands.suffix: (isGerman ? "T" : "k") + symbol
    case MoneyScale.millions.suffix: (isGerman ? "Mio.\u{A0}" : "M") + symbol
    case MoneyScale.billions.suffix: (isGerman ? "Mrd.\u{A0}" : "Md") + symbol
    case MoneyScale.trillions: (isGerman ? "Bio.\u{A0}" : "Bn") + symbol
    default: suffix + symbol
    }
  }

  /// The head of a column of money: `€ k`, `T€`, `k€`.
  public func moneyUnit(_ symbol: String, _ scale: MoneyScale) -> String {
    currencyTrails ? scaled(symbol, scale.suffix) : symbol + scale.suffix
  }

  /// What stands behind a figure that leaves out a power of ten: ` bn`, ` Mrd.`, `×10⁻⁷`.
  func mark(power: Int) -> String {
    guard let word = MoneyScale.named(power) else {
      let raised = String(power).map { Self.superscripts[$0] ?? String($0) }
      return "×10" + raised.joined()
    }
    guard currencyTrails else { return word }
    let names = self == .german ? ["Tsd.", "Mio.", "Mrd.", "Bio."] : ["k", "M", "Md", "Bn"]
    return "\u{A0}" + names[power / 3 - 1]
  }

  private static let superscripts: [Character: String] = [
    "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
  ]

  /// The names of the months, January first.
  var months: [String] {
    switch self {
    case .britishEnglish, .americanEnglish:
      [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
      ]
    case .german:
      [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
      ]
    case .french:
      [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
      ]
    }
  }

  /// The names of the months as an axis has room for.
  var shortMonths: [String] {
    switch self {
    case .britishEnglish, .americanEnglish: months.map { String($0.prefix(3)) }
    case .german: months.map { String($0.prefix(3)) }
    case .french:
      ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
    }
  }

  /// The letter of a quarter.
  var quarterLetter: String { self == .french ? "T" : "Q" }
}
