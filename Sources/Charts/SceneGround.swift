/// What is painted where in a drawing, as far as the audit of its legibility needs to know.
struct SceneGround {
  private let marks: [Mark]
  private let boxes: [Box]
  private let isArea: [Bool]
  private let isHalo: [Bool]
  private let corners: [[(x: Double, y: Double)]]
  private let segments: [[Segment]]
  /// Indices of marks that can hide others.
  private let covering: [Int]

  /// - Parameter look: says which roles paint areas; the looks of one theme agree in that.
  init(_ scene: Scene, look: ChartLook) {
    marks = scene.marks
    boxes = marks.map(\.bounds)
    isArea = marks.map { mark in mark.role.map { look.paints[$0.rawValue]?.fill != nil } ?? false }
    isHalo = marks.map { $0.role?.isHalo ?? false }
    corners = marks.map { if case .path(let path, _) = $0 { path.corners } else { [] } }
    segments = marks.map { if case .path(let path, _) = $0 { path.segments } else { [] } }
    let (areas, halos) = (isArea, isHalo)
    covering = marks.indices.filter { areas[$0] || halos[$0] }
  }

  /// The class of the topmost mark under a point among the first `count` marks that paints an area there; nil: paper.
  func under(_ x: Double, _ y: Double, first count: Int) -> String? {
    for i in covering.reversed() where i < count {
      if covers(i, x, y) { return isHalo[i] ? nil : marks[i].role?.rawValue }
    }
    return nil
  }

  /// Whether an area or a line of the mark touches a box.
  func touches(_ i: Int, _ box: Box) -> Bool {
    let mark = boxes[i]
    guard mark.x <= box.right, mark.right >= box.x, mark.y <= box.bottom, mark.bottom >= box.y else { return false }
    if isArea[i] { return box.samples.contains { covers(i, $0.x, $0.y) } }
    return segments[i].contains { box.isCrossed(by: $0) }
  }

  private func covers(_ i: Int, _ x: Double, _ y: Double) -> Bool {
    switch marks[i] {
    case .rectangle(let box, _): return x >= box.x && x <= box.right && y >= box.y && y <= box.bottom
    case .circle(let cx, let cy, let radius, _): return (x - cx) * (x - cx) + (y - cy) * (y - cy) <= radius * radius
    case .text: return false
    case .path(let path, _):
      if isHalo[i] { return segments[i].contains { $0.distance(toX: x, y: y) <= 1.9 } }
      let box = boxes[i]
      guard x >= box.x, x <= box.right, y >= box.y, y <= box.bottom else { return false }
      var isInside = false
      for (a, b) in path.edges(corners[i]) where (a.y > y) != (b.y > y) {
        if x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x) { isInside.toggle() }
      }
      return isInside
    }
  }
}

/// A straight piece of a path.
struct Segment {
  var from: (x: Double, y: Double)
  var to: (x: Double, y: Double)

  var length: Double {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    return (dx * dx + dy * dy).squareRoot()
  }

  func point(at share: Double) -> (x: Double, y: Double) {
    (from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
  }

  func distance(toX x: Double, y: Double) -> Double {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let square = dx * dx + dy * dy
    let share = square > 0 ? min(max(((x - from.x) * dx + (y - from.y) * dy) / square, 0), 1) : 0
    let nearest = point(at: share)
    return ((x - nearest.x) * (x - nearest.x) + (y - nearest.y) * (y - nearest.y)).squareRoot()
  }
}

extension Box {
  /// The box made smaller on all sides, larger by a negative distance.
  func inset(_ by: Double) -> Box {
    Box(x: x + by, y: y + by, width: max(0, width - 2 * by), height: max(0, height - 2 * by))
  }

  /// Nine points spread over the box.
  var samples: [(x: Double, y: Double)] {
    [0.0, 0.5, 1].flatMap { down in [0.0, 0.5, 1].map { (x + width * $0, y + height * down) } }
  }

  /// Liang and Barsky's clipping: whether any of a segment lies in the box.
  func isCrossed(by segment: Segment) -> Bool {
    var (enter, leave) = (0.0, 1.0)
    let (dx, dy) = (segment.to.x - segment.from.x, segment.to.y - segment.from.y)
    for (p, q) in [
      (-dx, segment.from.x - x), (dx, right - segment.from.x), (-dy, segment.from.y - y), (dy, bottom - segment.from.y),
    ] {
      if p == 0 {
        if q < 0 { return false }
      } else if p < 0 {
        enter = max(enter, q / p)
      } else {
        leave = min(leave, q / p)
      }
    }
    return enter <= leave
  }
}

extension Path {
  /// The lines drawn, without those that only close an area.
  var segments: [Segment] {
    var out: [Segment] = []
    var at = (x: 0.0, y: 0.0)
    for command in commands {
      var next = at
      switch command {
      case .move(let x, let y):
        at = (x, y)
        continue
      case .line(let x, let y): next = (x, y)
      case .horizontal(let x): next.x = x
      case .vertical(let y): next.y = y
      case .close: continue
      }
      out.append(Segment(from: at, to: next))
      at = next
    }
    return out
  }

  /// The edges of the areas that the path encloses.
  func edges(_ corners: [(x: Double, y: Double)]) -> [(a: (x: Double, y: Double), b: (x: Double, y: Double))] {
    var out: [(a: (x: Double, y: Double), b: (x: Double, y: Double))] = []
    out.reserveCapacity(corners.count)
    var (start, index) = (0, 0)
    func close(_ end: Int, _ out: inout [(a: (x: Double, y: Double), b: (x: Double, y: Double))]) {
      for i in start..<max(start, end) { out.append((corners[i], corners[i + 1 < end ? i + 1 : start])) }
    }
    for command in commands {
      switch command {
      case .move:
        close(index, &out)
        start = index
        index += 1
      case .close: continue
      default: index += 1
      }
    }
    close(index, &out)
    return out
  }
}
