import Formats

func forestScene(_ spec: ForestSpec, size: ChartSize) -> Scene {
  let format = spec.format
  let lines = forestLines(spec)
  let rows = lines.compactMap(\.row)
  let null = format.usable(spec.null) ?? 0
  let values = rows.flatMap { [$0.estimate, $0.ends?.low, $0.ends?.high] }.compactMap { $0 }
  guard !values.isEmpty else { return .noData(width: size.width) }
  let frame = ForestFrame(spec, lines: lines, width: size.width, isNarrow: size.isNarrow)
  // The null line keeps room for the captions at both sides.
  let span = (values + [null]).max().map { high in high - ((values + [null]).min() ?? high) } ?? 0
  let axis = ValueAxis(
    values + [null - span * 0.12, null + span * 0.12], count: max(2, Int((frame.right - frame.left) / 60)),
    isNice: false, format: format)
  // Whiskers end inside the plot.
  func x(_ value: Double) -> Double { frame.left + 6 + axis.share(value) * (frame.right - frame.left - 12) }

  let hasCaptions = !spec.leftCaption.isEmpty || !spec.rightCaption.isEmpty
  let top = frame.top
  let bottom = top + lines.reduce(0) { $0 + frame.pitch($1) } + 4
  var scene = Scene(width: size.width, height: bottom + (hasCaptions ? 37 : 19))
  let spans = frame.spans(lines, bottom: bottom)
  scene.sideGrid(axis, spans: spans, bottom: bottom, zero: null, x: x)
  scene.text(
    spec.estimateHeading, x: size.width, y: 11, anchor: .end,
    room: size.width - (frame.hasShares ? frame.shareRight + 10 : 0))
  if frame.hasShares { scene.text(spec.shareHeading, x: frame.shareRight, y: 11, anchor: .end, room: frame.shareRight) }
  scene.text(spec.leftCaption, x: x(null) - 8, y: bottom + 31, anchor: .end, role: .small, room: x(null) - 8)
  scene.text(spec.rightCaption, x: x(null) + 8, y: bottom + 31, role: .small, room: size.width - x(null) - 8)

  if let estimate = lines.compactMap(\.row).last(where: { $0.isPooled })?.estimate {
    var line = Path()
    for span in frame.spans(lines.dropLast(), bottom: bottom - frame.pitch(lines[lines.count - 1])) {
      line.commands += Path(vertical: x(estimate), from: span.top, to: span.bottom).commands
    }
    scene.path(line, .pooled)
  }
  let heaviest = rows.filter { !$0.isPooled }.map(\.weight).max() ?? 1
  var y = top
  for line in lines {
    defer { y += frame.pitch(line) }
    guard let row = line.row else {
      scene.text(line.heading, x: 0, y: y + 15, role: .strong, halo: true, room: size.width)
      continue
    }
    if row.isPooled { scene.path(Path(horizontal: y, from: 0, to: size.width), .rule) }
    frame.print(row, y: y, in: &scene)
    let center = y + (frame.isStacked ? 25 : 11)
    if row.isPooled {
      scene.pooled(row, y: center, x: x)
    } else {
      scene.square(row, heaviest: heaviest, y: center, x: x)
    }
  }
  return scene
}

/// A heading, or a row.
private struct ForestLine {
  var heading = ""
  var row: ForestRow?
}

private struct ForestRow {
  var label: String
  var share: String
  var estimate: Double?
  var ends: (low: Double, high: Double)?
  var weight: Double
  var text: String
  var isPooled: Bool
  var isIndented: Bool

  init(_ row: ForestSpec.Row, format: ValueFormat, isPooled: Bool, isIndented: Bool) {
    label = row.label
    share = row.share ?? ""
    estimate = format.usable(row.estimate)
    ends = estimate == nil ? nil : format.usable(row.low, row.high)
    weight = row.weight.isFinite && row.weight > 0 ? row.weight : 0
    self.isPooled = isPooled
    self.isIndented = isIndented
    text = estimate.map { format.bare($0) } ?? "n/a"
    if let ends { text += " (" + format.bare(ends.low) + PackLocale.current.to + format.bare(ends.high) + ")" }
  }

  var role: TextRole { isPooled ? .strong : .label }
  var indent: Double { isIndented ? 10 : 0 }
}

