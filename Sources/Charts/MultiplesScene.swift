import Formats

func multiplesScene(_ spec: MultiplesSpec, size: ChartSize) -> Scene {
  let panels = spec.panels.map { PreparedPanel($0, format: spec.format, form: spec.form) }
  let known = panels.flatMap { $0.series.points }.filter { $0.value != nil }
  guard let low = known.map(\.day).min(), let high = known.map(\.day).max() else {
    return .noData(width: size.width)
  }
  let reference = spec.reference.map { series -> PreparedSeries in
    var series = series
    series.points.removeAll { !(low...high).contains($0.day) }
    series.isFocus = false
    return PreparedSeries(series, format: spec.format)
  }
  let layout = PanelLayout(spec, panels, reference: reference, days: low...high, size: size)

  var scene = Scene(width: size.width, height: 0)
  let keyHeight = panelKey(spec, reference: reference, days: low...high, in: &scene)
  var baselines: [Double] = []
  for (index, panel) in panels.enumerated() {
    let frame = layout.frame(index, top: keyHeight)
    panel.head(in: &scene, frame, spec, last: high)
    let axis = layout.axes[spec.hasOwnScales ? index : 0]
    let place = PlotPlace(x: frame.x, y: { frame.bottom - axis.share($0) * frame.height })
    scene.panelGrid(axis, frame, place, isLabelled: spec.hasOwnScales || index % layout.columnCount == 0)
    var rules = Path()
    for event in spec.events where (low...high).contains(event.day) {
      rules.commands += Path(vertical: frame.x(event.day), from: frame.top, to: frame.bottom).commands
    }
    scene.path(rules, .panelEvent)
    panel.draw(in: &scene, frame, place, reference: reference)
    let zero = axis.contains(0) && spec.form == .columns ? place.y(0) : frame.bottom
    if spec.form == .columns { baselines.append(zero) }
    scene.path(Path(horizontal: zero, from: frame.left, to: frame.right), .axis)
    // The time axis stands under the last panel of each column.
    if index + layout.columnCount >= panels.count { scene.panelTimes(layout.ticks(in: frame), frame) }
  }
  scene.height = layout.height(top: keyHeight)
  if !spec.hasOwnScales {
    let first = layout.frame(0, top: keyHeight)
    scene.span = layout.axes[0].low...layout.axes[0].high
    scene.ruler = Ruler(at: first.left - 3, from: first.bottom, to: first.top, isVertical: true)
  }
  if spec.form == .columns { scene.baseline = .rows(baselines) }
  return scene
}

/// Where the panels stand.
private struct PanelLayout {
  var columnCount: Int
  var axes: [ValueAxis]
  private var count: Int
  private var plotHeight: Double
  private var labels: Double
  private var hasOwnScales: Bool
  private var width: Double
  private var gap: Double
  private var days: ClosedRange<Int>
  private var grain: TimeGrain
  private var fiscal: FiscalYear

  private let headHeight: Double
  private static let rowGap = 20.0
  private static let timesHeight = 31.0

  init(
    _ spec: MultiplesSpec, _ panels: [PreparedPanel], reference: PreparedSeries?, days: ClosedRange<Int>,
    size: ChartSize
  ) {
    count = panels.count
    let wide = count <= 4 ? count : [5, 6, 9].contains(count) ? 3 : 4
    columnCount = max(1, size.isNarrow ? min(2, count) : wide)
    plotHeight = size.isNarrow ? 60 : columnCount < 4 ? 84 : 76
    gap = size.isNarrow ? 14 : 18
    (width, self.days, grain, fiscal) = (size.width, days, spec.grain, spec.fiscal)
    hasOwnScales = spec.hasOwnScales
    // The highest value of an own axis stands below the panel's figure.
    headHeight = hasOwnScales ? 39 : 33
    let count = max(2, Int(plotHeight / 32))
    let extra = reference?.values ?? []
    func axis(_ values: [Double]) -> ValueAxis {
      var axis = ValueAxis(values, count: count, includesZero: spec.form == .columns, format: spec.format)
      if spec.form == .line { axis.clearBase(of: values) }
      return axis
    }
    axes =
      spec.hasOwnScales
      ? panels.map { axis($0.values + extra) } : [axis(panels.flatMap(\.values) + extra + spec.span.ends)]
    labels = (axes.map(\.labelWidth).max() ?? 0) + 5
  }

  func frame(_ index: Int, top: Double) -> PanelFrame {
    let column = Double(index % columnCount)
    let own = hasOwnScales ? labels : 0
    let from = hasOwnScales ? 0 : labels
    let each = (width - from - gap * Double(columnCount - 1)) / Double(columnCount)
    let left = from + column * (each + gap)
    let row = Double(index / columnCount)
    let head = top + row * (headHeight + plotHeight + Self.rowGap)
    return PanelFrame(
      head: head, headLeft: left, left: left + own, right: left + each, top: head + headHeight,
      height: plotHeight, days: days, labels: labels, gap: gap)
  }

