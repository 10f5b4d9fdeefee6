/// The numbers of a variance chart's three panels, measured: levels, differences, differences in percent.
struct PanelTexts {
  private struct Text {
    var number: NumberText
    var isLeft: Bool
    var role: TextRole
  }

  private var panels: [[Text]] = [[], [], []]

  init(_ groups: [PreparedGroup]) {
    for group in groups {
      for row in group.rows {
        let values = [row.actual, row.difference, row.relative]
        for (panel, number) in group.numbers(row).enumerated() {
          guard let number = number ?? (panel < 2 ? NumberText("n/a") : nil) else { continue }
          let isLeft = (values[panel] ?? 0) < 0 && number.print(0).first == "−"
          panels[panel].append(Text(number: number, isLeft: isLeft, role: row.valueRole))
        }
      }
    }
  }

  /// The widest text of falling and of rising bars.
  private func rooms(_ panel: Int, _ level: Int) -> (Double, Double) {
    func widest(_ isLeft: Bool) -> Double {
      panels[panel].filter { $0.isLeft == isLeft }.map { $0.role.width($0.number.print(level)) }.max() ?? 0
    }
    return (widest(true), widest(false))
  }

  /// Shortens the widest panel's numbers until bars have three tenths of the room.
  func fitted(total: Double, gap: Double, hasPins: Bool) -> (levels: [Int], rooms: [(Double, Double)], spare: Double) {
    var levels = [0, 0, 0]
    let shown = hasPins ? [0, 1, 2] : [0, 1]
    let strips = total - gap * Double(shown.count - 1)
    while true {
      let rooms = [0, 1, 2].map { self.rooms($0, levels[$0]) }
      let needs = shown.map { ZeroPanel.rooms(rooms[$0]) + ($0 == 2 ? 6 : 0) }
      let spare = strips - needs.reduce(0, +)
      let next = shown.filter { levels[$0] < 2 }.max { needs[$0] < needs[$1] }
      guard spare < max(50, strips * 0.3), let next else { return (levels, rooms, spare) }
      levels[next] += 1
    }
  }
}
