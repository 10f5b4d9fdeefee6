import Formats
import Testing

@Suite struct ValueFormatTests {
  @Test(arguments: [
    (0.145, 2, "0.15"), (0.005, 2, "0.01"), (2.675, 2, "2.68"), (1e21, 0, "1000000000000000000000"), (0, 1, "0.0"),
    (9.996, 2, "10.00"), (1234.5, 0, "1235"), (1e-7, 3, "0.000"), (1e-300, 2, "0.00"), (0.05, 1, "0.1"),
    (12, 2, "12.00"),
  ])
  func roundsTheDecimalAReaderSees(value: Double, digits: Int, text: String) {
    #expect(decimalText(value, digits: digits) == text)
  }

  @Test func signsAndUnits() {
    #expect(ValueFormat.percent().string(0.6134) == "61.3%")
    #expect(ValueFormat.percent().signed(-0.0289) == "−2.9 pp")
    #expect(ValueFormat.percent().signed(0.0001) == "0.0 pp")
    #expect(ValueFormat(digits: 2, prefix: "€").signed(-0.317) == "−€0.32")
    #expect(ValueFormat(multiplier: 0.001, digits: 1, prefix: "€", suffix: " k").string(1_234_567) == "€1,234.6 k")
    #expect(ValueFormat.number(digits: 0).interval(-3, 4) == "−3 to 4")
    #expect(ValueFormat.number(digits: 0).interval(34, 42) == "34–42")
  }
}
