import Testing

@testable import Statistics

/// The short way must round as the language's own conversion does.
@Suite struct RoundingTests {
  @Test(arguments: [
    0, 1, -1, Int128(Int64.max), Int128(Int64.min), Int128(Int64.max) + 1, Int128(Int64.min) - 1,
    9_007_199_254_740_993, -9_007_199_254_740_993, 36_893_488_147_419_103_233, Int128.max, Int128.min,
  ])
  func roundsAsTheLanguageDoes(_ value: Int128) {
    #expect(Double(rounding: value) == Double(value))
    #expect(Double(rounding: value.magnitude) == Double(value.magnitude))
  }

  @Test func aHalfWidthIsTheSameWhenItIsRemembered() {
    let values = CriticalValues()
    let first = values.student(0.95, df: 255)
    #expect(values.student(0.95, df: 255) == first)
    #expect(values.student(0.9, df: 255) < first)
    // R: qt(0.975, 255)
    #expect(abs(first - 1.969310) < 1e-6)
  }
}
