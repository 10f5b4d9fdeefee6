/// The ratio of two sums over independent units, y over x, such as revenue per session with customers as units.
///
/// Source: the delta method; t with n - 1 degrees of freedom.
public func ratioOfSums(_ sums: JointMoments, confidence: Double = 0.95) -> Estimate {
  guard let ratio = sums.ratio else {
    return .undefined("ratio of sums, delta method", n: sums.n, why: sums.n > 0 ? "the denominator is zero" : "no data")
  }
  var estimate = meanInterval(ratio, confidence: confidence)
  estimate.method = "ratio of sums, delta method"
  estimate.pValue = nil
  return estimate
}

/// A rate whose units repeat within clusters, such as turns of a dialogue: y successes of x units per cluster.
///
/// Source: the ratio of sums over clusters, equal to the cluster-robust (CR1) error of a mean; t with clusters - 1
/// degrees of freedom, clamped to 0…1.
public func clusteredRate(_ clusters: JointMoments, confidence: Double = 0.95) -> Estimate {
  var estimate = ratioOfSums(clusters, confidence: confidence)
  estimate.method = "clustered rate, delta method"
  estimate.low = estimate.low.map { max(0, $0) }
  estimate.high = estimate.high.map { min(1, $0) }
  estimate.clusters = clusters.n
  estimate.n = Int(exactly: (clusters.x.mean * Double(clusters.n)).rounded())
  return estimate
}
