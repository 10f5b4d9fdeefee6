import Formats
import Testing

@testable import Charts

@Suite struct AuditTests {
  private func finding(_ build: (inout Scene) -> Void) -> [String] {
    var scene = Scene(width: 100, height: 100)
    build(&scene)
    return audit(scene)
  }

  @Test func findsPlantedFaults() {
    #expect(finding { $0.text("Fine", x: 10, y: 20) }.isEmpty)
    #expect(finding { $0.text("Much too long for this", x: 60, y: 20) }.contains { $0.contains("outside") })
    #expect(
      finding {
        $0.text("First", x: 10, y: 20)
        $0.text("Second", x: 20, y: 24)
      } == ["\"First\" overlaps \"Second\""])
    #expect(finding { $0.circle(99, 50, 5, .dot) }.contains { $0.contains("outside") })
    #expect(finding { $0.path(Path(horizontal: .nan, from: 0, to: 5), .focus) }.contains { $0.contains("finite") })
    #expect(
      finding {
        $0.text("Launch", x: 10, y: 20)
        $0.path(Path(vertical: 20, from: 0, to: 100), .event)
      } == ["an event's rule crosses \"Launch\""])
  }

  @Test func findsABarThatDoesNotStandOnZero() {
    #expect(
      finding {
        $0.baseline = .y(90)
        $0.rectangle(Box(x: 10, y: 50, width: 10, height: 40), .actual)
      }.isEmpty)
    #expect(
      finding {
        $0.baseline = .y(90)
        $0.rectangle(Box(x: 10, y: 50, width: 10, height: 30), .actual)
      }.contains { $0.contains("zero") })
    #expect(
      finding { $0.rectangle(Box(x: 10, y: 50, width: 10, height: 30), .plan) }.contains { $0.contains("zero") })
  }

  @Test func findsTextWiderThanItsRoom() {
    #expect(
      finding {
        var mark = TextMark("Label", x: 10, y: 20)
        mark.room = 5
        $0.marks.append(.text(mark))
      }.contains { $0.contains("room") })
  }

  @Test func refusesACutNumber() {
    let number = NumberText(12_345_678, ValueFormat(digits: 0, prefix: "€"), lead: "Target ")
    #expect(finding { $0.number(number, x: 2, y: 20, room: 96) }.isEmpty)
    #expect(
      finding {
        var mark = TextMark(number, x: 2, y: 20)
        mark.text = "€12,3…"
        $0.marks.append(.text(mark))
      }.contains { $0.contains("the number \"€12,345,678\" is cut to \"€12,3…\"") })
    #expect(
      finding { $0.number(NumberText("1,23…"), x: 2, y: 20) } == ["the number \"1,23…\" is cut to \"1,23…\""])
    // One that cannot be shortened enough is shown whole, and found to be too wide.
    #expect(finding { $0.number(number, x: 2, y: 20, room: 20) }.contains { $0.contains("wider than its room") })
  }
}
