/// Dates in words, in the locale that the report is rendered in.
public enum DateText {
  private static var locale: PackLocale { .current }

  /// `October`; empty for a month outside 1…12.
  public static func monthName(_ month: Int) -> String {
    (1...12).contains(month) ? locale.months[month - 1] : ""
  }

  /// `Oct`; empty for a month outside 1…12.
  public static func shortMonthName(_ month: Int) -> String {
    (1...12).contains(month) ? locale.shortMonths[month - 1] : ""
  }

  /// `5 October 2026`.
  public static func day(year: Int, month: Int, day: Int) -> String {
    locale == .americanEnglish
      ? "\(self.day(month: month, day: day)), \(year)" : "\(self.day(month: month, day: day)) \(year)"
  }

  /// `5 October`.
  public static func day(month: Int, day: Int) -> String { placed(day, monthName(month)) }

  /// `30 Nov`.
  public static func shortDay(month: Int, day: Int) -> String { placed(day, shortMonthName(month)) }

  /// `30 Nov 2026`.
  public static func shortDay(year: Int, month: Int, day: Int) -> String {
    shortDay(month: month, day: day) + (locale == .americanEnglish ? ", " : " ") + String(year)
  }

  /// `Apr 2026`.
  public static func month(year: Int, month: Int) -> String {
    "\(shortMonthName(month)) \(year)"
  }

  /// `Q3 2026`, by calendar quarters.
  public static func quarter(year: Int, month: Int) -> String {
    "\(quarterName(month: month)) \(year)"
  }

  /// `Q3`, by calendar quarters.
  public static func quarterName(month: Int) -> String {
    "\(locale.quarterLetter)\((month - 1) / 3 + 1)"
  }

  /// `FY26`: a year that does not start in January.
  public static func fiscalYear(_ year: Int) -> String {
    let two = String((year % 100 + 100) % 100)
    let letters =
      switch locale {
      case .britishEnglish, .americanEnglish: "FY"
      case .german: "GJ"
      case .french: "Ex."
      }
    return letters + (two.count < 2 ? "0" : "") + two
  }

  private static func placed(_ day: Int, _ month: String) -> String {
    switch locale {
    case .britishEnglish: "\(day) \(month)"
    case .french: "\(day == 1 ? "1er" : "\(day)") \(month)"
    case .americanEnglish: "\(month) \(day)"
    case .german: "\(day). \(month)"
    }
  }
}
