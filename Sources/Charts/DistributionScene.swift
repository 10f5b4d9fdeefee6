import Formats

func distributionScene(_ spec: DistributionSpec, size: ChartSize) -> Scene {
  let shares = spec.series.flatMap(\.shares).compactMap(spec.format.usable)
  guard !spec.answers.isEmpty, !shares.isEmpty else { return .noData(width: size.width) }
  return spec.scale == .likert ? likertScene(spec, size: size) : answerColumns(spec, size: size)
}

/// Columns a value of the scale; further series stand as outlines behind the first.
private func answerColumns(_ spec: DistributionSpec, size: ChartSize) -> Scene {
  let format = spec.format
  let count = spec.answers.count
  let values = spec.series.prefix(2).map { series in
    (0..<count).map { series.shares.indices.contains($0) ? format.usable(series.shares[$0]).map { max(0, $0) } : nil }
  }
  let highest = values.flatMap { $0 }.compactMap { $0 }.max() ?? 0
  let height = size.isNarrow ? 120.0 : 140
  let keyed = spec.series.count > 1
  let top = keyed ? 34.0 : 16
  let bottom = top + height
  let slot = size.width / Double(count)
  let width = max(1, min(slot * 0.72, 44))
  func x(_ index: Int) -> Double { (Double(index) + 0.5) * slot }
  func column(_ value: Double, _ center: Double) -> Box {
    let tall = highest > 0 ? value / highest * height : 0
    return Box(x: center - width / 2, y: bottom - tall, width: width, height: tall)
  }
  var scene = Scene(width: size.width, height: 0, baseline: .y(bottom))
  if keyed {
    var place = 0.0
    for (index, series) in spec.series.prefix(2).enumerated() {
      let number = NumberText("n " + series.count, lead: series.label + ", ")
      let room = max(0, min(number.width(.label), size.width / 2 - 22))
      scene.path(Path(key: place, 2), index == 0 ? .measure : .plan)
      scene.number(number, x: place + 14, y: 10, role: .label, room: room + 0.1)
      place += room + 28
    }
  }
  let shift = values.count > 1 ? min(4, slot * 0.1) : 0
  if values.count > 1 {
    for index in 0..<count {
      if let value = values[1][index] { scene.rectangle(column(value, x(index) - shift), .plan) }
    }
  }
  let widest = values[0].map { TextRole.value.width(format.string($0 ?? 0)) }.max() ?? 0
  // A figure stands at its own column: above an earlier period's outline it would be read as that period's. Where the
  // edge of an outline would cross one, all that have room stand inside.
  let areInside =
    values.count > 1 && spec.scale != .nps && widest < width - 2
    && (0..<count).contains { index in
      guard let value = values[0][index], let before = values[1][index] else { return false }
      let edge = (before - value) / highest * height
      return edge > 0 && edge < 15
    }
  for index in 0..<count {
    scene.text(
      spec.answers[index], x: x(index), y: bottom + 14, anchor: .middle, role: .label, room: slot - 2)
    guard let value = values[0][index] else { continue }
    let box = column(value, x(index) + shift)
    scene.rectangle(box, fill(spec, index))
    if widest + 2 * shift <= slot - 3 {
      let isInside = areInside && box.height > 17
      scene.number(
        NumberText(value, format), x: x(index) + shift, y: isInside ? box.y + 13 : box.y - 4, anchor: .middle,
        role: isInside ? .inverse : .value, halo: !isInside, room: slot - 2)
    }
  }
  scene.path(Path(horizontal: bottom, from: 0, to: size.width), .axis)
  scene.height = bottom + 19
  groups(spec, slot: slot, top: bottom + 24, in: &scene)
  return scene
}

/// Only the ends of the scale of a net promoter score are coloured: they alone count.
private func fill(_ spec: DistributionSpec, _ index: Int) -> MarkRole {
  guard spec.scale == .nps else { return .actual }
  return index <= 6 ? .detractor : index <= 8 ? .passive : .promoter
}

