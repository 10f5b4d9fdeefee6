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
  let isCrowd = points.count > ScatterDensity.threshold
  let plot = PlanePlot(
    size: size, height: size == .full ? 240 : 200, x: points.map(\.x) + trend.map(\.x),
    y: points.map(\.y) + trend.flatMap { [$0.y, $0.low, $0.high] }, xFormat: spec.xFormat, yFormat: spec.yFormat,
    xLabel: spec.xLabel, yLabel: spec.yLabel, keyHeight: isCrowd ? 18 : 0)
  var scene = plot.ground()
  let places = points.map { ScatterPlace($0.point, x: plot.x($0.x), y: plot.y($0.y)) }
  if trend.count > 1 {
    var band = Path()
    for (i, at) in trend.enumerated() {
      band.add(i == 0 ? .move(plot.x(at.x), plot.y(at.high)) : .line(plot.x(at.x), plot.y(at.high)))
    }
    for at in trend.reversed() { band.add(.line(plot.x(at.x), plot.y(at.low))) }
    band.add(.close)
    scene.path(band, .band)
  }
  var trendLine = Path()
  if trend.count > 1 { trendLine.polyline(trend.map { Placed(x: plot.x($0.x), y: plot.y($0.y)) }) }
  if isCrowd {
    let density = ScatterDensity(places.map { Placed(x: $0.x, y: $0.y) })
    let keyed = density.key(in: &scene, y: 27)
    // Among so many dots no label could be read.
    scene.highlightKey(ScatterStack.all(places.filter(\.isHighlighted)), x: keyed, y: 27)
    density.draw(in: &scene)
    // The line would be lost among the dots.
    scene.path(trendLine, .targetHalo)
    scene.path(trendLine, .mean)
  } else {
    scene.path(trendLine, .mean)
    var dots = Path()
    var seen: Set<ScatterPlace.Pixel> = []
    for place in places where !place.isHighlighted && seen.insert(place.pixel).inserted {
      dots.dot(Placed(x: place.x, y: place.y))
    }
    scene.path(dots, .otherPoint)
  }
  for place in places where place.isHighlighted { scene.circle(place.x, place.y, 3.9, .marker) }
  // A halo would break the trend's line.
  let line = zip(trend, trend.dropFirst()).flatMap { a, b -> [Box] in
    (0..<8).map { i in
      let share = Double(i) / 8
      let (x, y) = (a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
      return Box(x: plot.x(x) - 2, y: plot.y(y) - 2, width: 4, height: 4)
    }
  }
  var labels = FreeLabels(
    taken: line + places.map { Box(x: $0.x - 4, y: $0.y - 4, width: 8, height: 8) },
    frame: Box(x: plot.left, y: plot.top - 8, width: plot.right - plot.left, height: plot.bottom - plot.top + 6))
  // Of many points only the highlighted ones are labelled: the table under the chart names all of them.
  for stack in ScatterStack.all(places) where places.count <= 60 || (stack.isHighlighted && !isCrowd) {
    let (text, full) = stack.label(room: size.width * 0.3)
    guard var mark = labels.place(text, role: stack.role, x: stack.x, y: stack.y) else { continue }
    mark.full = full
    scene.marks.append(.text(mark))
  }
  return scene
}

extension Scene {
  /// The highlighted points by name, as many as there is room for in the line of the key.
  fileprivate mutating func highlightKey(_ stacks: [ScatterStack], x: Double, y: Double) {
    var x = x + 4
    for stack in stacks {
      let (text, full) = stack.label(room: width * 0.3)
      guard x + 9 + stack.role.width(text) <= width else { return }
      circle(x, y - 3.5, 3.9, .marker)
      var mark = TextMark(text, x: x + 9, y: y, role: stack.role)
      mark.full = full
      marks.append(.text(mark))
      x = mark.box.right + 16
    }
  }
}

/// A point where it is drawn.
private struct ScatterPlace {
  /// Points of one pixel are seen as one.
  struct Pixel: Hashable {
    var x: Int
    var y: Int
  }

  var label: String
  var isHighlighted: Bool
  var x: Double
  var y: Double

  init(_ point: ScatterSpec.Point, x: Double, y: Double) {
    label = point.label
    isHighlighted = point.isHighlighted
    self.x = x
    self.y = y
  }

  var pixel: Pixel { Pixel(x: Int(x.rounded()), y: Int(y.rounded())) }
}

/// Points that lie on one another, and have one label.
private struct ScatterStack {
  private var labels: [String]
  private(set) var isHighlighted: Bool
  private(set) var x: Double
  private(set) var y: Double

  var role: TextRole { isHighlighted ? .accent : .label }

  /// Highlighted ones first, each named first in its stack; then as listed.
  static func all(_ places: [ScatterPlace]) -> [ScatterStack] {
    var out: [ScatterStack] = []
    var index: [ScatterPlace.Pixel: Int] = [:]
    for place in places.filter(\.isHighlighted) + places.filter({ !$0.isHighlighted }) {
      if let known = index[place.pixel] {
        out[known].labels.append(place.label)
      } else {
        index[place.pixel] = out.count
        out.append(
          ScatterStack(labels: [place.label], isHighlighted: place.isHighlighted, x: place.x, y: place.y))
      }
    }
    return out
  }

  /// All names where they fit, else how many there are; the whole text where it had to be cut.
  func label(room: Double) -> (text: String, full: String?) {
    let names = labels.joined(separator: ", ")
    if role.width(names) <= room { return (names, nil) }
    if labels.count == 1 {
      let name = truncated(names, to: room, size: role.size, weight: role.weight)
      return (name, name == names ? nil : names)
    }
    guard isHighlighted else { return (phrase("\(labels.count) points"), names) }
    let others = " + \(labels.count - 1)"
    let name = truncated(labels[0], to: room - role.width(others), size: role.size, weight: role.weight)
    return (name + others, names)
  }
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
