/// Different clusters behind a figure.
struct ClusterCount: Hashable {
  var count: Int
  /// Whether the count is estimated, as counts above the engine's limit are.
  var isEstimate: Bool

  static func + (a: ClusterCount, b: ClusterCount) -> ClusterCount {
    ClusterCount(count: a.count + b.count, isEstimate: a.isEstimate || b.isEstimate)
  }

  /// What is shown: an estimate to two significant digits, as its standard error allows.
  var shown: Int {
    guard isEstimate else { return count }
    var unit = 1
    while count / unit >= 100 { unit *= 10 }
    return (count + unit / 2) / unit * unit
  }
}
