import Formats

/// A usable point of a line.
struct Placed {
  var x: Double
  var y: Double
}

func lineScene(_ spec: LineSpec, size: ChartSize) -> Scene {
  let format = spec.format
  let series = spec.series.map { PreparedSeries($0, format: format) }
  let shown = series.filter { $0.lastIndex != nil || !$0.forecast.isEmpty }
  let used = shown.flatMap { $0.points + $0.forecast }
  guard !shown.isEmpty, let low = used.map(\.day).min(), let high = used.map(\.day).max() else {
    return .noData(width: size.width)
  }
  var values = shown.flatMap(\.values)
  let target = format.usable(spec.target)
  if let target { values.append(target) }
  values += spec.span.ends

  var labels: [EndLabel] = []
  for one in shown { labels += one.endLabels(alone: series.count == 1, format: format, grain: spec.grain, size: size) }
  if let target {
    labels.append(EndLabel(value: target, lines: [.init(text: "Target " + format.string(target), role: .label)]))
  }
  let plot = TimePlot(
    size: size, days: low...high, values: values, format: format, grain: spec.grain, events: spec.events,
    endLabels: labels)

  var scene = plot.ground()
  for one in shown where one.isFocus { scene.path(one.band(plot), .band) }
  if let target { scene.path(Path(horizontal: plot.y(target), from: plot.left, to: plot.right), .target) }
  // The focus series is drawn last, over the others.
  for one in shown.filter({ !$0.isFocus }) + shown.filter(\.isFocus) { one.draw(in: &scene, plot) }
  plot.finish(&scene)
  return scene
}

/// A series sorted by day, with only usable values.
private struct PreparedSeries {
  var label: String
  var isFocus: Bool
  var points: [LineSpec.Point]
  var forecast: [LineSpec.Point]
  var lastIndex: Int?

  init(_ series: LineSpec.Series, format: ValueFormat) {
    func cleaned(_ points: [LineSpec.Point]) -> [LineSpec.Point] {
      points.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map { _, point in
        var point = point
        point.value = format.usable(point.value)
        let ends = format.usable(point.low, point.high)
        point.low = ends?.low
        point.high = ends?.high
        return point
      }
    }
    label = series.label
    isFocus = series.isFocus
    let actual = cleaned(series.points)
    points = actual
    lastIndex = actual.lastIndex { $0.value != nil }
    let last = actual.last { $0.value != nil }?.day ?? .min
    let ahead = cleaned(series.forecast)
    forecast = ahead.filter { $0.value != nil && $0.day > last }
  }

  var values: [Double] {
    var out: [Double] = []
    for point in points + forecast {
      guard let value = point.value else { continue }
      out.append(value)
      if isFocus, let low = point.low, let high = point.high { out += [low, high] }
    }
    return out
  }

  func endLabels(alone: Bool, format: ValueFormat, grain: TimeGrain, size: ChartSize) -> [EndLabel] {
    var out: [EndLabel] = []
    if let lastIndex, let value = points[lastIndex].value {
      let point = points[lastIndex]
      var text = format.string(value)
      if isFocus {
        if let low = point.low, let high = point.high { text += " (\(format.interval(low, high)))" }
        var lines = [EndLabel.Line(text: text, role: .accent)]
        if !alone { lines.insert(.init(text: label, role: .accent), at: 0) }
        lines.append(.init(text: grain.periodText(point.day), role: .small))
        out.append(EndLabel(value: value, lines: lines))
      } else {
        // The value stays whole; the name gives way.
        let room = size.width * 0.36 - TextRole.label.width(" " + text)
        let name = truncated(label, to: room, size: 11, weight: .regular)
        let line = EndLabel.Line(
          text: name + " " + text, role: .label, full: name == label ? nil : label + " " + text)
        out.append(EndLabel(value: value, lines: [line]))
      }
    }
    if let last = forecast.last, let value = last.value {
      out.append(EndLabel(value: value, lines: [.init(text: "Forecast " + format.string(value), role: .label)]))
    }
    return out
  }

  func band(_ plot: TimePlot) -> Path {
    var path = Path()
    for run in runs(of: points, where: { $0.value != nil && $0.low != nil && $0.high != nil }) {
      let corners = thinned(run.map { (x: plot.x($0.day), low: plot.y($0.low ?? 0), high: plot.y($0.high ?? 0)) })
      if corners.count == 1, let (x, low, high) = corners.first {
        path.commands += [.move(x - 3, high), .horizontal(x + 3), .vertical(low), .horizontal(x - 3), .close]
        continue
      }
      for (i, corner) in corners.enumerated() {
        path.add(i == 0 ? .move(corner.0, corner.2) : .line(corner.0, corner.2))
      }
      for corner in corners.reversed() { path.add(.line(corner.0, corner.1)) }
      path.add(.close)
    }
    return path
  }

  func draw(in scene: inout Scene, _ plot: TimePlot) {
    var line = Path()
    var lone = Path()
    for run in runs(of: points, where: { $0.value != nil }) {
      let places = run.map { Placed(x: plot.x($0.day), y: plot.y($0.value ?? 0)) }
      if places.count == 1, let place = places.first { lone.dot(place) } else { line.polyline(thinned(places)) }
    }
    scene.path(line, isFocus ? .focus : .other)
    scene.path(lone, isFocus ? .point : .otherPoint)
    let last = lastIndex.map { Placed(x: plot.x(points[$0].day), y: plot.y(points[$0].value ?? 0)) }
    let ahead = forecast.map { Placed(x: plot.x($0.day), y: plot.y($0.value ?? 0)) }
    let dashed = (last.map { [$0] } ?? []) + ahead
    if dashed.count > 1, !ahead.isEmpty {
      var path = Path()
      path.polyline(dashed)
      scene.path(path, isFocus ? .forecast : .otherForecast)
    } else if let only = ahead.first {
      var path = Path()
      path.dot(only)
      scene.path(path, isFocus ? .point : .otherPoint)
    }
    if let last, isFocus { scene.circle(last.x, last.y, 3.4, .dot) }
  }
}

/// The stretches of elements that meet a condition.
func runs<Element>(of elements: [Element], where isIn: (Element) -> Bool) -> [[Element]] {
  elements.split(omittingEmptySubsequences: true) { !isIn($0) }.map(Array.init)
}

extension Path {
  mutating func polyline(_ places: [Placed]) {
    for (i, place) in places.enumerated() {
      add(i == 0 ? .move(place.x, place.y) : .line(place.x, place.y))
    }
  }

  /// A line of no length, which a round cap turns into a dot at a tenth of a circle's bytes.
  mutating func dot(_ place: Placed) {
    add(.move(place.x, place.y))
    add(.horizontal(place.x))
  }
}
