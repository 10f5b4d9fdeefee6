/// How p-values of one declared family are adjusted.
public enum PValueAdjustment: String, Sendable, Hashable, CaseIterable {
  /// Times the number of comparisons.
  case bonferroni
  /// Holm (1979): the family-wise error, for headline metrics.
  case holm
  /// Hochberg (1988): the family-wise error of independent comparisons.
  case hochberg
  /// Benjamini and Hochberg (1995): the false discovery rate, for segments.
  case benjaminiHochberg
  /// Benjamini and Yekutieli (2001): the false discovery rate under any dependence.
  case benjaminiYekutieli
}

/// The adjusted p-values of a family, in the order of the input.
///
/// Source: as R's `p.adjust`.
public func adjustedPValues(_ pValues: [Double], by method: PValueAdjustment) -> [Double] {
  let m = pValues.count
  let ascending = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
  let harmonic = (0..<m).reduce(0.0) { $0 + 1 / Double($1 + 1) }
  func factor(_ rank: Int) -> Double {
    switch method {
    case .bonferroni: Double(m)
    case .holm, .hochberg: Double(m - rank)
    case .benjaminiHochberg: Double(m) / Double(rank + 1)
    case .benjaminiYekutieli: harmonic * Double(m) / Double(rank + 1)
    }
  }
  var scaled = ascending.enumerated().map { min(1, pValues[$1] * factor($0)) }
  switch method {
  case .bonferroni: break
  case .holm:
    for i in scaled.indices.dropFirst() { scaled[i] = max(scaled[i], scaled[i - 1]) }
  case .hochberg, .benjaminiHochberg, .benjaminiYekutieli:
    for i in scaled.indices.dropLast().reversed() { scaled[i] = min(scaled[i], scaled[i + 1]) }
  }
  var result = pValues
  for (position, index) in ascending.enumerated() { result[index] = scaled[position] }
  return result
}
