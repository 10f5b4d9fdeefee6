import Formats

func slopeScene(_ spec: SlopeSpec, size: ChartSize) -> Scene {
  let count = spec.periods.count
  let format = spec.format
  let series = spec.series.map { series in
    PreparedSlope(
      series: series,
      values: (0..<count).map { series.values.indices.contains($0) ? format.usable(series.values[$0]) : nil })
  }.filter { $0.values.contains { $0 != nil } }
  let values = series.flatMap(\.values).compactMap { $0 }
  guard count >= 2, let low = values.min(), let high = values.max() else { return .noData(width: size.width) }
  let limit = size.width * (size.isNarrow ? 0.33 : 0.3)
  func labels(_ index: Int, full: Bool) -> [(series: Int, value: Double, text: String, full: String?)] {
    series.indices.compactMap { i in
      guard let value = series[i].values[index] else { return nil }
      let figure = format.string(value)
      guard full else { return (i, value, figure, nil) }
      // The value stays whole; the name gives way.
      let role = series[i].role
      let name = truncated(
        series[i].series.label, to: limit - role.width(" " + figure), size: role.size, weight: role.weight)
      return (
        i, value, name + " " + figure, name == series[i].series.label ? nil : series[i].series.label + " " + figure
      )
    }
  }
  let leftLabels = labels(0, full: !size.isNarrow)
  let rightLabels = labels(count - 1, full: true)
  func widest(_ labels: [(series: Int, value: Double, text: String, full: String?)]) -> Double {
    min(limit, labels.map { series[$0.series].role.width($0.text) }.max() ?? 0)
  }
  let leader = 14.0
  let left = max(widest(leftLabels) + leader, 20)
  let right = size.width - max(widest(rightLabels) + leader, 20)
  let line = 14.0
  let height = max(size.isNarrow ? 170 : 200, Double(series.count) * line)
  let top = 28.0
  func x(_ index: Int) -> Double { left + (right - left) * Double(index) / Double(count - 1) }
  func y(_ value: Double) -> Double { high > low ? top + (high - value) / (high - low) * height : top + height / 2 }

  var scene = Scene(width: size.width, height: top + height + 10)
  for (index, period) in spec.periods.enumerated() {
    scene.path(Path(vertical: x(index), from: top - 6, to: top + height + 6), .grid)
    let reach = min((right - left) / Double(count - 1) / 2, x(index), size.width - x(index))
    scene.text(period, x: x(index), y: 12, anchor: .middle, role: .label, room: 2 * reach - 4)
  }
  for one in series.filter({ $0.rank == 0 }) + series.filter({ $0.rank == 1 }) + series.filter({ $0.rank == 2 }) {
    var path = Path()
    var dots = Path()
    for index in 0..<count {
      guard let value = one.values[index] else { continue }
      dots.dot(Placed(x: x(index), y: y(value)))
      if index > 0, let before = one.values[index - 1] {
        path.commands += [.move(x(index - 1), y(before)), .line(x(index), y(value))]
      }
    }
    scene.path(path, [.other, .largest, .focus][one.rank])
    scene.path(dots, one.series.isFocus ? .point : .otherPoint)
  }
  for (labels, place, isLeft) in [(leftLabels, left, true), (rightLabels, right, false)] {
    let tops = spread(
      labels.map { y($0.value) - line / 2 }, heights: labels.map { _ in line }, from: top - line / 2,
      to: top + height + line / 2)
    for (label, labelTop) in zip(labels, tops) {
      let middle = labelTop + line / 2
      let sign = isLeft ? -1.0 : 1
      var path = Path()
      path.commands = [.move(place + sign * 4, y(label.value)), .line(place + sign * (leader - 3), middle)]
      if abs(middle - y(label.value)) > 1.5 { scene.path(path, .rule) }
      let edge = place + sign * leader
      var mark = TextMark(
        label.text, x: edge, y: middle + 3.8, anchor: isLeft ? .end : .start, role: series[label.series].role,
        room: isLeft ? edge : size.width - edge)
      mark.full = label.full ?? mark.full
      if !mark.text.isEmpty { scene.marks.append(.text(mark)) }
    }
  }
  return scene
}

private struct PreparedSlope {
  var series: SlopeSpec.Series
  var values: [Double?]

  /// 0: a line among others, 1: the largest change, 2: more than noise.
  var rank: Int { series.isFocus ? 2 : series.isLargest ? 1 : 0 }

  var role: TextRole { [.value, .strong, .accent][rank] }
}
