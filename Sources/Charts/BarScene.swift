import Formats

func barScene(_ spec: BarSpec, size: ChartSize) -> Scene {
  let format = spec.format
  let width = size.width
  var rows = spec.bars.map { PreparedBar($0, format: format) }
  let values = rows.flatMap { [$0.value, $0.ends?.low, $0.ends?.high] }.compactMap { $0 }
  guard !rows.isEmpty, !values.isEmpty else { return .noData(width: width) }

  func room(isNegative: Bool) -> Double {
    rows.filter { $0.isNegative == isNegative }.map { $0.textWidth + 6 }.max() ?? 0
  }
  let labels = rows.map { (text: $0.bar.label, role: TextRole.label) }
  // Remarks, then intervals, give way to the bars.
  var column = LabelColumn(labels, width: width, fitting: size.isNarrow)
  while width - column.width - room(isNegative: true) - room(isNegative: false) < 60, rows.contains(where: \.canShrink)
  {
    for i in rows.indices { rows[i].shrink() }
  }
  if width - column.width - room(isNegative: true) - room(isNegative: false) < 60 {
    column = LabelColumn(labels, width: width, fitting: size.isNarrow, isAbove: true)
  }
  let (leftRoom, rightRoom) = (room(isNegative: true), room(isNegative: false))
  let left = column.width + leftRoom
  let right = max(left + 20, width - max(rightRoom, 2))
  let axis = ValueAxis(
    values + spec.span.ends, count: max(2, Int((right - left) / 70)), includesZero: true, isNice: false, format: format)
  func x(_ value: Double) -> Double { left + axis.share(value) * (right - left) }

  let pitch = column.isAbove ? 31.0 : 22.0
  let bottom = Double(rows.count) * pitch + 6
  var scene = Scene(width: width, height: bottom + 19, baseline: .x(x(0)))
  scene.span = axis.low...axis.high
  scene.ruler = Ruler(at: bottom + 2, from: left, to: right, isVertical: false)
  let tops = rows.indices.map { Double($0) * pitch + (column.isAbove ? 18 : 6) }
  scene.sideGrid(axis, spans: column.spans(tops, bottom: bottom), bottom: bottom, x: x)
  for (i, row) in rows.enumerated() {
    let top = tops[i]
    column.label(row.bar.label, role: .label, barTop: top, in: &scene)
    guard let value = row.value else {
      row.print(in: &scene, left: x(0) - 6, right: x(0) + 6, y: top + 10)
      continue
    }
    let bar = Box(x: min(x(0), x(value)), y: top, width: abs(x(value) - x(0)), height: 12)
    scene.rectangle(bar, row.bar.isHighlighted ? .accent : .actual)
    var outer = (low: min(x(value), x(0)), high: max(x(value), x(0)))
    if let ends = row.ends {
      let whisker = Path(horizontal: top + 6, from: x(ends.low), to: x(ends.high))
      // A whisker shows on its bar by an outline in the colour of the paper.
      scene.path(whisker, .whiskerHalo)
      scene.path(whisker, .whisker)
      outer = (min(outer.low, x(ends.low)), max(outer.high, x(ends.high)))
    }
    row.print(in: &scene, left: outer.low - 6, right: outer.high + 6, y: top + 10)
  }
  return scene
}

private struct PreparedBar {
  var bar: BarSpec.Bar
  var value: Double?
  var ends: (low: Double, high: Double)?
  var parts: [(text: String, role: TextRole)] = []

  init(_ bar: BarSpec.Bar, format: ValueFormat) {
    self.bar = bar
    value = format.usable(bar.value)
    guard let value else {
      parts = [("n/a", .label)]
      return
    }
    ends = format.usable(bar.low, bar.high)
    parts = [(format.string(value), .strong)]
    if let ends { parts.append(("(" + format.interval(ends.low, ends.high) + ")", .label)) }
    if let remark = bar.remark, !remark.isEmpty {
      parts.append((truncated(remark, to: 90, size: TextRole.small.size, weight: .regular), .small))
    }
  }

  var canShrink: Bool { parts.count > 1 }

  mutating func shrink() {
    if canShrink { parts.removeLast() }
  }

  var isNegative: Bool { (value ?? 0) < 0 }

  var textWidth: Double { parts.reduce(-4) { $0 + $1.role.width($1.text) + 4 } }

  /// Prints the value, interval and remark outside the bar and its whisker.
  func print(in scene: inout Scene, left: Double, right: Double, y: Double) {
    var x = isNegative ? left - textWidth : right
    for part in parts {
      scene.text(part.text, x: x, y: y, role: part.role, halo: true)
      x += part.role.width(part.text) + 4
    }
  }
}