  func ticks(in frame: PanelFrame) -> [TimeTick] {
    timeTicks(from: days.lowerBound, to: days.upperBound, grain: grain, fiscal: fiscal, x: frame.x)
  }

  func height(top: Double) -> Double {
    let rows = Double((count + columnCount - 1) / columnCount)
    return top + rows * (headHeight + plotHeight + Self.rowGap) - Self.rowGap + Self.timesHeight
  }
}

/// One panel's place in the drawing.
struct PanelFrame {
  var head: Double
  var headLeft: Double
  var left: Double
  var right: Double
  var top: Double
  var height: Double
  var days: ClosedRange<Int>
  /// The width of the labels left of it.
  var labels: Double
  var gap: Double

  var bottom: Double { top + height }

  func x(_ day: Int) -> Double {
    let inset = 8.0
    guard days.upperBound > days.lowerBound else { return (left + right) / 2 }
    return left + inset + Double(day - days.lowerBound) / Double(days.upperBound - days.lowerBound)
      * (right - left - 2 * inset)
  }
}

/// What lines and rules mean, above the panels; the height it takes.
private func panelKey(
  _ spec: MultiplesSpec, reference: PreparedSeries?, days: ClosedRange<Int>, in scene: inout Scene
) -> Double {
  var (x, y) = (0.0, 10.0)
  func add(_ text: String, _ sample: Path, _ role: MarkRole, width: Double, in scene: inout Scene) {
    let room = scene.width - width - 5
    let needed = width + 5 + min(TextRole.small.width(text), room)
    if x > 0, x + needed > scene.width { (x, y) = (0, y + 14) }
    let moved = sample.moved(x, y - 3.5)
    scene.path(moved, role)
    scene.text(text, x: x + width + 5, y: y, role: .small, room: room + 0.1)
    x += needed + 18
  }
  if let reference, reference.lastIndex != nil {
    add(reference.label, Path(horizontal: 0, from: 0, to: 16), .other, width: 16, in: &scene)
  }
  let events = spec.events.filter { days.contains($0.day) && !$0.label.isEmpty }.sorted { $0.day < $1.day }
  if !events.isEmpty {
    let names = events.map(\.label).joined(separator: " · ")
    add(names, Path(vertical: 1, from: -5, to: 5), .panelEvent, width: 2, in: &scene)
  }
  return x == 0 ? 0 : y + 16
}

extension Path {
  fileprivate func moved(_ dx: Double, _ dy: Double) -> Path {
    var path = self
    path.commands = commands.map { command in
      switch command {
      case .move(let x, let y): .move(x + dx, y + dy)
      case .line(let x, let y): .line(x + dx, y + dy)
      case .horizontal(let x): .horizontal(x + dx)
      case .vertical(let y): .vertical(y + dy)
      case .close: .close
      }
    }
    return path
  }
}

extension Scene {
  /// Grid lines, and their values where the panel has an axis.
  fileprivate mutating func panelGrid(
    _ axis: ValueAxis, _ frame: PanelFrame, _ place: PlotPlace, isLabelled: Bool
  ) {
    var grid = Path()
    for tick in axis.ticks {
      let y = place.y(tick.value)
      if frame.bottom - y > 1 { grid.commands += Path(horizontal: y, from: frame.left, to: frame.right).commands }
      if isLabelled {
        number(NumberText(tick.label), x: frame.left - 5, y: y + 3.8, anchor: .end, room: frame.labels - 5)
      }
    }
    path(grid, .grid)
  }

  /// The ticks that fit under a panel, each with its label; a year stands under its tick.
  fileprivate mutating func panelTimes(_ ticks: [TimeTick], _ frame: PanelFrame) {
    var line = Path()
    // Labels reach no further than half of the gap beside the panel.
    let (from, to) = (max(frame.left - frame.gap / 2 + 1, 0), min(frame.right + frame.gap / 2 - 1, width))
    func center(_ text: String, _ role: TextRole, _ x: Double) -> (x: Double, half: Double)? {
      let half = role.width(text) / 2
      return 2 * half <= to - from ? (min(max(x, from + half), to - half), half) : nil
    }
    var (free, yearFree) = (from, from)
    for tick in ticks {
      guard let label = center(tick.label, .label, tick.x), label.x - label.half >= free else { continue }
      free = label.x + label.half + 4
      line.commands += Path(vertical: tick.x, from: frame.bottom, to: frame.bottom + 4).commands
      text(tick.label, x: label.x, y: frame.bottom + 15, anchor: .middle)
      guard let year = tick.year, let place = center(year, .small, tick.x), place.x - place.half >= yearFree else {
        continue
      }
      yearFree = place.x + place.half + 4
      text(year, x: place.x, y: frame.bottom + 28, anchor: .middle, role: .small)
    }
    path(line, .axis)
  }
}
