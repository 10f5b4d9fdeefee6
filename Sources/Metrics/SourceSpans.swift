/// Where the parts of an expression stand in its text: a table beside the tree, made anew when a finding needs a place.
struct SourceSpans<Part: CustomStringConvertible> {
  /// In the order in which the parser completes them: each after what it is made of.
  private var spans: [(range: Range<Int>, part: Part)] = []

  mutating func record(_ part: Part, _ range: Range<Int>) { spans.append((range, part)) }

  /// The place of a part, given by its text and those of all that hold it, innermost first; nil where the text holds
  /// something else.
  func range(of trail: [String]) -> Range<Int>? {
    guard let outermost = trail.last, let root = spans.last else { return nil }
    guard root.part.description == outermost else {
      return trail.count == 1 ? spans.first { $0.part.description == outermost }?.range : nil
    }
    var place = root.range
    for text in trail.dropLast().reversed() {
      guard let next = children(of: place).first(where: { $0.part.description == text }) else { return place }
      place = next.range
    }
    return place
  }

  private func children(of outer: Range<Int>) -> [(range: Range<Int>, part: Part)] {
    let inside = spans.filter { isInside($0.range, outer) }
    return inside.filter { one in !inside.contains { isInside(one.range, $0.range) } }
  }

  private func isInside(_ inner: Range<Int>, _ outer: Range<Int>) -> Bool {
    inner != outer && outer.lowerBound <= inner.lowerBound && inner.upperBound <= outer.upperBound
  }
}
