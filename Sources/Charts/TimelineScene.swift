func timelineScene(_ spec: TimelineSpec, size: ChartSize) -> Scene {
  let rows = spec.rows.map { row -> TimelineSpec.Row in
    var row = row
    row.planned = usableDay(row.planned)
    row.actual = usableDay(row.actual)
    return row
  }
  var days = rows.flatMap { [$0.planned, $0.actual] }.compactMap { $0 }
  guard !days.isEmpty else { return .noData(width: size.width) }
  // The present matters only to what is still open.
  let asOf = rows.contains { $0.actual == nil } ? usableDay(spec.asOf) : nil
  if let asOf { days.append(asOf) }
  let low = days.min() ?? 0
  let high = days.max() ?? low

  let widestWords = rows.map { TextRole.value.width($0.words) }.max() ?? 0
  let wordsRoom = min(widestWords, size.width * 0.4)
  let widestLabel = rows.map { TextRole.label.width($0.label) }.max() ?? 0
  let isAbove = size.isNarrow || widestLabel + wordsRoom > size.width * 0.6
  let left = isAbove ? 8 : min(widestLabel, size.width * 0.36) + 18
  let right = isAbove ? size.width - 8 : size.width - wordsRoom - 16
  func x(_ day: Int) -> Double {
    high > low ? left + Double(day - low) / Double(high - low) * (right - left) : (left + right) / 2
  }
  let events = asOf.map { [ChartEvent(day: $0, label: spec.asOfLabel)] } ?? []
  let lane = EventLane(events, from: low, to: high, right: size.width, x: x)
  let top = lane.height + 4
  let pitch = isAbove ? 36.0 : 24
  let bottom = top + Double(rows.count) * pitch + 4
  let ticks = timeTicks(from: low, to: high, grain: high - low > 75 ? .month : .week, fiscal: spec.fiscal, x: x)

  var scene = Scene(width: size.width, height: bottom + (ticks.contains { $0.year != nil } ? 31 : 19))
  var grid = Path()
  for tick in ticks where !isAbove { grid.commands += Path(vertical: tick.x, from: top, to: bottom).commands }
  for tick in ticks where isAbove {
    for row in rows.indices {
      let from = top + Double(row) * pitch + 17
      grid.commands += Path(vertical: tick.x, from: from, to: top + Double(row + 1) * pitch).commands
    }
  }
  scene.path(grid, .grid)
  scene.timeAxis(ticks, from: left - 6, to: right + 6, y: bottom)
  for (i, row) in rows.enumerated() {
    let y = top + Double(i) * pitch
    scene.milestone(row, y: y + (isAbove ? 25 : 12), asOf: asOf, x: x)
    let baseline = y + (isAbove ? 12 : 16)
    let room = isAbove ? size.width - wordsRoom - 10 : left - 18
    // A late label yields to the rule of the present.
    scene.text(row.label, x: 0, y: baseline, halo: true, room: room)
    scene.text(row.words, x: size.width, y: baseline, anchor: .end, role: .value, halo: true, room: wordsRoom)
  }
  scene.present(lane, rows: rows.indices.map { top + Double($0) * pitch }, isAbove: isAbove, pitch: pitch)
  return scene
}

/// nil for a day far outside of any calendar.
private func usableDay(_ day: Int?) -> Int? { day.flatMap { abs($0) < 3_000_000 ? $0 : nil } }

extension Scene {
  /// The planned date as a hollow diamond, the actual one by its status, a line between them.
  fileprivate mutating func milestone(_ row: TimelineSpec.Row, y: Double, asOf: Int?, x: (Int) -> Double) {
    if let planned = row.planned {
      let end = row.actual ?? (row.status == .open ? asOf.map { max($0, planned) } : nil)
      if let end, end != planned {
        path(Path(horizontal: y, from: x(planned), to: x(end)), row.actual == nil ? .limit : .whisker)
      }
      if row.actual != planned {
        path(Path(diamond: x(planned), y, halfWidth: 4.5, halfHeight: 4.5), .hollow)
      }
    }
    guard let actual = row.actual else { return }
    switch row.status {
    case .met: circle(x(actual), y, 4.5, .good)
    case .late: path(Path(diamond: x(actual), y, halfWidth: 5.5, halfHeight: 5.5), .bad)
    case .open: circle(x(actual), y, 4.5, .hollow)
    }
  }

  /// The present day's rule beside the marks only, so that it crosses no label above them.
  fileprivate mutating func present(_ lane: EventLane, rows: [Double], isAbove: Bool, pitch: Double) {
    for event in lane.events {
      for (i, top) in rows.enumerated() {
        let from = isAbove ? top + 17 : (i == 0 ? 1 : top)
        path(Path(vertical: event.x, from: from, to: top + pitch), .event)
      }
      let isRight = event.x + EventLane.gap + TextRole.small.width(event.label) <= width
      let at = isRight ? event.x + EventLane.gap : event.x - EventLane.gap
      text(
        event.label, x: at, y: 9, anchor: isRight ? .start : .end, role: .small, room: isRight ? width - at : at)
    }
  }
}
