import Formats

func varianceScene(_ spec: VarianceSpec, size: ChartSize) -> Scene {
  let groups = spec.groups.map { PreparedGroup($0) }.filter { !$0.rows.isEmpty }
  guard groups.contains(where: { $0.rows.contains { $0.actual != nil || $0.reference != nil } }) else {
    return .noData(width: size.width)
  }
  let layout = VarianceLayout(groups, size: size)
  var scene = Scene(width: size.width, height: 0, baseline: .x(layout.levels.zero))
  let hasScale = layout.key(spec, groups, in: &scene)
  var top = 32.0
  for group in groups { layout.draw(group, spec, scaleIsNamed: hasScale, from: &top, in: &scene) }
  scene.height = top + 4
  return scene
}

private struct VarianceLayout {
  var column: LabelColumn
  var levels: ZeroPanel
  var bars: ZeroPanel
  var pins: ZeroPanel?
  var pinPixels = 1.0
  var pinLimit: Double?
  /// How much the numbers of each panel are shortened.
  var shortening: [Int]
  var barsLeft: Double
  var pinsLeft: Double
  var width: Double
  var pitch: Double

  init(_ groups: [PreparedGroup], size: ChartSize) {
    width = size.width
    let rows = groups.flatMap(\.rows)
    column = LabelColumn(
      rows.map { ($0.row.label, $0.role) }, width: width, fitting: size.isNarrow, isAbove: size.isNarrow)
    pitch = column.isAbove ? 42 : 26
    var pinned = groups.filter { $0.relative != nil }
    let gap = size.isNarrow ? 10.0 : 18
    let texts = PanelTexts(groups)
    var fit = texts.fitted(total: width - column.width, gap: gap, hasPins: !pinned.isEmpty)
    // Percentages give way where even the shortest prints leave no room for bars.
    if fit.spare < 50, !pinned.isEmpty {
      pinned = []
      fit = texts.fitted(total: width - column.width, gap: gap, hasPins: false)
    }
    shortening = fit.levels
    let hasPins = !pinned.isEmpty
    let rooms = fit.rooms
    let strips = width - column.width - gap * (hasPins ? 2 : 1)
    // Labels first, then bars by what they have to tell; where labels leave too little, all give way alike.
    let weights = hasPins ? [0.5, 0.28, 0.22] : [0.62, 0.38, 0]
    func strip(_ panel: Int) -> Double {
      let need = ZeroPanel.rooms(rooms[panel]) + (panel == 2 ? 6 : 0)
      return fit.spare >= 50 ? need + fit.spare * weights[panel] : strips * weights[panel]
    }
    let left = column.width
    let levelsRight = left + strip(0)
    barsLeft = levelsRight + gap
    let barsRight = barsLeft + strip(1)
    pinsLeft = barsRight + gap
    levels = ZeroPanel(
      from: left, to: levelsRight, extents: groups.map { extent($0.rows.flatMap(\.levels)) }, labels: rooms[0])
    bars = ZeroPanel(
      from: barsLeft, to: barsRight, extents: groups.map { extent($0.shownDifferences) }, labels: rooms[1])
    guard hasPins else { return }
    let shown = pinned.flatMap(\.rows).compactMap(\.relative)
    pinLimit = outlierLimit(shown)
    let ends = extent(shown.map { min(max($0, -(pinLimit ?? .infinity)), pinLimit ?? .infinity) })
    let panel = ZeroPanel(from: pinsLeft + 3, to: width - 3, extents: [ends], labels: rooms[2])
    pins = panel
    pinPixels = panel.pixels(ends)
  }

  /// What the fills mean, and what the two columns of differences are; whether it says their scale, too.
  func key(_ spec: VarianceSpec, _ groups: [PreparedGroup], in scene: inout Scene) -> Bool {
    var x = column.width
    func room(_ text: String) -> Double { max(0, min(TextRole.label.width(text), width - x - 14)) }
    scene.path(Path(key: x, 2), .actual)
    scene.text(phrase("Actual"), x: x + 14, y: 10, room: room(phrase("Actual")))
    x += 14 + room(phrase("Actual")) + 12
    if spec.groups.contains(where: { $0.rows.contains(where: \.isForecast) }) {
      scene.path(Path(key: x, 2), .plan)
      scene.path(Path(hatching: Box(x: x, y: 2, width: 9, height: 9)), .hatch)
      scene.text(phrase("Forecast"), x: x + 14, y: 10, room: room(phrase("Forecast")))
      x += 14 + room(phrase("Forecast")) + 12
    }
    scene.path(Path(key: x, 2), spec.reference == .plan ? .plan : .prior)
    scene.text(spec.referenceName, x: x + 14, y: 10, room: room(spec.referenceName))
    x += 14 + room(spec.referenceName) + 12
    if let marker = spec.markerName, x + 24 < width {
      scene.path(Path(triangle: x + 4, under: 4), .prior)
      scene.text(marker, x: x + 14, y: 10, room: room(marker))
    }
    let barsWidth = (pins == nil ? width : pinsLeft - 16) - barsLeft
    let heading = "Δ " + spec.referenceName
    let factor = groups.count == 1 && groups[0].heading.isEmpty ? scales(groups[0]).factor : 1
    let scaled = NumberText(factor: factor) { heading + ", " + phrase("scale × \($0)") }
    let hasScale = factor > 1 && scaled.width(.label, level: 0) <= barsWidth
    if hasScale {
      scene.number(scaled, x: barsLeft, y: 26, room: barsWidth)
    } else {
      scene.text(heading, x: barsLeft, y: 26, room: barsWidth)
    }
    if pins != nil { scene.text("Δ " + spec.referenceName + ", %", x: pinsLeft, y: 26, room: width - pinsLeft) }
    return hasScale
  }

