import Formats

func waterfallScene(_ spec: WaterfallSpec, size: ChartSize) -> Scene {
  let rows = waterfallRows(spec)
  guard rows.contains(where: { $0.value != nil }) else { return .noData(width: size.width) }
  let labels = rows.map { (text: $0.step.label, role: $0.role) }
  var column = LabelColumn(labels, width: size.width, fitting: size.isNarrow)
  let widest = rows.map { $0.number.width($0.numberRole) }.max() ?? 0
  if widest > WaterfallPanel.textRoom(beside: column, width: size.width) {
    column = LabelColumn(labels, width: size.width, fitting: size.isNarrow, isAbove: true)
  }
  var scene = Scene(width: size.width, height: 0)
  guard hasSmallDrivers(rows) else {
    WaterfallPanel(rows, column: column, top: 0, isCut: false, format: spec.format, width: size.width).draw(in: &scene)
    return scene
  }
  // On the totals' scale the drivers would be slivers: the totals from zero, then all steps on a scale of their own.
  let totals = rows.filter(\.isTotal)
  let whole = WaterfallPanel(totals, column: column, top: 0, isCut: false, format: spec.format, width: size.width)
  whole.draw(in: &scene)
  let heading = scene.height + 16
  let part = WaterfallPanel(
    rows, column: column, top: heading + 8, isCut: true, format: spec.format, width: size.width)
  let factor = NumberText(factor: part.pixelsPerUnit / whole.pixelsPerUnit) {
    phrase("The same steps, scale × \($0), axis cut")
  }
  scene.number(factor, x: 0, y: heading, role: .small, room: size.width)
  part.draw(in: &scene)
  return scene
}

/// A bridge between totals whose drivers are all under 15% of the first.
private func hasSmallDrivers(_ rows: [WaterfallRow]) -> Bool {
  guard let first = rows.first, first.step.kind == .total, let start = first.value, start > 0 else { return false }
  let drivers = rows.filter { !$0.isTotal }.compactMap(\.value)
  return drivers.count > 1 && drivers.contains { $0 != 0 } && drivers.allSatisfy { abs($0) < start * 0.15 }
    && rows.allSatisfy { ($0.value ?? 1) > 0 || !$0.isTotal }
}

/// Rows on one scale.
private struct WaterfallPanel {
  var rows: [WaterfallRow]
  var column: LabelColumn
  var tops: [Double]
  var top: Double
  var bottom: Double
  var left: Double
  var right: Double
  var textRoom: Double
  var axis: ValueAxis
  /// The axis does not start at zero; totals are drawn with a break.
  var isCut: Bool

  init(
    _ rows: [WaterfallRow], column: LabelColumn, top: Double, isCut: Bool, format: ValueFormat, width: Double
  ) {
    self.rows = rows
    self.column = column
    self.top = top
    self.isCut = isCut
    var values = rows.filter { $0.value != nil }.flatMap { isCut && $0.isTotal ? [$0.to] : [$0.from, $0.to] }
    if isCut, let low = values.min(), let high = values.max() { values.append(low - (high - low) * 0.2) }
    let widest = min(
      rows.map { $0.number.width($0.numberRole) }.max() ?? 0, Self.textRoom(beside: column, width: width))
    textRoom = widest
    // A label stands outside its bar, so both sides keep room for the widest.
    let hasNegative = values.contains { $0 < 0 }
    left = column.width + (hasNegative ? widest + 6 : 0)
    right = width - widest - 6
    axis = ValueAxis(
      values, count: max(2, Int((right - left) / 70)), includesZero: !isCut, isNice: false, format: format)
    tops = rowTops(rows, from: top, isAbove: column.isAbove)
    bottom = (tops.last ?? top) + 18
  }

  /// What a value may take on either side, so that bars keep 40 px.
  static func textRoom(beside column: LabelColumn, width: Double) -> Double { (width - column.width - 52) / 2 }

