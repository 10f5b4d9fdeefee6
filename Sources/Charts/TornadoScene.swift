import Formats

func tornadoScene(_ spec: TornadoSpec, size: ChartSize) -> Scene {
  let format = spec.format
  let width = size.width
  let rows = spec.rows.compactMap { PreparedDriver($0, format: format) }
  guard let base = format.usable(spec.base), !rows.isEmpty else { return .noData(width: width) }
  let labels = rows.map { ($0.row.label, TextRole.label) }
  let beside = LabelColumn(labels, width: width, fitting: size.isNarrow)
  let above = LabelColumn(labels, width: width, fitting: size.isNarrow, isAbove: true)
  func axis(_ count: Int) -> ValueAxis {
    ValueAxis(
      rows.flatMap { [$0.row.atLow, $0.row.atHigh] } + [base], count: count, isNice: false, format: format,
      hasUnit: true)
  }
  let ends = axis(2)
  // Labels move above the bars, then what the drivers are at goes, then figures are shortened.
  let arrangements: [(column: LabelColumn, level: Int)] = [
    (beside, 0), (above, 0), (beside, 1), (above, 1), (above, 2), (above, 3),
  ]
  guard
    let (arrangement, plot) = SidePlot.first(
      of: arrangements, enough: width * 0.4,
      plot: { arrangement in
        SidePlot(
          from: arrangement.column.width, to: width,
          rows.flatMap { $0.beside(ends, base: base, level: arrangement.level) })
      })
  else { return .noData(width: width) }
  let column = arrangement.column
  let (left, right) = (plot.left, plot.right)
  let axis = axis(max(2, Int(plot.width / 80)))
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
    row.draw(base: base, top: barTop, x: x, level: arrangement.level, in: &scene)
  }
  for span in spans {
    let line = Path(vertical: x(base), from: span.0, to: span.1)
    scene.path(line, .whiskerHalo)
    scene.path(line, .mean)
  }
  let number = NumberText(base, format, lead: spec.baseLabel.isEmpty ? "" : spec.baseLabel + " ")
  let half = min(number.width(.strong), width) / 2
  scene.number(
    number, x: min(max(x(base), half), width - half), y: 10, anchor: .middle, role: .strong, room: width)
  return scene
}

private struct PreparedDriver {
  struct End {
    var value: Double
    var input: String
    var isLowInput: Bool
    var output: NumberText

    /// At level 1 the input goes, then digits.
    func width(_ level: Int) -> Double {
      TextRole.value.width(print(level)) + (level == 0 ? 5 + TextRole.small.width(input) : 0)
    }

    func print(_ level: Int) -> String { output.print(max(0, level - 1)) }
  }

  var row: TornadoSpec.Row
  /// The lower and the higher result.
  var left: End
  var right: End

  init?(_ row: TornadoSpec.Row, format: ValueFormat) {
    guard let atLow = format.usable(row.atLow), let atHigh = format.usable(row.atHigh) else { return nil }
    self.row = row
    let ends = [
      End(value: atLow, input: phrase("at \(row.lowInput)"), isLowInput: true, output: NumberText(atLow, format)),
      End(value: atHigh, input: phrase("at \(row.highInput)"), isLowInput: false, output: NumberText(atHigh, format)),
    ]
    (left, right) = atLow <= atHigh ? (ends[0], ends[1]) : (ends[1], ends[0])
  }

  func beside(_ axis: ValueAxis, base: Double, level: Int) -> [SidePlot.Beside] {
    [
      .init(share: axis.share(min(left.value, base)), needed: left.width(level) + 6, isLeft: true),
      .init(share: axis.share(max(right.value, base)), needed: right.width(level) + 6, isLeft: false),
    ]
  }

  /// The driver's lower end is pale, its upper end dark, whichever way the result goes.
  func draw(base: Double, top: Double, x: (Double) -> Double, level: Int, in scene: inout Scene) {
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
    let (leftOutput, rightOutput) = (NumberText(left.print(level)), NumberText(right.print(level)))
    scene.number(leftOutput, x: leftEnd, y: top + 11, anchor: .end, role: .value, halo: true)
    scene.number(rightOutput, x: rightEnd, y: top + 11, role: .value, halo: true)
    guard level == 0 else { return }
    // What a driver is at holds a number as often as not.
    scene.number(
      NumberText(left.input), x: leftEnd - leftOutput.width(.value) - 5, y: top + 11, anchor: .end, role: .small,
      halo: true)
    scene.number(
      NumberText(right.input), x: rightEnd + rightOutput.width(.value) + 5, y: top + 11, role: .small, halo: true)
  }
}
