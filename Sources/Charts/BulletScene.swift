import Formats

func bulletScene(_ spec: BulletSpec, size: ChartSize) -> Scene {
  let rows = spec.rows.map(PreparedBullet.init)
  guard rows.contains(where: { $0.value != nil || $0.target != nil }) else { return .noData(width: size.width) }
  let hasStatus = rows.contains { $0.row.status != nil }
  let status = hasStatus ? statusWidth : 0
  var scene = Scene(width: size.width, height: 0)
  if size.isNarrow {
    for (index, row) in rows.enumerated() {
      let top = Double(index) * 62 + 2
      scene.text(row.row.label, x: 0, y: top + 10, role: .strong, room: size.width - status - 8)
      row.status(x: size.width - status, y: top + 10, in: &scene)
      row.draw(from: 0, to: size.width, top: top + 17, in: &scene)
      let target = min(row.targetNumber?.width(.label) ?? 0, size.width * 0.4)
      row.printValue(x: 0, y: top + 50, room: size.width - target - 10, in: &scene)
      if let number = row.targetNumber {
        scene.number(number, x: size.width, y: top + 50, anchor: .end, role: .label, room: target + 0.5)
      }
    }
    scene.height = Double(rows.count) * 62 - 4
    return scene
  }
  let labels = rows.map { max(TextRole.strong.width($0.row.label), TextRole.small.width($0.row.remark)) }.max() ?? 0
  let values = rows.map { max($0.valueWidth, $0.targetNumber?.width(.label) ?? 0) }.max() ?? 0
  let left = min(labels, size.width * 0.28) + 14
  let valueRoom = min(values, size.width * 0.25)
  let right = size.width - valueRoom - status - 28
  for (index, row) in rows.enumerated() {
    let top = Double(index) * 42 + 4
    scene.text(row.row.label, x: 0, y: top + 12, role: .strong, room: left - 14)
    scene.text(row.row.remark, x: 0, y: top + 25, role: .small, room: left - 14)
    row.draw(from: left, to: right, top: top + 4, in: &scene)
    row.printValue(x: right + 14, y: top + 12, room: valueRoom + 0.5, in: &scene)
    if let number = row.targetNumber {
      scene.number(number, x: right + 14, y: top + 25, role: .label, room: valueRoom + 0.5)
    }
    row.status(x: size.width - status, y: top + 12, in: &scene)
  }
  scene.height = Double(rows.count) * 42
  return scene
}

private var statusWidth: Double {
  14 + ([phrase("On target"), phrase("Near"), phrase("Off target")].map { TextRole.label.width($0) }.max() ?? 0)
}

private struct PreparedBullet {
  var row: BulletSpec.Row
  var value: Double?
  var target: Double?
  var ends: (low: Double, high: Double)?
  /// At least two, ascending.
  var edges: [Double]

  init(_ row: BulletSpec.Row) {
    self.row = row
    value = row.format.usable(row.value)
    target = row.format.usable(row.target)
    ends = row.format.usable(row.low, row.high)
    let shown = [value, target, ends?.low, ends?.high].compactMap { $0 }
    let given = row.edges.compactMap(row.format.usable).sorted()
    if given.count >= 2, let first = given.first, let last = given.last, last > first {
      // A value outside the author's ranges widens the outermost one.
      edges = given
      edges[0] = min(first, shown.min() ?? first)
      edges[given.count - 1] = max(last, shown.max() ?? last)
    } else {
      let low = min(0, shown.min() ?? 0)
      let high = max(0, shown.max() ?? 0)
      let pad = (high > low ? high - low : 1) * 0.08
      edges = [low < 0 ? low - pad : 0, high > 0 || low == 0 ? high + pad : 0]
      if let target, target > edges[0], target < edges[1] { edges.insert(target, at: 1) }
    }
  }

  private var valueNumber: NumberText? { value.map { NumberText($0, ends: ends, row.format) } }
  var valueWidth: Double { valueNumber?.width(.strong) ?? TextRole.label.width(phrase("n/a")) }
  var targetNumber: NumberText? { target.map { NumberText($0, row.format, lead: phrase("Target") + " ") } }

  func printValue(x: Double, y: Double, room: Double, in scene: inout Scene) {
    if let valueNumber {
      scene.number(valueNumber, x: x, y: y, role: .strong, room: room)
    } else {
      scene.text(phrase("n/a"), x: x, y: y, role: .label, room: room)
    }
  }

  func draw(from left: Double, to right: Double, top: Double, in scene: inout Scene) {
    let (low, high) = (edges[0], edges[edges.count - 1])
    func x(_ value: Double) -> Double { left + (value - low) / (high - low) * (right - left) }
    let ranges = zip(edges, edges.dropFirst())
    let fills: [MarkRole] = [.range0, .range1, .range2, .range3]
    for (index, range) in ranges.enumerated() {
      let step = row.better == .down ? edges.count - 2 - index : index
      let fill = row.better == .neutral ? .range0 : fills[min(step, fills.count - 1)]
      scene.rectangle(Box(x: x(range.0), y: top, width: x(range.1) - x(range.0), height: 18), fill)
    }
    if let value {
      // Where the scale does not hold zero, a bar's length would mean nothing.
      if low <= 0, high >= 0 {
        let bar = Box(x: min(x(0), x(value)), y: top + 5, width: abs(x(value) - x(0)), height: 8)
        scene.rectangle(bar, .measure)
      }
      if let ends {
        let whisker = Path(horizontal: top + 9, from: x(ends.low), to: x(ends.high))
        scene.path(whisker, .whiskerHalo)
        scene.path(whisker, .whisker)
      }
      if low > 0 || high < 0 { scene.circle(min(max(x(value), left + 4), right - 4), top + 9, 4, .measure) }
    }
    if let target { scene.path(Path(key: min(x(target), right - 2.5), top - 1, width: 2.5, height: 20), .targetTick) }
  }

  func status(x: Double, y: Double, in scene: inout Scene) {
    guard let status = row.status else { return }
    let (centerX, centerY) = (x + 5, y - 4)
    switch status {
    case .onTarget: scene.circle(centerX, centerY, 4.5, .good)
    case .near:
      scene.circle(centerX, centerY, 4, .extreme)
      var half = Path()
      half.commands = [
        .move(centerX, centerY - 4), .line(centerX + 2.8, centerY - 2.8), .line(centerX + 4, centerY),
        .line(centerX + 2.8, centerY + 2.8), .line(centerX, centerY + 4), .close,
      ]
      scene.path(half, .part)
    case .offTarget: scene.path(Path(diamond: centerX, centerY, halfWidth: 5, halfHeight: 5), .bad)
    }
    scene.text(phrase(known: status.rawValue), x: x + 14, y: y, role: .label)
  }
}
