import Formats

/// The frame that line and control charts share: value axis, time axis, event lane and the column of end labels.
struct TimePlot {
  var left: Double
  var right: Double
  var top: Double
  var bottom: Double
  var width: Double
  var low: Int
  var high: Int
  var axis: ValueAxis
  var lane: EventLane
  var endLabels: [EndLabel]
  var ticks: [TimeTick] = []

  /// Lays the frame out; everything is measured before anything is drawn.
  init(
    size: ChartSize, days: ClosedRange<Int>, values: [Double], format: ValueFormat, grain: TimeGrain,
    fiscal: FiscalYear, events: [ChartEvent], endLabels: [EndLabel]
  ) {
    width = size.width
    low = days.lowerBound
    high = days.upperBound
    self.endLabels = endLabels
    (left, right, top, bottom) = (0, width, 0, 0)
    lane = EventLane()
    let labelsHeight = endLabels.reduce(0) { $0 + $1.height }
    let height = max(size == .half ? 140 : size == .phone ? 160 : 166, labelsHeight - EndLabel.lineHeight)
    axis = ValueAxis(values, count: max(2, Int(height / 38)), format: format)
    axis.clearBase(of: values)
    left = axis.labelWidth + 6
    let column = endLabels.map(\.width).max().map { min($0, width * 0.36) + 6 } ?? 0
    right = width - max(column, events.isEmpty ? 16 : 56)
    lane = EventLane(events, from: low, to: high, right: width, x: x)
    top = lane.height + 6
    bottom = top + height
    ticks = timeTicks(from: low, to: high, grain: grain, fiscal: fiscal, x: x)
  }

  private static let inset = 13.0

  func x(_ day: Int) -> Double {
    guard high > low else { return (left + right) / 2 }
    return left + Self.inset + Double(day - low) / Double(high - low) * (right - left - 2 * Self.inset)
  }

  func y(_ value: Double) -> Double { bottom - axis.share(value) * (bottom - top) }

  var place: PlotPlace { PlotPlace(x: x, y: y) }

  /// The drawing with its grid and axes, before the marks.
  func ground() -> Scene {
    let hasYears = ticks.contains { $0.year != nil }
    var scene = Scene(width: width, height: bottom + (hasYears ? 31 : 19))
    scene.span = axis.low...axis.high
    scene.ruler = Ruler(at: left - 3, from: bottom, to: top, isVertical: true)
    scene.valueGrid(axis, left: left, right: right, bottom: bottom, y: y)
    scene.timeAxis(ticks, from: left, to: right, y: bottom)
    return scene
  }

  /// Adds what stands above the marks: events and end labels.
  func finish(_ scene: inout Scene) {
    scene.eventLane(lane, bottom: bottom)
    scene.endLabels(endLabels, x: right + 6, top: top, bottom: bottom, y: y)
  }
}

extension Scene {
  /// Horizontal grid lines with their values at the left.
  mutating func valueGrid(
    _ axis: ValueAxis, left: Double, right: Double, bottom: Double, y: (Double) -> Double
  ) {
    var grid = Path()
    for tick in axis.ticks {
      let place = y(tick.value)
      if bottom - place > 1 {
        grid.add(.move(left, place))
        grid.add(.horizontal(right))
      }
      number(NumberText(tick.label), x: left - 6, y: place + 3.8, anchor: .end, room: left - 6)
    }
    path(grid, .grid)
  }

  /// The baseline with ticks, their labels, and the year where it changes.
  mutating func timeAxis(_ ticks: [TimeTick], from left: Double, to right: Double, y: Double) {
    var line = Path(horizontal: y, from: left, to: right)
    for tick in ticks {
      line.add(.move(tick.x, y))
      line.add(.vertical(y + 4))
    }
    path(line, .axis)
    for tick in ticks {
      let half = TextRole.label.width(tick.label) / 2
      let x = min(max(tick.x, half), width - half)
      text(tick.label, x: x, y: y + 15, anchor: .middle)
      if let year = tick.year {
        let halfYear = TextRole.small.width(year) / 2
        text(year, x: min(max(tick.x, halfYear), width - halfYear), y: y + 28, anchor: .middle, role: .small)
      }
    }
  }
}
