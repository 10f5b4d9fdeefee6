import Formats
import Testing

@testable import Charts

@Suite struct MultiplesTests {
  private func spec(_ count: Int, ownScales: Bool = false, form: MultiplesSpec.Form = .line) -> MultiplesSpec {
    MultiplesSpec(
      panels: (0..<count).map { panel in
        .init(
          label: "Team \(panel)", remark: "n 12",
          points: (0..<6).map { .init(day: 20_000 + $0 * 30, value: Double(10 * (panel + 1) + $0)) })
      }, form: form, format: .count, hasOwnScales: ownScales)
  }

  private func texts(_ scene: Scene, _ role: TextRole) -> [TextMark] {
    scene.marks.compactMap { if case .text(let text) = $0, text.role == role { text } else { nil } }
  }

  @Test func theAxisStandsInTheFirstColumnOnlyWhereTheScaleIsShared() {
    let shared = multiplesScene(spec(4), size: .full)
    let left = texts(shared, .label).filter { $0.anchor == .end }
    #expect(Set(left.map(\.x)).count == 1)
    #expect(left.map(\.text) == ["0", "20", "40", "60"] || left.count > 1)
    let own = multiplesScene(spec(4, ownScales: true), size: .full)
    #expect(Set(texts(own, .label).filter { $0.anchor == .end }.map(\.x)).count == 4)
  }

  @Test func equalValuesStandAtEqualHeightsInAllPanelsOfARow() {
    var two = spec(2)
    two.panels[1].points = two.panels[0].points
    two.panels[0].points[5].value = 40
    let drawn = multiplesScene(two, size: .full)
    let lines = drawn.marks.compactMap { if case .path(let path, .focus) = $0 { path.corners } else { nil } }
    #expect(lines.count == 2)
    #expect(lines[0][0].y == lines[1][0].y)
    #expect(lines[0][5].y < lines[1][5].y)
  }

  @Test(arguments: [(2, 2), (3, 3), (4, 4), (6, 3), (9, 3), (8, 4), (24, 4)])
  func panelsStandInRows(count: Int, columns: Int) {
    let drawn = multiplesScene(spec(count), size: .full)
    let heads = texts(drawn, .strong)
    #expect(heads.count == count)
    #expect(Set(heads.map(\.x)).count == columns)
    #expect(Set(texts(multiplesScene(spec(count), size: .phone), .strong).map(\.x)).count == 2)
  }

  @Test func eachPanelShowsItsLatestValueAndOfWhichPeriodWhereItIsOld() {
    var two = spec(2)
    two.panels[0].points[5].value = nil  // 30 days before day 20,150 is 3 February 2025.
    two.panels[1].points[5].low = 21
    two.panels[1].points[5].high = 29
    let drawn = multiplesScene(two, size: .full)
    #expect(texts(drawn, .accent).map(\.text) == ["14", "25 (21–29)"])
    #expect(texts(drawn, .small).map(\.text).contains("Feb 2025"))
  }

  @Test func columnsOfEveryPanelStandOnZero() {
    var three = spec(3, form: .columns)
    three.panels[1].points[2].value = -8
    let drawn = multiplesScene(three, size: .full)
    #expect(audit(drawn).isEmpty)
    guard case .rows(let baselines) = drawn.baseline else {
      Issue.record("no baselines")
      return
    }
    #expect(baselines.count == 3)
    var cut = drawn
    cut.baseline = .rows(baselines.map { $0 + 5 })
    #expect(!audit(cut).isEmpty)
  }
}
