import Formats

/// A trained scale of values: its ends and labelled ticks.
struct ValueAxis {
  struct Tick {
    var value: Double
    var label: String
  }

  var low: Double
  var high: Double
  var ticks: [Tick]

  /// Spans the values, widened to whole ticks, with about `count` of them.
  ///
  /// - Parameter includesZero: bars and columns have no other choice.
  init(_ values: [Double], count: Int, includesZero: Bool = false, isNice: Bool = true, format: ValueFormat) {
    // Ticks are round in the unit that is printed.
    let multiplier = format.multiplier > 0 && format.multiplier.isFinite ? format.multiplier : 1
    var low = (values.min() ?? 0) * multiplier
    var high = (values.max() ?? 1) * multiplier
    if includesZero {
      low = min(low, 0)
      high = max(high, 0)
    }
    if high - low <= max(abs(low), abs(high)) * 1e-9 {
      let half = includesZero || high == 0 ? 1 : max(abs(high) * 0.1, 1e-9)
      if !includesZero { low -= half }
      high += half
    }
    var step = TickStep(from: low, to: high, count: count)
    if isNice {
      // Widening can change the step; d3 settles within a few rounds.
      for _ in 0..<4 {
        let wide = (step.value(step.index(low).rounded(.down)), step.value(step.index(high).rounded(.up)))
        if wide == (low, high) { break }
        (low, high) = wide
        step = TickStep(from: low, to: high, count: count)
      }
    }
    let printed = ValueFormat(digits: step.digits)
    ticks = tickValues(from: low, to: high, count: count).map {
      Tick(value: $0 / multiplier, label: printed.bare($0))
    }
    self.low = low / multiplier
    self.high = high / multiplier
  }

  /// The widest label.
  var labelWidth: Double { ticks.map { TextRole.label.width($0.label) }.max() ?? 0 }

  /// 0 at `low`, 1 at `high`.
  func share(_ value: Double) -> Double { high > low ? (value - low) / (high - low) : 0.5 }
}

extension ValueFormat {
  /// nil for what cannot be placed: missing, not finite, or beyond what a figure can print.
  func usable(_ value: Double?) -> Double? {
    guard let value, value.isFinite, abs(value * multiplier) < 1e15, abs(value) < 1e15 else { return nil }
    return value
  }

  /// Both ends, in order, or nil.
  func usable(_ low: Double?, _ high: Double?) -> (low: Double, high: Double)? {
    guard let low = usable(low), let high = usable(high) else { return nil }
    return (min(low, high), max(low, high))
  }
}
