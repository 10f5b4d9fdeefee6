import Formats

/// Where days and values lie in a plot.
struct PlotPlace {
  var x: (Int) -> Double
  var y: (Double) -> Double
}

/// A series sorted by day, with only usable values.
struct PreparedSeries {
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

  func endLabels(
    alone: Bool, format: ValueFormat, grain: TimeGrain, fiscal: FiscalYear, size: ChartSize
  ) -> [EndLabel] {
    var out: [EndLabel] = []
    if let lastIndex, let value = points[lastIndex].value {
      let point = points[lastIndex]
      if isFocus {
        let ends = format.usable(point.low, point.high)
        var lines = [EndLabel.Line(NumberText(value, ends: ends, format), role: .accent)]
        if !alone { lines.insert(.init(text: label, role: .accent), at: 0) }
        lines.append(.init(text: grain.periodText(point.day, fiscal), role: .small))
        out.append(EndLabel(value: value, lines: lines))
      } else {
        let number = NumberText(value, format, lead: label.isEmpty ? "" : label + " ")
        out.append(EndLabel(value: value, lines: [.init(number, role: .label)]))
      }
    }
    if let last = forecast.last, let value = last.value {
      out.append(
        EndLabel(value: value, lines: [.init(NumberText(value, format, lead: phrase("Forecast") + " "), role: .label)]))
    }
    return out
  }

  func band(_ plot: PlotPlace) -> Path {
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

  func draw(in scene: inout Scene, _ plot: PlotPlace) {
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
