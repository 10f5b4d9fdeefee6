import Formats

func controlScene(_ spec: ControlSpec, size: ChartSize) -> Scene {
  let format = spec.format
  let points = spec.points.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
    .map { _, point in
      var point = point
      point.value = format.usable(point.value)
      return point
    }
  let segments = spec.segments.filter { format.usable($0.mean) != nil && $0.start <= $0.end }
    .sorted { ($0.start, $0.end) < ($1.start, $1.end) }
  guard let low = points.first?.day, let high = points.last?.day, points.contains(where: { $0.value != nil }) else {
    return .noData(width: size.width)
  }
  let target = format.usable(spec.target)
  let limits = segments.flatMap { [format.usable($0.mean), format.usable($0.upper), format.usable($0.lower)] }
  let values = points.compactMap(\.value) + limits.compactMap { $0 } + (target.map { [$0] } ?? []) + spec.span.ends
  let plot = TimePlot(
    size: size, days: low...high, values: values, format: format, grain: spec.grain, fiscal: spec.fiscal,
    events: spec.events,
    endLabels: controlLabels(segments.last, target: target, format: format))

  var scene = plot.ground()
  for segment in segments {
    let from = max(plot.x(max(segment.start, low)) - 3, plot.left)
    let to = min(plot.x(min(segment.end, high)) + 3, plot.right)
    guard segment.start <= high, segment.end >= low, to > from else { continue }
    scene.path(Path(horizontal: plot.y(segment.mean), from: from, to: to), .mean)
    var lines = Path()
    for limit in [segment.upper, segment.lower] {
      guard let limit = format.usable(limit) else { continue }
      lines.commands += Path(horizontal: plot.y(limit), from: from, to: to).commands
    }
    scene.path(lines, .limit)
  }
  if let target { scene.path(Path(horizontal: plot.y(target), from: plot.left, to: plot.right), .target) }
  drawRun(points, segments: segments, in: &scene, plot)
  plot.finish(&scene)
  return scene
}

private func controlLabels(_ segment: ControlSpec.Segment?, target: Double?, format: ValueFormat) -> [EndLabel] {
  var out: [EndLabel] = []
  func add(_ name: String, _ value: Double?, _ role: TextRole = .label) {
    guard let value = format.usable(value) else { return }
    out.append(EndLabel(value: value, lines: [.init(NumberText(value, format, lead: name + " "), role: role)]))
  }
  add(phrase("Upper limit"), segment?.upper)
  add(phrase("Target"), target)
  add(phrase("Mean"), segment?.mean, .strong)
  add(phrase("Lower limit"), segment?.lower)
  return out
}

private func drawRun(
  _ points: [ControlSpec.Point], segments: [ControlSpec.Segment], in scene: inout Scene, _ plot: TimePlot
) {
  var line = Path()
  var stretch: [Placed] = []
  var common: [Placed] = []
  var lone: [Placed] = []
  var good = Path()
  var bad = Path()
  var previous: Int?
  for (i, point) in points.enumerated() {
    guard let value = point.value else {
      previous = nil
      continue
    }
    let place = Placed(x: plot.x(point.day), y: plot.y(value))
    // The line breaks where the limits do.
    let segment = segments.lastIndex { $0.start <= point.day }
    let continues = previous == segment && i > 0 && points[i - 1].value != nil
    if !continues {
      line.polyline(thinned(stretch))
      if stretch.count == 1 { lone += stretch }
      stretch = []
    }
    stretch.append(place)
    previous = segment
    switch point.signal {
    case .good: good.commands += Path(diamond: place.x, place.y, halfWidth: 5, halfHeight: 5).commands
    case .bad: bad.commands += Path(diamond: place.x, place.y, halfWidth: 5, halfHeight: 5).commands
    case nil: common.append(place)
    }
  }
  line.polyline(thinned(stretch))
  if stretch.count == 1 { lone += stretch }
  // Dots that lie half on one another would hide the line and its turns.
  let isDense = (plot.right - plot.left) / Double(max(points.count, 1)) < 2.2
  var dots = Path()
  for place in isDense ? lone : common { dots.dot(place) }
  scene.path(line, .run)
  scene.path(dots, .otherPoint)
  scene.path(good, .good)
  scene.path(bad, .bad)
}
