import Formats
import Testing

@Suite struct DateTextTests {
  /// The forms of the reference pack.
  @Test func writesDatesInWords() {
    #expect(DateText.day(year: 2026, month: 10, day: 5) == "5 October 2026")
    #expect(DateText.shortDay(month: 11, day: 30) == "30 Nov")
    #expect(DateText.month(year: 2026, month: 4) == "Apr 2026")
    #expect(DateText.shortMonthName(4) == "Apr")
    #expect(DateText.quarter(year: 2026, month: 9) == "Q3 2026")
    #expect((1...12).map { DateText.quarterName(month: $0) }.filter { $0 == "Q1" }.count == 3)
    #expect(DateText.monthName(0).isEmpty && DateText.monthName(13).isEmpty)
  }

  /// Lexique des règles typographiques (Imprimerie nationale): the first of a month is an ordinal, the other days are not.
  @Test func theFirstOfAFrenchMonthIsAnOrdinal() {
    PackLocale.$current.withValue(.french) {
      #expect(DateText.day(year: 2026, month: 4, day: 1) == "1er avril 2026")
      #expect(DateText.day(year: 2026, month: 4, day: 11) == "11 avril 2026")
      #expect(DateText.shortDay(month: 12, day: 1) == "1er déc.")
    }
  }
}