private func forestLines(_ spec: ForestSpec) -> [ForestLine] {
  var lines: [ForestLine] = []
  for group in spec.groups where !group.rows.isEmpty {
    if !group.heading.isEmpty { lines.append(ForestLine(heading: group.heading)) }
    lines += group.rows.map {
      ForestLine(row: ForestRow($0, format: spec.format, isPooled: false, isIndented: !group.heading.isEmpty))
    }
  }
  if let pooled = spec.pooled {
    lines.append(ForestLine(row: ForestRow(pooled, format: spec.format, isPooled: true, isIndented: false)))
  }
  return lines
}

/// Columns of a forest plot: label, share, plot, estimate; where the plot would be too narrow, the texts stand above
/// their marks.
private struct ForestFrame {
  var width: Double
  var left: Double
  var right: Double
  var labelRoom: Double
  var textRoom: Double
  var shareRight: Double
  var hasShares: Bool
  var isStacked: Bool
  var top: Double { 22 }

  init(_ spec: ForestSpec, lines: [ForestLine], width: Double, isNarrow: Bool) {
    self.width = width
    let rows = lines.compactMap(\.row)
    let texts = rows.map { ($0.isPooled ? TextRole.strong : .value).width($0.text) }.max() ?? 0
    let labels = rows.map { $0.role.width($0.label) + $0.indent }.max() ?? 0
    let shares = rows.map { TextRole.label.width($0.share) }.max() ?? 0
    hasShares = !isNarrow && shares > 0
    labelRoom = min(labels, width * 0.3)
    let shareRoom = hasShares ? max(shares, min(TextRole.label.width(spec.shareHeading), 80)) + 20 : 0
    textRoom = texts
    shareRight = labelRoom + shareRoom
    left = shareRight + 20
    right = width - texts - 16
    isStacked = right - left < 110 || (isNarrow && labels > labelRoom)
    if isStacked {
      (left, right, hasShares) = (0, width, false)
      textRoom = min(texts, width - 70)
      labelRoom = width - textRoom - 10
    }
  }

  func pitch(_ line: ForestLine) -> Double { isStacked && line.row != nil ? 36 : 22 }

  /// Where vertical lines run: through, or beside the marks only.
  func spans(_ lines: [ForestLine], bottom: Double) -> [(top: Double, bottom: Double)] {
    guard isStacked else { return [(top - 2, bottom)] }
    var y = top
    var out: [(top: Double, bottom: Double)] = []
    for line in lines {
      if line.row != nil { out.append((y + 17, y + 33)) }
      y += pitch(line)
    }
    return out
  }

  func print(_ row: ForestRow, y: Double, in scene: inout Scene) {
    let baseline = y + (isStacked ? 13 : 15)
    scene.text(row.label, x: row.indent, y: baseline, role: row.role, room: labelRoom - row.indent)
    if hasShares { scene.text(row.share, x: shareRight, y: baseline, anchor: .end) }
    scene.text(row.text, x: width, y: baseline, anchor: .end, role: row.isPooled ? .strong : .value, room: textRoom)
  }
}

extension Scene {
  fileprivate mutating func square(_ row: ForestRow, heaviest: Double, y: Double, x: (Double) -> Double) {
    guard let estimate = row.estimate else { return }
    if let ends = row.ends { path(Path(horizontal: y, from: x(ends.low), to: x(ends.high)), .whisker) }
    // Area, not side, by weight.
    let side = max(3, 10.5 * (heaviest > 0 ? row.weight / heaviest : 1).squareRoot())
    rectangle(Box(x: x(estimate) - side / 2, y: y - side / 2, width: side, height: side), .square)
  }

  fileprivate mutating func pooled(_ row: ForestRow, y: Double, x: (Double) -> Double) {
    guard let estimate = row.estimate else { return }
    let ends =
      row.ends.map { (low: x($0.low), high: x($0.high)) } ?? (low: x(estimate) - 4, high: x(estimate) + 4)
    var diamond = Path()
    diamond.commands = [
      .move(ends.low, y), .line(x(estimate), y - 6), .line(ends.high, y), .line(x(estimate), y + 6), .close,
    ]
    path(diamond, .accent)
  }
}
