public import Diagnostics
import Metrics
import Pack

/// A measure that stands in the way of a breakdown: its dataset has no source for the segment.
public struct BreakdownGap: Sendable, Hashable {
  /// The metric to be broken down.
  public var metric: String
  /// The segment it was to be broken down by.
  public var segment: String
  /// The measure behind the metric whose rows the segment cannot tell apart.
  public var measure: String
  /// The dataset of that measure.
  public var dataset: String
  /// The measure it is allocated by, which lacks the segment too; nil where the pack names none.
  public var base: String?
  /// A measure it could be allocated by.
  var candidate: String?

  /// The finding, in words for the pack's author.
  public func diagnostic(_ severity: Diagnostic.Severity = .error, at location: Diagnostic.Location?) -> Diagnostic {
    var why = "the dataset `\(dataset)` of `\(measure)` has no source for it: none of its rows belongs to any value"
    if let base { why += ", and `\(base)`, which it is allocated by, has none either" }
    let allocate =
      candidate.map { "`allocate: \($0)` to the measure `\(measure)` to share its total out" }
      ?? "leave the breakdown out"
    return Diagnostic(
      severity, "no-breakdown", "`\(metric)` cannot be broken down by `\(segment)`", at: location, explanation: why,
      remedy: "add `\(dataset): column` to the segment `\(segment)`, or \(candidate == nil ? "" : "add ")\(allocate)")
  }
}

extension FormulaFacts {
  /// The measures of a metric that a segment cannot divide, sorted; empty where the breakdown is possible.
  public func gaps(of metric: String, by segment: String) -> [BreakdownGap] {
    index.gaps(of: metric, by: segment)
  }
}

extension MetricIndex {
  func gaps(of metric: String, by segment: String) -> [BreakdownGap] {
    let slice = Slice(pack.period, segment: SegmentValue(segment, ""))
    var found: Set<String> = []
    func visit(_ node: FormulaNode) {
      switch node {
      case .number: break
      case .name(let name):
        if inputs[name] != nil { return }
        if let inner = self.node(name) {
          visit(inner)
        } else if lacksSegment(name, slice), base(of: name, in: slice) == nil {
          found.insert(name)
        }
      default: node.parts.forEach(visit)
      }
    }
    visit(.name(metric))
    let candidate = pack.measures.first { $0.aggregate == .count && pack.hasSource(segment, for: $0.dataset) }?.name
    return found.sorted().compactMap { name in
      measures[name].map {
        BreakdownGap(
          metric: metric, segment: segment, measure: name, dataset: $0.dataset, base: $0.allocate,
          candidate: $0.isShareable ? candidate : nil)
      }
    }
  }
}

extension Measure {
  /// Whether its total can be shared out.
  fileprivate var isShareable: Bool {
    switch aggregate {
    case .count, .sum: true
    case .distinct, .survival, .quantile: false
    }
  }
}