/// A bracket, a name and a share under each named stretch.
private func groups(_ spec: DistributionSpec, slot: Double, top: Double, in scene: inout Scene) {
  guard !spec.groups.isEmpty else { return }
  let groups = spec.groups.compactMap { group -> (group: DistributionSpec.Group, left: Double, right: Double)? in
    let left = Double(group.range.lowerBound) * slot + 3
    let right = Double(min(group.range.upperBound, spec.answers.count)) * slot - 3
    return right > left ? (group, left, right) : nil
  }
  // All of them in one line, or all in two.
  let isOneLine = groups.allSatisfy {
    TextRole.strong.width($0.group.label + " " + $0.group.share) <= $0.right - $0.left
  }
  let isLabelWide = groups.allSatisfy { TextRole.label.width($0.group.label) <= $0.right - $0.left }
  for (group, left, right) in groups {
    var bracket = Path()
    bracket.commands = [.move(left, top), .vertical(top + 4), .horizontal(right), .vertical(top)]
    scene.path(bracket, .connector)
    let middle = (left + right) / 2
    if isOneLine {
      scene.number(
        NumberText(group.share, lead: group.label + " "), x: middle, y: top + 18, anchor: .middle, role: .strong,
        room: right - left)
    } else {
      scene.text(
        group.label, x: middle, y: top + 18, anchor: .middle, role: isLabelWide ? .label : .small,
        room: right - left + 4)
      let share = NumberText(group.share)
      scene.number(share, x: middle, y: top + 31, anchor: .middle, role: .strong, room: max(right - left, 44))
    }
  }
  scene.height = top + (isOneLine ? 23 : 36)
}

/// Rows stacked to both sides of the middle value, of which one half lies on either side.
private func likertScene(_ spec: DistributionSpec, size: ChartSize) -> Scene {
  let count = spec.answers.count
  let rows = spec.series.map { series in
    (
      series: series,
      shares: (0..<count).map { index -> Double in
        guard series.shares.indices.contains(index) else { return 0 }
        return max(0, spec.format.usable(series.shares[index]) ?? 0)
      }
    )
  }
  let middle = Double(count) / 2
  func before(_ shares: [Double]) -> Double {
    shares.enumerated().reduce(0) { sum, part in
      sum + part.element * min(1, max(0, middle - Double(part.offset)))
    }
  }
  let below = rows.map { before($0.shares) }.max() ?? 0
  let above = rows.map { $0.shares.reduce(0, +) - before($0.shares) }.max() ?? 0
  let column = LabelColumn(
    rows.map { ($0.series.label, .label) }, width: size.width, fitting: size.isNarrow, isAbove: size.isNarrow)
  let counts = rows.map { TextRole.small.width("n " + $0.series.count) }.max() ?? 0
  let left = column.width
  let right = size.width - counts - 8
  let pixels = below + above > 0 ? (right - left) / (below + above) : 0
  let zero = left + below * pixels
  var scene = Scene(width: size.width, height: 0)
  var top = answerKey(spec, left: left, in: &scene)
  for row in rows {
    let barTop = top + (column.isAbove ? 18 : 5)
    column.label(row.series.label, role: .label, barTop: barTop + (column.isAbove ? 0 : 3), in: &scene)
    var x = zero - before(row.shares) * pixels
    for (index, share) in row.shares.enumerated() where share > 0 {
      let box = Box(x: x, y: barTop, width: share * pixels, height: 18)
      let level = likertLevel(index, of: count)
      scene.rectangle(box, level.fill)
      let number = NumberText(share, spec.format)
      if number.width(.value) + 4 <= box.width {
        scene.number(number, x: x + box.width / 2, y: barTop + 12.8, anchor: .middle, role: level.text, room: box.width)
      }
      x += box.width
    }
    scene.number(
      NumberText("n " + row.series.count), x: size.width, y: barTop + 12.8, anchor: .end, role: .small,
      room: counts + 0.1)
    // Only between the bars, so that it crosses no figure.
    scene.path(Path(vertical: zero, from: barTop + 18, to: barTop + 22), .axis)
    top = barTop + 25
  }
  scene.height = top
  return scene
}

/// The values of the scale with their fills, in lines that fit.
private func answerKey(_ spec: DistributionSpec, left: Double, in scene: inout Scene) -> Double {
  var (x, y) = (left, 10.0)
  for (index, answer) in spec.answers.enumerated() {
    let room = max(0, min(TextRole.label.width(answer), scene.width - left - 14))
    if x > left, x + 14 + room > scene.width { (x, y) = (left, y + 15) }
    scene.path(Path(key: x, y - 8), likertLevel(index, of: spec.answers.count).fill)
    scene.text(answer, x: x + 14, y: y, role: .label, room: room + 0.1)
    x += 14 + room + 12
  }
  return y + 10
}

/// The middle of the scale is grey, its ends strongest; the two sides differ in hue.
private func likertLevel(_ index: Int, of count: Int) -> (fill: MarkRole, text: TextRole) {
  let distance = Double(index) - Double(count - 1) / 2
  if distance == 0 { return (.missing, .value) }
  let isOuter = abs(distance) > Double(count - 1) / 4
  if distance < 0 { return isOuter ? (.disagree2, .inverse) : (.disagree1, .value) }
  return isOuter ? (.heat5, .heat5) : (.heat2, .heat2)
}
