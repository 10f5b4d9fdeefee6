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
  /// - Parameters:
  ///   - includesZero: bars and columns have no other choice.
  ///   - hasUnit: each tick prints its unit, for charts that name it nowhere else.
  init(
    _ values: [Double], count: Int, includesZero: Bool = false, isNice: Bool = true, format: ValueFormat,
    hasUnit: Bool = false
  ) {
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
    // One round only: widening until the step settles, as d3 does, can double the span. A coarser step is taken where
    // the widened ends happen to be its multiples.
    if isNice {
      low = step.value(step.index(low).rounded(.down))
      high = step.value(step.index(high).rounded(.up))
      let coarser = TickStep(from: low, to: high, count: count)
      if coarser.divides(low), coarser.divides(high) { step = coarser }
    }
    let first = (step.index(low) - 1e-9).rounded(.up)
    let last = (step.index(high) + 1e-9).rounded(.down)
    let shown = stride(from: first, through: last, by: 1).map { step.value($0) }
    ticks = zip(shown, tickLabels(shown, step: step, format: format, hasUnit: hasUnit)).map {
      Tick(value: $0 / multiplier, label: $1)
    }
    self.low = low / multiplier
    self.high = high / multiplier
  }

  /// Leaves half a step under values that would lie on the chart's base line, unless that is zero.
  mutating func clearBase(of values: [Double]) {
    guard low != 0, ticks.count > 1, let lowest = values.min(), share(lowest) < 0.02 else { return }
    low -= (ticks[1].value - ticks[0].value) / 2
  }

  /// The widest label.
  var labelWidth: Double { ticks.map { TextRole.label.width($0.label) }.max() ?? 0 }

  func contains(_ value: Double) -> Bool { value >= low && value <= high }

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
