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
  func labels(_ index: Int, _ members: [Int], named: Bool) -> [SlopeLabel] {
    // Ties stand in one order on both sides: by value, by the value at the line's other end, then as listed.
    let isLeft = index == 0
    func key(_ i: Int) -> (Double, Double, Int) {
      let known = series[i].values.compactMap { $0 }
      return (-(series[i].values[index] ?? 0), -((isLeft ? known.last : known.first) ?? 0), i)
    }
    let labels = members.sorted { key($0) < key($1) }.compactMap { i -> SlopeLabel? in
      guard let value = series[i].values[index] else { return nil }
      let number = NumberText(value, format, lead: named ? series[i].series.label + " " : "")
      return SlopeLabel(value: value, number: number, rank: series[i].rank)
    }
    return named ? labels : SlopeLabel.merged(labels)
  }
  let leftLabels = labels(
    0, series.indices.filter { series[$0].values[0] != nil }, named: !size.isNarrow)
  let rightLabels = labels(
    count - 1, series.indices.filter { series[$0].values[count - 1] != nil }, named: true)
  func widest(_ labels: [SlopeLabel]) -> Double { min(limit, labels.map { $0.number.width($0.role) }.max() ?? 0) }
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
  var sides = [
    SlopeSide(labels: leftLabels, place: left, isLeft: true, room: left - leader),
    SlopeSide(labels: rightLabels, place: right, isLeft: false, room: size.width - right - leader),
  ]
  let between = (right - left) / Double(count - 1) - leader - 8
  for index in 1..<(count - 1) {
    let starts = series.indices.filter { series[$0].first == index && series[$0].last > index }
    let ends = series.indices.filter { series[$0].last == index }
    sides.append(
      SlopeSide(
        labels: labels(index, starts, named: false), place: x(index), isLeft: true, room: between))
    sides.append(
      SlopeSide(
        labels: labels(index, ends, named: true), place: x(index), isLeft: false, room: between))
  }
  for side in sides {
    let tops = spread(
      side.labels.map { y($0.value) - line / 2 }, heights: side.labels.map { _ in line }, from: top - line / 2,
      to: top + height + line / 2)
    for (label, labelTop) in zip(side.labels, tops) {
      // What does not fit between two periods is in the table.
      guard label.number.fits(side.room, label.role) else { continue }
      let middle = labelTop + line / 2
      let sign = side.isLeft ? -1.0 : 1
      var path = Path()
      path.commands = [
        .move(side.place + sign * 4, y(label.value)), .line(side.place + sign * (leader - 3), middle),
      ]
      if abs(middle - y(label.value)) > 1.5 { scene.path(path, .rule) }
      let isBetween = side.place > left && side.place < right
      scene.number(
        label.number, x: side.place + sign * (isBetween && abs(middle - y(label.value)) <= 1.5 ? 7 : leader),
        y: middle + 3.8, anchor: side.isLeft ? .end : .start, role: label.role, halo: isBetween, room: side.room)
    }
  }
  return scene
}

/// The labels on one side of a period's axis.
private struct SlopeSide {
  var labels: [SlopeLabel]
  var place: Double
  var isLeft: Bool
  var room: Double
}

/// A value beside its axis, with the line's name where that is wanted.
private struct SlopeLabel {
  var value: Double
  var number: NumberText
  var rank: Int

  var role: TextRole { [.value, .strong, .accent][rank] }

  /// Bare figures that read alike stand once, by the weightiest of their lines.
  static func merged(_ labels: [SlopeLabel]) -> [SlopeLabel] {
    var out: [SlopeLabel] = []
    for label in labels {
      if let last = out.last, last.number == label.number {
        if label.rank > last.rank { out[out.count - 1] = label }
      } else {
        out.append(label)
      }
    }
    return out
  }
}

private struct PreparedSlope {
  var series: SlopeSpec.Series
  var values: [Double?]

  /// 0: a line among others, 1: the largest change, 2: more than noise.
  var rank: Int { series.isFocus ? 2 : series.isLargest ? 1 : 0 }

  var role: TextRole { [.value, .strong, .accent][rank] }

  /// The period of the line's first value.
  var first: Int { values.firstIndex { $0 != nil } ?? 0 }

  /// The period of the line's last value.
  var last: Int { values.lastIndex { $0 != nil } ?? 0 }
}
