/// The answers to the question whether one would recommend.
public struct PromoterCounts: Sendable, Hashable {
  /// Answers 9 and 10.
  public var promoters: Int
  /// Answers 7 and 8.
  public var passives: Int
  /// Answers 0 to 6.
  public var detractors: Int

  /// Counts of the three groups.
  public init(promoters: Int, passives: Int, detractors: Int) {
    self.promoters = promoters
    self.passives = passives
    self.detractors = detractors
  }

  /// All answers.
  public var n: Int { promoters + passives + detractors }

  /// The moments of the scores +100, 0 and -100.
  public var moments: Moments {
    Moments(
      n: n, sum: 100 * (Int128(promoters) - Int128(detractors)),
      sumOfSquares: 10_000 * (Int128(promoters) + Int128(detractors)))
  }
}

/// The net promoter score in points, -100 to 100, with the adjusted Wald interval.
///
/// Source: Rocks (2016): three answers added, 3/4 to promoters and to detractors each; clamped. The interval is centred
/// on the adjusted score, the standard error is that of the answers as given.
public func netPromoterScore(_ counts: PromoterCounts, confidence: Double = 0.95) -> Estimate {
  let n = counts.n
  guard n > 0 else { return .undefined("adjusted Wald", n: 0, why: "no data") }
  let moments = counts.moments
  var estimate = netPromoterScore(
    promoters: Double(counts.promoters) / Double(n), detractors: Double(counts.detractors) / Double(n),
    effectiveAnswers: Double(n), confidence: confidence)
  estimate.value = moments.mean
  estimate.standardError = n > 1 ? moments.squaredError.squareRoot() : nil
  estimate.method = "adjusted Wald"
  estimate.n = n
  return estimate
}

/// The net promoter score from shares that rest on so many *effective* answers: answers divided by their design effect.
///
/// The interval is that of `netPromoterScore(_:confidence:)`.
public func netPromoterScore(
  promoters: Double, detractors: Double, effectiveAnswers n: Double, confidence: Double = 0.95
) -> Estimate {
  let method = "adjusted Wald on the effective number of answers"
  guard n > 0 else { return .undefined(method, n: nil, why: "no data") }
  let adjusted = n + 3
  let p = (promoters * n + 0.75) / adjusted
  let d = (detractors * n + 0.75) / adjusted
  let half =
    100 * Distribution.normalCritical(confidence) * ((p + d - (p - d) * (p - d)) / adjusted).squareRoot()
  var estimate = Estimate(
    value: 100 * (promoters - detractors), low: max(-100, 100 * (p - d) - half), high: min(100, 100 * (p - d) + half),
    method: method)
  estimate.basis = [promoters, detractors, n]
  return estimate
}

/// The change of the net promoter score in points between two sets of respondents, treatment minus control.
///
/// Source: Welch on scores of +100, 0 and -100.
public func netPromoterDifference(
  treatment: PromoterCounts, control: PromoterCounts, confidence: Double = 0.95
) -> Estimate {
  var estimate = welchDifference(treatment: treatment.moments, control: control.moments, confidence: confidence)
  estimate.method = "Welch on scores"
  return estimate
}
