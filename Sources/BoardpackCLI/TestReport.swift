import Diagnostics
import Facts
import Metrics
import Pack
import PackTesting

/// The results of a pack's tests for a terminal and for other programs.
enum TestReport {
  /// One line a test with what was found, a failure with what was expected and where the test stands; then a summary.
  static func text(_ results: [PackTestResult], colours: Bool) -> String {
    guard !results.isEmpty else { return "the pack has no tests; write them under `tests:` in pack.yaml\n" }
    func shown(_ text: String) -> String { terminalText(text, keepsLines: false) }
    func coloured(_ text: String, _ code: String) -> String { colours ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
    let width = results.map(\.test.name.count).max() ?? 0
    var out = ""
    for result in results {
      let padding = String(repeating: " ", count: width - result.test.name.count)
      guard !result.passed else {
        out += "\(coloured("✓", "32")) \(shown(result.test.name + padding))  \(shown(result.found))\n"
        continue
      }
      let place = result.test.location
      var line = "expected \(result.expected), found \(result.found)"
      if let difference = result.difference { line += ", difference \(difference)" }
      let name = shown(result.test.name + padding)
      out += "\(coloured("✗", "31;1")) \(name)  \(shown(line))  \(place.file):\(place.line)\n"
      for note in result.notes { out += "    \(shown(note))\n" }
    }
    let failed = results.count { !$0.passed }
    let summary = failed == 0 ? "all passed" : "\(results.count - failed) passed, \(failed) failed"
    return out + "\(results.count) \(results.count == 1 ? "test" : "tests"): \(summary)\n"
  }

  /// An array with one object a test, keys in a fixed order.
  static func json(_ results: [PackTestResult]) -> String {
    guard !results.isEmpty else { return "[]\n" }
    let objects = results.map { result in
      let place = result.test.location
      let fields = [
        ("name", FactsJSON.string(result.test.name)), ("passed", "\(result.passed)"),
        ("period", FactsJSON.string(result.test.period.name)), ("expected", FactsJSON.string(result.expected)),
        ("found", FactsJSON.string(result.found)), ("expected_value", FactsJSON.number(result.expectedFigure)),
        ("found_value", FactsJSON.number(result.foundFigure)),
        ("notes", "[\(result.notes.map { FactsJSON.string($0) }.joined(separator: ","))]"),
        ("file", FactsJSON.string(place.file)), ("line", "\(place.line)"),
      ]
      return "  {" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }
    return "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }
}
