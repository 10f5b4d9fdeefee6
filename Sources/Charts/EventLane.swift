/// Where events' labels stand above a plot.
struct EventLane {
  struct Placed {
    var x: Double
    var row: Int
    var label: String
  }

  var events: [Placed] = []
  var rowCount = 0

  static let rowHeight = 12.0
  static let gap = 4.0

  var height: Double { rowCount == 0 ? 0 : Double(rowCount) * Self.rowHeight + 4 }

  init() {}

  /// Places labels right of their rules, each in the first row in which it crosses no other label or rule; a rule
  /// starts at its own row. Events of one day share a rule.
  init(_ events: [ChartEvent], from low: Int, to high: Int, right: Double, x: (Int) -> Double) {
    var days: [Int: String] = [:]
    for event in events where (low...high).contains(event.day) && !event.label.isEmpty {
      days[event.day] = days[event.day].map { $0 + "; " + event.label } ?? event.label
    }
    for (day, label) in days.sorted(by: { $0.key < $1.key }) {
      let place = x(day)
      let from = place + Self.gap
      let to = from + min(TextRole.small.width(label), right - from) + Self.gap
      var row = 0
      while !self.events.allSatisfy({ Self.clears($0, row: row, x: place, from: from, to: to, right: right) }) {
        row += 1
      }
      self.events.append(Placed(x: place, row: row, label: label))
      rowCount = max(rowCount, row + 1)
    }
  }

  private static func clears(
    _ other: Placed, row: Int, x: Double, from: Double, to: Double, right: Double
  ) -> Bool {
    let otherTo = other.x + gap + min(TextRole.small.width(other.label), right - other.x - gap) + gap
    let labelsMeet = row == other.row && from < otherTo
    let ruleCrossesOther = row <= other.row && x < otherTo
    let otherCrossesLabel = other.row <= row && other.x > from - 1 && other.x < to
    return !labelsMeet && !ruleCrossesOther && !otherCrossesLabel
  }
}

extension Scene {
  /// Draws the rules down to `bottom` and the labels, the first row at the top.
  mutating func eventLane(_ lane: EventLane, bottom: Double) {
    for event in lane.events {
      let top = Double(event.row) * EventLane.rowHeight
      path(Path(vertical: event.x, from: top + 1, to: bottom), .event)
      let x = event.x + EventLane.gap
      text(event.label, x: x, y: top + 9, role: .small, room: width - x)
    }
  }
}
