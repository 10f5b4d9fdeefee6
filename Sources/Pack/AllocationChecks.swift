import Diagnostics
import Metrics

extension PackDecoder {
  /// `allocate: sessions` needs a count or a sum over a dataset that has a segment.
  mutating func checkAllocations() {
    for (name, node) in allocations {
      guard let measure = measures.first(where: { $0.name == name }), let text = node.text(&findings) else { continue }
      let fitting = measures.filter { isBase($0, of: measure) }.map(\.name)
      guard !fitting.contains(text), !failed.figures.contains(text) else { continue }
      let known = measures.first { $0.name == text }
      let nearest = nearestName(to: text, among: fitting).map { "Did you mean `\($0)`?" }
      findings.append(
        node.error(
          "allocation",
          known == nil
            ? "There is no measure `\(text)` to allocate `\(name)` by" : "`\(name)` cannot be allocated by `\(text)`",
          explanation: known.map { reason($0, measure) },
          remedy: nearest
            ?? (fitting.isEmpty
              ? "Count the rows of a dataset that a segment has a source for"
              : "Write one of \(fitting.map { "`\($0)`" }.joined(separator: ", "))")))
    }
  }

  private func isBase(_ base: Measure, of measure: Measure) -> Bool {
    switch base.aggregate {
    case .count, .sum: break
    case .distinct, .survival, .quantile: return false
    }
    return base.dataset != measure.dataset && base.allocate == nil
      && segments.contains { $0.sources[base.dataset] != nil }
  }

  private func reason(_ base: Measure, _ measure: Measure) -> String {
    if base.dataset == measure.dataset { return "It is over the same dataset, which lacks the same segments" }
    if base.allocate != nil { return "It is allocated itself" }
    switch base.aggregate {
    case .count, .sum: return "No segment has a source for its dataset `\(base.dataset)`"
    case .distinct, .survival, .quantile:
      return "Only counts of rows and sums add up to a whole that can be divided"
    }
  }
}
