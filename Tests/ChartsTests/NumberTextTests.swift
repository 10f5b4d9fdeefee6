import Formats
import Testing

@testable import Charts

@Suite struct NumberTextTests {
  private let number = NumberText(12_345_678, ValueFormat(digits: 0, prefix: "€"), lead: "Target ")

  @Test func takesTheLongestPrintThatFits() {
    func text(_ room: Double) -> String { number.fitting(room, .label).text }
    #expect(text(200) == "Target €12,345,678")
    #expect(text(90) == "Target €12.3 m")
    #expect(text(TextRole.label.width("Target €12.3 m") - 1) == "Target €12 m")
    // Words give way to the shortest print, and go before a digit is cut.
    #expect(text(60) == "T… €12.3 m" || text(60).hasSuffix("€12 m"))
    #expect(text(10) == "€12 m")
  }

  @Test func ticksOfAnAxisHaveOneScaleAndStayDistinct() {
    func labels(_ values: [Double], _ format: ValueFormat) -> [String] {
      ValueAxis(values, count: 4, format: format).ticks.map(\.label)
    }
    #expect(
      labels([1.2e10, 1.31e10], .count) == [
        "12.0 bn", "12.2 bn", "12.4 bn", "12.6 bn", "12.8 bn", "13.0 bn", "13.2 bn",
      ])
    #expect(labels([0, 3.1e-9], .number(digits: 12)) == ["0", "1×10⁻⁹", "2×10⁻⁹", "3×10⁻⁹", "4×10⁻⁹"])
    #expect(labels([0, 2_000_000], .count) == ["0", "500,000", "1,000,000", "1,500,000", "2,000,000"])
    for magnitude in [1e-30, 1e-12, 1e-4, 1, 1e7, 1e11, 9e14] {
      for spread in [1, 1e-3, 1e-6, 3e-9] {
        let found = labels([magnitude, magnitude * (1 + spread)], .number(digits: 2))
        #expect(Set(found).count == found.count && found.count > 1, "\(magnitude), \(spread): \(found)")
      }
    }
  }

  @Test func aSharePrintsItsSign() {
    let axis = ValueAxis([0, 1], count: 4, includesZero: true, format: .percent(digits: 0), hasUnit: true)
    #expect(axis.ticks.map(\.label) == ["0%", "20%", "40%", "60%", "80%", "100%"])
  }

  @Test func captionsLoseWordsNotLetters() {
    #expect(SideCaption("favours holdout", room: 200, isLeft: true).lines == ["favours holdout"])
    #expect(SideCaption("favours holdout", room: 50, isLeft: true).lines == ["favours", "holdout"])
    #expect(SideCaption("favours the former assistant of ours", room: 48, isLeft: false).lines == ["ours →"])
    #expect(SideCaption("favours holdout", room: 12, isLeft: true).lines.isEmpty)
  }

  @Test func textsBesideShortMarksLieWhereLongMarksReach() {
    // The short bar’s text lies beside the long bar, which alone keeps 40 px free.
    let plot = SidePlot(
      from: 0, to: 200,
      [.init(share: 1, needed: 40, isLeft: false), .init(share: 0.2, needed: 100, isLeft: false)])
    #expect(plot?.width == 160)
    #expect(SidePlot(from: 0, to: 50, [.init(share: 1, needed: 45, isLeft: false)]) == nil)
  }
}
