/// Below this p-value the split of a randomised test is flagged.
public let sampleRatioThreshold = 0.001

/// Whether a randomised test's arms have the sizes its weights promise; nil where nothing was observed or weighted.
///
/// Source: Pearson's chi-squared, flagged below `sampleRatioThreshold` as in Fabijan et al. (2019).
public func sampleRatioMismatch(
  observed: [Int], weights: [Double]
) -> (test: ChiSquaredTest, isMismatch: Bool)? {
  let total = Double(observed.reduce(0, +))
  let weight = weights.reduce(0, +)
  guard observed.count == weights.count, observed.count > 1, total > 0, weights.allSatisfy({ $0 > 0 }) else {
    return nil
  }
  var statistic = 0.0
  for (count, share) in zip(observed, weights) {
    let expected = total * share / weight
    statistic += (Double(count) - expected) * (Double(count) - expected) / expected
  }
  let test = ChiSquaredTest(chiSquared: statistic, degreesOfFreedom: observed.count - 1)
  return (test, test.pValue < sampleRatioThreshold)
}
