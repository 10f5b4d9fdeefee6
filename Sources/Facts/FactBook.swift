public import Engines
import Metrics
public import Pack
import Statistics
import Units

/// The facts of a pack: everything after the sum table asks here and shows what it answers.
///
/// A class because it remembers facts it has computed; not to be shared between threads.
public final class FactBook {
  /// The pack the facts are of.
  public let pack: Pack
  /// What happened to the rows of each dataset.
  public let quality: [DatasetQuality]
  let critical = CriticalValues()
  let index: MetricIndex
  let walk: LeafWalk
  let reader: SumReader
  private var known: [FactKey: Fact] = [:]
  /// See `withholding`.
  var withheld: [Breakdown.Key: String?] = [:]

  private struct FactKey: Hashable {
    var metric: String
    var subject: Fact.Subject
    var slice: Slice
  }

  /// A book over the sums that the plan asked for.
  public init(pack: Pack, plan: Plan, table: SumTable) {
    self.pack = pack
    quality = table.quality
    index = MetricIndex(pack)
    walk = LeafWalk(index: index)
    reader = SumReader(pack: pack, plan: plan, table: table)
  }

  /// The fact of a metric (or an input, a measure) in a slice; n/a with a reason where there is none.
  public func fact(_ name: String, _ subject: Fact.Subject = .level, in slice: Slice) -> Fact {
    let key = FactKey(metric: name, subject: subject, slice: slice)
    if let fact = known[key] { return fact }
    var fact = withheldFact(name, subject, slice) ?? converted(compute(name, subject, slice), slice)
    if fact.estimate.value == nil, fact.why == nil {
      fact.why = fact.estimate.notes.first ?? "no data"
    }
    known[key] = fact
    return fact
  }

  /// What the book reads, for another book on another thread.
  public var sums: (plan: Plan, table: SumTable) { (reader.plan, reader.table) }

  /// The values of a segment that occur in the data, sorted by name.
  public func values(of segment: String) -> [String] { reader.values(of: segment) }

  /// The values of a segment for which a metric is defined, and whether the breakdown must be withheld because a
  /// group is smaller than the pack's minimum.
  public func breakdown(_ name: String, by segment: String, in slice: Slice) -> Breakdown {
    if let why = withholding(name, by: segment, in: slice) { return .withheld(why) }
    return .facts(
      values(of: segment).map {
        fact(name, in: Slice(slice.period, segment: SegmentValue(segment, $0), arm: slice.arm))
      }.filter { $0.estimate.value != nil })
  }

  /// The facts of a breakdown, or why they are withheld.
  public enum Breakdown {
    case facts([Fact])
    case withheld(String)

    struct Key: Hashable {
      var metric: String
      var segment: String
      var period: Period
      var arm: ArmName?
    }
  }

  // MARK: - Computation

  private func compute(_ name: String, _ subject: Fact.Subject, _ slice: Slice) -> Fact {
    if let input = index.inputs[name] { return inputFact(input, slice) }
    let node = FormulaNode.name(name)
    let metric = index.metrics[name]
    let unit = index.unit(of: name)
    var fact = Fact(
      metric: name, label: metric?.label ?? name, subject: subject, period: slice.period, segment: slice.segment,
      arm: slice.arm, estimate: Estimate(value: nil, method: ""), unit: unit, grade: nil)
    switch subject {
    case .curve:
      // Its maker knows the curve.
      break
    case .level:
      fact.estimate = estimate(node, slice)
      fact.grade = index.grade(node)
      if fact.estimate.value != nil { fact.scenario = scenario(node, slice) }
    case .change(let against):
      fact.estimate = change(node, slice, against: against)
      fact.unit = unit.differenceUnit
      fact.grade = index.grade(node) == .assumption ? .assumption : .beforeAfter
    case .relativeChange(let against):
      fact.estimate =
        unit.isIndex
        ? Estimate(
          value: nil, method: "", notes: ["index points have no relative change: the zero of an index is arbitrary"])
        : relativeChange(node, slice, against: against)
      fact.unit = .share
      fact.grade = index.grade(node) == .assumption ? .assumption : .beforeAfter
    }
    let notes = index.notes(on: node, in: slice)
    if !notes.isEmpty, fact.estimate.value != nil {
      fact.estimate.method = ([fact.estimate.method] + notes).joined(separator: "; ")
      fact.estimate.notes += notes
    }
    return fact
  }

  private func inputFact(_ input: Input, _ slice: Slice) -> Fact {
    var estimate = Estimate(value: input.value, method: "input: \(input.source)")
    var scenario: ClosedRange<Double>?
    if let low = input.low, let high = input.high, low <= high { scenario = low...high }
    estimate.notes = ["an input, not measured here"]
    return Fact(
      metric: input.name, label: input.label, subject: .level, period: slice.period, segment: nil, arm: nil,
      estimate: estimate, unit: input.unit, grade: .assumption, scenario: scenario)
  }

  /// The lowest and highest value when each input in turn takes the ends of its range.
  private func scenario(_ node: FormulaNode, _ slice: Slice) -> ClosedRange<Double>? {
    var values: [Double] = []
    for input in index.inputsUsed(node) {
      for end in [input.low, input.high] {
        guard let end else { continue }
        let evaluation = Evaluation(book: self, inputs: [input.name: end], buckets: [])
        if let value = evaluation.vector(node, slice).full { values.append(value) }
      }
    }
    guard let low = values.min(), let high = values.max(), low < high else { return nil }
    return low...high
  }
}

extension Units.Unit {
  /// The unit of a difference of two such values: shares differ by percentage points.
  var differenceUnit: Units.Unit { display == .share ? .percentagePoints : self }
}
