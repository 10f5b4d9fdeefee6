import Formats

extension Scene {
  /// Names the dotted lines of the medians where nothing is in the way; the counts under the chart say their figures.
  mutating func medianName(_ frame: SurvivalFrame, _ curves: [PreparedCurve]) {
    let reached = curves.compactMap(\.median).filter { $0 >= 0 && $0 <= frame.end }
    guard let first = reached.min(), let last = reached.max() else { return }
    let half = frame.y(0.5)
    let places: [(x: Double, y: Double, anchor: TextAnchor)] = [
      (frame.left + 4, half + 11, .start), (frame.left + 4, half - 4, .start), (frame.x(last) + 4, half - 4, .start),
      (frame.x(last) + 4, frame.bottom - 5, .start), (frame.x(first) - 4, frame.bottom - 5, .end),
    ]
    let lines = marks.flatMap { mark -> [Segment] in
      switch mark {
      case .path(let path, .focus), .path(let path, .other), .path(let path, .faded), .path(let path, .otherFaded),
        .path(let path, .promise), .path(let path, .median):
        path.segments
      default: []
      }
    }
    for place in places {
      let text = TextMark(phrase("median"), x: place.x, y: place.y, anchor: place.anchor)
      let box = text.box.inset(-1)
      guard box.x >= frame.left, box.right <= frame.right, !lines.contains(where: { box.isCrossed(by: $0) }) else {
        continue
      }
      marks.append(.text(text))
      return
    }
  }
}
