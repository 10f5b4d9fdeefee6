import Metrics
import Pack

/// Stocks and allocated totals: where and how their sums are read.
extension MetricIndex {
  /// The slice whose rows make up a measure: of a stock, the last snapshot of the period.
  func read(_ measure: String, _ slice: Slice) -> Slice {
    guard let grain = measures[measure]?.stock else { return slice }
    return slice.with(period: pack.snapshot(grain, of: slice.period))
  }

  /// Whether a measure's dataset has no source for the segment of a slice.
  func lacksSegment(_ measure: String, _ slice: Slice) -> Bool {
    guard let segment = slice.segment?.segment, let dataset = measures[measure]?.dataset else { return false }
    return !pack.hasSource(segment, for: dataset)
  }

  /// The measure by which another is shared out in a slice; nil where it has rows of its own there.
  func base(of measure: String, in slice: Slice) -> String? {
    guard lacksSegment(measure, slice), let base = measures[measure]?.allocate, measures[base] != nil,
      !lacksSegment(base, slice)
    else { return nil }
    return base
  }

  /// What a reader must know of the sums behind a formula in a slice: how totals were shared out, when stocks were
  /// taken.
  func notes(on node: FormulaNode, in slice: Slice) -> [String] {
    var notes: [String] = []
    func visit(_ node: FormulaNode) {
      switch node {
      case .number: break
      case .name(let name):
        if let inner = self.node(name) {
          visit(inner)
        } else if let measure = measures[name] {
          var found: [String] = []
          if let base = base(of: name, in: slice) { found.append("`\(name)` allocated by `\(base)`") }
          if let grain = measure.stock { found.append("`\(name)` as of the last \(grain.rawValue)") }
          for text in found where !notes.contains(text) { notes.append(text) }
        }
      default: node.parts.forEach(visit)
      }
    }
    visit(node)
    return notes
  }
}

extension Slice {
  /// The same without the segment.
  var whole: Slice { Slice(period, arm: arm) }
}
