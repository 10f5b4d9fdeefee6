/// Round values between two ends, ascending: d3's choice of steps of 1, 2 or 5 times a power of ten that gives about
/// `count` of them.
///
/// Steps below one are kept as divisors, so that 0.3 is 3/10 and not 3 x 0.1. Follows d3-array's `ticks`.
public func tickValues(from start: Double, to stop: Double, count: Int) -> [Double] {
  guard start.isFinite, stop.isFinite, (stop - start).isFinite, count > 0 else { return [] }
  if start == stop { return [start] }
  if stop < start { return tickValues(from: stop, to: start, count: count).reversed() }
  let spec = tickSpecification(start, stop, Double(count))
  guard spec.last >= spec.first else { return [] }
  return stride(from: spec.first, through: spec.last, by: 1).map { spec.step.value($0) }
}

/// A distance between ticks: a whole multiple of `size`, or of one `size`-th.
struct TickStep {
  var size: Double
  var isDivisor: Bool

  func value(_ index: Double) -> Double { isDivisor ? index / size : index * size }
  func divides(_ value: Double) -> Bool { abs(index(value) - index(value).rounded()) < 1e-6 }
  func index(_ value: Double) -> Double { isDivisor ? value * size : value / size }

  /// The decimals that a multiple of the step needs.
  var digits: Int {
    guard isDivisor else { return 0 }
    var power = 1.0
    var digits = 0
    // 0.25 never occurs: the divisor is 10^n over 1, 2 or 5, so n decimals always suffice.
    while power < size, digits < 12 {
      power *= 10
      digits += 1
    }
    return digits
  }
}

private func tickSpecification(_ start: Double, _ stop: Double, _ count: Double)
  -> (first: Double, last: Double, step: TickStep)
{
  let step = (stop - start) / count
  let (power, divides) = powerOfTen(below: step)
  let error = divides ? step * power : step / power
  // d3's thresholds: the geometric means of neighbouring factors.
  let factor: Double =
    error >= 50.0.squareRoot() ? 10 : error >= 10.0.squareRoot() ? 5 : error >= 2.0.squareRoot() ? 2 : 1
  let chosen = TickStep(size: divides ? power / factor : power * factor, isDivisor: divides)
  var first = chosen.index(start).rounded()
  var last = chosen.index(stop).rounded()
  if chosen.value(first) < start { first += 1 }
  if chosen.value(last) > stop { last -= 1 }
  if last < first, count >= 0.5, count < 2 { return tickSpecification(start, stop, count * 2) }
  return (first, last, chosen)
}

/// The largest power of ten that is not above a positive value; below one its reciprocal, marked as a divisor.
private func powerOfTen(below value: Double) -> (power: Double, divides: Bool) {
  var power = 1.0
  if value >= 1 {
    while power * 10 <= value { power *= 10 }
    return (power, false)
  }
  while power * value < 1, power < 1e300 { power *= 10 }
  return (power, true)
}

extension TickStep {
  /// The step that d3 would take for about `count` ticks between two different ends.
  init(from start: Double, to stop: Double, count: Int) {
    self = tickSpecification(start, stop, Double(max(count, 1))).step
  }
}
