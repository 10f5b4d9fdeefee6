import Columns

/// Finds the periods of a moment where periods may overlap: by the stretches between their boundaries.
struct DistinctPeriods: Sendable {
  let atoms: AtomTable
  /// Atoms of each period.
  let spans: [Range<Int>]
  /// By layer the period of each atom, or -1: as many layers as periods overlap at most.
  let layers: [[Int32]]

  init(_ periods: [Range<Int64>]) {
    let boundaries = Set(periods.filter { !$0.isEmpty }.flatMap { [$0.lowerBound, $0.upperBound] }).sorted()
    let places = Dictionary(uniqueKeysWithValues: boundaries.enumerated().map { ($1, $0) })
    atoms = AtomTable(boundaries)
    spans = periods.map { period in
      guard !period.isEmpty, let low = places[period.lowerBound], let high = places[period.upperBound] else {
        return 0..<0
      }
      return low..<high
    }
    var layers: [[Int32]] = []
    for (period, span) in spans.enumerated() {
      for atom in span {
        var layer = 0
        while layer < layers.count, layers[layer][atom] >= 0 { layer += 1 }
        if layer == layers.count { layers.append(Array(repeating: -1, count: boundaries.count - 1)) }
        layers[layer][atom] = Int32(period)
      }
    }
    self.layers = layers
  }

  /// Whether some stretch between periods belongs to none.
  var hasGaps: Bool { layers.first?.contains(-1) ?? false }
}
