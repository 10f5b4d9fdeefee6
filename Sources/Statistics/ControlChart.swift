/// An XmR chart: what a process does by itself, and which points it did not do by itself.
///
/// Source: Wheeler's XmR chart with the rules of NHS England's Making Data Count, as in NHSRplotthedots.
public struct ControlChart: Sendable, Hashable {
  /// Why a point stands out, in the order in which the rules are asked.
  public enum Signal: String, Sendable, Hashable, CaseIterable {
    /// Beyond a natural process limit.
    case outsideLimits
    /// One of seven points in a row, each above (or each below) the one before.
    case trend
    /// In the outer third before a limit, with a second one of three neighbours on the same side.
    case twoOfThree
    /// One of seven points in a row on one side of the mean.
    case run
  }

  /// A point with its first signal.
  public struct Point: Sendable, Hashable {
    /// The figure.
    public var value: Double
    /// The first rule that the point meets, nil for common variation.
    public var signal: Signal?
    /// +1: the signal is upward; -1: downward; 0: no signal.
    public var direction: Int
  }

  /// Fewer points than this give trial limits.
  public static let trialLimitPoints = 12
  /// A moving range at or above this many times the mean moving range is left out by screening.
  public static let screeningFactor = 3.267
  /// Limits are this many mean moving ranges from the mean.
  public static let limitFactor = 2.66

  /// The mean of all points.
  public var mean: Double
  /// The mean moving range that the limits rest on.
  public var meanMovingRange: Double
  /// The lower natural process limit.
  public var lower: Double
  /// The upper natural process limit.
  public var upper: Double
  /// Moving ranges left out by screening.
  public var screenedRanges: Int
  /// Whether the limits rest on fewer than 12 points.
  public var isTrial: Bool
  /// The points in their order.
  public var points: [Point]

  /// A chart of values in the order of time; nil for fewer than two points.
  ///
  /// - Parameter screening: leaves moving ranges of at least 3.267 times their mean out of the mean moving range, once.
  ///   The mean keeps all points. An option that must be printed.
  public init?(_ values: [Double], screening: Bool = false) {
    guard values.count > 1 else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    var ranges = zip(values.dropFirst(), values).map { abs($0 - $1) }
    var range = ranges.reduce(0, +) / Double(ranges.count)
    screenedRanges = 0
    if screening {
      let kept = ranges.filter { $0 < ControlChart.screeningFactor * range }
      screenedRanges = ranges.count - kept.count
      ranges = kept.isEmpty ? ranges : kept
      range = ranges.reduce(0, +) / Double(ranges.count)
    }
    let width = ControlChart.limitFactor * range
    self.mean = mean
    meanMovingRange = range
    lower = mean - width
    upper = mean + width
    isTrial = values.count < ControlChart.trialLimitPoints
    points = signals(values, mean: mean, width: width)
  }
}

private func signals(_ values: [Double], mean: Double, width: Double) -> [ControlChart.Point] {
  let side = values.map { $0 > mean ? 1 : $0 < mean ? -1 : 0 }
  let distance = values.map { abs($0 - mean) }
  let close = distance.map { $0 <= width && $0 > width * 2 / 3 }
  let trends = trendEnds(values)
  let near = twoOfThree(closeToLimits: close, side: side)
  let runs = runEnds(side)
  return values.indices.map { i in
    let reach = i..<min(values.count, i + 7)
    if distance[i] > width { return ControlChart.Point(value: values[i], signal: .outsideLimits, direction: side[i]) }
    if let end = reach.first(where: { trends[$0] != 0 }) {
      return ControlChart.Point(value: values[i], signal: .trend, direction: trends[end])
    }
    if near[i], close[i] { return ControlChart.Point(value: values[i], signal: .twoOfThree, direction: side[i]) }
    if reach.contains(where: { runs[$0] }) {
      return ControlChart.Point(value: values[i], signal: .run, direction: side[i])
    }
    return ControlChart.Point(value: values[i], signal: nil, direction: 0)
  }
}

/// +1 or -1 at each point that ends seven points (six strict steps) in one direction, else 0.
func trendEnds(_ values: [Double]) -> [Int] {
  var steps = 0
  return values.indices.map { i in
    let step = i == 0 || values[i] == values[i - 1] ? 0 : values[i] > values[i - 1] ? 1 : -1
    steps = step == 0 ? 0 : steps.signum() == step ? steps + step : step
    return abs(steps) >= 6 ? step : 0
  }
}

/// Whether a point lies within three neighbours of which at least two are close to the limit of one side.
func twoOfThree(closeToLimits: [Bool], side: [Int]) -> [Bool] {
  var flags = [Bool](repeating: false, count: side.count)
  for start in side.indices.dropLast(2) {
    let window = start..<(start + 3)
    for direction in [1, -1] where window.count(where: { closeToLimits[$0] && side[$0] == direction }) >= 2 {
      for i in window { flags[i] = true }
    }
  }
  return flags
}

/// Whether a point ends seven points on one side of the mean; a point on the mean breaks a run.
func runEnds(_ side: [Int]) -> [Bool] {
  var length = 0
  return side.indices.map { i in
    length = side[i] == 0 ? 0 : i > 0 && side[i] == side[i - 1] ? length + 1 : 1
    return length >= 7
  }
}
