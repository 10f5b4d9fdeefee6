/// A quantile of counted values, type 7, with an interval of order statistics that supposes no distribution.
///
/// A limit that would lie beyond the sample is nil. Counts may be in any order.
/// Sources: Hyndman and Fan (1996), definition 7; the interval after Hahn and Meeker (1991), binomial ranks.
public func typeSevenQuantile(
  _ p: Double, of counts: [(value: Int64, count: Int)], confidence: Double = 0.95
) -> Estimate {
  let method = "quantile type 7, order statistics"
  let sorted = counts.filter { $0.count > 0 }.sorted { $0.value < $1.value }
  let n = sorted.reduce(0) { $0 + $1.count }
  guard n > 0, (0...1).contains(p) else { return .undefined(method, n: n, why: "no data") }

  /// The value of a rank from 1 to n.
  func value(atRank rank: Int) -> Double {
    var seen = 0
    for entry in sorted {
      seen += entry.count
      if seen >= rank { return Double(entry.value) }
    }
    return Double(sorted[sorted.count - 1].value)
  }
  let position = Double(n - 1) * p
  let rank = Int(position) + 1
  let below = value(atRank: rank)
  let above = value(atRank: min(n, rank + 1))
  let tail = (1 - confidence) / 2
  let lowRank = Distribution.binomialQuantile(tail, trials: n, probability: p) ?? 0
  let highRank = (Distribution.binomialQuantile(1 - tail, trials: n, probability: p) ?? n) + 1
  var estimate = Estimate(
    value: below + (position - position.rounded(.down)) * (above - below),
    low: lowRank >= 1 ? value(atRank: lowRank) : nil, high: highRank <= n ? value(atRank: highRank) : nil,
    method: method, n: n)
  if estimate.low == nil || estimate.high == nil { estimate.notes.append("a limit lies beyond the sample") }
  return estimate
}
