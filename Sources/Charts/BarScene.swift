import Formats

func barScene(_ spec: BarSpec, size: ChartSize) -> Scene {
  let format = spec.format
  let width = size.width
  let rows = spec.bars.map { PreparedBar($0, format: format) }
  let values = rows.flatMap { [$0.value, $0.ends?.low, $0.ends?.high] }.compactMap { $0 }
  guard !rows.isEmpty, !values.isEmpty else { return .noData(width: width) }

  let column = LabelColumn(rows.map { ($0.bar.label, .label) }, width: width, fitting: size.isNarrow)
  let rightRoom = rows.filter { !$0.isNegative }.map(\.textWidth).max() ?? 0
  let leftRoom = rows.filter(\.isNegative).map(\.textWidth).max() ?? 0
  let left = column.width + leftRoom + (leftRoom > 0 ? 6 : 0)
  let right = max(left + 40, width - rightRoom - 6)
  let axis = ValueAxis(
    values, count: max(2, Int((right - left) / 70)), includesZero: true, isNice: false, format: format)
  func x(_ value: Double) -> Double { left + axis.share(value) * (right - left) }

  let pitch = column.isAbove ? 31.0 : 22.0
  let bottom = Double(rows.count) * pitch + 6
  var scene = Scene(width: width, height: bottom + 19, baseline: .x(x(0)))
  scene.sideGrid(axis, top: 2, bottom: bottom, x: x)
  for (i, row) in rows.enumerated() {
    let top = Double(i) * pitch + (column.isAbove ? 18 : 6)
    column.label(row.bar.label, role: .label, barTop: top, in: &scene)
    guard let value = row.value else {
      scene.text("n/a", x: x(0) + 6, y: top + 10, role: .label, halo: true)
      continue
    }
    let bar = Box(x: min(x(0), x(value)), y: top, width: abs(x(value) - x(0)), height: 12)
    scene.rectangle(bar, row.bar.isHighlighted ? .accent : .actual)
    var outer = (low: min(x(value), x(0)), high: max(x(value), x(0)))
    if let ends = row.ends {
      // The part of a whisker that lies on the bar is drawn in the paper's colour by its halo.
      scene.path(Path(horizontal: top + 6, from: x(ends.low), to: x(ends.high)), .whisker)
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
    guard let value else { return }
    ends = format.usable(bar.low, bar.high)
    parts = [(format.string(value), .strong)]
    if let ends { parts.append(("(" + format.interval(ends.low, ends.high) + ")", .label)) }
    if let remark = bar.remark, !remark.isEmpty {
      parts.append((truncated(remark, to: 90, size: TextRole.small.size, weight: .regular), .small))
    }
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
