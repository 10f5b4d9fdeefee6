/// Lines of text right of the plot at the height of what they name.
struct EndLabel {
  struct Line {
    var text: String
    var role: TextRole
    /// What `text` holds of a number, which is shown whole.
    var number: NumberText?

    init(text: String, role: TextRole) {
      (self.text, self.role) = (text, role)
    }

    init(_ number: NumberText, role: TextRole) {
      (text, self.role, self.number) = (number.full, role, number)
    }
  }

  /// Where the first line's middle wants to be.
  var value: Double
  var lines: [Line]

  static let lineHeight = 13.0

  var height: Double { Double(lines.count) * Self.lineHeight }
  var width: Double { lines.map { $0.role.width($0.text) }.max() ?? 0 }
}

/// Tops of blocks that want to be at `wanted`, moved apart no more than needed, within two ends where they all fit.
func spread(_ wanted: [Double], heights: [Double], from top: Double, to bottom: Double) -> [Double] {
  struct Pile {
    var members: [Int]
    var height: Double
    var top: Double
  }
  let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
  var piles: [Pile] = []
  func settled(_ pile: Pile) -> Pile {
    var pile = pile
    // The least squares place of a pile: the mean of where its members want it to begin.
    var offset = 0.0
    var sum = 0.0
    for member in pile.members {
      sum += wanted[member] - offset
      offset += heights[member]
    }
    pile.top = max(top, min(sum / Double(pile.members.count), bottom - pile.height))
    return pile
  }
  for member in order {
    var pile = settled(Pile(members: [member], height: heights[member], top: 0))
    while let above = piles.last, above.top + above.height > pile.top {
      piles.removeLast()
      pile = settled(Pile(members: above.members + pile.members, height: above.height + pile.height, top: 0))
    }
    piles.append(pile)
  }
  var out = wanted
  for pile in piles {
    var y = pile.top
    for member in pile.members {
      out[member] = y
      y += heights[member]
    }
  }
  return out
}

extension Scene {
  /// Prints end labels from `x` to the drawing's right edge.
  mutating func endLabels(
    _ labels: [EndLabel], x: Double, top: Double, bottom: Double, y: (Double) -> Double
  ) {
    let half = EndLabel.lineHeight / 2
    let tops = spread(
      labels.map { y($0.value) - half }, heights: labels.map(\.height), from: top - half, to: bottom + half)
    for (label, top) in zip(labels, tops) {
      for (i, line) in label.lines.enumerated() {
        let baseline = top + half + Double(i) * EndLabel.lineHeight + 3.8
        marks.append(
          .text(
            line.number.map { TextMark($0, x: x, y: baseline, role: line.role, room: width - x) }
              ?? TextMark(line.text, x: x, y: baseline, role: line.role, room: width - x)))
      }
    }
  }
}
