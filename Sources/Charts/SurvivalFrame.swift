import Formats

/// The measures of a survival chart: plot, ticks that fit, and the table of counts under them.
struct SurvivalFrame {
  var width: Double
  var left: Double
  var right: Double
  var end: Double
  var top: Double
  var bottom: Double
  var rowLabelRoom: Double
  /// Indices of the spec's times that are printed.
  var shown: [Int]

  init(_ spec: SurvivalSpec, curves: [PreparedCurve], end: Double, width: Double, isNarrow: Bool) {
    self.width = width
    self.end = end
    let rows = curves.flatMap(\.rows)
    let counts = rows.flatMap(\.counts).map { TextRole.value.width(Self.text($0)) }.max() ?? 0
    let half = max(counts, TextRole.label.width(spec.timeFormat.bare(end))) / 2
    let names = rows.map { TextRole.small.width($0.label) } + [TextRole.label.width(spec.timeLabel)]
    rowLabelRoom = min(names.max() ?? 0, width * 0.24)
    left = max(rowLabelRoom + 8 + half, TextRole.label.width(ValueFormat.percent(digits: 0).string(1)) + 8)
    let labels =
      curves.flatMap { curve in
        curve.endLines.map { (curve.isFocus ? TextRole.accent : .label).width($0) }
      }.max() ?? 0
    right = width - max(min(labels, width * 0.25) + 8, half + 1)
    top = spec.promiseLabel.isEmpty ? 8 : 22
    let labelsHeight = Double(curves.reduce(0) { $0 + $1.endLines.count }) * EndLabel.lineHeight
    bottom = top + max(isNarrow ? 132 : 154, labelsHeight)
    shown = Array(spec.times.indices.filter { spec.times[$0] >= 0 && spec.times[$0] <= end })
      .sorted { (spec.times[$0], $0) < (spec.times[$1], $1) }
    while shown.count > 1,
      zip(shown, shown.dropFirst()).contains(where: { x(spec.times[$1]) - x(spec.times[$0]) < half * 2 + 6 })
    {
      shown = shown.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    }
  }

  func x(_ time: Double) -> Double { left + time / end * (right - left) }
  func y(_ share: Double) -> Double { bottom - share * (bottom - top) }

  static func text(_ count: Int?) -> String { count.map { ValueFormat.count.bare(Double($0)) } ?? "" }

  private static let rowHeight = 14.0

  func height(_ curves: [PreparedCurve]) -> Double {
    curves.filter(\.isListed).reduce(bottom + 20) {
      $0 + 20 + Double($1.rows.count) * Self.rowHeight
    }
  }

  /// A dotted line at one half, down to the axis at each median.
  func medians(_ curves: [PreparedCurve]) -> Path {
    let reached = curves.compactMap(\.median).filter { $0 >= 0 && $0 <= end }
    guard let last = reached.max() else { return Path() }
    var path = Path(horizontal: y(0.5), from: left, to: x(last))
    for median in reached { path.commands += Path(vertical: x(median), from: y(0.5), to: bottom).commands }
    return path
  }

  func timeAxis(_ spec: SurvivalSpec, in scene: inout Scene) {
    var axis = Path(horizontal: bottom, from: left, to: right)
    for index in shown { axis.commands += Path(vertical: x(spec.times[index]), from: bottom, to: bottom + 4).commands }
    scene.path(axis, .axis)
    scene.text(spec.timeLabel, x: 0, y: bottom + 15, room: rowLabelRoom)
    for index in shown {
      let time = NumberText(spec.timeFormat.bare(spec.times[index]))
      scene.number(time, x: x(spec.times[index]), y: bottom + 15, anchor: .middle)
    }
  }

  /// The counts, each curve under its name and median.
  func table(_ spec: SurvivalSpec, _ curves: [PreparedCurve], in scene: inout Scene) {
    var y = bottom + 21
    for curve in curves where curve.isListed {
      scene.path(Path(horizontal: y, from: 0, to: width), .rule)
      let role: TextRole = curve.isFocus ? .accent : .strong
      let name = TextMark(curve.label, x: 0, y: y + 13, role: role, room: width * 0.5)
      if !curve.label.isEmpty { scene.marks.append(.text(name)) }
      let from = curve.label.isEmpty ? 0 : name.box.right + 8
      if let median = curve.median {
        let number = NumberText(median, ends: curve.medianEnds, spec.timeFormat, lead: phrase("median") + " ")
        scene.number(number, x: from, y: y + 13, room: width - from)
      } else {
        scene.text(phrase("median not reached"), x: from, y: y + 13, room: width - from)
      }
      y += 17
      for row in curve.rows {
        y += Self.rowHeight
        scene.text(row.label, x: 0, y: y - 3, role: .small, room: rowLabelRoom)
        for index in shown where index < row.counts.count {
          let count = NumberText(Self.text(row.counts[index]))
          scene.number(count, x: x(spec.times[index]), y: y - 3, anchor: .middle, role: .value)
        }
      }
      y += 3
    }
  }
}
