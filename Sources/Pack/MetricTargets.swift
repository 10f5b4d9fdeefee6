public import Metrics

extension Metric {
  /// The key of `targets` and `plans` for a figure that holds for all periods.
  public static let everyPeriod = "*"

  /// The target of a period: its own, or the one for all.
  public func target(of period: Period) -> Double? { targets[period.name] ?? targets[Self.everyPeriod] }

  /// The plan of a period: its own, or the one for all.
  public func plan(of period: Period) -> Double? { plans[period.name] ?? plans[Self.everyPeriod] }

  /// The forecast of a period: only its own.
  public func forecast(of period: Period) -> Double? { forecasts[period.name] }
}
