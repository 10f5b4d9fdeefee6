import Formats

func shareScene(_ spec: ShareSpec, size: ChartSize) -> Scene {
  let parts = shareParts(spec)
  let wholes = spec.days.indices.map { index in shares(parts.map { $0.amounts[index] }) }
  guard !parts.isEmpty, let last = wholes.lastIndex(where: { $0 != nil }), let lastShares = wholes[last] else {
    return .noData(width: size.width)
  }
  let format = ValueFormat.percent()
  let texts = zip(parts, lastShares).map { part, share -> EndLabel.Line in
    .init(NumberText(share, format, lead: part.label + " "), role: .value)
  }
  let height: Double = max(size == .full ? 180 : 160, Double(texts.count) * EndLabel.lineHeight)
  let axis = ValueAxis([0, 1], count: 4, includesZero: true, format: .percent(digits: 0), hasUnit: true)
  let left = axis.labelWidth + 6
  let right = size.width - min(texts.map { $0.role.width($0.text) }.max() ?? 0, size.width * 0.36) - 8
  // Columns thinner than this are stripes.
  let columns = ShareColumns(spec, amounts: parts.map(\.amounts), last: last, limit: Int((right - left) / 6))
  let top = columns.note.isEmpty ? 8.0 : 24
  let bottom = top + height
  func y(_ share: Double) -> Double { bottom - share * height }
  let slot = (right - left) / Double(max(columns.days.count, 1))
  let centers = columns.days.indices.map { left + (Double($0) + 0.5) * slot }
  let ticks = columnTicks(columns.days, grain: columns.grain, fiscal: spec.fiscal, x: centers)

  var scene = Scene(width: size.width, height: bottom + (ticks.contains { $0.year != nil } ? 31 : 19))
  scene.text(columns.note, x: 0, y: 10, role: .small, room: size.width)
  scene.valueGrid(axis, left: left, right: right, bottom: bottom, y: y)
  // More years than there is room for are drawn as one for the periods that they hold.
  let held = max(1, Int((3 / slot).rounded(.up)))
  let gap = min(6, slot * Double(held) * 0.2)
  var fills = parts.map { _ in Path() }
  var drawn: [Double] = []
  for first in stride(from: 0, to: columns.days.count, by: held) {
    let range = first..<min(first + held, columns.days.count)
    let sums = columns.amounts.map { part in range.compactMap { part[$0] }.reduce(nil) { ($0 ?? 0) + $1 } }
    guard let shares = shares(sums) else { continue }
    let from = left + Double(first) * slot + gap / 2
    let to = left + Double(range.upperBound) * slot - gap / 2
    var low = 0.0
    for (i, share) in shares.enumerated() {
      if share > 0 { fills[i].bar(from, y(low), to, y(low + share)) }
      low += share
    }
    drawn = shares
  }
  for (part, fill) in zip(parts, fills) { scene.path(fill, part.role) }
  scene.timeAxis(ticks, from: left, to: right, y: bottom)
  // Beside the parts of the last column, whichever period its figures are of.
  var below = 0.0
  let labels = texts.indices.map { index -> EndLabel in
    let share = drawn.indices.contains(index) ? drawn[index] : lastShares[index]
    defer { below += share }
    return EndLabel(value: below + share / 2, lines: [texts[index]])
  }
  scene.endLabels(labels, x: right + 8, top: top, bottom: bottom, y: y)
  return scene
}

private struct SharePart {
  var label: String
  var amounts: [Double?]
  var role: MarkRole
}

/// The parts that are told apart, bottom up, and the rest as one.
private func shareParts(_ spec: ShareSpec) -> [SharePart] {
  // Light and dark alternate, so that neighbours differ by more than their hue.
  let roles: [MarkRole] = [.share1, .share2, .share3, .share4, .share5]
  func amounts(_ indices: [Int]) -> [Double?] {
    spec.days.indices.map { day in
      indices.compactMap { part in
        spec.parts[part].amounts.indices.contains(day) ? usableAmount(spec.parts[part].amounts[day]) : nil
      }.reduce(nil) { ($0 ?? 0) + $1 }
    }
  }
  let kept = spec.kept
  var out = kept.shown.enumerated().map { place, part in
    SharePart(
      label: spec.parts[part].label, amounts: amounts([part]), role: place < roles.count ? roles[place] : .shareOther)
  }
  if !kept.other.isEmpty {
    out.append(SharePart(label: phrase("Other"), amounts: amounts(kept.other), role: .shareOther))
  }
  return out
}

/// The parts of a whole; nil where it has none: nothing there, or a negative amount.
private func shares(_ amounts: [Double?]) -> [Double]? {
  let known = amounts.map { $0 ?? 0 }
  let total = known.reduce(0, +)
  guard total > 0, total.isFinite, known.allSatisfy({ $0 >= 0 }) else { return nil }
  return known.map { $0 / total }
}

extension Path {
  /// Adds a rectangle between two corners.
  fileprivate mutating func bar(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    commands += [.move(x1, y1), .horizontal(x2), .vertical(y2), .horizontal(x1), .close]
  }
}
