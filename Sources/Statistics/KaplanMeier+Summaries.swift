extension KaplanMeier {
  /// The time by which half of the cases close, in units of the resolution; nil with a note where it is not reached.
  public var median: Estimate { quantile(0.5) }

  /// The time by which a share of the cases closes, with the limits of the curve inverted.
  ///
  /// A limit that the curve does not reach is nil. Where the curve runs level at the share, its first time (R takes the
  /// middle of that stretch). Source: Brookmeyer and Crowley (1982) on the log-log scale.
  public func quantile(_ share: Double) -> Estimate {
    let method = "Kaplan-Meier, log-log limits inverted"
    guard n > 0 else { return .undefined(method, n: 0, why: "no data") }
    // The product of fractions ends a few units in the last place beside the share it stands for.
    let level = 1 - share + 1e-9
    func first(_ curve: (Step) -> Double?) -> Double? {
      steps.first { curve($0).map { $0 <= level } ?? false }.map { Double($0.time) }
    }
    var estimate = Estimate(
      value: first(\.survival), low: first { $0.survival > 0 ? $0.low : 0 }, high: first(\.high), method: method, n: n)
    if estimate.value == nil {
      estimate.notes.append("not reached: too many cases are still open")
    } else if estimate.high == nil {
      estimate.notes.append("the upper limit is not reached")
    }
    return estimate
  }

  /// The share of cases closed within a time, both ends included.
  public func share(within time: Int64) -> Estimate {
    let method = "Kaplan-Meier, log-log limits"
    guard n > 0, let last = exits.last else { return .undefined(method, n: 0, why: "no data") }
    let step = step(at: time)
    let survival = step?.survival ?? 1
    if time > last.time, survival > 0 {
      return .undefined(method, n: n, why: "no case was watched for so long")
    }
    if survival > 0, let step {
      return Estimate(
        value: 1 - survival, low: step.high.map { 1 - $0 }, high: step.low.map { 1 - $0 },
        standardError: step.standardError, method: method, n: n)
    }
    // None or all: log-log limits do not exist. Where nothing was censored before, it is a plain rate.
    guard censored(by: time - 1) == 0 else {
      return Estimate(
        value: 1 - survival, method: method, n: n,
        notes: ["no interval: \(survival > 0 ? "no case closed" : "no case left open") within this time"])
    }
    var estimate = wilson(successes: closed(by: time), trials: n, confidence: confidence)
    estimate.method = "Kaplan-Meier, Wilson limits"
    return estimate
  }

  /// The mean time a case is open up to a limit, for where the median is not reached.
  ///
  /// Source: the area under the curve with its Greenwood variance, as R's `survival::survfit(rmean =)`.
  public func restrictedMean(to limit: Int64) -> Estimate {
    let method = "restricted mean"
    guard n > 0, let last = exits.last else { return .undefined(method, n: 0, why: "no data") }
    let used = steps.prefix { $0.time <= limit }
    if limit > last.time, (used.last?.survival ?? 1) > 0 {
      return .undefined(method, n: n, why: "no case was watched for so long")
    }
    var area = 0.0
    var variance = 0.0
    var end = Double(limit)
    for step in used.reversed() {
      area += step.survival * (end - Double(step.time))
      end = Double(step.time)
      let left = Double(step.atRisk - step.events)
      if left > 0 { variance += area * area * Double(step.events) / (Double(step.atRisk) * left) }
    }
    area += end
    let error = variance.squareRoot()
    guard error > 0 else {
      return Estimate(value: area, method: method, n: n, notes: ["no interval: the values do not vary"])
    }
    let half = Distribution.normalCritical(confidence) * error
    return Estimate(
      value: area, low: max(0, area - half), high: min(Double(limit), area + half), standardError: error,
      method: method, n: n)
  }
}
