public import Metrics

/// A figure from outside that a measure must agree with, such as a ledger's total.
public struct Reconciliation: Sendable, Hashable {
  /// How far the two may lie apart.
  public enum Tolerance: Sendable, Hashable {
    /// So much, in the measure's own unit.
    case amount(ExactDecimal)
    /// So large a part of the figure, between 0 and 1.
    case share(ExactDecimal)
  }

  /// The measure of this dataset; `count`, `sum` or `distinct`.
  public var measure: String
  /// The figure supplied, in the measure's unit (of money: major units, as written).
  public var figure: ExactDecimal
  /// How far the two may lie apart; default 0.
  public var tolerance: Tolerance
  /// Where the figure comes from.
  public var source: String
  /// The period it holds for.
  public var period: Period
  /// Where the pack declares it.
  public var location: SourceText

  /// A figure made from parts.
  public init(
    measure: String, figure: ExactDecimal, tolerance: Tolerance, source: String, period: Period, location: SourceText
  ) {
    self.measure = measure
    self.figure = figure
    self.tolerance = tolerance
    self.source = source
    self.period = period
    self.location = location
  }

  /// Whether a sum in integers of 10^-scale agrees with the figure; exact, without rounding.
  public func agrees(sum: Int64, scale: Int) -> Bool {
    // Both sides in integers of 10^-fine: |sum - figure| against the tolerance.
    let fine = max(scale, figure.scale)
    let wanted = Int128(figure.digits) * Self.power(fine - figure.scale)
    let difference = (Int128(sum) * Self.power(fine - scale) - wanted).magnitude
    switch tolerance {
    case .amount(let amount):
      return Self.isProduct(
        difference, amount.denominator.magnitude, atMost: Int128(amount.digits).magnitude, Self.power(fine).magnitude)
    case .share(let share):
      return Self.isProduct(
        difference, share.denominator.magnitude, atMost: wanted.magnitude, Int128(share.digits).magnitude)
    }
  }

  /// Whether `a * b <= c * d`, in full width.
  private static func isProduct(_ a: UInt128, _ b: UInt128, atMost c: UInt128, _ d: UInt128) -> Bool {
    let (left, right) = (a.multipliedFullWidth(by: b), c.multipliedFullWidth(by: d))
    return (left.high, left.low) <= (right.high, right.low)
  }

  private static func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}
