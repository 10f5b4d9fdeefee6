import Facts
import Metrics
import Pack

/// The names of a pack that pages may use.
struct PackNames {
  let pack: Pack
  let quantities: [String]
  let segments: [String]
  let cohorts: [String]
  let comparisons: [String]

  init(_ pack: Pack) {
    self.pack = pack
    quantities = pack.metrics.map(\.name) + pack.inputs.map(\.name) + pack.measures.map(\.name)
    segments = pack.segments.map(\.name)
    cohorts = pack.cohorts.map(\.name)
    comparisons = pack.comparisons.map(\.name)
  }

  func isPeriod(_ name: String) -> Bool { pack.resolvePeriod(name, from: pack.period) != nil }
}
