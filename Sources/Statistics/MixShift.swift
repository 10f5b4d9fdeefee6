/// A change of a rate split into changed rates within segments and a changed mix of segments.
public struct MixShift: Sendable, Hashable {
  /// A segment's sums before and after: numerator and denominator.
  public struct Segment: Sendable, Hashable {
    /// The numerator before.
    public var beforeNumerator: Double
    /// The denominator before.
    public var beforeDenominator: Double
    /// The numerator after.
    public var afterNumerator: Double
    /// The denominator after.
    public var afterDenominator: Double

    /// The sums of one segment.
    public init(
      beforeNumerator: Double, beforeDenominator: Double, afterNumerator: Double, afterDenominator: Double
    ) {
      self.beforeNumerator = beforeNumerator
      self.beforeDenominator = beforeDenominator
      self.afterNumerator = afterNumerator
      self.afterDenominator = afterDenominator
    }
  }

  /// The rate before, over all segments.
  public var before: Double
  /// The rate after, over all segments.
  public var after: Double
  /// What changed rates contribute, per segment in input order.
  public var rateEffects: [Double]
  /// What the changed mix contributes, per segment in input order.
  public var mixEffects: [Double]
  /// The sum of the rate effects; with `mixEffect` it is the whole change.
  public var rateEffect: Double { rateEffects.reduce(0, +) }
  /// The sum of the mix effects.
  public var mixEffect: Double { mixEffects.reduce(0, +) }
  /// Whether every segment changed one way and the total the other.
  public var isReversal: Bool

  /// The split of a change; nil where a total denominator is zero.
  ///
  /// A segment absent on one side takes its other side's rate, so that its coming or going is all mix.
  /// Source: Kitagawa (1955).
  public init?(_ segments: [Segment]) {
    let total0 = segments.reduce(0) { $0 + $1.beforeDenominator }
    let total1 = segments.reduce(0) { $0 + $1.afterDenominator }
    guard total0 != 0, total1 != 0 else { return nil }
    before = segments.reduce(0) { $0 + $1.beforeNumerator } / total0
    after = segments.reduce(0) { $0 + $1.afterNumerator } / total1
    rateEffects = []
    mixEffects = []
    var directions: [Double] = []
    for segment in segments {
      let rate0 = segment.beforeDenominator != 0 ? segment.beforeNumerator / segment.beforeDenominator : nil
      let rate1 = segment.afterDenominator != 0 ? segment.afterNumerator / segment.afterDenominator : nil
      let (r0, r1) = (rate0 ?? rate1 ?? 0, rate1 ?? rate0 ?? 0)
      let (w0, w1) = (segment.beforeDenominator / total0, segment.afterDenominator / total1)
      rateEffects.append((w1 + w0) / 2 * (r1 - r0))
      mixEffects.append((r1 + r0) / 2 * (w1 - w0))
      directions.append(r1 - r0)
    }
    let change = after - before
    isReversal =
      change != 0 && !directions.isEmpty && directions.allSatisfy { change > 0 ? $0 < 0 : $0 > 0 }
  }
}
