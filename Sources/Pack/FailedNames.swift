import Diagnostics

/// Names that the pack gives or asks for and does not have. Each was reported where it failed: what only follows from
/// that is no finding of its own.
struct FailedNames {
  /// Datasets that were declared with a mistake, or asked for in vain.
  var datasets: Set<String> = []
  /// Measures, inputs, metrics and funnels likewise, with all that a KPI of the library would have brought.
  var figures: Set<String> = []
  /// Segments and cohorts whose datasets have failed.
  var cuts: Set<String> = []

  /// Whether a name in a formula has failed; `purchase.ordered.rate` with its funnel.
  func hasFigure(_ name: String) -> Bool {
    figures.contains(name) || figures.contains(String(name.prefix { $0 != "." }))
  }
}

extension PackDecoder {
  /// Notes the names of a section that are declared and could not be read.
  mutating func noteFailures(_ node: ConfigNode?, known: [String], in names: WritableKeyPath<FailedNames, Set<String>>)
  {
    guard let node, case .mapping(let entries) = node.content else { return }
    let known = Set(known)
    failed[keyPath: names].formUnion(entries.lazy.map(\.name).filter { !known.contains($0) })
  }

  /// Whether a KPI's need follows from what has failed already.
  func isKnown(_ need: LibraryNeed, for item: LibraryUse.Item) -> Bool {
    switch need {
    case .dataset(let name, _):
      let playing = library.roles.filter { $0.value.plays == name }.keys
      return failed.datasets.contains(item.from[name] ?? item.from[""] ?? name)
        || playing.contains { failed.datasets.contains($0) }
    case .lookup(let name, let dataset, _):
      return datasets.first { $0.name == dataset }?.lookups
        .contains { $0.name == name && failed.datasets.contains($0.dataset) } ?? false
    case .input(let name, _, _): return failed.figures.contains(name)
    case .cohort(let name): return failed.cuts.contains(name)
    case .column, .unit, .comparison: return false
    }
  }
}
