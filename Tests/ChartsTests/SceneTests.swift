import Formats
import Testing

@testable import Charts

@Suite struct SceneTests {
  static func line(points: Int) -> ChartSpec {
    let days = (0..<points).map { CalendarDay.number(ofMonth: 2024 * 12 + $0) }
    return .line(
      LineSpec(
        series: [
          .init(
            label: "NPS",
            points: days.enumerated().map { i, day in
              let value = 25 + Double((i * 37) % 13)
              return .init(day: day, value: value, low: value - 4.25, high: value + 4.25)
            })
        ], target: 30, format: .number(digits: 1)))
  }

  @Test func aYearlyLineIsSmall() {
    // The limit of the project's performance goals: 4 KB for 24 points with their interval.
    let text = svg(scene(Self.line(points: 24), size: .full), id: "a", title: "T", description: "D")
    #expect(text.utf8.count <= 4096)
  }

  @Test func barsAlwaysStandOnZero() {
    let bars = BarSpec(bars: [.init(label: "A", value: 98), .init(label: "B", value: 99)], format: .count)
    let drawn = scene(.bar(bars), size: .full)
    guard case .x(let zero) = drawn.baseline else {
      Issue.record("no baseline")
      return
    }
    let boxes = drawn.boxes(.actual)
    #expect(boxes.count == 2)
    #expect(boxes.allSatisfy { abs($0.x - zero) < 0.01 })
    #expect(abs(boxes[0].width / boxes[1].width - 98.0 / 99) < 0.001)
  }

  @Test func bridgeClosesAndSmallDriversGetTheirOwnScale() {
    func bridge(_ change: Double) -> Scene {
      scene(
        .waterfall(
          WaterfallSpec(
            steps: [
              .init(label: "Predicted", value: 300, kind: .total), .init(label: "Volume", value: -change),
              .init(label: "Price", value: change / 2), .init(label: "Realised", value: 300 - change / 2, kind: .total),
            ], format: .count)), size: .full)
    }
    let large = bridge(150)
    #expect(large.boxes(.cut).isEmpty)
    let parts = large.boxes(.part)
    let totals = large.boxes(.actual)
    #expect(abs(parts[0].right - totals[0].right) < 0.01)
    #expect(abs(parts[1].x - parts[0].x) < 0.01)
    #expect(abs(parts[1].right - totals[1].right) < 0.01)
    let small = bridge(20)
    #expect(small.boxes(.cut).count == 2)
    #expect(small.texts.contains { $0.text.contains("axis cut") })
  }

  @Test func gapsBreakTheLineAndLonePointsAreDots() {
    let values: [Double?] = [1, 2, nil, 3, nil, 4, 5]
    let spec = LineSpec(
      series: [.init(label: "A", points: values.enumerated().map { .init(day: $0.offset * 31, value: $0.element) })],
      format: .count)
    let drawn = scene(.line(spec), size: .full)
    #expect(drawn.paths(.focus).first?.commands.count { if case .move = $0 { true } else { false } } == 2)
    #expect(drawn.paths(.point).first?.commands.count == 2)
  }

  @Test func theLineOfAControlChartBreaksAtARebase() {
    let points = (0..<10).map { ControlSpec.Point(day: $0 * 7, value: Double($0 % 3)) }
    let spec = ControlSpec(
      points: points,
      segments: [
        .init(start: 0, end: 28, mean: 1, upper: 3, lower: -1), .init(start: 35, end: 63, mean: 1, upper: 2, lower: 0),
      ], format: .count)
    let drawn = scene(.control(spec), size: .full)
    #expect(drawn.paths(.run).first?.commands.count { if case .move = $0 { true } else { false } } == 2)
    #expect(drawn.texts.map(\.text).contains("Upper limit 2"))
  }

