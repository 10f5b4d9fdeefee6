import Formats
import Foundation
import Testing

/// Expected texts are Foundation's, by the Unicode Common Locale Data Repository; a true minus stands for its hyphen.
@Suite struct PackLocaleTests {
  private static let values: [Double] = [
    0, 0.05, 1, 12.5, 999.9, 1000, 1234.5, 45_678.25, -7.5, -1_234_567.8, 9_999_999,
  ]

  private func number(_ locale: PackLocale, _ value: Double, digits: Int) -> String {
    value.formatted(
      .number.locale(Locale(identifier: locale.rawValue)).precision(.fractionLength(digits))
        .rounded(rule: .toNearestOrAwayFromZero)
    ).replacing("-", with: "−")
  }

  @Test(arguments: PackLocale.allCases)
  func numbersAreFoundations(locale: PackLocale) {
    PackLocale.$current.withValue(locale) {
      for value in Self.values {
        for digits in 0...2 {
          #expect(ValueFormat(digits: digits).string(value) == number(locale, value, digits: digits))
        }
      }
    }
  }

  @Test(arguments: PackLocale.allCases)
  func sharesAreFoundations(locale: PackLocale) {
    PackLocale.$current.withValue(locale) {
      for value in [0, 0.613, 0.05, 1, -0.125, 12.5] {
        let expected = value.formatted(
          .percent.locale(Locale(identifier: locale.rawValue)).precision(.fractionLength(1)))
        #expect(ValueFormat.percent().string(value) == expected.replacing("-", with: "−"))
      }
    }
  }

  @Test(arguments: PackLocale.allCases)
  func moneyIsFoundations(locale: PackLocale) {
    PackLocale.$current.withValue(locale) {
      for value in [0.5, 3.4, 1234.5, 1_234_567.25] {
        let expected = value.formatted(
          .currency(code: "EUR").locale(Locale(identifier: locale.rawValue)).precision(.fractionLength(2)))
        #expect(ValueFormat(digits: 2, prefix: "€").string(value) == expected)
      }
    }
  }

  @Test(arguments: PackLocale.allCases)
  func datesAreFoundations(locale: PackLocale) throws {
    let foundation = Locale(identifier: locale.rawValue)
    var calendar = Foundation.Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let style = Date.FormatStyle(locale: foundation, calendar: calendar, timeZone: .gmt)
    try PackLocale.$current.withValue(locale) {
      for month in 1...12 {
        let date = try #require(calendar.date(from: DateComponents(year: 2026, month: month, day: 5)))
        #expect(
          DateText.day(year: 2026, month: month, day: 5) == date.formatted(style.day().month(.wide).year()))
        #expect(DateText.day(month: month, day: 5) == date.formatted(style.day().month(.wide)))
      }
    }
  }

  /// Names for axes are the stand-alone ones, which Foundation gives for a month alone; British English writes "Sept"
  /// there, and the other short names have three letters.
  @Test(arguments: PackLocale.allCases)
  func shortMonthsAreFoundations(locale: PackLocale) {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: locale.rawValue)
    let expected: [String] = formatter.shortStandaloneMonthSymbols
    let written = PackLocale.$current.withValue(locale) { (1...12).map { DateText.shortMonthName($0) } }
    #expect(written == expected.map { $0 == "Sept" ? "Sep" : $0 })
  }

  @Test func wordsOfRangesAndUnits() {
    PackLocale.$current.withValue(.german) {
      #expect(ValueFormat.percent().signed(-0.0289) == "−2,9\u{A0}PP")
      #expect(ValueFormat.number(digits: 1).interval(-3, 4) == "−3,0 bis 4,0")
      #expect(
        ValueFormat(multiplier: 0.001, digits: 1, prefix: "€", suffix: " k").string(-1_234_567) == "−1.234,6\u{A0}T€")
      #expect(ValueFormat(digits: 0, prefix: "CHF ").string(5) == "5\u{A0}CHF")
      #expect(DateText.shortDay(year: 2026, month: 3, day: 2) == "2. Mär 2026")
      #expect(DateText.quarter(year: 2026, month: 9) == "Q3 2026")
    }
    PackLocale.$current.withValue(.french) {
      #expect(ValueFormat(digits: 1, suffix: " days").string(2.5) == "2,5\u{A0}jours")
      #expect(
        ValueFormat(multiplier: 0.001, digits: 0, prefix: "€", suffix: " k").string(1_234_567) == "1\u{202F}235\u{A0}k€"
      )
      #expect(DateText.quarterName(month: 9) == "T3")
    }
    PackLocale.$current.withValue(.americanEnglish) {
      #expect(DateText.day(year: 2026, month: 10, day: 5) == "October 5, 2026")
      #expect(DateText.shortDay(year: 2026, month: 10, day: 5) == "Oct 5, 2026")
    }
  }

  /// Hand-written: the words for a million and a milliard of the Duden and of the Académie.
  @Test(arguments: [
    (PackLocale.britishEnglish, 12_345_678.0, "€12.3 m", "€ m"), (.britishEnglish, 9_999_999, "€10,000.0 k", "€ k"),
    (.americanEnglish, 25e9, "€25.0 bn", "€ bn"), (.german, -12_345_678, "−12,3\u{A0}Mio.\u{A0}€", "Mio.\u{A0}€"),
    (.german, 25e9, "25,0\u{A0}Mrd.\u{A0}€", "Mrd.\u{A0}€"), (.french, 12_345_678, "12,3\u{A0}M€", "M€"),
    (.french, 25e9, "25,0\u{A0}Md€", "Md€"), (.german, 12_345, "12,3\u{A0}T€", "T€"),
    (.french, 999, "999,0\u{A0}€", "€"),
  ])
  func largeSumsOfMoney(locale: PackLocale, value: Double, figure: String, unit: String) {
    let scale = MoneyScale(magnitude: abs(value))
    let format = ValueFormat(multiplier: scale.multiplier, digits: 1, prefix: "€", suffix: scale.suffix)
    PackLocale.$current.withValue(locale) {
      #expect(format.string(value) == figure)
      #expect(locale.moneyUnit("€", scale) == unit)
    }
  }

  @Test func theAuthorsScaleReplacesThatOfTheFigure() {
    var format = ValueFormat(multiplier: 1e-6, digits: 2, prefix: "€", suffix: " m")
    format.scale(to: .thousands, digits: nil)
    #expect(format.string(12_345_678) == "€12,345.7 k")
  }
}
