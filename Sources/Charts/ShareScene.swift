import Formats

func shareScene(_ spec: ShareSpec, size: ChartSize) -> Scene {
  let parts = shareParts(spec)
  let columns = spec.days.indices.map { index in shares(parts.map { $0.amounts[index] }) }
  guard !parts.isEmpty, let last = columns.last(where: { $0 != nil }) ?? nil else {
    return .noData(width: size.width)
  }
  let format = ValueFormat.percent()
  var below = 0.0
  var labels: [EndLabel] = []
  for (part, share) in zip(parts, last) {
    // The value stays whole; the name gives way.
    let text = format.string(share)
    let room = size.width * 0.36 - TextRole.label.width(" " + text)
    let name = truncated(part.label, to: room, size: 11, weight: .regular)
    let full = name == part.label ? nil : part.label + " " + text
    labels.append(
      EndLabel(value: below + share / 2, lines: [.init(text: name + " " + text, role: .value, full: full)]))
    below += share
  }
  let height: Double = max(size == .full ? 180 : 160, Double(labels.count) * EndLabel.lineHeight)
  let axis = ValueAxis([0, 1], count: 4, includesZero: true, format: .percent(digits: 0))
  let left = axis.labelWidth + 6
  let right = size.width - min(labels.map(\.width).max() ?? 0, size.width * 0.36) - 8
  let (top, bottom) = (8.0, 8 + height)
  func y(_ share: Double) -> Double { bottom - share * height }
  let slot = (right - left) / Double(max(spec.days.count, 1))
  let centers = spec.days.indices.map { left + (Double($0) + 0.5) * slot }
  let ticks = columnTicks(spec.days, grain: spec.grain, fiscal: spec.fiscal, x: centers)

  var scene = Scene(width: size.width, height: bottom + (ticks.contains { $0.year != nil } ? 31 : 19))
  scene.valueGrid(axis, left: left, right: right, bottom: bottom, y: y)
  // Columns thinner than three pixels are drawn as one for the periods that they hold.
  let held = max(1, Int((3 / slot).rounded(.up)))
  let gap = min(6, slot * Double(held) * 0.2)
  var fills = parts.map { _ in Path() }
  for first in stride(from: 0, to: spec.days.count, by: held) {
    let range = first..<min(first + held, spec.days.count)
    let sums = parts.map { part in range.compactMap { part.amounts[$0] }.reduce(nil) { ($0 ?? 0) + $1 } }
    guard let shares = shares(sums) else { continue }
    let from = left + Double(first) * slot + gap / 2
    let to = left + Double(range.upperBound) * slot - gap / 2
    var low = 0.0
    for (i, share) in shares.enumerated() {
      if share > 0 { fills[i].bar(from, y(low), to, y(low + share)) }
      low += share
    }
  }
  for (part, fill) in zip(parts, fills) { scene.path(fill, part.role) }
  scene.timeAxis(ticks, from: left, to: right, y: bottom)
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
