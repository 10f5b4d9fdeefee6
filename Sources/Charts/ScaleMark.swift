public import Formats

/// The line beside which a value axis runs.
struct Ruler: Sendable, Hashable {
  /// Its x, or its y where it runs sideways.
  var at: Double
  /// Where the lowest value lies on it.
  var from: Double
  /// Where the highest value lies.
  var to: Double
  var isVertical: Bool
}

extension Scene {
  /// The drawing with a scaling mark: a short bar at the foot of the value axis that is as long as an amount.
  ///
  /// Charts of one unit on different scales carry it for one amount, so that a reader sees how they differ. A chart
  /// without a value axis, or whose axis is shorter than the amount, stays as it is.
  public func marked(length: Double) -> Scene {
    guard let span, let ruler, length > 0, span.upperBound - span.lowerBound >= length else { return self }
    let pixels = max(1.5, abs(ruler.to - ruler.from) * length / (span.upperBound - span.lowerBound))
    var scene = self
    scene.rectangle(
      ruler.isVertical
        ? Box(x: ruler.at - 1.5, y: ruler.from - pixels, width: 3, height: pixels)
        : Box(x: ruler.from, y: ruler.at - 1.5, width: pixels, height: 3), .measure)
    return scene
  }
}

extension ChartSpec {
  /// How the values on the value axis are printed; nil for kinds without a shared one.
  public var axisFormat: ValueFormat? {
    switch self {
    case .line(let spec): spec.format
    case .control(let spec): spec.format
    case .column(let spec): spec.format
    case .bar(let spec): spec.format
    case .eventStudy(let spec): spec.format
    case .multiples(let spec): spec.hasOwnScales ? nil : spec.format
    default: nil
    }
  }
}

/// The largest of 1, 2 and 5 times a power of ten that is not above a value; nil for what is not above zero.
public func roundAmount(upTo value: Double) -> Double? {
  guard value > 0, value.isFinite else { return nil }
  var power = 1.0
  while power * 10 <= value, power < 1e15 { power *= 10 }
  var divisor = 1.0
  while power / divisor > value, divisor < 1e15 { divisor *= 10 }
  return [5.0, 2, 1].map { $0 * power / divisor }.first { $0 <= value }
}
