/// The labels of a chart whose rows run sideways: in a column at the left, or above the bars where they are long and
/// the chart is narrow.
struct LabelColumn {
  var isAbove: Bool
  /// Where the plot may begin.
  var width: Double
  private var total: Double

  init(_ labels: [(text: String, role: TextRole)], width total: Double, fitting isNarrow: Bool, indent: Double = 0) {
    self.total = total
    let widest = labels.map { $0.role.width($0.text) }.max() ?? 0
    isAbove = isNarrow && widest + indent > total * 0.36
    width = isAbove ? 0 : min(widest + indent, total * 0.36) + 10
  }

  /// Prints a label left of, or above, the bar that begins at `barTop`.
  func label(_ text: String, role: TextRole, barTop: Double, indent: Double = 0, in scene: inout Scene) {
    if isAbove {
      scene.text(text, x: indent, y: barTop - 4, role: role, room: total - indent)
    } else {
      scene.text(text, x: indent, y: barTop + 10, role: role, room: width - 10 - indent)
    }
  }
}

extension Scene {
  /// Vertical grid lines with their values below; the zero line is the axis.
  mutating func sideGrid(_ axis: ValueAxis, top: Double, bottom: Double, zero: Double = 0, x: (Double) -> Double) {
    var grid = Path()
    var ticks = axis.ticks
    // Fewer labels until the measured ones fit.
    while ticks.count > 1,
      zip(ticks, ticks.dropFirst()).contains(where: { a, b in
        x(b.value) - x(a.value) < (TextRole.label.width(a.label) + TextRole.label.width(b.label)) / 2 + 6
      })
    {
      let hasZero = ticks.firstIndex { $0.value == zero } ?? 0
      ticks = ticks.enumerated().filter { ($0.offset - hasZero) % 2 == 0 }.map(\.element)
    }
    for tick in ticks {
      let place = x(tick.value)
      if tick.value != zero { grid.commands += Path(vertical: place, from: top, to: bottom).commands }
      let half = TextRole.label.width(tick.label) / 2
      text(tick.label, x: min(max(place, half), width - half), y: bottom + 14, anchor: .middle, room: width)
    }
    path(grid, .grid)
    path(Path(vertical: x(zero), from: top, to: bottom), .axis)
  }
}