  /// Where the bars of a group's rows begin.
  private func barTops(_ group: PreparedGroup, from top: Double) -> [Double] {
    var tops: [Double] = []
    var y = top
    for (index, row) in group.rows.enumerated() {
      if row.row.isTotal, index > 0 { y += 3 }
      tops.append(y + (column.isAbove ? 20 : 6))
      y += pitch
    }
    return tops
  }

  /// The axes through a group's rows: a line ends only where a label stands in its way. They are drawn last, over the
  /// outlines of the numbers beside them.
  private func axes(_ group: PreparedGroup, _ tops: [Double], in scene: inout Scene) {
    guard let first = tops.first else { return }
    for zero in [levels.zero, bars.zero] + (group.relative == nil ? [] : [pins?.zero].compactMap { $0 }) {
      var path = Path()
      var start = first - 4
      for index in tops.indices {
        guard index + 1 < tops.count else {
          path.commands += Path(vertical: zero, from: start, to: tops[index] + (column.isAbove ? 17 : 20)).commands
          continue
        }
        let next = group.rows[index + 1]
        if column.isAbove, next.role.width(next.row.label) + 4 > zero {
          path.commands += Path(vertical: zero, from: start, to: tops[index + 1] - 18).commands
          start = tops[index + 1] - 4
        }
      }
      scene.path(path, .axis)
    }
  }

  func draw(
    _ group: PreparedGroup, _ spec: VarianceSpec, scaleIsNamed: Bool, from top: inout Double, in scene: inout Scene
  ) {
    let (levelPixels, barPixels, factor) = scales(group)
    let namesScale = factor > 1 && !scaleIsNamed
    // Beside the name of the first row where that stands above its bar and leaves room.
    let isBeside =
      group.heading.isEmpty && column.isAbove
      && (group.rows.first.map { $0.role.width($0.row.label) + 10 <= barsLeft } ?? false)
    if namesScale {
      let room = (pins == nil ? width : pinsLeft - 8) - barsLeft
      let scale = NumberText(factor: factor) { phrase("scale × \($0)") }
      scene.number(scale, x: barsLeft, y: top + (isBeside ? 12 : 15), room: room)
    }
    if !group.heading.isEmpty || namesScale && !isBeside {
      top += 6
      scene.text(group.heading, x: 0, y: top + 9, role: .small, room: namesScale ? barsLeft - 8 : width)
      top += 14
    }
    let tops = barTops(group, from: top)
    for (index, row) in group.rows.enumerated() {
      if row.row.isTotal, index > 0 {
        scene.path(Path(horizontal: top + 1, from: 0, to: width), .rule)
        top += 3
      }
      let barTop = tops[index]
      column.label(row.row.label, role: row.role, barTop: barTop - (column.isAbove ? 4 : 0), in: &scene)
      let numbers = zip(group.numbers(row), shortening).map { number, level in number?.print(level) }
      level(row, numbers[0], spec.reference, levelPixels, barTop, in: &scene)
      difference(row, numbers[1], group, barPixels, barTop, in: &scene)
      pin(row, numbers[2], barTop, in: &scene)
      top += pitch
    }
    axes(group, tops, in: &scene)
  }

  /// One scale for levels and differences where the differences can be seen on it; else differences enlarged by a
  /// round factor, which is printed.
  private func scales(_ group: PreparedGroup) -> (levels: Double, bars: Double, factor: Double) {
    let level = levels.pixels(extent(group.rows.flatMap(\.levels)))
    let bar = bars.pixels(extent(group.shownDifferences))
    guard let largest = group.shownDifferences.map({ abs($0) }).max(), largest > 0 else { return (level, bar, 1) }
    let common = min(level, bar)
    if common * largest >= 14 || bar <= level { return (common, common, 1) }
    let factor = [2.0, 5].flatMap { step in (0...11).map { step * power($0) } }.filter { level * $0 <= bar }.max()
    let decade = (1...11).map(power).filter { level * $0 <= bar }.max()
    let chosen = max(factor ?? 1, decade ?? 1)
    return (level, level * chosen, chosen)
  }

