import Metrics
import Pack
import Testing

@testable import BoardpackCLI
@testable import PackTesting

/// The lines and objects that `boardpack test` prints.
struct TestReportTests {
  private let results: [PackTestResult] = {
    let day = CivilDate(dayNumber: 20_000)
    let period = Period(.quarter, containing: day)
    func test(_ name: String, line: Int) -> PackTest {
      PackTest(
        name: name, kind: .sum(["a"], equals: "b", .rounding), period: period,
        location: SourceText(name, file: "pack.yaml", line: line, column: 5))
    }
    return [
      PackTestResult(
        test: test("ties out", line: 3), passed: true, expected: "€1.00", found: "€1.00", difference: "€0.00",
        notes: [],
        expectedFigure: 1, foundFigure: 1),
      PackTestResult(
        test: test("a \"b\"", line: 9), passed: false, expected: "€1.00", found: "€2.00", difference: "+€1.00",
        notes: ["and more"], expectedFigure: 1, foundFigure: 2),
    ]
  }()

  @Test func aFailureSaysWhatWasExpectedFoundAndWhere() {
    let text = TestReport.text(results, colours: false)
    #expect(
      text == """
        ✓ ties out  €1.00
        ✗ a "b"     expected €1.00, found €2.00, difference +€1.00  pack.yaml:9
            and more
        2 tests: 1 passed, 1 failed

        """)
  }

  @Test func coloursStandAroundTheMarksOnly() {
    #expect(TestReport.text(results, colours: true).contains("\u{1B}[32m✓\u{1B}[0m ties out"))
    #expect(TestReport.text([], colours: true).contains("no tests"))
  }

  @Test func theMachinesFormIsJSON() {
    let json = TestReport.json(results)
    #expect(json.contains("\"name\":\"a \\\"b\\\"\",\"passed\":false"))
    #expect(
      json.contains("\"expected_value\":1,\"found_value\":2,\"notes\":[\"and more\"],\"file\":\"pack.yaml\",\"line\":9")
    )
    #expect(TestReport.json([]) == "[]\n")
  }
}
