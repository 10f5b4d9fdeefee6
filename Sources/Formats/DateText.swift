/// Dates in words, British English.
public enum DateText {
  private static let longNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// `October`; empty for a month outside 1…12.
  public static func monthName(_ month: Int) -> String {
    (1...12).contains(month) ? longNames[month - 1] : ""
  }

  /// `Oct`; empty for a month outside 1…12.
  public static func shortMonthName(_ month: Int) -> String {
    String(monthName(month).prefix(3))
  }

  /// `5 October 2026`.
  public static func day(year: Int, month: Int, day: Int) -> String {
    "\(day) \(monthName(month)) \(year)"
  }

  /// `30 Nov`.
  public static func shortDay(month: Int, day: Int) -> String {
    "\(day) \(shortMonthName(month))"
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
    "Q\((month - 1) / 3 + 1)"
  }
}
