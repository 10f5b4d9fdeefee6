/// What cannot be read or seen in a drawing under the looks of a theme, one sentence each.
///
/// Text needs a contrast of 4.5 with whatever lies under it, a mark 3 (WCAG 2.2, 1.4.3 and 1.4.11); no mark may cover a
/// text and no line may cross one that has no halo.
func legibilityFindings(_ scene: Scene, looks: [ChartLook]) -> [String] {
  guard let first = looks.first else { return [] }
  let ground = SceneGround(scene, look: first)
  var findings: [String] = []
  for (i, mark) in scene.marks.enumerated() {
    if case .text(let text) = mark {
      findings += readingFindings(text, at: i, scene, ground, looks)
    } else if let role = mark.role {
      findings += seeingFindings(mark, role, at: i, ground, looks)
    }
  }
  return findings
}

private func readingFindings(
  _ text: TextMark, at index: Int, _ scene: Scene, _ ground: SceneGround, _ looks: [ChartLook]
) -> [String] {
  var findings: [String] = []
  let box = text.box.inset(1.5)
  guard box.width > 0 else { return [] }
  for (i, mark) in scene.marks.enumerated() {
    guard let role = mark.role, !role.isGround, i > index || !text.hasHalo else { continue }
    let isArea = looks[0].paints[role.rawValue]?.fill != nil
    if isArea ? i > index && ground.touches(i, box) : ground.touches(i, box) {
      findings.append("\(mark.name) \(isArea ? "covers" : "crosses") \"\(text.text)\"")
    }
  }
  let under = text.hasHalo ? [nil] : Set(box.samples.map { ground.under($0.x, $0.y, first: index) })
  for look in looks {
    let color = look.paints[text.role.rawValue]?.fill ?? look.text
    let lowest = under.map { color.contrast(with: look.ground($0)) }.min() ?? 21
    if lowest < 4.495 {
      findings.append(
        "\"\(text.text)\" has a contrast of only \(tenths(lowest)) in the \(look.name) look, 4.5 is needed")
    }
  }
  return findings
}

private func seeingFindings(
  _ mark: Mark, _ role: MarkRole, at index: Int, _ ground: SceneGround, _ looks: [ChartLook]
) -> [String] {
  var findings: [String] = []
  if looks[0].paints[role.rawValue] == nil {
    return ["\(mark.name) has no colour in the theme's charts.css"]
  }
  guard !role.isGround, !role.isFaded else { return [] }
  let samples = mark.samples
  let under = Dictionary(samples.map { (ground.under($0.x, $0.y, first: index), 1) }, uniquingKeysWith: +)
  for look in looks {
    guard let paint = look.paints[role.rawValue] else { continue }
    let contrasts = under.map { below, count -> (value: Double, count: Int) in
      let color = look.ground(below)
      let seen = [paint.fill, paint.stroke].compactMap {
        $0?.over(color, opacity: paint.opacity).contrast(with: color)
      }
      return (seen.max() ?? 21, count)
    }
    // A mark may pass over another one; most of it must be seen.
    let weak = contrasts.filter { $0.value < 2.995 }
    if weak.reduce(0, { $0 + $1.count }) * 2 > samples.count, let lowest = weak.map(\.value).min() {
      findings.append("\(mark.name) has a contrast of only \(tenths(lowest)) in the \(look.name) look, 3 is needed")
    }
  }
  return findings
}

private func tenths(_ value: Double) -> String {
  let shown = Int((value * 10).rounded(.down))
  return "\(shown / 10).\(shown % 10)"
}

extension ChartLook {
  fileprivate func ground(_ role: String?) -> ChartColor { role.flatMap { paints[$0]?.fill } ?? paper }
}

extension MarkRole {
  /// What others are drawn on or what helps the eye: needs no contrast of its own, and text may stand on it.
  var isGround: Bool {
    switch self {
    case .grid, .axis, .rule, .band: true
    // Ranges of bullets and cells are shades by nature; what they mean is printed.
    case .range0, .range1, .range2, .range3, .heat0, .heat1, .heat2, .heat3, .heat4, .heat5, .missing: true
    case .disagree1, .disagree2, .hatch, .hatchOver: true
    default: isHalo
    }
  }

  /// An outline in the paper's colour that sets a mark off from what lies under it.
  var isHalo: Bool {
    switch self {
    case .whiskerHalo, .targetHalo, .axisBreak: true
    default: false
    }
  }

  /// Made faint on purpose: few are at risk there.
  var isFaded: Bool { self == .faded || self == .otherFaded }
}

extension Mark {
  /// The role; nil for text.
  var role: MarkRole? {
    switch self {
    case .rectangle(_, let role), .path(_, let role), .circle(_, _, _, let role): role
    case .text: nil
    }
  }

  /// Points spread over an area or along a line.
  fileprivate var samples: [(x: Double, y: Double)] {
    switch self {
    case .rectangle(let box, _): return box.inset(0.2).samples
    case .circle(let x, let y, _, _): return [(x, y)]
    case .text: return []
    case .path(let path, _):
      let segments = path.segments
      let length = segments.reduce(0) { $0 + $1.length }
      guard length > 0 else { return segments.prefix(24).map(\.from) }
      var out: [(x: Double, y: Double)] = []
      let step = length / 24
      var (walked, next) = (0.0, step / 2)
      for segment in segments {
        while segment.length > 0, next <= walked + segment.length {
          out.append(segment.point(at: (next - walked) / segment.length))
          next += step
        }
        walked += segment.length
      }
      return out
    }
  }
}
