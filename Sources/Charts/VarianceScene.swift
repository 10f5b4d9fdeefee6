import Formats

func varianceScene(_ spec: VarianceSpec, size: ChartSize) -> Scene {
  let groups = spec.groups.map { PreparedGroup($0) }.filter { !$0.rows.isEmpty }
  guard groups.contains(where: { $0.rows.contains { $0.actual != nil || $0.reference != nil } }) else {
    return .noData(width: size.width)
  }
  let layout = VarianceLayout(groups, size: size)
  var scene = Scene(width: size.width, height: 0, baseline: .x(layout.levels.zero))
  layout.key(spec, in: &scene)
  var top = 32.0
  for group in groups { layout.draw(group, spec, from: &top, in: &scene) }
  scene.height = top + 4
  return scene
}

private struct PreparedRow {
  var row: VarianceSpec.Row
  var actual: Double?
  var reference: Double?
  var marker: Double?

  init(_ row: VarianceSpec.Row, _ format: ValueFormat) {
    self.row = row
    actual = format.usable(row.actual)
    reference = format.usable(row.reference)
    marker = format.usable(row.marker)
  }

  var role: TextRole { row.isTotal ? .strong : .label }
  var valueRole: TextRole { row.isTotal ? .strong : .value }
  var levels: [Double] { [actual, reference, marker].compactMap { $0 } }
  var difference: Double? { actual.flatMap { actual in reference.map { actual - $0 } } }
  var relative: Double? {
    guard let difference, let reference, reference != 0 else { return nil }
    let share = difference / abs(reference)
    return abs(share) < 1e9 ? share : nil
  }
}

private struct PreparedGroup {
  var heading: String
  var rows: [PreparedRow]
  var format: ValueFormat
  var relative: ValueFormat?

  init(_ group: VarianceSpec.Group) {
    heading = group.heading
    format = group.format
    relative = group.relative
    rows = group.rows.map { PreparedRow($0, group.format) }
  }

  var differences: [Double] { rows.compactMap(\.difference) }
  /// Totals are large by nature, so only parts are cut.
  var limit: Double? { outlierLimit(rows.filter { !$0.row.isTotal }.compactMap(\.difference)) }
  var shownDifferences: [Double] {
    let limit = limit ?? .infinity
    return rows.compactMap { row in
      row.difference.map { row.row.isTotal ? $0 : min(max($0, -limit), limit) }
    }
  }
}

