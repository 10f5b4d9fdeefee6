import Formats

func eventStudyScene(_ spec: EventStudySpec, size: ChartSize) -> Scene {
  let format = spec.format
  let points = spec.points.enumerated()
    .sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
    .compactMap { _, point in EffectPoint(point, format: format) }
  guard let first = points.first?.offset, let last = points.last?.offset else { return .noData(width: size.width) }
  let values = points.flatMap { [$0.value, $0.ends?.low, $0.ends?.high] }.compactMap { $0 }
  let height = size == .full ? 190.0 : 160
  let axis = ValueAxis(values + [0] + spec.span.ends, count: max(2, Int(height / 38)), format: format)
  let left = axis.labelWidth + 6
  var labels: [EndLabel] = []
  if let end = points.last(where: { !$0.isReference }) ?? points.last {
    var number = NumberText(end.value, format, as: ValueFormat.signed)
    if let ends = end.ends {
      let both = NumberText([end.value, ends.low, ends.high], format) {
        $0.signed(end.value) + " (" + $0.interval(ends.low, ends.high) + ")"
      }
      number = both.or(number)
    }
    labels.append(EndLabel(value: end.value, lines: [.init(number, role: .accent)]))
  }
  // On a phone the end label would take a third of the plot.
  let column = size.isNarrow ? 0 : (labels.map(\.width).max().map { min($0, size.width * 0.36) } ?? 0) + 6
  let right = size.width - max(column, 10)
  let low = min(Double(first), -0.5) - 0.5
  let high = max(Double(last), 0) + 0.5
  func x(_ offset: Double) -> Double { left + (offset - low) / (high - low) * (right - left) }
  let top = 20.0
  let bottom = top + height
  func y(_ value: Double) -> Double { bottom - axis.share(value) * height }

  var scene = Scene(width: size.width, height: bottom + (spec.offsetLabel.isEmpty ? 19 : 33))
  scene.span = axis.low...axis.high
  scene.ruler = Ruler(at: left - 3, from: bottom, to: top, isVertical: true)
  scene.valueGrid(axis, left: left, right: right, bottom: bottom, y: y)
  scene.path(Path(horizontal: y(0), from: left, to: right), .axis)
  offsetTicks(from: first, to: last, in: &scene, y: bottom, x: x)
  scene.text(spec.offsetLabel, x: right, y: bottom + 29, anchor: .end, role: .small, room: right)
  let rule = x(-0.5)
  let isRight = rule < (left + right) / 2
  scene.path(Path(vertical: rule, from: 1, to: bottom), .event)
  scene.text(
    spec.event, x: isRight ? rule + 4 : rule - 4, y: 10, anchor: isRight ? .start : .end, role: .small,
    room: isRight ? size.width - rule - 4 : rule - 4)
  drawEffects(points, in: &scene, x: x, y: y)
  if size.isNarrow { return scene }
  scene.endLabels(labels, x: right + 6, top: top, bottom: bottom, y: y)
  return scene
}

private struct EffectPoint {
  var offset: Int
  var value: Double
  var ends: (low: Double, high: Double)?
  var isReference: Bool

  init?(_ point: EventStudySpec.Point, format: ValueFormat) {
    guard abs(point.offset) < 1_000_000, let value = format.usable(point.estimate) else { return nil }
    offset = point.offset
    self.value = value
    ends = format.usable(point.low, point.high)
    isReference = point.isReference
  }
}

private func drawEffects(
  _ points: [EffectPoint], in scene: inout Scene, x: (Double) -> Double, y: (Double) -> Double
) {
  // Whiskers nearer to one another than this are one block of ink.
  let isDense = points.count > 1 && x(1) - x(0) < 4
  for (part, isBefore) in [(points.filter { $0.offset < 0 }, true), (points.filter { $0.offset >= 0 }, false)] {
    if isDense {
      drawCourse(part, isBefore ? .other : .focus, in: &scene, x: x, y: y)
    } else {
      var whiskers = Path()
      var dots = Path()
      for point in part {
        let at = x(Double(point.offset))
        if let ends = point.ends {
          whiskers.commands += Path(vertical: at, from: y(ends.low), to: y(ends.high)).commands
        }
        if !point.isReference { dots.dot(Placed(x: at, y: y(point.value))) }
      }
      scene.path(whiskers, isBefore ? .whisker : .effect)
      scene.path(dots, isBefore ? .otherPoint : .point)
    }
  }
  for point in points where point.isReference {
    scene.circle(x(Double(point.offset)), y(point.value), 3, .hollow)
  }
}

/// Many periods as a line in a band, broken where a period is missing.
private func drawCourse(
  _ points: [EffectPoint], _ role: MarkRole, in scene: inout Scene, x: (Double) -> Double, y: (Double) -> Double
) {
  let step = zip(points, points.dropFirst()).map { $1.offset - $0.offset }.filter { $0 > 0 }.min() ?? 1
  var runs: [[EffectPoint]] = []
  for point in points {
    if let last = runs.last?.last, point.offset - last.offset <= step {
      runs[runs.count - 1].append(point)
    } else {
      runs.append([point])
    }
  }
  var band = Path()
  var line = Path()
  var lone = Path()
  for run in runs {
    for part in run.split(whereSeparator: { $0.ends == nil }) {
      let corners = thinned(
        part.map { (x: x(Double($0.offset)), low: y($0.ends?.low ?? $0.value), high: y($0.ends?.high ?? $0.value)) })
      for (i, corner) in corners.enumerated() {
        band.add(i == 0 ? .move(corner.x, corner.high) : .line(corner.x, corner.high))
      }
      for corner in corners.reversed() { band.add(.line(corner.x, corner.low)) }
      band.add(.close)
    }
    let places = run.map { Placed(x: x(Double($0.offset)), y: y($0.value)) }
    if places.count == 1, let place = places.first { lone.dot(place) } else { line.polyline(thinned(places)) }
  }
  scene.path(band, .band)
  scene.path(line, role)
  scene.path(lone, role == .focus ? .point : .otherPoint)
}

/// Whole periods under the axis, as many as fit, the event's own among them.
private func offsetTicks(from first: Int, to last: Int, in scene: inout Scene, y: Double, x: (Double) -> Double) {
  func label(_ offset: Int) -> String { offset > 0 ? "+\(offset)" : offset < 0 ? "−\(-offset)" : "0" }
  let widest = [first, last].map { TextRole.label.width(label($0)) }.max() ?? 0
  let perPeriod = max(x(1) - x(0), 1e-6)
  let steps = [1, 2, 3, 6, 12, 24, 60, 120, 600, 6000, 60_000, 600_000]
  let step = steps.first { Double($0) * perPeriod >= widest + 8 } ?? 2_000_000
  var line = Path()
  for offset in stride(from: (first / step) * step, through: last, by: step) where offset >= first {
    let place = x(Double(offset))
    line.add(.move(place, y))
    line.add(.vertical(y + 4))
    let half = TextRole.label.width(label(offset)) / 2
    scene.text(
      label(offset), x: min(max(place, half), scene.width - half), y: y + 15, anchor: .middle)
  }
  scene.path(line, .axis)
}
