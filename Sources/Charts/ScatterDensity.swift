import Formats

/// Many points as cells of a grid: a dot in each, the larger the more points lie there.
///
/// One ink in dots of five sizes reads alike in print and in the dark, and a lone point far from the crowd stays seen.
struct ScatterDensity {
  /// From so many points on single dots would hide one another.
  static let threshold = 300

  private struct Cell: Hashable {
    var column: Int
    var row: Int
  }

  private static let pitch = (x: 12, y: 10)
  private static let roles: [MarkRole] = [.density1, .density2, .density3, .density4, .density5]

  private let counts: [(cell: Cell, count: Int)]
  /// The fewest points of each size, ascending.
  private let bounds: [Int]
  private let highest: Int

  init(_ places: [Placed]) {
    var counts: [Cell: Int] = [:]
    for place in places {
      let row = Int((place.y / Double(Self.pitch.y)).rounded())
      let column = Int(((place.x - Self.offset(row)) / Double(Self.pitch.x)).rounded())
      counts[Cell(column: column, row: row), default: 0] += 1
    }
    self.counts = counts.map { (cell: $0.key, count: $0.value) }
      .sorted { ($0.cell.row, $0.cell.column) < ($1.cell.row, $1.cell.column) }
    highest = counts.values.max() ?? 1
    bounds = Self.bounds(highest: highest)
  }

  /// Rows are shifted by half a cell in turn.
  private static func offset(_ row: Int) -> Double { row % 2 == 0 ? 0 : Double(pitch.x / 2) }

  /// At most five: each count where there are few, else from 1, 2, 5, 10, 20 …
  private static func bounds(highest: Int) -> [Int] {
    if highest <= 5 { return Array(1...max(1, highest)) }
    if highest <= 10 { return [1, 2, 3, 5, 7].filter { $0 <= highest } }
    var all: [Int] = []
    var power = 1
    while power <= highest {
      all += [1, 2, 5].map { $0 * power }.filter { $0 <= highest }
      power *= 10
    }
    let step = (all.count + roles.count - 1) / roles.count
    return all.indices.filter { $0 % step == 0 }.map { all[$0] }
  }

  /// The role of a size; the smallest of all only where there are five, so that a lone point is as large as elsewhere.
  private func role(_ size: Int) -> MarkRole { Self.roles[bounds.count < Self.roles.count ? size + 1 : size] }

  func draw(in scene: inout Scene) {
    for size in bounds.indices {
      let upper = size + 1 < bounds.count ? bounds[size + 1] : .max
      var dots = Path()
      for (cell, count) in counts where count >= bounds[size] && count < upper {
        dots.dot(
          Placed(x: Double(cell.column * Self.pitch.x) + Self.offset(cell.row), y: Double(cell.row * Self.pitch.y)))
      }
      scene.path(dots, role(size))
    }
  }

  /// What the sizes mean, in one line; returns where it ends.
  func key(in scene: inout Scene, y: Double) -> Double {
    let title = phrase("Points per cell:")
    scene.text(title, x: 0, y: y, role: .small)
    var x = TextRole.small.width(title) + 12
    for size in bounds.indices {
      let last = size + 1 < bounds.count ? bounds[size + 1] - 1 : highest
      let ends = Set([bounds[size], last]).sorted().map { ValueFormat.count.bare(Double($0)) }
      let text = ends.joined(separator: "–")
      var dot = Path()
      dot.dot(Placed(x: x, y: y - 3.5))
      scene.path(dot, role(size))
      scene.text(text, x: x + 8, y: y, role: .small)
      x += TextRole.small.width(text) + 22
    }
    return x
  }
}
