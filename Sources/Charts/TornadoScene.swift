import Formats

func tornadoScene(_ spec: TornadoSpec, size: ChartSize) -> Scene {
  let format = spec.format
  let width = size.width
  let rows = spec.rows.compactMap { PreparedDriver($0, format: format) }
  guard let base = format.usable(spec.base), !rows.isEmpty else { return .noData(width: width) }
  var column = LabelColumn(rows.map { ($0.row.label, .label) }, width: width, fitting: size.isNarrow)
  let leftWidest = rows.map { $0.left.width }.max() ?? 0
  let rightWidest = rows.map { $0.right.width }.max() ?? 0
  if width - column.width - leftWidest - rightWidest < 80 {
    column = LabelColumn(rows.map { ($0.row.label, .label) }, width: width, fitting: size.isNarrow, isAbove: true)
  }
  let room = max(20, (width - column.width - 60) / 2)
  let (leftRoom, rightRoom) = (min(leftWidest, room), min(rightWidest, room))
  let left = column.width + leftRoom + 6
  let right = width - rightRoom - 6
  let axis = ValueAxis(
    rows.flatMap { [$0.row.atLow, $0.row.atHigh] } + [base], count: max(2, Int((right - left) / 70)), isNice: false,
    format: format)
  func x(_ value: Double) -> Double { left + axis.share(value) * (right - left) }

  let pitch = column.isAbove ? 36.0 : 24
  let top = 18.0
  let bottom = top + Double(rows.count) * pitch + 4
  let tops = rows.indices.map { top + Double($0) * pitch + (column.isAbove ? 18 : 4) }
  var scene = Scene(width: width, height: bottom + 19)
  let spans = column.isAbove ? tops.map { ($0 - 2, $0 + 16) } : [(top, bottom)]
  scene.sideGrid(axis, spans: spans, bottom: bottom, zero: .infinity, x: x)
  for (row, barTop) in zip(rows, tops) {
    column.label(row.row.label, role: .label, barTop: barTop + (column.isAbove ? -2 : 1), in: &scene)
    row.draw(base: base, top: barTop, x: x, rooms: (leftRoom, rightRoom), in: &scene)
  }
  for span in spans {
    let line = Path(vertical: x(base), from: span.0, to: span.1)
    scene.path(line, .whiskerHalo)
    scene.path(line, .mean)
  }
  let text = spec.baseLabel + " " + format.string(base)
  let half = min(TextRole.strong.width(text), width) / 2
  scene.text(text, x: min(max(x(base), half), width - half), y: 10, anchor: .middle, role: .strong, room: width)
  return scene
}

private struct PreparedDriver {
  struct End {
    var value: Double
    var input: String
    var isLowInput: Bool
    var output: String

    var width: Double { TextRole.value.width(output) + 5 + TextRole.small.width(input) }
  }

  var row: TornadoSpec.Row
  /// The lower and the higher result.
  var left: End
  var right: End

  init?(_ row: TornadoSpec.Row, format: ValueFormat) {
    guard let atLow = format.usable(row.atLow), let atHigh = format.usable(row.atHigh) else { return nil }
    self.row = row
    let ends = [
      End(value: atLow, input: phrase("at \(row.lowInput)"), isLowInput: true, output: format.string(atLow)),
      End(value: atHigh, input: phrase("at \(row.highInput)"), isLowInput: false, output: format.string(atHigh)),
    ]
    (left, right) = atLow <= atHigh ? (ends[0], ends[1]) : (ends[1], ends[0])
  }

  /// The driver's lower end is pale, its upper end dark, whichever way the result goes.
  func draw(base: Double, top: Double, x: (Double) -> Double, rooms: (Double, Double), in scene: inout Scene) {
    // Where both ends lie on one side of the base line, each takes half of the bar's height.
    let isOneSided = (left.value - base) * (right.value - base) > 0
    for (index, end) in [left, right].enumerated() {
      let half = Box(
        x: min(x(base), x(end.value)), y: top + (isOneSided && index == 1 ? 7 : 0), width: abs(x(end.value) - x(base)),
        height: isOneSided ? 7 : 14)
      scene.rectangle(half, end.isLowInput ? .lowEnd : .highEnd)
    }
    let leftEnd = min(x(left.value), x(base)) - 5
    let rightEnd = max(x(right.value), x(base)) + 5
    let leftOutput = min(TextRole.value.width(left.output), rooms.0)
    scene.text(left.output, x: leftEnd, y: top + 11, anchor: .end, role: .value, halo: true, room: leftOutput + 0.1)
    let leftInput = rooms.0 - leftOutput - 5
    if leftInput > 8 {
      scene.text(
        left.input, x: leftEnd - leftOutput - 5, y: top + 11, anchor: .end, role: .small, halo: true, room: leftInput)
    }
    let rightOutput = min(TextRole.value.width(right.output), rooms.1)
    scene.text(right.output, x: rightEnd, y: top + 11, role: .value, halo: true, room: rightOutput + 0.1)
    let rightInput = rooms.1 - rightOutput - 5
    if rightInput > 8 {
      scene.text(
        right.input, x: rightEnd + rightOutput + 5, y: top + 11, role: .small, halo: true, room: rightInput)
    }
  }
}
