import Formats

func forestScene(_ spec: ForestSpec, size: ChartSize) -> Scene {
  let format = spec.format
  let lines = forestLines(spec)
  let rows = lines.compactMap(\.row)
  let null = format.usable(spec.null) ?? 0
  let values = rows.flatMap { [$0.estimate, $0.ends?.low, $0.ends?.high] }.compactMap { $0 }
  guard !values.isEmpty else { return .noData(width: size.width) }
  let frame = ForestFrame(spec, lines: lines, width: size.width, isNarrow: size.isNarrow)
  let axis = captionedAxis(spec, values, null: null, frame)
  // Whiskers end inside the plot.
  func x(_ value: Double) -> Double { frame.left + 6 + axis.share(value) * (frame.right - frame.left - 12) }

  let hasCaptions = !spec.leftCaption.isEmpty || !spec.rightCaption.isEmpty
  let top = frame.top
  let bottom = top + lines.reduce(0) { $0 + frame.pitch($1) } + 4
  let captions = [
    SideCaption(spec.leftCaption, room: x(null) - 8, isLeft: true),
    SideCaption(spec.rightCaption, room: size.width - x(null) - 8, isLeft: false),
  ]
  let captionLines = captions.map(\.lines.count).max() ?? 1
  var scene = Scene(
    width: size.width, height: bottom + (hasCaptions ? 37 + Double(max(0, captionLines - 1)) * 12 : 19))
  let spans = frame.spans(lines, bottom: bottom)
  scene.sideGrid(axis, spans: spans, bottom: bottom, zero: null, x: x)
  scene.text(
    spec.estimateHeading, x: size.width, y: 11, anchor: .end,
    room: size.width - (frame.hasShares ? frame.shareRight + 10 : 0))
  if frame.hasShares { scene.text(spec.shareHeading, x: frame.shareRight, y: 11, anchor: .end, room: frame.shareRight) }
  for caption in captions { caption.draw(in: &scene, null: x(null), y: bottom + 31) }

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
  var number: NumberText
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
    number = estimate.map { NumberText($0, format, as: ValueFormat.bare) } ?? NumberText("n/a")
    if let estimate, let ends {
      let both = NumberText([estimate, ends.low, ends.high], format) {
        $0.bareWithEnds(estimate, ends.low, ends.high)
      }
      number = both.or(number)
    }
  }

  var numberRole: TextRole { isPooled ? .strong : .value }

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
  /// How much numbers are shortened.
  var level: Int
  var shareRight: Double
  var hasShares: Bool
  var isStacked: Bool
  var top: Double { 22 }

  init(_ spec: ForestSpec, lines: [ForestLine], width: Double, isNarrow: Bool) {
    self.width = width
    let rows = lines.compactMap(\.row)
    func texts(_ level: Int) -> Double { rows.map { $0.numberRole.width($0.number.print(level)) }.max() ?? 0 }
    let longest = rows.map(\.number.count).max() ?? 1
    func shortening(for room: Double) -> Int { (0..<longest).first { texts($0) <= room } ?? longest }
    let labels = rows.map { $0.role.width($0.label) + $0.indent }.max() ?? 0
    let shares = rows.map { TextRole.label.width($0.share) }.max() ?? 0
    hasShares = !isNarrow && shares > 0
    labelRoom = min(labels, width * 0.3)
    let shareRoom = hasShares ? max(shares, min(TextRole.label.width(spec.shareHeading), 80)) + 20 : 0
    shareRight = labelRoom + shareRoom
    left = shareRight + 20
    level = shortening(for: width * 0.7 - left - 16)
    textRoom = texts(level)
    right = width - textRoom - 16
    isStacked = right - left < 110 || (isNarrow && labels > labelRoom)
    if isStacked {
      (left, right, hasShares) = (0, width, false)
      level = shortening(for: width - 70)
      textRoom = texts(level)
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
    let number = NumberText(row.number.print(level))
    scene.number(number, x: width, y: baseline, anchor: .end, role: row.numberRole, room: textRoom + 0.1)
  }
}

/// An axis on which the null line keeps room for the captions at both sides.
private func captionedAxis(_ spec: ForestSpec, _ values: [Double], null: Double, _ frame: ForestFrame) -> ValueAxis {
  let span = (values + [null]).max().map { high in high - ((values + [null]).min() ?? high) } ?? 0
  let needs = (SideCaption.least(spec.leftCaption), SideCaption.least(spec.rightCaption))
  var axis = ValueAxis([], count: 2, format: spec.format)
  for pad in [0.12, 0.16, 0.2, 0.25, 0.3] {
    axis = ValueAxis(
      values + [null - span * pad, null + span * pad], count: max(2, Int((frame.right - frame.left) / 60)),
      isNice: false, format: spec.format)
    let place = frame.left + 6 + axis.share(null) * (frame.right - frame.left - 12)
    if place - 8 >= needs.0, frame.width - place - 8 >= needs.1 { break }
  }
  return axis
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
