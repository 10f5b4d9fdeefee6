/// A unit at a time, for difference in differences over more than two periods.
public struct PanelRow: Sendable, Hashable {
  /// The unit observed repeatedly.
  public var unit: String
  /// The period's place in time.
  public var time: Int
  /// The unit of assignment, by which errors are clustered.
  public var cluster: String
  /// Whether the unit is under treatment in this period.
  public var isTreated: Bool
  /// The outcome.
  public var value: Double

  /// One observation.
  public init(unit: String, time: Int, cluster: String, isTreated: Bool, value: Double) {
    self.unit = unit
    self.time = time
    self.cluster = cluster
    self.isTreated = isTreated
    self.value = value
  }
}

/// Fewer treated clusters than this: their errors cannot be estimated, and there is no interval.
public let minimumTreatedClusters = 10

/// Difference in differences with effects of units and times and errors clustered by the assigned unit.
///
/// Not estimated where treatment starts at different times: plain two-way effects mix early and late starters.
/// Below `minimumTreatedClusters` the standard error is given without an interval.
/// Source: two-way fixed effects, CR1 with unit effects nested in clusters left uncounted (as fixest), t with G - 1 df.
public func twoWayDifferenceInDifferences(_ rows: [PanelRow], confidence: Double = 0.95) -> Estimate {
  let method = "difference in differences, two-way fixed effects, CR1"
  var starts: [String: Int] = [:]
  for row in rows where row.isTreated { starts[row.unit] = min(starts[row.unit] ?? row.time, row.time) }
  guard Set(starts.values).count <= 1 else {
    return .undefined(method, n: rows.count, why: "units start at different times: two-way effects would mislead")
  }
  guard let fit = TwoWayFit(rows) else {
    return .undefined(method, n: rows.count, why: "no treated unit differs from the effects of units and times")
  }
  let treated = Set(rows.filter(\.isTreated).map(\.cluster)).count
  let error = fit.squaredErrorCR0 * fit.clusterFactor * fit.sampleFactor(parameters: fit.parametersNotNested)
  var estimate = Estimate.student(
    value: fit.effect, standardError: error.squareRoot(), df: Double(fit.clusters - 1), confidence: confidence,
    method: method, n: rows.count, clusters: fit.clusters)
  if treated < minimumTreatedClusters || fit.clusters - treated < minimumTreatedClusters {
    estimate.low = nil
    estimate.high = nil
    estimate.pValue = nil
    estimate.notes.append(
      "no interval: \(treated) of \(fit.clusters) clusters treated, fewer than \(minimumTreatedClusters) on one side")
  }
  return estimate
}

/// The least-squares fit and its clustered error without small-sample factors.
struct TwoWayFit {
  var effect: Double
  var squaredErrorCR0: Double
  var rows: Int
  var units: Int
  var times: Int
  var clusters: Int
  var unitsAreNested: Bool

  /// Every effect counted as a parameter.
  var allParameters: Int { units + times }
  /// Unit effects within a cluster do not count.
  var parametersNotNested: Int { unitsAreNested ? times + 1 : allParameters }
  var clusterFactor: Double { Double(clusters) / Double(clusters - 1) }
  func sampleFactor(parameters: Int) -> Double { Double(rows - 1) / Double(rows - parameters) }

  init?(_ panel: [PanelRow]) {
    func places<Key: Hashable & Comparable>(_ keys: [Key]) -> (of: [Int], count: Int) {
      let sorted = Set(keys).sorted()
      let place = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
      return (keys.compactMap { place[$0] }, sorted.count)
    }
    let unit = places(panel.map(\.unit))
    let time = places(panel.map(\.time))
    let cluster = places(panel.map(\.cluster))
    (rows, units, times, clusters) = (panel.count, unit.count, time.count, cluster.count)
    guard clusters > 1, rows > units + times else { return nil }
    let pairs = Set(panel.map { [$0.unit, $0.cluster] })
    unitsAreNested = pairs.count == units

    let d = withoutMeans(panel.map { $0.isTreated ? 1 : 0 }, [unit, time])
    let y = withoutMeans(panel.map(\.value), [unit, time])
    let information = d.reduce(0) { $0 + $1 * $1 }
    guard information > 1e-9 else { return nil }
    effect = zip(d, y).reduce(0) { $0 + $1.0 * $1.1 } / information
    var scores = [Double](repeating: 0, count: clusters)
    for i in d.indices { scores[cluster.of[i]] += d[i] * (y[i] - effect * d[i]) }
    squaredErrorCR0 = scores.reduce(0) { $0 + $1 * $1 } / (information * information)
  }
}

/// Values with the means of units and times swept out in turn: at once in a balanced panel, else until nothing moves.
private func withoutMeans(_ values: [Double], _ groupings: [(of: [Int], count: Int)]) -> [Double] {
  var result = values
  let scale = values.reduce(0) { max($0, abs($1)) }
  for _ in 0..<10_000 {
    var moved = 0.0
    for grouping in groupings {
      var sums = [Double](repeating: 0, count: grouping.count)
      var counts = sums
      for (i, group) in grouping.of.enumerated() {
        sums[group] += result[i]
        counts[group] += 1
      }
      for (i, group) in grouping.of.enumerated() { result[i] -= sums[group] / counts[group] }
      moved = zip(sums, counts).reduce(moved) { max($0, abs($1.0 / $1.1)) }
    }
    if moved <= 1e-15 * scale { break }
  }
  return result
}
