import Formats

func survivalScene(_ spec: SurvivalSpec, size: ChartSize) -> Scene {
  let curves = spec.curves.compactMap { PreparedCurve($0, from: spec.rises ? 0 : 1) }
  let times = spec.times.filter { spec.timeFormat.usable($0) != nil }
  guard !curves.isEmpty, times.count == spec.times.count, let end = times.max(), end > 0 else {
    return .noData(width: size.width)
  }
  let frame = SurvivalFrame(spec, curves: curves, end: end, width: size.width, isNarrow: size.isNarrow)
  var scene = Scene(width: size.width, height: frame.height(curves))
  let axis = ValueAxis([0, 1], count: 4, format: ValueFormat(multiplier: 100, digits: 0))
  var shares = axis
  shares.ticks = [0, 0.25, 0.5, 0.75, 1].map { .init(value: $0, label: ValueFormat.percent(digits: 0).string($0)) }
  scene.valueGrid(shares, left: frame.left, right: frame.right, bottom: frame.bottom, y: frame.y)
  for curve in curves where curve.isFocus { scene.path(curve.band(frame), .band) }
  scene.path(frame.medians(curves), .median)
  for curve in curves.filter({ !$0.isFocus }) + curves.filter(\.isFocus) { curve.draw(in: &scene, frame) }
  if let promise = spec.timeFormat.usable(spec.promise), promise >= 0, promise <= end {
    let x = frame.x(promise)
    scene.path(Path(vertical: x, from: 2, to: frame.bottom), .promise)
    let fits = x + 4 + TextRole.small.width(spec.promiseLabel) <= size.width
    scene.text(
      spec.promiseLabel, x: fits ? x + 4 : x - 4, y: 10, anchor: fits ? .start : .end, role: .small,
      room: fits ? size.width - x - 4 : x - 4)
  }
  scene.medianName(frame, curves)
  frame.timeAxis(spec, in: &scene)
  let labels = curves.filter { !$0.endLines.isEmpty }.map { curve in
    EndLabel(
      value: curve.endLevel(until: end),
      lines: curve.endLines.map { .init(text: $0, role: curve.isFocus ? .accent : .label) })
  }
  scene.endLabels(labels, x: frame.right + 8, top: frame.top, bottom: frame.bottom, y: frame.y)
  frame.table(spec, curves, in: &scene)
  return scene
}

/// A curve with its usable steps in order of time.
struct PreparedCurve {
  var label: String
  var isFocus: Bool
  var isCompeting: Bool
  /// The level at the start.
  var start: Double
  var steps: [SurvivalSpec.Step]
  var median: Double?
  var medianEnds: (low: Double, high: Double)?
  var rows: [SurvivalSpec.CountRow]
  var followedUntil: Double?

  init?(_ curve: SurvivalSpec.Curve, from start: Double) {
    self.start = start
    let plain = ValueFormat(digits: 0)
    func share(_ value: Double?) -> Double? { plain.usable(value).map { min(max($0, 0), 1) } }
    steps = curve.steps.enumerated()
      .filter {
        plain.usable($0.element.time) != nil && plain.usable($0.element.survival) != nil && $0.element.time >= 0
      }
      .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
      .map { _, step in
        var step = step
        step.survival = share(step.survival) ?? 0
        let hasBoth = share(step.low) != nil && share(step.high) != nil
        step.low = hasBoth ? share(step.low) : nil
        step.high = hasBoth ? share(step.high) : nil
        return step
      }
    guard let first = steps.first else { return nil }
    // Everyone waits at the start.
    if first.time > 0 { steps.insert(.init(time: 0, survival: start, low: start, high: start), at: 0) }
    label = curve.label
    isFocus = curve.isFocus
    isCompeting = curve.isCompeting
    median = curve.isCompeting ? nil : plain.usable(curve.median)
    medianEnds = plain.usable(curve.medianLow, curve.medianHigh)
    rows = curve.isCompeting ? [] : curve.rows
    followedUntil = plain.usable(curve.followedUntil)
  }

  /// The label at the curve's end, its parts below one another where commas divide it.
  var endLines: [String] {
    label.split(separator: ",", maxSplits: 1).map { String($0.drop { $0 == " " }) }
  }

  /// Whether it has a place in the table of counts.
  var isListed: Bool { !isCompeting && (!rows.isEmpty || !label.isEmpty) }

  func end(_ end: Double) -> Double { max(0, min(followedUntil ?? end, end)) }

  func endLevel(until end: Double) -> Double { steps.last { $0.time <= self.end(end) }?.survival ?? start }

  /// Corners of the stairs of one of a step's values, cut at a time.
  private func stairs(
    _ steps: ArraySlice<SurvivalSpec.Step>, until end: Double, _ frame: SurvivalFrame,
    _ value: (SurvivalSpec.Step) -> Double
  ) -> [Placed] {
    var places: [Placed] = []
    for step in steps where step.time <= end {
      let next = Placed(x: frame.x(step.time), y: frame.y(value(step)))
      if let last = places.last { places.append(Placed(x: next.x, y: last.y)) }
      places.append(next)
    }
    if let last = places.last { places.append(Placed(x: frame.x(end), y: last.y)) }
    return thinned(places)
  }

  func band(_ frame: SurvivalFrame) -> Path {
    var path = Path()
    let limit = end(frame.end)
    var start = steps.startIndex
    while start < steps.endIndex {
      guard steps[start].low != nil else {
        start += 1
        continue
      }
      let stop = steps[start...].firstIndex { $0.low == nil } ?? steps.endIndex
      let until = stop < steps.endIndex ? min(steps[stop].time, limit) : limit
      let upper = stairs(steps[start..<stop], until: until, frame) { $0.high ?? $0.survival }
      let lower = stairs(steps[start..<stop], until: until, frame) { $0.low ?? $0.survival }
      if upper.count > 1 {
        path.stairs(upper, begins: true)
        path.stairs(lower.reversed(), begins: false)
        path.add(.close)
      }
      start = stop
    }
    return path
  }

  func draw(in scene: inout Scene, _ frame: SurvivalFrame) {
    let limit = end(frame.end)
    let fading = steps.firstIndex { ($0.atRisk ?? 15) < 15 } ?? steps.endIndex
    let fadesAt = fading < steps.endIndex ? min(steps[fading].time, limit) : limit
    var solid = Path()
    solid.stairs(stairs(steps[..<fading], until: fadesAt, frame, \.survival), begins: true)
    scene.path(solid, isFocus ? .focus : .other)
    guard fading < steps.endIndex, steps[fading].time <= limit else { return }
    var faded = Path()
    let before = fading > 0 ? [Placed(x: frame.x(steps[fading].time), y: frame.y(steps[fading - 1].survival))] : []
    faded.stairs(before + stairs(steps[fading...], until: limit, frame, \.survival), begins: true)
    scene.path(faded, isFocus ? .faded : .otherFaded)
  }
}

extension Path {
  /// Horizontal and vertical lines through the places.
  fileprivate mutating func stairs(_ places: [Placed], begins: Bool) {
    var last: Placed?
    for place in places {
      if let last {
        if last.x != place.x { add(.horizontal(place.x)) }
        if last.y != place.y { add(.vertical(place.y)) }
      } else {
        add(begins ? .move(place.x, place.y) : .line(place.x, place.y))
      }
      last = place
    }
  }
}
