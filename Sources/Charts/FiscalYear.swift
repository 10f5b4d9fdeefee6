import Formats

/// In which month the years and quarters of a time axis start.
public struct FiscalYear: Sendable, Hashable {
  /// 1…12; 1 is the calendar's year.
  public var start: Int

  /// A year that starts in a month; a month outside 1…12 counts as January.
  public init(start: Int) { self.start = (1...12).contains(start) ? start : 1 }

  /// The calendar's year.
  public static let calendar = FiscalYear(start: 1)

  /// Months since the start of the year 0, by which quarters and years are whole multiples of 3 and 12.
  func monthIndex(_ day: Int) -> Int { CalendarDay(day).monthIndex - (start - 1) }

  /// The first day of such a month.
  func day(ofMonth index: Int) -> Int { CalendarDay.number(ofMonth: index + start - 1) }

  /// `2026`, or `FY26` where the year is not the calendar's; named, as periods are, by the year in which it starts.
  func yearText(_ day: Int) -> String {
    let year = floorDivide(monthIndex(day), 12)
    return start == 1 ? String(year) : DateText.fiscalYear(year)
  }

  /// `Q3`.
  func quarterText(_ day: Int) -> String {
    let month = monthIndex(day) - floorDivide(monthIndex(day), 12) * 12
    return DateText.quarterName(month: month + 1)
  }
}