  @Test func endLabelsKeepTheirDistance() {
    let tops = spread([50, 51, 52, 10], heights: [13, 13, 13, 13], from: 0, to: 100)
    let sorted = tops.sorted()
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 13 - 1e-9 })
    #expect(tops[3] == 10)
    #expect(abs((tops[0] + tops[1] + tops[2]) / 3 - 51) < 1e-9)
    #expect(spread([95, 96], heights: [13, 13], from: 0, to: 100) == [74, 87])
  }

  @Test func eventsTakeTheFirstFreeRow() {
    let events = [(0, "A long label"), (20, "Another long label"), (300, "Far")].map {
      ChartEvent(day: $0.0, label: $0.1)
    }
    let lane = EventLane(events, from: 0, to: 400, right: 680) { Double($0) }
    #expect(lane.events.map(\.row) == [0, 1, 0])
    #expect(EventLane(events, from: 400, to: 500, right: 680) { Double($0) }.events.isEmpty)
  }

  @Test func longLabelsKeepTheirTextInATitle() {
    let name = String(repeating: "A very long name ", count: 20)
    let drawn = scene(.bar(BarSpec(bars: [.init(label: name, value: 1)], format: .count)), size: .half)
    let mark = drawn.texts.first { $0.full != nil }
    #expect(mark?.full == name)
    #expect(mark?.text.last == "…")
    #expect(svg(drawn, id: "x", title: "t", description: "d").contains("<title>" + name + "</title>"))
  }

  @Test func nothingToShowSaysSo() {
    let empty: [ChartSpec] = [
      .line(LineSpec(series: [], format: .count)),
      .line(LineSpec(series: [.init(label: "A", points: [.init(day: 1, value: .nan)])], format: .count)),
      .column(ColumnSpec(points: [], format: .count)), .bar(BarSpec(bars: [], format: .count)),
      .control(ControlSpec(points: [], segments: [], format: .count)),
      .waterfall(WaterfallSpec(steps: [], format: .count)),
      .forest(ForestSpec(groups: [], estimateHeading: "", format: .count)),
      .survival(SurvivalSpec(curves: [], times: [0, 1], timeLabel: "Days", timeFormat: .count)),
    ]
    for spec in empty { #expect(scene(spec, size: .full).texts.map(\.text) == ["No data"]) }
  }

  @Test func survivalFadesBelowFifteenAtRisk() {
    let curve = SurvivalSpec.Curve(
      label: "Q3",
      steps: [
        .init(time: 10, survival: 0.8, atRisk: 40), .init(time: 20, survival: 0.5, atRisk: 15),
        .init(time: 30, survival: 0.2, atRisk: 14),
      ], median: 20)
    let spec = SurvivalSpec(curves: [curve], times: [0, 20, 40], timeLabel: "Days", timeFormat: .count)
    let drawn = scene(.survival(spec), size: .full)
    let solidEnd = drawn.paths(.focus).first?.corners.last?.x
    let fadedStart = drawn.paths(.faded).first?.corners.first?.x
    #expect(solidEnd != nil && solidEnd == fadedStart)
  }

  /// A curve of those who ended starts at none; an end that competes is drawn and not listed with a median.
  @Test func competingEndsRiseBesideEachOther() {
    let done = SurvivalSpec.Curve(
      label: "shipped", steps: [.init(time: 10, survival: 0.2), .init(time: 20, survival: 0.5)], median: 20)
    var declined = SurvivalSpec.Curve(
      label: "declined", steps: [.init(time: 15, survival: 0.1)],
      rows: [.init(label: "never shown", counts: [1, 2, 3])],
      isFocus: false)
    declined.isCompeting = true
    let spec = SurvivalSpec(
      curves: [done, declined], times: [0, 20, 40], timeLabel: "Days", timeFormat: .count, rises: true)
    let drawn = scene(.survival(spec), size: .full)
    for role in [MarkRole.focus, .other] {
      let corners = drawn.paths(role).first?.corners ?? []
      #expect(corners.count > 2 && zip(corners, corners.dropFirst()).allSatisfy { $0.y >= $1.y && $0.x <= $1.x })
    }
    #expect(drawn.paths(.focus).first?.corners.first?.y == drawn.paths(.other).first?.corners.first?.y)
    #expect(drawn.texts.filter { $0.text.hasPrefix("median ") }.count == 1)
    #expect(drawn.texts.filter { $0.text == "declined" }.count == 1)
    #expect(!drawn.texts.contains { $0.text == "never shown" })
  }
}

extension Scene {
  var texts: [TextMark] {
    marks.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  func boxes(_ role: MarkRole) -> [Box] {
    marks.compactMap { if case .rectangle(let box, role) = $0 { box } else { nil } }
  }

  func paths(_ role: MarkRole) -> [Path] {
    marks.compactMap { if case .path(let path, role) = $0 { path } else { nil } }
  }
}
