import Formats

func scatterScene(_ spec: ScatterSpec, size: ChartSize) -> Scene {
  let points = spec.points.compactMap { point -> (point: ScatterSpec.Point, x: Double, y: Double)? in
    guard let x = spec.xFormat.usable(point.x), let y = spec.yFormat.usable(point.y) else { return nil }
    return (point, x, y)
  }
  guard !points.isEmpty else { return .noData(width: size.width) }
  let trend = spec.trend.filter { at in
    spec.xFormat.usable(at.x) != nil && [at.y, at.low, at.high].allSatisfy { spec.yFormat.usable($0) != nil }
  }.sorted { $0.x < $1.x }
  let plot = PlanePlot(
    size: size, height: size == .full ? 240 : 200, x: points.map(\.x) + trend.map(\.x),
    y: points.map(\.y) + trend.flatMap { [$0.y, $0.low, $0.high] }, xFormat: spec.xFormat, yFormat: spec.yFormat,
    xLabel: spec.xLabel, yLabel: spec.yLabel)
  var scene = plot.ground()
  if trend.count > 1 {
    var band = Path()
    for (i, at) in trend.enumerated() {
      band.add(i == 0 ? .move(plot.x(at.x), plot.y(at.high)) : .line(plot.x(at.x), plot.y(at.high)))
    }
    for at in trend.reversed() { band.add(.line(plot.x(at.x), plot.y(at.low))) }
    band.add(.close)
    scene.path(band, .band)
    var line = Path()
    line.polyline(trend.map { Placed(x: plot.x($0.x), y: plot.y($0.y)) })
    scene.path(line, .mean)
  }
  let places = points.map {
    (label: $0.point.label, isHighlighted: $0.point.isHighlighted, x: plot.x($0.x), y: plot.y($0.y))
  }
  var dots = Path()
  var seen: Set<Int> = []
  for place in places where !place.isHighlighted {
    // Thousands of points on one another are one.
    guard seen.insert(Int(place.x) * 100_000 + Int(place.y)).inserted else { continue }
    dots.dot(Placed(x: place.x, y: place.y))
  }
  scene.path(dots, .otherPoint)
  for place in places where place.isHighlighted { scene.circle(place.x, place.y, 3.9, .marker) }
  let ordered = places.filter(\.isHighlighted) + places.filter { !$0.isHighlighted }
  // A halo would break the trend's line.
  let line = zip(trend, trend.dropFirst()).flatMap { a, b -> [Box] in
    (0..<8).map { i in
      let share = Double(i) / 8
      let (x, y) = (a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
      return Box(x: plot.x(x) - 2, y: plot.y(y) - 2, width: 4, height: 4)
    }
  }
  var labels = FreeLabels(
    taken: places.count > 400
      ? [] : line + places.map { Box(x: $0.x - 4, y: $0.y - 4, width: 8, height: 8) },
    frame: Box(x: plot.left, y: plot.top - 8, width: plot.right - plot.left, height: plot.bottom - plot.top + 6))
  // A crowd cannot be labelled: the table under the chart names its points.
  for place in ordered where places.count <= 60 || (place.isHighlighted && places.count <= 400) {
    let role: TextRole = place.isHighlighted ? .accent : .label
    let name = truncated(place.label, to: size.width * 0.3, size: role.size, weight: role.weight)
    guard var mark = labels.place(name, role: role, x: place.x, y: place.y) else { continue }
    if name != place.label { mark.full = place.label }
    scene.marks.append(.text(mark))
  }
  return scene
}

/// Finds room for labels beside their points.
struct FreeLabels {
  /// What no label may touch: points, and labels placed before.
  private(set) var taken: [Box]
  private let frame: Box

  init(taken: [Box], frame: Box) {
    self.taken = taken
    self.frame = frame
  }

  /// The label at the first free of eight places around a point; nil where none is free.
  mutating func place(_ text: String, role: TextRole, x: Double, y: Double) -> TextMark? {
    guard !text.isEmpty else { return nil }
    let candidates: [(dx: Double, dy: Double, anchor: TextAnchor)] = [
      (7, 3.8, .start), (-7, 3.8, .end), (0, -7, .middle), (0, 15, .middle), (5, -5, .start), (5, 13, .start),
      (-5, -5, .end), (-5, 13, .end),
    ]
    for candidate in candidates {
      let mark = TextMark(
        text, x: x + candidate.dx, y: y + candidate.dy, anchor: candidate.anchor, role: role, hasHalo: true)
      // A halo reaches two pixels around the text.
      let needed = mark.box.inset(-1)
      guard mark.box.x >= frame.x, mark.box.right <= frame.right, mark.box.y >= frame.y,
        mark.box.bottom <= frame.bottom, !taken.contains(where: { $0.overlaps(needed, tolerance: 0) })
      else { continue }
      taken.append(needed)
      return mark
    }
    return nil
  }
}
