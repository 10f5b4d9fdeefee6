import Formats

/// The labels of an axis, all in one scale: in full, or in thousands, millions, billions or by a power of ten where the
/// full figures are wider than an axis should be.
///
/// Every label keeps the digits that tell it from its neighbours.
///
/// - Parameter values: ticks as they are printed, multiplied by the format's multiplier.
func tickLabels(_ values: [Double], step: TickStep, format: ValueFormat, hasUnit: Bool) -> [String] {
  func labels(_ format: ValueFormat, _ scale: Double = 1, hasUnit: Bool) -> [String] {
    values.map { hasUnit ? format.string($0 * scale) : format.bare($0 * scale) }
  }
  func width(_ labels: [String]) -> Double { labels.map { TextRole.label.width($0) }.max() ?? 0 }
  var plain = format
  (plain.multiplier, plain.digits) = (1, step.digits)
  let full = labels(plain, hasUnit: hasUnit)
  guard width(full) > widestTick || Set(full).count < full.count, let largest = values.map({ abs($0) }).max(),
    largest > 0
  else { return full }
  // A scale of money is part of the unit: ticks in thousands go on in billions, and say so.
  let (unscaled, power) = format.unscaled
  var compact = unscaled
  compact.multiplier = 1
  compact.power = ValueFormat.power(decimalExponents(largest).first + power)
  compact.digits = max(0, compact.power - power - decimalExponents(step.value(1)).last)
  let scale = (0..<power).reduce(1.0) { result, _ in result * 10 }
  let short = labels(compact, scale, hasUnit: hasUnit || power > 0)
  return width(short) < width(full) || Set(full).count < full.count ? short : full
}

/// Beyond this width in px a full figure takes too much from the plot.
private let widestTick = 64.0