private struct VarianceLayout {
  var column: LabelColumn
  var levels: ZeroPanel
  var bars: ZeroPanel
  var pins: ZeroPanel?
  var pinPixels = 1.0
  var pinLimit: Double?
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
    let pinned = groups.filter { $0.relative != nil }
    func widest(_ texts: [(isLeft: Bool, width: Double)]) -> (Double, Double) {
      (texts.filter(\.isLeft).map(\.width).max() ?? 0, texts.filter { !$0.isLeft }.map(\.width).max() ?? 0)
    }
    func labels(_ value: (PreparedRow) -> Double?, _ text: (PreparedGroup) -> (Double) -> String) -> (Double, Double) {
      widest(
        groups.flatMap { group in
          group.rows.map { row in
            let value = value(row)
            let text = value.map(text(group)) ?? "n/a"
            return ((value ?? 0) < 0 && text.first == "−", row.valueRole.width(text))
          }
        })
    }
    let rooms = (
      labels(\.actual) { $0.format.bare }, labels(\.difference) { $0.format.bareSigned },
      widest(
        pinned.flatMap { group in
          group.rows.compactMap { row in
            guard let format = group.relative, let relative = row.relative else { return nil }
            let text = format.signed(relative)
            return (text.first == "−", row.valueRole.width(text))
          }
        })
    )
    let hasPins = !pinned.isEmpty
    let gap = size.isNarrow ? 10.0 : 18
    let strips = width - column.width - gap * (hasPins ? 2 : 1)
    let needs = (
      ZeroPanel.rooms(rooms.0), ZeroPanel.rooms(rooms.1), hasPins ? ZeroPanel.rooms(rooms.2) + 6 : 0
    )
    // Labels first, then bars by what they have to tell; where labels leave too little, all give way alike.
    let spare = strips - needs.0 - needs.1 - needs.2
    let weights = hasPins ? (0.5, 0.28, 0.22) : (0.62, 0.38, 0)
    func strip(_ need: Double, _ weight: Double) -> Double {
      spare >= 50 ? need + spare * weight : strips * weight
    }
    let left = column.width
    let levelsRight = left + strip(needs.0, weights.0)
    barsLeft = levelsRight + gap
    let barsRight = barsLeft + strip(needs.1, weights.1)
    pinsLeft = barsRight + gap
    levels = ZeroPanel(
      from: left, to: levelsRight, extents: groups.map { extent($0.rows.flatMap(\.levels)) }, labels: rooms.0)
    bars = ZeroPanel(
      from: barsLeft, to: barsRight, extents: groups.map { extent($0.shownDifferences) }, labels: rooms.1)
    guard hasPins else { return }
    let shown = pinned.flatMap(\.rows).compactMap(\.relative)
    pinLimit = outlierLimit(shown)
    let ends = extent(shown.map { min(max($0, -(pinLimit ?? .infinity)), pinLimit ?? .infinity) })
    let panel = ZeroPanel(from: pinsLeft + 3, to: width - 3, extents: [ends], labels: rooms.2)
    pins = panel
    pinPixels = panel.pixels(ends)
  }

  /// What the fills mean, and what the two columns of differences are.
  func key(_ spec: VarianceSpec, in scene: inout Scene) {
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
    scene.text("Δ " + spec.referenceName, x: barsLeft, y: 26, room: barsWidth)
    if pins != nil { scene.text("Δ " + spec.referenceName + ", %", x: pinsLeft, y: 26, room: width - pinsLeft) }
  }

  func draw(_ group: PreparedGroup, _ spec: VarianceSpec, from top: inout Double, in scene: inout Scene) {
    let (levelPixels, barPixels, factor) = scales(group)
    if !group.heading.isEmpty || factor > 1 {
      top += 6
      scene.text(group.heading, x: 0, y: top + 9, role: .small, room: factor > 1 ? barsLeft - 8 : width)
      if factor > 1 {
        let text = phrase("scale × \(ValueFormat.count.string(factor))")
        scene.text(text, x: barsLeft, y: top + 9, room: (pins == nil ? width : pinsLeft - 8) - barsLeft)
      }
      top += 14
    }
    for (index, row) in group.rows.enumerated() {
      if row.row.isTotal, index > 0 {
        scene.path(Path(horizontal: top + 1, from: 0, to: width), .rule)
        top += 3
      }
      let barTop = top + (column.isAbove ? 20 : 6)
      column.label(row.row.label, role: row.role, barTop: barTop - (column.isAbove ? 4 : 0), in: &scene)
      for zero in [levels.zero, bars.zero] + (group.relative == nil ? [] : [pins?.zero].compactMap { $0 }) {
        scene.path(Path(vertical: zero, from: barTop - 4, to: barTop + (column.isAbove ? 17 : 20)), .axis)
      }
      level(row, group.format, spec.reference, levelPixels, barTop, in: &scene)
      difference(row, group, barPixels, barTop, in: &scene)
      if let format = group.relative { pin(row, format, barTop, in: &scene) }
      top += pitch
    }
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
    _ row: PreparedRow, _ format: ValueFormat, _ reference: VarianceSpec.Reference, _ pixels: Double, _ top: Double,
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
    let printed = row.actual.map(format.bare) ?? "n/a"
    let isLeft = printed.first == "−"
    let ends = [row.actual, row.reference].compactMap { $0 }.map { levels.zero + $0 * pixels } + [levels.zero]
    let end = (isLeft ? ends.min() : ends.max()) ?? levels.zero
    scene.barLabel(
      printed, isLeft: isLeft, end: end, y: top + 10,
      role: row.actual == nil ? .label : row.valueRole, panel: levels)
  }

  private func difference(
    _ row: PreparedRow, _ group: PreparedGroup, _ pixels: Double, _ top: Double, in scene: inout Scene
  ) {
    guard let difference = row.difference else {
      scene.barLabel("n/a", isLeft: false, end: bars.zero, y: top + 10, role: .label, panel: bars)
      return
    }
    let limit = row.row.isTotal ? .infinity : group.limit ?? .infinity
    let end = bars.zero + min(max(difference, -limit), limit) * pixels
    let box = Box(x: min(bars.zero, end), y: top + 1, width: abs(end - bars.zero), height: 11)
    let printed = group.format.bareSigned(difference)
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

  private func pin(_ row: PreparedRow, _ format: ValueFormat, _ top: Double, in scene: inout Scene) {
    guard let pins, let relative = row.relative else { return }
    let limit = pinLimit ?? .infinity
    let end = pins.zero + min(max(relative, -limit), limit) * pinPixels
    let printed = format.signed(relative)
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
