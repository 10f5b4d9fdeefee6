import Formats
import Metrics
import Pack
import Statistics

/// How a fact stands to its target.
public enum TargetStatus: String, Sendable, Hashable {
  case onTarget, near, offTarget

  /// As a reader sees it.
  public var label: String {
    switch self {
    case .onTarget: phrase("On target")
    case .near: phrase("Near")
    case .offTarget: phrase("Off target")
    }
  }
}

/// What the interval of a difference says.
public enum Movement: Sendable, Hashable {
  /// The interval excludes zero, or the figure was counted in full.
  case up, down
  /// The interval holds zero.
  case withinNoise
  /// No difference at all in figures counted in full.
  case unchanged
  /// No value or no interval.
  case unknown
}

extension Fact {
  /// Whether a difference is beyond noise, and in which direction.
  public var movement: Movement {
    guard let value = estimate.value else { return .unknown }
    if let low = estimate.low, let high = estimate.high {
      return low > 0 ? .up : high < 0 ? .down : .withinNoise
    }
    guard isCounted else { return .unknown }
    return value > 0 ? .up : value < 0 ? .down : .unchanged
  }

  /// Whether the figure is a total counted in full, which has no sampling error.
  public var isCounted: Bool { estimate.method.hasPrefix(Self.countedMethod) }

  static let countedMethod = "counted in full, no sampling error"
}

extension FactBook {
  /// Target of a metric in a period, in its unit.
  public func target(_ metric: String, _ slice: Slice) -> Double? {
    index.metrics[metric]?.target(of: slice.period)
  }

  /// Plan of a metric in a period, in its unit.
  public func plan(_ metric: String, _ slice: Slice) -> Double? {
    index.metrics[metric]?.plan(of: slice.period)
  }

  /// Forecast of a metric in a period, in its unit.
  public func forecast(_ metric: String, _ slice: Slice) -> Double? {
    index.metrics[metric]?.forecast(of: slice.period)
  }

  /// How a metric stands to its target: the whole interval beyond it, on it, or short of it; nil without a target.
  public func status(_ metric: String, in slice: Slice) -> TargetStatus? {
    guard let target = target(metric, slice), let definition = index.metrics[metric] else { return nil }
    let estimate = fact(metric, in: slice).estimate
    guard let value = estimate.value else { return nil }
    let low = estimate.low ?? value
    let high = estimate.high ?? value
    switch definition.polarity {
    case .up: return low >= target ? .onTarget : high < target ? .offTarget : .near
    case .down: return high <= target ? .onTarget : low > target ? .offTarget : .near
    case .neutral: return low <= target && target <= high ? .onTarget : .offTarget
    }
  }
}
