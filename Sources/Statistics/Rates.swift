/// The rate of successes with Wilson's score interval, clamped to 0…1.
///
/// Source: Wilson (1927), without continuity correction, as R's `binom.confint(method = "wilson")`.
public func wilson(successes: Int, trials: Int, confidence: Double = 0.95) -> Estimate {
  guard let p = rate(successes, trials) else { return .undefined("Wilson", n: trials, why: noTrials(trials)) }
  let limits = wilsonLimits(successes, trials, confidence)
  var estimate = Estimate(
    value: p, low: limits.low, high: limits.high, standardError: rateError(p, trials), method: "Wilson", n: trials)
  estimate.basis = [Double(successes), Double(trials)]
  return estimate
}

/// Wilson's interval of a share that rests on so many *effective* trials: rows divided by their design effect.
///
/// Source: Dean and Pagano (2015), "Evaluating confidence interval methods for binomial proportions in clustered
/// surveys", Journal of Survey Statistics and Methodology 3.
public func wilson(share p: Double, effectiveTrials n: Double, confidence: Double = 0.95) -> Estimate {
  let method = "Wilson on the effective number of rows"
  guard n > 0, (0...1).contains(p) else { return .undefined(method, n: nil, why: "no data") }
  let z = Distribution.normalCritical(confidence)
  let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
  let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
  var estimate = Estimate(
    value: p, low: p == 0 ? 0 : max(0, centre - half), high: p == 1 ? 1 : min(1, centre + half),
    standardError: (p * (1 - p) / n).squareRoot(), method: method)
  estimate.basis = [n]
  return estimate
}

/// The rate of successes with the exact interval, which is never too narrow and often too wide.
///
/// Source: Clopper and Pearson (1934), by quantiles of the beta distribution.
public func clopperPearson(successes: Int, trials: Int, confidence: Double = 0.95) -> Estimate {
  guard let p = rate(successes, trials) else { return .undefined("Clopper-Pearson", n: trials, why: noTrials(trials)) }
  let tail = (1 - confidence) / 2
  let (x, n) = (Double(successes), Double(trials))
  return Estimate(
    value: p, low: successes == 0 ? 0 : Distribution.betaQuantile(tail, x, n - x + 1),
    high: successes == trials ? 1 : Distribution.betaQuantile(1 - tail, x + 1, n - x),
    standardError: rateError(p, trials), method: "Clopper-Pearson", n: trials)
}

/// The difference of two rates, first minus second, with Newcombe's hybrid of Wilson limits.
///
/// The p-value is the pooled z test's, or Fisher's where an expected count is below 5.
/// Source: Newcombe (1998), method 10, without continuity correction.
public func newcombe(
  successes x1: Int, trials n1: Int, againstSuccesses x2: Int, trials n2: Int, confidence: Double = 0.95
) -> Estimate {
  guard let p1 = rate(x1, n1), let p2 = rate(x2, n2) else {
    return .undefined("Newcombe", n: n1 + n2, why: noTrials(min(n1, n2)))
  }
  let a = wilsonLimits(x1, n1, confidence)
  let b = wilsonLimits(x2, n2, confidence)
  let difference = p1 - p2
  let down = ((p1 - a.low) * (p1 - a.low) + (b.high - p2) * (b.high - p2)).squareRoot()
  let up = ((a.high - p1) * (a.high - p1) + (p2 - b.low) * (p2 - b.low)).squareRoot()
  let pooled = Double(x1 + x2) / Double(n1 + n2)
  let isTiny = Double(min(n1, n2)) * min(pooled, 1 - pooled) < 5
  let test =
    isTiny
    ? fisherExact(successes: x1, trials: n1, againstSuccesses: x2, trials: n2)
    : twoProportionZ(successes: x1, trials: n1, againstSuccesses: x2, trials: n2)
  var estimate = Estimate(
    value: difference, low: max(-1, difference - down), high: min(1, difference + up),
    standardError: (p1 * (1 - p1) / Double(n1) + p2 * (1 - p2) / Double(n2)).squareRoot(),
    method: "Newcombe, \(test.method)", n: n1 + n2, pValue: test.pValue)
  estimate.basis = [x1, n1, x2, n2].map(Double.init)
  return estimate
}

/// The test of two equal rates by the normal distribution; the standard error is the pooled one, under equality.
///
/// `value / standardError` is z. Source: statsmodels `proportions_ztest`, without continuity correction.
public func twoProportionZ(successes x1: Int, trials n1: Int, againstSuccesses x2: Int, trials n2: Int) -> Estimate {
  guard let p1 = rate(x1, n1), let p2 = rate(x2, n2) else {
    return .undefined("pooled z test", n: n1 + n2, why: noTrials(min(n1, n2)))
  }
  let pooled = Double(x1 + x2) / Double(n1 + n2)
  let error = (pooled * (1 - pooled) * (1 / Double(n1) + 1 / Double(n2))).squareRoot()
  guard error > 0 else {
    return Estimate(value: p1 - p2, method: "pooled z test", n: n1 + n2, pValue: 1, notes: ["the answers do not vary"])
  }
  return Estimate(
    value: p1 - p2, standardError: error, method: "pooled z test", n: n1 + n2,
    pValue: Distribution.normalTwoSided((p1 - p2) / error))
}

/// The exact test of two equal rates: the p-value sums every table no more likely than the one seen.
///
/// Source: Fisher (1935), two-sided as in R and SciPy. Time grows with the number of possible tables.
public func fisherExact(successes x1: Int, trials n1: Int, againstSuccesses x2: Int, trials n2: Int) -> Estimate {
  guard let p1 = rate(x1, n1), let p2 = rate(x2, n2) else {
    return .undefined("Fisher's exact test", n: n1 + n2, why: noTrials(min(n1, n2)))
  }
  let successes = x1 + x2
  func logProbability(_ x: Int) -> Double {
    logBinomial(n1, x) + logBinomial(n2, successes - x) - logBinomial(n1 + n2, successes)
  }
  // Tables equally likely in exact arithmetic differ in the last digits here.
  let limit = logProbability(x1) + 1e-7
  var p = 0.0
  for x in max(0, successes - n2)...min(n1, successes) {
    let probability = logProbability(x)
    if probability <= limit { p += exponential(probability) }
  }
  return Estimate(value: p1 - p2, method: "Fisher's exact test", n: n1 + n2, pValue: min(1, p))
}

func wilsonLimits(_ successes: Int, _ trials: Int, _ confidence: Double) -> (low: Double, high: Double) {
  // At the ends the formula is exactly 0 or 1 but for rounding, which `wilson(share:)` sees to.
  let estimate = wilson(
    share: Double(successes) / Double(trials), effectiveTrials: Double(trials), confidence: confidence)
  return (estimate.low ?? 0, estimate.high ?? 1)
}

private func rate(_ successes: Int, _ trials: Int) -> Double? {
  trials > 0 && (0...trials).contains(successes) ? Double(successes) / Double(trials) : nil
}

private func rateError(_ p: Double, _ trials: Int) -> Double { (p * (1 - p) / Double(trials)).squareRoot() }

private func noTrials(_ trials: Int) -> String {
  trials <= 0 ? "no data" : "more successes than trials, or fewer than none"
}

private func logBinomial(_ n: Int, _ k: Int) -> Double {
  Distribution.logGamma(Double(n + 1)) - Distribution.logGamma(Double(k + 1)) - Distribution.logGamma(Double(n - k + 1))
}
