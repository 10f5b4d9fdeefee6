func sparklineScene(_ spec: SparklineSpec) -> Scene {
  var scene = Scene(width: 92, height: 22)
  let points = spec.points.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
    .map { _, point in (day: point.day, value: point.value.flatMap { $0.isFinite && abs($0) < 1e15 ? $0 : nil }) }
  let values = points.compactMap(\.value)
  guard let low = values.min(), let high = values.max(), let first = points.first?.day, let last = points.last?.day
  else {
    // The size has no room for "No data": a flat rule stands for it.
    scene.path(Path(horizontal: 11, from: 4, to: 88), .rule)
    return scene
  }
  func x(_ day: Int) -> Double { last > first ? 4 + Double(day - first) / Double(last - first) * 84 : 46 }
  func y(_ value: Double) -> Double { high > low ? 18 - (value - low) / (high - low) * 14 : 11 }
  if let rule = spec.rule, (first...last).contains(rule) {
    scene.path(Path(vertical: x(rule), from: 0, to: 22), .event)
  }
  var line = Path()
  for run in runs(of: points, where: { $0.value != nil }) {
    let places = run.map { Placed(x: x($0.day), y: y($0.value ?? 0)) }
    if places.count == 1, let place = places.first { line.dot(place) } else { line.polyline(thinned(places)) }
  }
  scene.path(line, .spark)
  if high > low {
    for extreme in [low, high] {
      guard let point = points.first(where: { $0.value == extreme }) else { continue }
      scene.circle(x(point.day), y(extreme), 1.7, .extreme)
    }
  }
  if let point = points.last(where: { $0.value != nil }), let value = point.value {
    scene.circle(x(point.day), y(value), 2.4, .dot)
  }
  return scene
}
