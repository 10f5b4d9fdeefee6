extension ValueFormat {
  /// The formats in which values that are shown together may be printed, the longest first: in full, then in three
  /// and in two significant digits with thousands, millions, billions or a power of ten named behind the figure.
  ///
  /// None is more exact than the full print, and each is shorter than the one before it.
  public func ladder(for values: [Double]) -> [ValueFormat] {
    var out = [self]
    for figures in [3, 2] {
      guard let compact = compact(for: values, figures: figures), let last = out.last,
        length(values, in: compact) < length(values, in: last)
      else { continue }
      out.append(compact)
    }
    return out
  }

  private func length(_ values: [Double], in format: ValueFormat) -> Int {
    values.map { format.string($0).unicodeScalars.count }.max() ?? 0
  }

  /// The format without the scale of its money, and the power of ten that the scale stood for.
  public var unscaled: (format: ValueFormat, power: Int) {
    guard
      let (scale, power) = [(MoneyScale.thousands, 3), (.millions, 6), (.billions, 9)].first(where: {
        suffix.hasPrefix($0.0.suffix) && multiplier == $0.0.multiplier
      })
    else { return (self, 0) }
    var format = self
    format.multiplier = 1
    format.suffix = String(suffix.dropFirst(scale.suffix.count))
    return (format, power)
  }

  /// nil where all values print as zero.
  private func compact(for values: [Double], figures: Int) -> ValueFormat? {
    var (format, scale) = unscaled
    guard let largest = values.map({ abs($0 * format.multiplier) }).max(), largest > 0, largest.isFinite else {
      return nil
    }
    var exponent = shortestDecimal(largest).pointIndex - 1
    // 999.9 rounds to a thousand.
    if decimalText(largest, digits: figures - 1, power: exponent).hasPrefix("10") { exponent += 1 }
    format.power = Self.power(exponent)
    // Never more exact than in full.
    let most = format.power - scale - power + digits
    format.digits = min(max(0, figures - 1 - exponent + format.power), most)
    return format.digits < 0 ? nil : format
  }

  /// The power of ten to leave out of a value of a decimal exponent.
  public static func power(_ exponent: Int) -> Int {
    exponent >= 3 ? min(exponent / 3 * 3, 12) : exponent >= -3 ? 0 : exponent
  }
}

/// The decimal exponents of a positive value's first and last significant digits: 2 and −1 for 250.5.
public func decimalExponents(_ value: Double) -> (first: Int, last: Int) {
  let (digits, pointIndex) = shortestDecimal(abs(value))
  let zeros = digits.reversed().prefix { $0 == 0 }.count
  return (pointIndex - 1, pointIndex - digits.count + zeros)
}