  func x(_ value: Double) -> Double { left + axis.share(value) * (right - left) }

  var pixelsPerUnit: Double { (right - left) / (axis.high - axis.low) }

  func draw(in scene: inout Scene) {
    scene.height = bottom + 19
    if !isCut { scene.baseline = .x(x(0)) }
    let spans = column.isAbove ? column.spans(tops, bottom: bottom) : [(top + 2, bottom)]
    scene.sideGrid(axis, spans: spans, bottom: bottom, zero: isCut ? .infinity : 0, x: x)
    for (i, row) in rows.enumerated() {
      if let heading = row.step.heading, !heading.isEmpty {
        let y = tops[i] - (column.isAbove ? 19 : 7)
        scene.text(heading, x: 0, y: y, role: .small, room: column.isAbove ? scene.width : column.width - 10)
      }
      column.label(row.step.label, role: row.role, barTop: tops[i], in: &scene)
      if i + 1 < rows.count, isCut || rows.contains(where: { !$0.isTotal }), !meetsLabel(x(row.after), of: rows[i + 1])
      {
        scene.path(Path(vertical: x(row.after), from: tops[i] + 12, to: tops[i + 1]), .connector)
      }
      draw(row, top: tops[i], in: &scene)
    }
  }

  /// Labels above their bars leave a connector no way through.
  private func meetsLabel(_ x: Double, of row: WaterfallRow) -> Bool {
    let heading = TextRole.small.width(row.step.heading ?? "")
    return column.isAbove && x < max(row.role.width(row.step.label), heading) + 3
  }

  private func draw(_ row: WaterfallRow, top: Double, in scene: inout Scene) {
    guard row.value != nil else {
      scene.text("n/a", x: x(row.after) + 6, y: top + 10, halo: true)
      return
    }
    let isBroken = isCut && row.isTotal
    let from = isBroken ? left : x(row.from)
    let bar = Box(x: min(from, x(row.to)), y: top, width: abs(x(row.to) - from), height: 12)
    scene.rectangle(bar, isBroken ? .cut : row.fill)
    if isBroken {
      var mark = Path()
      for x in [left + 8, left + 12] { mark.commands += [.move(x, top + 13), .line(x + 4, top - 1)] }
      scene.path(mark, .axisBreak)
    }
    scene.waterfallLabel(row, bar: bar, left: column.width, room: textRoom, y: top + 10)
  }
}

private struct WaterfallRow {
  var step: WaterfallSpec.Step
  var value: Double?
  var from: Double
  var to: Double
  /// The running sum below this row.
  var after: Double
  var number: NumberText

  var isTotal: Bool { step.kind == .total || step.kind == .subtotal }
  var numberRole: TextRole { isTotal ? .strong : .value }
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
    var row = WaterfallRow(
      step: step, value: value, from: running, to: running, after: running, number: NumberText("n/a"))
    guard let value else { return row }
    switch step.kind {
    case .total, .subtotal:
      (row.from, row.to, row.number) = (0, value, NumberText(value, spec.format, as: ValueFormat.bare))
      running = value
    case .part, .memo:
      row.to = running + value
      row.number = NumberText(value, spec.format, lead: arrow(value, spec.format), as: ValueFormat.bareSigned)
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

private func rowTops(_ rows: [WaterfallRow], from top: Double, isAbove: Bool) -> [Double] {
  var tops: [Double] = []
  var y = top + 4
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
  fileprivate mutating func waterfallLabel(_ row: WaterfallRow, bar: Box, left: Double, room: Double, y: Double) {
    let needed = min(row.number.width(row.numberRole), room) + 6
    let falls = row.to < row.from
    let fitsLeft = bar.x - needed >= left
    let role = row.numberRole
    if falls && fitsLeft {
      number(row.number, x: bar.x - 6, y: y, anchor: .end, role: role, halo: true, room: room)
    } else {
      number(row.number, x: bar.right + 6, y: y, role: role, halo: true, room: room)
    }
  }
}
