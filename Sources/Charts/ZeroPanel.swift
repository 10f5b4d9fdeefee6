/// A strip of a chart in which bars of several scales run sideways from one zero line, with room for their labels.
struct ZeroPanel {
  var zero: Double
  /// What bars may take on either side.
  private var leftSpan: Double
  private var rightSpan: Double
  /// What a label may take outside a bar.
  var leftRoom: Double
  var rightRoom: Double

  static let gap = 5.0

  /// - Parameters:
  ///   - extents: how far each scale reaches below and above zero, both at least zero.
  ///   - labels: the widest label of a falling and of a rising bar.
  init(from left: Double, to right: Double, extents: [(below: Double, above: Double)], labels: (Double, Double)) {
    let width = right - left
    let widest = max(0, width - 12)
    var rooms = (labels.0 > 0 ? labels.0 + Self.gap : 0, labels.1 > 0 ? labels.1 + Self.gap : 0)
    if rooms.0 + rooms.1 > widest {
      let factor = widest / (rooms.0 + rooms.1)
      rooms = (rooms.0 * factor, rooms.1 * factor)
    }
    let spans = width - rooms.0 - rooms.1
    let used = extents.filter { $0.below + $0.above > 0 }
    let below = used.map { $0.below / ($0.below + $0.above) }.max() ?? 0
    let above = used.map { $0.above / ($0.below + $0.above) }.max() ?? 1
    leftSpan = spans * below / (below + above)
    rightSpan = spans - leftSpan
    zero = left + rooms.0 + leftSpan
    leftRoom = max(0, rooms.0 - Self.gap)
    rightRoom = max(0, rooms.1 - Self.gap)
  }

  /// What the labels need on both sides together.
  static func rooms(_ labels: (Double, Double)) -> Double {
    (labels.0 > 0 ? labels.0 + gap : 0) + (labels.1 > 0 ? labels.1 + gap : 0)
  }

  /// Pixels a unit, so that both ends fit.
  func pixels(_ extent: (below: Double, above: Double)) -> Double {
    let candidates = [
      extent.below > 0 ? leftSpan / extent.below : .infinity, extent.above > 0 ? rightSpan / extent.above : .infinity,
    ]
    let least = candidates.min() ?? 1
    return least.isFinite ? least : 1
  }
}

extension Scene {
  /// A label outside the bar that ends at `end`: right of a rise, left of a fall.
  mutating func barLabel(
    _ label: String, isLeft: Bool, end: Double, y: Double, role: TextRole, panel: ZeroPanel
  ) {
    if isLeft {
      number(
        NumberText(label), x: end - ZeroPanel.gap, y: y, anchor: .end, role: role, halo: true, room: panel.leftRoom)
    } else {
      number(NumberText(label), x: end + ZeroPanel.gap, y: y, role: role, halo: true, room: panel.rightRoom)
    }
  }
}

/// How far values reach below and above zero.
func extent(_ values: [Double]) -> (below: Double, above: Double) {
  (max(0, -(values.min() ?? 0)), max(0, values.max() ?? 0))
}

/// Where a value that dwarfs all others is cut: at twice the next largest, where it is more than five times that; nil
/// where none is.
func outlierLimit(_ values: [Double]) -> Double? {
  let sizes = values.map { abs($0) }.filter { $0 > 0 }.sorted()
  guard sizes.count >= 3 else { return nil }
  let (largest, next) = (sizes[sizes.count - 1], sizes[sizes.count - 2])
  return largest > next * 5 ? next * 2 : nil
}
