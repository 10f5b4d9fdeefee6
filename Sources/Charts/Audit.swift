/// What is wrong with a drawing, one sentence each; empty when it can be printed.
///
/// Finds text outside the drawing or wider than its room, numbers that are cut, labels that overlap or that an event's rule
/// crosses, text below 10 px, dots too small to see, marks outside the drawing or at places that are not numbers, and bars
/// that do not stand on zero. With the looks of a theme it also finds text and marks without contrast and text that is
/// covered.
public func audit(_ scene: Scene, looks: [ChartLook] = []) -> [String] {
  var findings: [String] = []
  var texts: [TextMark] = []
  let frame = Box(x: 0, y: 0, width: scene.width, height: scene.height)
  for mark in scene.marks {
    if case .text(let text) = mark { texts.append(text) }
    let box = mark.bounds
    if !(box.x.isFinite && box.y.isFinite && box.width.isFinite && box.height.isFinite) {
      findings.append("\(mark.name) is at no finite place")
    } else if !frame.contains(box, tolerance: 0.6) {
      findings.append("\(mark.name) lies outside the drawing")
    }
    if case .rectangle(let box, let role) = mark, role.isBar, !stands(box, on: scene.baseline) {
      findings.append("\(mark.name) does not stand on zero")
    }
    if case .circle(_, _, let radius, _) = mark, radius < 1 { findings.append("\(mark.name) is too small to see") }
  }
  for text in texts {
    if text.box.width > text.room + 0.5 { findings.append("\"\(text.text)\" is wider than its room") }
    if let number = text.number, !text.text.hasSuffix(number) || number.contains("…") {
      findings.append("the number \"\(number)\" is cut to \"\(text.text)\"")
    }
    if text.role.size < 10 { findings.append("\"\(text.text)\" is smaller than 10 px") }
  }
  let sorted = texts.enumerated().sorted { ($0.element.box.y, $0.offset) < ($1.element.box.y, $1.offset) }
    .map(\.element)
  for (i, text) in sorted.enumerated() {
    for other in sorted[(i + 1)...] {
      if other.box.y >= text.box.bottom { break }
      if text.box.overlaps(other.box, tolerance: 0.5) {
        findings.append("\"\(text.text)\" overlaps \"\(other.text)\"")
      }
    }
  }
  for mark in scene.marks {
    guard case .path(_, .event) = mark else { continue }
    for text in texts where text.box.overlaps(mark.bounds, tolerance: 0.5) {
      findings.append("an event's rule crosses \"\(text.text)\"")
    }
  }
  return findings + legibilityFindings(scene, looks: looks)
}

private func stands(_ box: Box, on baseline: Scene.Baseline?) -> Bool {
  switch baseline {
  case .x(let x): abs(box.x - x) < 0.1 || abs(box.right - x) < 0.1
  case .y(let y): abs(box.y - y) < 0.1 || abs(box.bottom - y) < 0.1
  case .rows(let rows): rows.contains { abs(box.y - $0) < 0.1 || abs(box.bottom - $0) < 0.1 }
  case nil: false
  }
}

extension Box {
  fileprivate func contains(_ box: Box, tolerance: Double) -> Bool {
    box.x >= x - tolerance && box.y >= y - tolerance && box.right <= right + tolerance
      && box.bottom <= bottom + tolerance
  }
}

extension Mark {
  var bounds: Box {
    switch self {
    case .rectangle(let box, _): return box
    case .circle(let x, let y, let radius, _):
      return Box(x: x - radius, y: y - radius, width: radius * 2, height: radius * 2)
    case .text(let text): return text.box
    case .path(let path, _):
      let corners = path.corners
      guard let first = corners.first else { return Box(x: 0, y: 0, width: 0, height: 0) }
      var (left, right, top, bottom) = (first.x, first.x, first.y, first.y)
      for corner in corners {
        // A place that is not a number must not vanish in a comparison.
        guard corner.x.isFinite, corner.y.isFinite else { return Box(x: .nan, y: .nan, width: 0, height: 0) }
        left = min(left, corner.x)
        right = max(right, corner.x)
        top = min(top, corner.y)
        bottom = max(bottom, corner.y)
      }
      return Box(x: left, y: top, width: right - left, height: bottom - top)
    }
  }

  var name: String {
    switch self {
    case .rectangle(_, let role): "a rectangle (\(role.rawValue))"
    case .circle(_, _, _, let role): "a circle (\(role.rawValue))"
    case .path(_, let role): "a path (\(role.rawValue))"
    case .text(let text): "\"\(text.text)\""
    }
  }
}
