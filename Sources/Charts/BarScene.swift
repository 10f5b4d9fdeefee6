import Formats

func barScene(_ spec: BarSpec, size: ChartSize) -> Scene {
  let format = spec.format
  let width = size.width
  var rows = spec.bars.map { PreparedBar($0, format: format) }
  let values = rows.flatMap { [$0.value, $0.ends?.low, $0.ends?.high] }.compactMap { $0 }
  guard !rows.isEmpty, !values.isEmpty else { return .noData(width: width) }

  let labels = rows.map { (text: $0.bar.label, role: TextRole.label) }
  let beside = LabelColumn(labels, width: width, fitting: size.isNarrow)
  let above = LabelColumn(labels, width: width, fitting: size.isNarrow, isAbove: true)
  let axis = ValueAxis(values + spec.span.ends, count: 2, includesZero: true, isNice: false, format: format)
  // Remarks give way to the bars, then labels move above them, then intervals go and figures are shortened.
  let arrangements: [(column: LabelColumn, level: Int)] = [
    (beside, 0), (beside, 1), (above, 1), (beside, 2), (above, 2), (above, 3), (above, 4),
  ]
  let hasBothSides = rows.contains { $0.isNegative } && rows.contains { !$0.isNegative }
  guard
    let (arrangement, plot) = SidePlot.first(
      of: arrangements, enough: width * (hasBothSides ? 0.5 : 0.36),
      plot: { arrangement in
        SidePlot(from: arrangement.column.width, to: width, rows.map { $0.beside(axis, level: arrangement.level) })
      })
  else { return .noData(width: width) }
  let column = arrangement.column
  for i in rows.indices { rows[i].level = arrangement.level }
  let (left, right) = (plot.left, plot.right)
  let ticks = ValueAxis(
    values + spec.span.ends, count: max(2, Int(plot.width / 70)), includesZero: true, isNice: false, format: format)
  func x(_ value: Double) -> Double { left + axis.share(value) * (right - left) }

  let pitch = column.isAbove ? 31.0 : 22.0
  let bottom = Double(rows.count) * pitch + 6
  var scene = Scene(width: width, height: bottom + 19, baseline: .x(x(0)))
  scene.span = axis.low...axis.high
  scene.ruler = Ruler(at: bottom + 2, from: left, to: right, isVertical: false)
  let tops = rows.indices.map { Double($0) * pitch + (column.isAbove ? 18 : 6) }
  scene.sideGrid(ticks, spans: column.spans(tops, bottom: bottom), bottom: bottom, x: x)
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
  /// How much is left out: 1 the remark, 2 the interval, beyond that digits.
  var level = 0
  private var format: ValueFormat

  init(_ bar: BarSpec.Bar, format: ValueFormat) {
    self.bar = bar
    self.format = format
    value = format.usable(bar.value)
    ends = value == nil ? nil : format.usable(bar.low, bar.high)
  }

  private struct Part {
    var text: String
    var role: TextRole
    var isNumber = true

    var width: Double { role.width(text) }
  }

  private func parts(_ level: Int) -> [Part] {
    guard let value else { return [Part(text: "n/a", role: .label)] }
    var parts = [Part(text: NumberText(value, format).print(level - 2 < 0 ? 0 : level - 2), role: .strong)]
    if let ends, level < 2 { parts.append(Part(text: "(" + format.interval(ends.low, ends.high) + ")", role: .label)) }
    if let remark = bar.remark, !remark.isEmpty, level == 0 {
      let cut = truncated(remark, to: 90, size: TextRole.small.size, weight: .regular)
      parts.append(Part(text: cut, role: .small, isNumber: false))
    }
    return parts
  }

  var isNegative: Bool { (value ?? 0) < 0 }

  private func width(_ level: Int) -> Double { parts(level).reduce(-4) { $0 + $1.width + 4 } }

  /// What the texts take beside the bar and its whisker.
  func beside(_ axis: ValueAxis, level: Int) -> SidePlot.Beside {
    let reach = [0, value, ends?.low, ends?.high].compactMap { $0 }
    let outer = isNegative ? reach.min() : reach.max()
    return .init(share: axis.share(outer ?? 0), needed: width(level) + 6.5, isLeft: isNegative)
  }

  /// Prints the value, interval and remark outside the bar and its whisker.
  func print(in scene: inout Scene, left: Double, right: Double, y: Double) {
    var x = isNegative ? left - width(level) : right
    for part in parts(level) {
      if part.isNumber {
        scene.number(NumberText(part.text), x: x, y: y, role: part.role, halo: true)
      } else {
        scene.text(part.text, x: x, y: y, role: part.role, halo: true)
      }
      x += part.width + 4
    }
  }
}
