import Formats

/// A usable point of a line.
struct Placed {
  var x: Double
  var y: Double
}

func lineScene(_ spec: LineSpec, size: ChartSize) -> Scene {
  let series = spec.series.map { PreparedSeries($0, format: spec.format) }
  let cuts = Outliers(series, besides: [spec.format.usable(spec.target)].compactMap { $0 } + spec.span.ends)
  // Where the values of what is cut find no place, everything is drawn to the full scale.
  return lineScene(spec, series, cuts, size: size) ?? lineScene(spec, series, Outliers(), size: size)
    ?? .noData(width: size.width)
}

/// nil where a value that is cut could not be printed, or there is nothing to draw.
private func lineScene(_ spec: LineSpec, _ all: [PreparedSeries], _ cuts: Outliers, size: ChartSize) -> Scene? {
  let format = spec.format
  var series = all
  let shown = series.filter { $0.lastIndex != nil || !$0.forecast.isEmpty }
  let used = shown.flatMap { $0.points + $0.forecast }
  guard !shown.isEmpty, let low = used.map(\.day).min(), let high = used.map(\.day).max() else { return nil }
  let target = format.usable(spec.target)
  let values = cuts.kept(series) + (target.map { [$0] } ?? []) + spec.span.ends

  var labels: [EndLabel] = []
  for one in shown {
    labels += one.endLabels(
      alone: series.count == 1, format: format, grain: spec.grain, fiscal: spec.fiscal, size: size)
  }
  if let target {
    labels.append(
      EndLabel(value: target, lines: [.init(NumberText(target, format, lead: phrase("Target") + " "), role: .label)]))
  }
  let plot = TimePlot(
    size: size, days: low...high, values: values, format: format, grain: spec.grain, fiscal: spec.fiscal,
    events: spec.events, endLabels: labels)
  cuts.apply(to: &series, low: plot.axis.low, high: plot.axis.high)

  var scene = plot.ground()
  for one in series where one.isFocus { scene.path(one.band(plot.place), .band) }
  if let target { scene.path(Path(horizontal: plot.y(target), from: plot.left, to: plot.right), .target) }
  // The focus series is drawn last, over the others.
  for one in series.filter({ !$0.isFocus }) + series.filter(\.isFocus) { one.draw(in: &scene, plot.place) }
  plot.finish(&scene)
  let isDrawn = cuts.draw(
    in: &scene, plot.place, from: plot.left, to: plot.right, top: plot.top, bottom: plot.bottom, format: format)
  return isDrawn ? scene : nil
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
