/// The share of cases that have closed by a time, where they may also end in another way and then never close.
///
/// Times are in units of the measure's resolution; at one time, ends come before cases still open. Without competing ends
/// it is one less the Kaplan-Meier curve, to the last digit. Source: Aalen and Johansen (1978); variance by the delta
/// method of Dinse and Larson (1986) as in Marubini and Valsecchi (1995), formula 10.12; limits on the scale of
/// log(-log(1 - incidence)), as those of `KaplanMeier`.
public struct CumulativeIncidence: Sendable, Hashable {
  /// One time at which cases ended, by either kind of end.
  public struct Step: Sendable, Hashable {
    /// The time, in units of the resolution.
    public var time: Int64
    /// Cases neither ended nor lost from sight before this time.
    public var atRisk: Int
    /// Cases closed at this time.
    public var events: Int
    /// The share closed up to and at this time.
    public var incidence: Double
    /// The share not ended in any way after this time.
    public var remaining: Double
    /// nil where the curve of one end has none: once no case is left.
    public var standardError: Double?
    /// The lower limit of `incidence`; nil where it is 0 or 1.
    public var low: Double?
    /// The upper limit of `incidence`; nil where it is 0 or 1.
    public var high: Double?
  }

  /// The curve's steps, by time.
  public let steps: [Step]
  /// The curve of waiting for whichever end comes first.
  let anyEnd: KaplanMeier
  /// The curve where no end competes.
  private let alone: KaplanMeier?
  private let closings: [Closing]

  private struct Closing: Sendable, Hashable {
    var time: Int64
    var count: Int
  }

  /// From counts per duration, in any order; a duration may occur more than once.
  public init(_ counts: [(time: Int64, closed: Int, competing: Int, open: Int)], confidence: Double = 0.95) {
    anyEnd = KaplanMeier(
      counts.map { (time: $0.time, closed: $0.closed + $0.competing, open: $0.open) }, confidence: confidence)
    var closedAt: [Int64: Int] = [:]
    for count in counts where count.closed > 0 { closedAt[count.time, default: 0] += count.closed }
    closings = closedAt.map { Closing(time: $0.key, count: $0.value) }.sorted { $0.time < $1.time }
    if counts.allSatisfy({ $0.competing == 0 }) {
      alone = anyEnd
      steps = anyEnd.steps.map { step in
        Step(
          time: step.time, atRisk: step.atRisk, events: step.events, incidence: 1 - step.survival,
          remaining: step.survival, standardError: step.standardError, low: step.high.map { 1 - $0 },
          high: step.low.map { 1 - $0 })
      }
    } else {
      alone = nil
      steps = Self.steps(anyEnd, closedAt)
    }
  }

  private static func steps(_ anyEnd: KaplanMeier, _ closedAt: [Int64: Int]) -> [Step] {
    let z = Distribution.normalCritical(anyEnd.confidence)
    var before = 1.0
    var incidence = 0.0
    // The sums over earlier times in the variance, its square multiplied out.
    var (a, aF, aFF, b, c, cF) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    return anyEnd.steps.map { step in
      let (n, ended, closed) = (Double(step.atRisk), Double(step.events), Double(closedAt[step.time] ?? 0))
      incidence += before * closed / n
      if ended < n {
        let term = ended / (n * (n - ended))
        (a, aF, aFF) = (a + term, aF + term * incidence, aFF + term * incidence * incidence)
      }
      let share = before * closed / (n * n)
      b += share * before * (n - closed) / n
      (c, cF) = (c + share, cF + share * incidence)
      before = step.survival
      let variance = incidence * incidence * a - 2 * incidence * aF + aFF + b - 2 * incidence * c + 2 * cF
      var result = Step(
        time: step.time, atRisk: step.atRisk, events: Int(closed), incidence: incidence, remaining: step.survival)
      let rest = 1 - incidence
      guard incidence > 0, rest > 1e-12 else { return result }
      let error = max(0, variance).squareRoot()
      result.standardError = error
      let factor = z * error / (rest * naturalLog(rest))
      result.low = 1 - power(rest, exponential(factor))
      result.high = 1 - power(rest, exponential(-factor))
      return result
    }
  }

  /// All cases.
  public var n: Int { anyEnd.n }

  /// Cases neither ended nor lost from sight before a time.
  public func atRisk(at time: Int64) -> Int { anyEnd.atRisk(at: time) }

  /// Cases closed up to and including a time.
  public func closed(by time: Int64) -> Int { closings.reduce(0) { $1.time <= time ? $0 + $1.count : $0 } }

  /// Cases whose watching ended open, up to and including a time.
  public func censored(by time: Int64) -> Int { anyEnd.censored(by: time) }

  /// The time by which half of all cases close, in units of the resolution; nil with a note where it is not reached.
  public var median: Estimate { quantile(0.5) }

  /// The time by which a share of all cases closes, with the limits of the curve inverted.
  ///
  /// A limit that the curve does not reach is nil.
  public func quantile(_ share: Double) -> Estimate {
    if let alone { return alone.quantile(share) }
    let method = "Aalen-Johansen, log-log limits inverted"
    guard n > 0 else { return .undefined(method, n: 0, why: "no data") }
    // The sum of products ends a few units in the last place beside the share it stands for.
    let level = share - 1e-9
    func first(_ curve: (Step) -> Double?) -> Double? {
      steps.first { curve($0).map { $0 >= level } ?? false }.map { Double($0.time) }
    }
    var estimate = Estimate(
      value: first(\.incidence), low: first { $0.high ?? $0.incidence }, high: first(\.low), method: method, n: n)
    if estimate.value == nil {
      estimate.notes.append("not reached: too many cases are still open or ended otherwise")
    } else if estimate.high == nil {
      estimate.notes.append("the upper limit is not reached")
    }
    return estimate
  }

  /// The share of all cases closed within a time, both ends included.
  public func share(within time: Int64) -> Estimate {
    if let alone { return alone.share(within: time) }
    let method = "Aalen-Johansen, log-log limits"
    guard n > 0, let last = anyEnd.exits.last else { return .undefined(method, n: 0, why: "no data") }
    let step = steps.last { $0.time <= time }
    if time > last.time, (step?.remaining ?? 1) > 0 {
      return .undefined(method, n: n, why: "no case was watched for so long")
    }
    let value = step?.incidence ?? 0
    if let step, let low = step.low, let high = step.high {
      return Estimate(value: value, low: low, high: high, standardError: step.standardError, method: method, n: n)
    }
    // None or all: log-log limits do not exist. Where nothing was censored before, it is a plain rate.
    guard censored(by: time - 1) == 0 else {
      return Estimate(
        value: value, method: method, n: n,
        notes: ["no interval: \(value < 0.5 ? "no case closed" : "all cases closed") within this time"])
    }
    var estimate = wilson(successes: closed(by: time), trials: n, confidence: anyEnd.confidence)
    estimate.method = "Aalen-Johansen, Wilson limits"
    return estimate
  }
}
