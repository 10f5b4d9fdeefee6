import Formats

func waterfallScene(_ spec: WaterfallSpec, size: ChartSize) -> Scene {
  let rows = waterfallRows(spec)
  guard !spec.steps.isEmpty, rows.contains(where: { $0.value != nil }) else { return .noData(width: size.width) }
  let format = spec.format
  let width = size.width
  let column = LabelColumn(rows.map { ($0.step.label, $0.role) }, width: width, fitting: size.isNarrow)
  let axisValues = rows.flatMap { $0.value == nil ? [] : [$0.from, $0.to] }
  let widest = rows.map { $0.role.width($0.text) }.max() ?? 0
  // A label stands outside its bar, so both sides keep room for the widest.
  let hasNegative = axisValues.contains { $0 < 0 }
  let left = column.width + (hasNegative ? widest + 6 : 0)
  let right = max(left + 40, width - widest - 6)
  let axis = ValueAxis(
    axisValues, count: max(2, Int((right - left) / 70)), includesZero: true, isNice: false, format: format)
  func x(_ value: Double) -> Double { left + axis.share(value) * (right - left) }

  let tops = rowTops(rows, isAbove: column.isAbove)
  let bottom = (tops.last ?? 0) + 12 + 6
  var scene = Scene(width: width, height: bottom + 19, baseline: .x(x(0)))
  scene.sideGrid(axis, top: 2, bottom: bottom, x: x)
  for (i, row) in rows.enumerated() {
    let top = tops[i]
    if let heading = row.step.heading, !heading.isEmpty {
      scene.text(
        heading, x: 0, y: top - (column.isAbove ? 19 : 7), role: .small,
        room: column.isAbove ? width : column.width - 10)
    }
    column.label(row.step.label, role: row.role, barTop: top, in: &scene)
    if i + 1 < rows.count {
      scene.path(Path(vertical: x(row.after), from: top + 12, to: tops[i + 1]), .connector)
    }
    guard row.value != nil else {
      scene.text("n/a", x: x(row.after) + 6, y: top + 10, halo: true)
      continue
    }
    let bar = Box(x: min(x(row.from), x(row.to)), y: top, width: abs(x(row.to) - x(row.from)), height: 12)
    scene.rectangle(bar, row.fill)
    scene.waterfallLabel(row, bar: bar, left: column.width, y: top + 10)
  }
  return scene
}

private struct WaterfallRow {
  var step: WaterfallSpec.Step
  var value: Double?
  var from: Double
  var to: Double
  /// The running sum below this row.
  var after: Double
  var text: String

  var isTotal: Bool { step.kind == .total || step.kind == .subtotal }
  var role: TextRole { isTotal ? .strong : .label }

  var fill: MarkRole {
    switch step.kind {
    case .total, .subtotal: .actual
    case .part: .part
    case .memo: .memo
    }
  }
}

private func waterfallRows(_ spec: WaterfallSpec) -> [WaterfallRow] {
  var running = 0.0
  return spec.steps.map { step in
    let value = spec.format.usable(step.value)
    var row = WaterfallRow(step: step, value: value, from: running, to: running, after: running, text: "n/a")
    guard let value else { return row }
    switch step.kind {
    case .total, .subtotal:
      (row.from, row.to, row.text) = (0, value, spec.format.bare(value))
      running = value
    case .part, .memo:
      row.to = running + value
      row.text = arrow(value, spec.format) + spec.format.bareSigned(value)
      if step.kind == .part { running += value }
    }
    row.after = running
    return row
  }
}

/// The arrow of a change that prints as other than zero.
private func arrow(_ value: Double, _ format: ValueFormat) -> String {
  if format.bareSigned(value).first == "+" { return "▲ " }
  return format.bareSigned(value).first == "−" ? "▼ " : ""
}

private func rowTops(_ rows: [WaterfallRow], isAbove: Bool) -> [Double] {
  var tops: [Double] = []
  var y = 4.0
  for row in rows {
    if !(row.step.heading ?? "").isEmpty { y += 15 }
    if isAbove { y += 13 }
    tops.append(y)
    y += isAbove ? 18 : 20
  }
  return tops
}

extension Scene {
  /// Right of the bar, or left of it for a fall that leaves room there.
  fileprivate mutating func waterfallLabel(_ row: WaterfallRow, bar: Box, left: Double, y: Double) {
    let needed = row.role.width(row.text) + 6
    let falls = row.to < row.from
    let fitsLeft = bar.x - needed >= left
    let role: TextRole = row.isTotal ? .strong : .value
    if (falls && fitsLeft) || bar.right + needed > width {
      text(row.text, x: bar.x - 6, y: y, anchor: .end, role: role, halo: true)
    } else {
      text(row.text, x: bar.right + 6, y: y, role: role, halo: true)
    }
  }
}
