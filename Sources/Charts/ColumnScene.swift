import Formats

func columnScene(_ spec: ColumnSpec, size: ChartSize) -> Scene {
  let format = spec.format
  let points = spec.points.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
    .map { _, point in
      ColumnSpec.Point(
        day: point.day, actual: format.usable(point.actual), plan: format.usable(point.plan),
        isForecast: point.isForecast)
    }
  let target = format.usable(spec.target)
  let values = points.flatMap { [$0.actual, $0.plan] }.compactMap { $0 }
  guard !values.isEmpty else { return .noData(width: size.width) }
  var labels = columnLabels(points, target: target, format: format)
  let height: Double = max(size == .full ? 166 : 140, labels.reduce(0) { $0 + $1.height })
  let axis = ValueAxis(
    values + (target.map { [$0] } ?? []) + spec.span.ends, count: max(2, Int(height / 38)), includesZero: true,
    format: format)
  let left = axis.labelWidth + 6
  var right: Double { size.width - (labels.map(\.width).max().map { min($0, size.width * 0.36) + 6 } ?? 16) }
  let hasPlan = points.contains { $0.plan != nil }
  let figures = ColumnFigures(points, format: format)
  // A latest value that stands over its column is not said again beside it.
  if !hasPlan, let actual = points.last(where: { $0.actual != nil && !$0.isForecast })?.actual {
    let others = labels.filter { $0.value != actual || $0.lines.first?.role != .strong }
    let all = labels
    labels = others
    if !figures.fit((right - left) / Double(points.count)) { labels = all }
  }
  let tier = ColumnTier(points, format: format, better: spec.better)
  let top = 16 + (tier?.height ?? 0)
  // Values under falling columns need a line above the axis.
  let bottom = top + height + (axis.low < 0 && !hasPlan ? 14 : 0)
  func y(_ value: Double) -> Double { top + height - axis.share(value) * height }
  let slot = (right - left) / Double(points.count)
  let centers = points.indices.map { left + (Double($0) + 0.5) * slot }
  let ticks = columnTicks(points.map(\.day), grain: spec.grain, fiscal: spec.fiscal, x: centers)

  var scene = Scene(
    width: size.width, height: bottom + (ticks.contains { $0.year != nil } ? 31 : 19), baseline: .y(y(0)))
  scene.span = axis.low...axis.high
  scene.ruler = Ruler(at: left - 3, from: top + height, to: top, isVertical: true)
  scene.valueGrid(axis, left: left, right: right, bottom: bottom, y: y)
  let width = max(0.5, min(slot * (hasPlan ? 0.6 : 0.72), 44))
  // The plan's outline stands a little to the left of its actual, so that both edges are seen.
  let shift = hasPlan ? min(4, slot * 0.15) : 0
  var solid: [Mark] = []
  if slot < 1.5 { solid = mergedColumns(points, from: left, to: right, y: y) }
  for (point, center) in zip(points, centers) where slot >= 1.5 {
    if let plan = point.plan {
      scene.rectangle(column(center - width / 2 - shift / 2, width, y(0), y(plan)), .plan)
    }
    if let actual = point.actual, point.isForecast {
      let box = column(center - width / 2 + shift / 2, width, y(0), y(actual))
      solid += [.rectangle(box, .plan), .path(Path(hatching: box), .hatch)]
    } else if let actual = point.actual {
      solid.append(.rectangle(column(center - width / 2 + shift / 2, width, y(0), y(actual)), .actual))
    }
  }
  scene.marks += solid
  scene.timeAxis(ticks, from: left, to: right, y: bottom)
  if axis.low < 0 { scene.path(Path(horizontal: y(0), from: left, to: right), .axis) }
  if let target {
    let line = Path(horizontal: y(target), from: left, to: right)
    // Over dark columns the line shows by an outline in the colour of the paper.
    scene.path(line, .targetHalo)
    scene.path(line, .target)
  }
  // Over a plan's outline a value would read as the plan's.
  if !hasPlan {
    figures.draw(centers: centers, slot: slot, in: &scene, y: y)
  }
  tier?.draw(
    centers: centers, slot: slot, width: width, from: left, to: right, pixels: height / (axis.high - axis.low),
    in: &scene)
  scene.endLabels(labels, x: right + 6, top: top, bottom: bottom, y: y)
  return scene
}

func column(_ x: Double, _ width: Double, _ zero: Double, _ end: Double) -> Box {
  Box(x: x, y: min(zero, end), width: width, height: abs(zero - end))
}

/// Columns thinner than a pixel would merge: of each stretch of two pixels one column shows the extremes.
func mergedColumns(
  _ points: [ColumnSpec.Point], from left: Double, to right: Double, y: (Double) -> Double
) -> [Mark] {
  let held = max(1, Int((2 * Double(points.count) / (right - left)).rounded(.up)))
  let slot = (right - left) / Double(points.count)
  return stride(from: 0, to: points.count, by: held).flatMap { first -> [Mark] in
    let values = points[first..<min(first + held, points.count)].compactMap(\.actual)
    let x = left + Double(first) * slot
    return [values.max().flatMap { $0 > 0 ? $0 : nil }, values.min().flatMap { $0 < 0 ? $0 : nil }].compactMap { $0 }
      .map { .rectangle(column(x, 1.4, y(0), y($0)), .actual) }
  }
}

private func columnLabels(_ points: [ColumnSpec.Point], target: Double?, format: ValueFormat) -> [EndLabel] {
  var out: [EndLabel] = []
  if let ahead = points.last(where: { $0.actual != nil && $0.isForecast })?.actual {
    out.append(
      EndLabel(value: ahead, lines: [.init(NumberText(ahead, format, lead: phrase("Forecast") + " "), role: .label)]))
  }
  if let actual = points.last(where: { $0.actual != nil && !$0.isForecast })?.actual {
    out.append(
      EndLabel(value: actual, lines: [.init(NumberText(actual, format, lead: phrase("Actual") + " "), role: .strong)]))
  }
  if let plan = points.last(where: { $0.plan != nil })?.plan {
    out.append(
      EndLabel(value: plan, lines: [.init(NumberText(plan, format, lead: phrase("Plan") + " "), role: .label)]))
  }
  if let target {
    out.append(
      EndLabel(value: target, lines: [.init(NumberText(target, format, lead: phrase("Target") + " "), role: .label)]))
  }
  return out
}