  private func power(_ exponent: Int) -> Double { (0..<exponent).reduce(1) { result, _ in result * 10 } }

  private func level(
    _ row: PreparedRow, _ number: String?, _ reference: VarianceSpec.Reference, _ pixels: Double, _ top: Double,
    in scene: inout Scene
  ) {
    func box(_ value: Double, _ y: Double) -> Box {
      let end = levels.zero + value * pixels
      return Box(x: min(levels.zero, end), y: y, width: abs(end - levels.zero), height: 11)
    }
    if let value = row.reference { scene.rectangle(box(value, top - 3), reference == .plan ? .plan : .prior) }
    if let actual = row.actual {
      let bar = box(actual, top + 1)
      // A line of paper sets the bar off from the one behind it.
      if row.reference != nil, reference == .prior {
        scene.path(Path(key: bar.x, bar.y, width: bar.width, height: bar.height), .whiskerHalo)
      }
      if row.row.isForecast {
        scene.forecastBar(bar)
      } else {
        scene.rectangle(bar, .actual)
      }
    }
    if let marker = row.marker {
      let place = min(max(levels.zero + marker * pixels, 4), width - 4)
      scene.path(Path(triangle: place, under: top + 12, height: 5), .prior)
    }
    let printed = number ?? "n/a"
    let isLeft = printed.first == "−"
    let ends = [row.actual, row.reference].compactMap { $0 }.map { levels.zero + $0 * pixels } + [levels.zero]
    let end = (isLeft ? ends.min() : ends.max()) ?? levels.zero
    scene.barLabel(
      printed, isLeft: isLeft, end: end, y: top + 10,
      role: row.actual == nil ? .label : row.valueRole, panel: levels)
  }

  private func difference(
    _ row: PreparedRow, _ number: String?, _ group: PreparedGroup, _ pixels: Double, _ top: Double,
    in scene: inout Scene
  ) {
    guard let difference = row.difference, let printed = number else {
      scene.barLabel("n/a", isLeft: false, end: bars.zero, y: top + 10, role: .label, panel: bars)
      return
    }
    let limit = row.row.isTotal ? .infinity : group.limit ?? .infinity
    let end = bars.zero + min(max(difference, -limit), limit) * pixels
    let box = Box(x: min(bars.zero, end), y: top + 1, width: abs(end - bars.zero), height: 11)
    // What prints as zero is neither good nor bad.
    scene.rectangle(box, row.row.better.role(of: printed.isZero ? 0 : difference))
    if row.row.isForecast { scene.path(Path(hatching: box), .hatchOver) }
    if abs(difference) > limit {
      scene.path(Path(cutAt: end - (difference > 0 ? 8 : -8), from: top + 1, to: top + 12), .axisBreak)
    }
    scene.barLabel(
      printed, isLeft: difference < 0 && !printed.isZero, end: printed.isZero ? max(end, bars.zero) : end, y: top + 10,
      role: row.valueRole,
      panel: bars)
  }

  private func pin(_ row: PreparedRow, _ number: String?, _ top: Double, in scene: inout Scene) {
    guard let pins, let relative = row.relative, let printed = number else { return }
    let limit = pinLimit ?? .infinity
    let end = pins.zero + min(max(relative, -limit), limit) * pinPixels
    let role = row.row.better.role(of: printed.isZero ? 0 : relative)
    scene.path(Path(horizontal: top + 6.5, from: pins.zero, to: end), role.pin)
    scene.path(Path(key: end - 3, top + 3.5, width: 6, height: 6), role)
    if abs(relative) > limit {
      scene.path(Path(cutAt: end - (relative > 0 ? 10 : -10), from: top + 3, to: top + 10), .axisBreak)
    }
    scene.barLabel(
      printed, isLeft: relative < 0 && !printed.isZero,
      end: printed.isZero ? max(end, pins.zero) + 3 : end + (relative < 0 ? -3 : 3), y: top + 10,
      role: row.valueRole, panel: pins)
  }
}

extension MarkRole {
  /// The line of a pin with a head of this fill.
  fileprivate var pin: MarkRole {
    switch self {
    case .good: .goodPin
    case .bad: .badPin
    default: .neutralPin
    }
  }
}

extension String {
  /// A signed figure that prints as zero has no sign.
  fileprivate var isZero: Bool { first != "+" && first != "−" }
}
