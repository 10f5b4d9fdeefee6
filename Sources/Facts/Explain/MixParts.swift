import Metrics
public import Pack
import Statistics

/// A change of a ratio split into changed ratios within the values of a segment and a changed mix of them.
public struct MixParts: Sendable {
  /// One value of the segment; rows without a value are one too, named "".
  public struct Group: Sendable {
    /// The value as the data hold it.
    public var value: String
    /// The ratio within; nil where nothing stands below the line.
    public var before: Double?, after: Double?
    /// Its share of the denominator.
    public var weightBefore: Double, weightAfter: Double
    /// What its changed ratio, and its changed weight, contribute.
    public var rateEffect: Double, mixEffect: Double
  }

  /// The segment's name.
  public var segment: String
  /// In the order of their names.
  public var groups: [Group]
  /// Sums of the effects: together the whole change.
  public var rateEffect: Double, mixEffect: Double
  /// Whether every value changed one way and the whole the other.
  public var isReversal: Bool
}

extension FactBook {
  /// The segments by which a ratio's change can be split: those that all its datasets have.
  public func mixSegments(of name: String) -> [String] { index.mixSegments(of: name) }

  /// Kitagawa's split of a ratio's change by a segment; nil where the figure is no ratio of additive sums, where a
  /// group is too small to be shown, or where one side has no data.
  public func mixParts(_ name: String, by segment: String, in slice: Slice, against: Period) -> MixParts? {
    guard let ratio = index.additiveRatio(.name(name)) else { return nil }
    let earlier = slice.with(period: against)
    guard withholding(name, by: segment, in: slice) == nil, withholding(name, by: segment, in: earlier) == nil else {
      return nil
    }
    let names = [""] + values(of: segment)
    let evaluation = Evaluation(book: self, inputs: [:], buckets: [])
    func sum(_ node: FormulaNode, _ slice: Slice, _ value: String) -> Double? {
      let part = Slice(slice.period, segment: SegmentValue(segment, value), arm: slice.arm)
      return evaluation.vector(node, part).full
    }
    var groups: [MixShift.Segment] = []
    for value in names {
      guard let top1 = sum(ratio.numerator, slice, value), let bottom1 = sum(ratio.denominator, slice, value),
        let top0 = sum(ratio.numerator, earlier, value), let bottom0 = sum(ratio.denominator, earlier, value)
      else { return nil }
      groups.append(
        .init(
          beforeNumerator: top0 * ratio.factor, beforeDenominator: bottom0, afterNumerator: top1 * ratio.factor,
          afterDenominator: bottom1))
    }
    guard let mix = MixShift(groups) else { return nil }
    let total0 = groups.reduce(0) { $0 + $1.beforeDenominator }
    let total1 = groups.reduce(0) { $0 + $1.afterDenominator }
    // Weights add up to one on both sides, so measuring each ratio from the middle of the whole changes no total: a
    // value that gains weight lifts the whole only where its ratio is above the others'.
    let middle = (mix.before + mix.after) / 2
    func weightGain(_ group: MixShift.Segment) -> Double {
      group.afterDenominator / total1 - group.beforeDenominator / total0
    }
    let parts = names.indices.compactMap { index -> MixParts.Group? in
      let group = groups[index]
      guard
        group.beforeDenominator != 0 || group.afterDenominator != 0 || group.beforeNumerator != 0
          || group.afterNumerator != 0
      else { return nil }
      return .init(
        value: names[index],
        before: group.beforeDenominator == 0 ? nil : group.beforeNumerator / group.beforeDenominator,
        after: group.afterDenominator == 0 ? nil : group.afterNumerator / group.afterDenominator,
        weightBefore: group.beforeDenominator / total0, weightAfter: group.afterDenominator / total1,
        rateEffect: mix.rateEffects[index], mixEffect: mix.mixEffects[index] - middle * weightGain(group))
    }
    guard parts.count > 1 else { return nil }
    return MixParts(
      segment: segment, groups: parts, rateEffect: mix.rateEffect, mixEffect: mix.mixEffect,
      isReversal: mix.isReversal)
  }
}

extension FormulaFacts {
  /// The segments by which a ratio's change can be split, before any data is read.
  public func mixSegments(of name: String) -> [String] { index.mixSegments(of: name) }
}

extension MetricIndex {
  struct AdditiveRatio {
    var numerator: FormulaNode
    var denominator: FormulaNode
    var factor: Double
  }

  /// A formula as a ratio of two sums that add up over the values of a segment; nil for any other.
  func additiveRatio(_ node: FormulaNode) -> AdditiveRatio? {
    switch resolved(node) {
    case .scale(let factor, let inner):
      guard var ratio = additiveRatio(inner) else { return nil }
      ratio.factor *= factor
      return ratio
    case .binary(.over, let top, let bottom):
      return isAdditive(top) && isAdditive(bottom)
        ? AdditiveRatio(numerator: top, denominator: bottom, factor: 1) : nil
    case .call(.mean, let arguments) where arguments.count == 2:
      return isAdditive(arguments[0]) && isAdditive(arguments[1])
        ? AdditiveRatio(numerator: arguments[0], denominator: arguments[1], factor: 1) : nil
    case .call(.nps, let arguments) where arguments.count == 3 && arguments.allSatisfy(isAdditive):
      return AdditiveRatio(
        numerator: .binary(.minus, arguments[0], arguments[1]), denominator: arguments[2], factor: 100)
    case .call(.as, let arguments): return arguments.first.flatMap(additiveRatio)
    default: return nil
    }
  }

  private func isAdditive(_ node: FormulaNode) -> Bool {
    switch node {
    case .name(let name):
      if let inner = self.node(name) { return isAdditive(inner) }
      switch measures[name]?.aggregate {
      case .count, .sum: return true
      default: return false
      }
    case .negate(let inner), .scale(_, let inner): return isAdditive(inner)
    case .binary(.plus, let a, let b), .binary(.minus, let a, let b): return isAdditive(a) && isAdditive(b)
    case .call(.as, let arguments): return arguments.first.map(isAdditive) ?? false
    default: return false
    }
  }

  func mixSegments(of name: String) -> [String] {
    guard additiveRatio(.name(name)) != nil else { return [] }
    let leaves = LeafWalk(index: self).leaves(of: .name(name), in: Slice(pack.period))
    let datasets = Set(leaves.compactMap { measures[$0.measure]?.dataset })
    return pack.segments.filter { segment in datasets.allSatisfy { segment.sources[$0] != nil } }.map(\.name)
  }
}
