/// The labels of a chart whose rows run sideways: in a column at the left, or above the bars where they are long and
/// the chart is narrow.
struct LabelColumn {
  var isAbove: Bool
  /// Where the plot may begin.
  var width: Double
  private var total: Double

  init(_ labels: [(text: String, role: TextRole)], width total: Double, fitting isNarrow: Bool, isAbove: Bool = false) {
    self.total = total
    let widest = labels.map { $0.role.width($0.text) }.max() ?? 0
    self.isAbove = isAbove || isNarrow && widest > total * 0.44
    width = self.isAbove ? 0 : min(widest, total * (isNarrow ? 0.44 : 0.36)) + 10
  }

  /// Where grid lines run: through, or beside the bars only, so that none crosses a label above a bar.
  func spans(_ tops: [Double], bottom: Double) -> [(top: Double, bottom: Double)] {
    isAbove ? tops.map { ($0 - 1, $0 + 13) } : [(2, bottom)]
  }

  /// Prints a label left of, or above, the bar that begins at `barTop`.
  func label(_ text: String, role: TextRole, barTop: Double, in scene: inout Scene) {
    if isAbove {
      scene.text(text, x: 0, y: barTop - 4, role: role, room: total)
    } else {
      scene.text(text, x: 0, y: barTop + 10, role: role, room: width - 10)
    }
  }
}

extension Scene {
  /// Vertical grid lines with their values below; the zero line is the axis.
  mutating func sideGrid(
    _ axis: ValueAxis, spans: [(top: Double, bottom: Double)], bottom: Double, zero: Double = 0, x: (Double) -> Double
  ) {
    var grid = Path()
    var ticks = axis.ticks
    // Fewer labels until the measured ones fit.
    func center(_ tick: ValueAxis.Tick) -> Double {
      let half = TextRole.label.width(tick.label) / 2
      return min(max(x(tick.value), half), width - half)
    }
    func meets(_ a: ValueAxis.Tick, _ b: ValueAxis.Tick) -> Bool {
      center(b) - center(a) < (TextRole.label.width(a.label) + TextRole.label.width(b.label)) / 2 + 6
    }
    while ticks.count > 1, zip(ticks, ticks.dropFirst()).contains(where: meets) {
      let kept = ticks.firstIndex { $0.value == zero } ?? 0
      ticks = ticks.enumerated().filter { ($0.offset - kept) % 2 == 0 }.map(\.element)
    }
    for tick in ticks {
      let place = x(tick.value)
      if tick.value != zero {
        for span in spans { grid.commands += Path(vertical: place, from: span.top, to: span.bottom).commands }
      }
      number(NumberText(tick.label), x: center(tick), y: bottom + 14, anchor: .middle, room: width)
    }
    path(grid, .grid)
    var line = Path()
    for span in spans where axis.contains(zero) {
      line.commands += Path(vertical: x(zero), from: span.top, to: span.bottom).commands
    }
    path(line, .axis)
  }
}
