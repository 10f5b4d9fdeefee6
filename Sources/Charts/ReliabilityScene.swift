import Formats

func reliabilityScene(_ spec: ReliabilitySpec, size: ChartSize) -> Scene {
  let format = ValueFormat.percent(digits: 0)
  func share(_ value: Double?) -> Double? { format.usable(value).flatMap { (0...1).contains($0) ? $0 : nil } }
  let bins = spec.bins.compactMap { bin -> ReliabilityBin? in
    guard let predicted = share(bin.predicted), let observed = share(bin.observed) else { return nil }
    let ends = format.usable(bin.low, bin.high).map { (low: max(0, $0.low), high: min(1, $0.high)) }
    return ReliabilityBin(predicted: predicted, observed: observed, ends: ends, count: bin.count.map { max(0, $0) })
  }.enumerated().sorted { ($0.element.predicted, $0.offset) < ($1.element.predicted, $1.offset) }.map(\.element)
  guard !bins.isEmpty else { return .noData(width: size.width) }
  let hasCounts = bins.contains { ($0.count ?? 0) > 0 }
  let plot = PlanePlot(
    size: size, height: size == .full ? 260 : 220, x: [0, 1], y: [0, 1], xFormat: format, yFormat: format,
    xLabel: spec.predictedLabel, yLabel: spec.observedLabel, hasUnit: true)
  let panel = hasCounts ? 44.0 : 0
  var scene = plot.ground(gap: panel)
  var diagonal = Path()
  diagonal.polyline([Placed(x: plot.x(0), y: plot.y(0)), Placed(x: plot.x(1), y: plot.y(1))])
  // Whiskers nearer to one another than this are one block of ink.
  let isDense = bins.count > 60
  if isDense { scene.path(intervals(bins, plot), .band) }
  scene.path(diagonal, .target)
  var whiskers = Path()
  for bin in bins where !isDense {
    guard let ends = bin.ends else { continue }
    whiskers.commands += Path(vertical: plot.x(bin.predicted), from: plot.y(ends.low), to: plot.y(ends.high)).commands
  }
  scene.path(whiskers, .effect)
  let places = bins.map { Placed(x: plot.x($0.predicted), y: plot.y($0.observed)) }
  var line = Path()
  if places.count > 1 { line.polyline(thinned(places)) }
  scene.path(line, .focus)
  if !isDense { for place in places { scene.circle(place.x, place.y, 3.5, .marker) } }
  if hasCounts { counts(bins, plot, in: &scene, panel: panel) }
  return scene
}

/// The intervals of many bins as one band.
private func intervals(_ bins: [ReliabilityBin], _ plot: PlanePlot) -> Path {
  var band = Path()
  for run in bins.split(whereSeparator: { $0.ends == nil }) {
    let corners = thinned(
      run.map { bin in
        let ends = bin.ends ?? (bin.observed, bin.observed)
        return (x: plot.x(bin.predicted), low: plot.y(ends.low), high: plot.y(ends.high))
      })
    for (i, corner) in corners.enumerated() {
      band.add(i == 0 ? .move(corner.x, corner.high) : .line(corner.x, corner.high))
    }
    for corner in corners.reversed() { band.add(.line(corner.x, corner.low)) }
    band.add(.close)
  }
  return band
}

private struct ReliabilityBin {
  var predicted: Double
  var observed: Double
  var ends: (low: Double, high: Double)?
  var count: Int?
}

/// How many cases stand behind each point: a column under it, its count above where all of them fit, else the largest.
private func counts(_ bins: [ReliabilityBin], _ plot: PlanePlot, in scene: inout Scene, panel: Double) {
  let base = plot.bottom + panel
  // Bins less than two pixels apart stand on one column.
  var columns: [(x: Double, count: Int)] = []
  for bin in bins {
    let x = plot.x(bin.predicted)
    if let last = columns.last, x - last.x < 2 {
      columns[columns.count - 1].count += bin.count ?? 0
    } else {
      columns.append((x, bin.count ?? 0))
    }
  }
  let most = Double(columns.map(\.count).max() ?? 1)
  let distance = zip(columns, columns.dropFirst()).map { $1.x - $0.x }.min() ?? 40
  let texts = columns.map { ValueFormat.count.string(Double($0.count)) }
  let half = (texts.map { TextRole.small.width($0) }.max() ?? 0) / 2
  let fits =
    columns.count == bins.count && 2 * half + 4 <= distance
    && columns.allSatisfy { $0.x - half >= 0 && $0.x + half <= scene.width }
  let width = min(12, distance * 0.6)
  func height(_ count: Int) -> Double { max(1, Double(count) / most * (panel - 20)) }
  for column in columns where column.count > 0 {
    let height = height(column.count)
    scene.rectangle(Box(x: column.x - width / 2, y: base - height, width: width, height: height), .part)
  }
  scene.path(Path(horizontal: base, from: plot.left, to: plot.right), .axis)
  scene.text("n", x: plot.left - 6, y: base - 2, anchor: .end, role: .small, room: plot.left - 6)
  for (column, text) in zip(columns, texts) where fits || Double(column.count) == most {
    let half = TextRole.small.width(text) / 2
    let x = min(max(column.x, half), scene.width - half)
    scene.number(NumberText(text), x: x, y: base - height(column.count) - 3, anchor: .middle, role: .small)
    if !fits { break }
  }
}
