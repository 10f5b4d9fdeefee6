import Engines
public import Formats
import Metrics
public import Pack

/// A figure from outside beside the sum that must agree with it.
public struct Reconciled: Sendable {
  /// The dataset of the measure.
  public var dataset: String
  /// What was declared.
  public var declared: Reconciliation
  /// The measure's total over the period, in integers of 10^-scale; nil beyond 64 bits.
  public var sum: Int64?
  /// Digits after the point of the sum.
  public var scale: Int
  /// Whether the two lie within the tolerance.
  public var agrees: Bool
  /// Prints both figures.
  public var format: ValueFormat

  /// The sum in the measure's unit.
  public var value: Double { Double(sum ?? .max) / Self.power(scale) }
  /// The figure supplied.
  public var figure: Double { Double(declared.figure.digits) / Self.power(declared.figure.scale) }
  /// The sum less the figure, exact to the digits of both.
  public var difference: Double {
    let fine = max(scale, declared.figure.scale)
    let exact =
      Int128(sum ?? .max) * Int128(Self.power(fine - scale)) - Int128(declared.figure.digits)
      * Int128(Self.power(fine - declared.figure.scale))
    return Double(exact) / Self.power(fine)
  }
  /// The difference as a share of the figure; nil for a figure of 0.
  public var share: Double? { declared.figure.digits == 0 ? nil : difference / abs(figure) }
  /// The tolerance as a reader sees it: `0.1%`, `€500.00`, `none`.
  public var allowed: String {
    switch declared.tolerance {
    case .share(let share): share.digits == 0 ? phrase("none") : RowLimit.share(share).text
    case .amount(let amount):
      amount.digits == 0 ? phrase("none") : format.string(Double(amount.digits) / Self.power(amount.scale))
    }
  }

  private static func power(_ exponent: Int) -> Double { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}

extension Planner {
  /// Asks for the total of each measure that must agree with a figure from outside.
  public mutating func needReconciliations() {
    for dataset in index.pack.datasets {
      for declared in dataset.rules.reconciliations {
        let isDistinct = index.measures[declared.measure]?.aggregate == .distinct
        add(Leaf(measure: declared.measure, slice: Slice(declared.period), need: isDistinct ? .clusters : .sum))
      }
    }
  }
}

extension FactBook {
  /// All figures from outside with the sums beside them, in the order of the pack.
  public var reconciled: [Reconciled] {
    pack.datasets.flatMap { dataset in
      dataset.rules.reconciliations.map { declared in
        let scale = index.scale(of: declared.measure)
        let sum = total(declared, dataset.name)
        var format = ValueFormat.of(index.unit(of: declared.measure), magnitude: 0)
        format.digits = max(scale, declared.figure.scale)
        return Reconciled(
          dataset: dataset.name, declared: declared, sum: sum, scale: scale,
          agrees: sum.map { declared.agrees(sum: $0, scale: scale) } ?? false, format: format)
      }
    }
  }

  private func total(_ declared: Reconciliation, _ dataset: String) -> Int64? {
    let slice = Slice(declared.period)
    if index.measures[declared.measure]?.aggregate == .distinct {
      return Int64(reader.clusters(measure: declared.measure, slice: slice)?.count ?? 0)
    }
    let sums = reader.sums(.sum(measure: declared.measure), dataset: dataset, slice: slice)
    return Int64(exactly: sums?.total ?? 0)
  }
}
