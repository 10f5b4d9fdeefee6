import Formats
import Testing

/// Figures by hand: the words are those of CLDR's short decimal patterns (de "0 Mrd.", fr "0 Md"), with the English
/// ones that money has on all pages.
@Suite struct CompactFormatTests {
  private func prints(_ format: ValueFormat, _ value: Double, _ locale: PackLocale = .britishEnglish) -> [String] {
    PackLocale.$current.withValue(locale) { format.ladder(for: [value]).map { $0.string(value) } }
  }

  @Test func countsAreNamedInEachLanguage() {
    #expect(prints(.count, 12_345_678_901) == ["12,345,678,901", "12.3 bn", "12 bn"])
    #expect(prints(.count, 12_345_678_901, .german) == ["12.345.678.901", "12,3\u{A0}Mrd.", "12\u{A0}Mrd."])
    #expect(prints(.count, -12_345_678, .french).last == "−12\u{A0}M")
    #expect(prints(.count, 999_960) == ["999,960", "1.00 m", "1.0 m"])
    #expect(prints(.count, 812) == ["812"])
  }

  @Test func moneyKeepsItsCurrencyAndLosesItsOldScale() {
    let thousands = ValueFormat(multiplier: 0.001, digits: 1, prefix: "€", suffix: " k")
    #expect(prints(thousands, -3.456e12) == ["−€3,456,000,000.0 k", "−€3.46 tn", "−€3.5 tn"])
    #expect(prints(ValueFormat(digits: 0, prefix: "€"), 3.456e9, .german).last == "3,5\u{A0}Mrd.\u{A0}€")
    #expect(prints(ValueFormat(digits: 0, prefix: "€"), 3.456e9, .french).last == "3,5\u{A0}Md€")
    #expect(prints(ValueFormat(digits: 0, suffix: " min"), 4e7).last == "40 m min")
  }

  @Test func tinyValuesNameTheirPowerOfTen() {
    #expect(prints(.number(digits: 12), 3.456e-9) == ["0.000000003456", "3.46×10⁻⁹", "3.5×10⁻⁹"])
    #expect(prints(ValueFormat(digits: 9, prefix: "€"), -1.2e-7, .german).last == "−1,2×10⁻⁷\u{A0}€")
    // Nothing is more exact than in full, and what prints as zero stays zero.
    #expect(prints(.number(digits: 2), 1e-9) == ["0.00"])
    #expect(prints(.number(digits: 6), 0.123456) == ["0.123456", "0.123", "0.12"])
  }

  @Test func anIntervalNamesItsPowerOnce() {
    let format = ValueFormat.count.ladder(for: [12.3e9, 11.9e9, 12.6e9])[1]
    #expect(format.interval(11.9e9, 12.6e9) == "11.9–12.6 bn")
    #expect(format.bareWithEnds(12.3e9, 11.9e9, 12.6e9) == "12.3 (11.9 to 12.6) bn")
    #expect(format.interval(0, 12.6e9) == "0–12.6 bn")
  }
}
