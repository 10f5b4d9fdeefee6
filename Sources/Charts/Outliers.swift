import Formats

/// Values of lines that lie so far from all others that the chart would show little else: they are cut at the edge of the
/// plot, with a mark and their value.
struct Outliers {
  struct Cut {
    var series: Int
    var point: Int
    var day: Int
    var value: Double
    var isHigh: Bool
  }

  private(set) var cuts: [Cut] = []

  /// Cuts nothing.
  init() {}

  /// Finds what lies further from the rest than three times the rest's own span: of at least eight values one in eight,
  /// at most three, and never the latest, which is what a reader came for.
  ///
  /// - Parameter fixed: what the axis has to hold anyway, such as a target.
  init(_ series: [PreparedSeries], besides fixed: [Double]) {
    var all: [(cut: Cut, low: Double, high: Double)] = []
    for (index, one) in series.enumerated() {
      for (place, point) in one.points.enumerated() {
        guard let value = point.value else { continue }
        let cut = Cut(series: index, point: place, day: point.day, value: value, isHigh: true)
        let ends = one.isFocus ? [point.low, point.high].compactMap { $0 } : []
        all.append((cut, min(value, ends.min() ?? value), max(value, ends.max() ?? value)))
      }
    }
    let most = min(3, all.count / 8)
    guard most > 0 else { return }
    let middle = all.map(\.cut.value).sorted()[all.count / 2]
    all.sort { (abs($0.cut.value - middle), $1.cut.day) > (abs($1.cut.value - middle), $0.cut.day) }
    let others = fixed + series.flatMap(\.forecast).compactMap(\.value)
    // Several extremes would hide one another, so the most that can be cut are looked at first.
    for count in stride(from: most, to: 0, by: -1) {
      let rest = all[count...]
      guard let low = (rest.map(\.low) + others).min(), let high = (rest.map(\.high) + others).max(), high > low else {
        continue
      }
      let far = all[..<count].map(\.cut)
      let reach = 3 * (high - low)
      guard far.allSatisfy({ max($0.value - high, low - $0.value) > reach }),
        far.allSatisfy({ series[$0.series].lastIndex != $0.point })
      else { continue }
      cuts = far.map { cut in
        var cut = cut
        cut.isHigh = cut.value > high
        return cut
      }.sorted { ($0.day, $0.series) < ($1.day, $1.series) }
      return
    }
  }

  /// What the axis spans without the cuts, with room towards them.
  func kept(_ series: [PreparedSeries]) -> [Double] {
    var series = series
    for cut in cuts { series[cut.series].points[cut.point].value = nil }
    var values = series.flatMap(\.values)
    guard !cuts.isEmpty, let low = values.min(), let high = values.max() else { return values }
    if cuts.contains(where: \.isHigh) { values.append(high + (high - low) * 0.2) }
    if cuts.contains(where: { !$0.isHigh }) { values.append(low - (high - low) * 0.2) }
    return values
  }

  /// Puts the cut points on the edge of the plot.
  func apply(to series: inout [PreparedSeries], low: Double, high: Double) {
    for cut in cuts {
      let edge = cut.isHigh ? high : low
      var point = series[cut.series].points[cut.point]
      point.value = edge
      if point.low != nil, point.high != nil { (point.low, point.high) = (edge, edge) }
      series[cut.series].points[cut.point] = point
    }
  }

  /// Marks and values; false where a value finds no free place beside its mark.
  func draw(
    in scene: inout Scene, _ place: PlotPlace, from left: Double, to right: Double, top: Double, bottom: Double,
    format: ValueFormat
  ) -> Bool {
    func edge(_ cut: Cut) -> Double { cut.isHigh ? top : bottom }
    for cut in cuts {
      let (x, edge) = (place.x(cut.day), edge(cut))
      let inward = cut.isHigh ? 1.0 : -1
      // The line breaks shortly before the edge and goes on as an arrow.
      var gap = Path()
      for offset in [9.0, 13] {
        gap.commands += [.move(x - 5, edge + inward * (offset + 2)), .line(x + 5, edge + inward * (offset - 2))]
      }
      var arrow = Path()
      arrow.commands = [
        .move(x - 4, edge + inward * 6), .line(x, edge), .line(x + 4, edge + inward * 6), .close,
      ]
      scene.path(gap, .axisBreak)
      scene.path(arrow, .measure)
    }
    for cut in cuts {
      let (x, edge) = (place.x(cut.day), edge(cut))
      let text = format.string(cut.value)
      let width = TextRole.strong.width(text)
      let baseline = cut.isHigh ? edge + 8.5 : edge - 3.5
      let marks = [x + 8, x - 8 - width].map {
        TextMark(NumberText(text), x: $0, y: baseline, role: .strong, hasHalo: true)
      }
      guard let mark = marks.first(where: { $0.box.x >= left && $0.box.right <= right && scene.isFree($0) }) else {
        return false
      }
      scene.marks.append(.text(mark))
    }
    return true
  }
}

extension Scene {
  /// Whether a text would meet no other text, no arrow of a cut and no rule of an event.
  fileprivate func isFree(_ text: TextMark) -> Bool {
    let box = text.box.inset(-1)
    return marks.allSatisfy { mark in
      switch mark {
      case .text(let other): !other.box.overlaps(box, tolerance: 0)
      case .path(_, .event), .path(_, .measure): !mark.bounds.overlaps(box, tolerance: -1)
      default: true
      }
    }
  }
}
