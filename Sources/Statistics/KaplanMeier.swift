/// The Kaplan-Meier curve of counted durations: cases still open count for as long as they have been watched.
///
/// Times are in units of the measure's resolution. Closings come before open ends at the same time.
/// Source: Kaplan and Meier (1958), Greenwood's variance, log-log limits as in lifelines.
public struct KaplanMeier: Sendable, Hashable {
  /// One time at which cases closed.
  public struct Step: Sendable, Hashable {
    /// The time, in units of the resolution.
    public var time: Int64
    /// Cases neither closed nor lost from sight before this time.
    public var atRisk: Int
    /// Cases closed at this time.
    public var events: Int
    /// The share still open after this time.
    public var survival: Double
    /// Greenwood's standard error; nil where no case is left.
    public var standardError: Double?
    /// The lower log-log limit of `survival`; nil where no case is left.
    public var low: Double?
    /// The upper log-log limit of `survival`; nil where no case is left.
    public var high: Double?
    /// The sum of d / (n(n - d)) up to here.
    var greenwoodTerm: Double
  }

  /// The curve's steps, by time.
  public let steps: [Step]
  /// Closed cases.
  public let closed: Int
  /// Cases still open, censored.
  public let open: Int
  /// The level of the intervals.
  public let confidence: Double
  let exits: [Exit]

  struct Exit: Sendable, Hashable {
    var time: Int64
    var closed: Int
    var open: Int
  }

  /// From counts per duration, in any order; a duration may occur more than once.
  public init(_ counts: [(time: Int64, closed: Int, open: Int)], confidence: Double = 0.95) {
    self.confidence = confidence
    exits = KaplanMeier.merged(counts)
    closed = exits.reduce(0) { $0 + $1.closed }
    open = exits.reduce(0) { $0 + $1.open }
    let z = Distribution.normalCritical(confidence)
    var atRisk = closed + open
    var survival = 1.0
    var term = 0.0
    var steps: [Step] = []
    for exit in exits {
      if exit.closed > 0 {
        survival *= Double(atRisk - exit.closed) / Double(atRisk)
        term += Double(exit.closed) / (Double(atRisk) * Double(atRisk - exit.closed))
        var step = Step(
          time: exit.time, atRisk: atRisk, events: exit.closed, survival: survival, greenwoodTerm: term)
        if survival > 0 {
          step.standardError = survival * term.squareRoot()
          let factor = z * term.squareRoot() / naturalLog(survival)
          step.low = power(survival, exponential(-factor))
          step.high = power(survival, exponential(factor))
        }
        steps.append(step)
      }
      atRisk -= exit.closed + exit.open
    }
    self.steps = steps
  }

  /// All cases.
  public var n: Int { closed + open }

  /// Cases neither closed nor lost from sight before a time.
  public func atRisk(at time: Int64) -> Int { exits.reduce(0) { $1.time >= time ? $0 + $1.closed + $1.open : $0 } }

  /// Cases closed up to and including a time.
  public func closed(by time: Int64) -> Int { exits.reduce(0) { $1.time <= time ? $0 + $1.closed : $0 } }

  /// Cases whose watching ended open, up to and including a time.
  public func censored(by time: Int64) -> Int { exits.reduce(0) { $1.time <= time ? $0 + $1.open : $0 } }

  /// The last step at or before a time, or nil before the first closing.
  func step(at time: Int64) -> Step? { steps.last { $0.time <= time } }

  static func merged(_ counts: [(time: Int64, closed: Int, open: Int)]) -> [Exit] {
    var exits: [Exit] = []
    for count in counts.sorted(by: { $0.time < $1.time }) where count.closed + count.open > 0 {
      if let last = exits.last, last.time == count.time {
        exits[exits.count - 1].closed += count.closed
        exits[exits.count - 1].open += count.open
      } else {
        exits.append(Exit(time: count.time, closed: count.closed, open: count.open))
      }
    }
    return exits
  }
}
