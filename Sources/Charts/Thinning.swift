/// The points of a line that a drawing can show: of each pixel column the first, the highest, the lowest and the last,
/// which paints the same pixels as all of them (M4: Jugel et al., "M4: A Visualization-Oriented Time Series Data
/// Aggregation", VLDB 2014).
///
/// - Parameter places: from left to right.
func thinned(_ places: [Placed]) -> [Placed] {
  guard places.count > 400 else { return places }
  var out: [Placed] = []
  for column in pixelColumns(places.map(\.x)) {
    let lowest = column.max { places[$0].y < places[$1].y } ?? column.lowerBound
    let highest = column.min { places[$0].y < places[$1].y } ?? column.lowerBound
    var kept: [Int] = []
    for index in [column.lowerBound, min(lowest, highest), max(lowest, highest), column.upperBound - 1]
    where kept.last != index { kept.append(index) }
    out += kept.map { places[$0] }
  }
  return out
}

/// The interval of each pixel column from its lowest to its highest end.
func thinned(_ corners: [(x: Double, low: Double, high: Double)]) -> [(x: Double, low: Double, high: Double)] {
  guard corners.count > 400 else { return corners }
  return pixelColumns(corners.map(\.x)).map { column in
    let part = corners[column]
    // y runs downwards: the interval's lower end has the larger y.
    return (corners[column.lowerBound].x, part.map(\.low).max() ?? 0, part.map(\.high).min() ?? 0)
  }
}

/// Runs of indices whose values lie in the same whole number.
private func pixelColumns(_ x: [Double]) -> [Range<Int>] {
  var out: [Range<Int>] = []
  var start = 0
  for i in x.indices.dropFirst() where x[i].rounded(.down) != x[i - 1].rounded(.down) {
    out.append(start..<i)
    start = i
  }
  if !x.isEmpty { out.append(start..<x.count) }
  return out
}
