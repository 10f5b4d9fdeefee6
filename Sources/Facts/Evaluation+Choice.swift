import Metrics
import Pack
import Statistics

/// What an evaluation must say of its figure, beside the figure.
final class EvaluationFindings {
  /// Why there is no interval.
  var withoutInterval: String?
}

extension Evaluation {
  /// One of two figures. Where the condition does not come out alike without each bucket in turn, the leave-outs belong
  /// to different figures and say nothing of the error of one of them.
  func choice(
    _ condition: FormulaCondition<FormulaNode>, _ then: FormulaNode, _ otherwise: FormulaNode, _ slice: Slice
  ) -> BucketVector {
    var sides: [FormulaNode: BucketVector] = [:]
    for operand in condition.operands where sides[operand] == nil { sides[operand] = vector(operand, slice) }
    let holds = condition.holds { symbol, a, b in
      guard let a = sides[a]?.full, let b = sides[b]?.full else { return nil }
      return symbol.holds(a, b)
    }
    guard let holds else { return .constant(nil) }
    var chosen = vector(holds ? then : otherwise, slice)
    let isAlike = buckets.indices.allSatisfy { bucket in
      condition.holds { symbol, a, b in
        guard let a = sides[a]?.value(without: bucket), let b = sides[b]?.value(without: bucket) else { return nil }
        return symbol.holds(a, b)
      } == holds
    }
    guard !isAlike else { return chosen }
    findings.withoutInterval = "no interval: without some of the customers `\(condition.text)` comes out otherwise"
    chosen.leaveOneOut = [Double](repeating: .nan, count: buckets.count)
    return chosen
  }

  /// The value today of amounts at the end of years 1, 2, 3: `a / (1 + rate) + b / (1 + rate)^2 …`.
  ///
  /// Source: the convention of spreadsheets' NPV, whose first amount is discounted by a whole year.
  func presentValue(_ rate: BucketVector, _ amounts: [BucketVector]) -> BucketVector {
    let growth = rate.map { $0 > -1 ? 1 + $0 : .nan }
    var discount = BucketVector.constant(1)
    var total = BucketVector.constant(0)
    for amount in amounts {
      discount = discount * growth
      total = total + amount / discount
    }
    return total
  }
}

extension BucketVector {
  /// The value when a bucket is left out; nil where it is not defined.
  func value(without bucket: Int) -> Double? {
    guard let leaveOneOut else { return full }
    return bucket < leaveOneOut.count && !leaveOneOut[bucket].isNaN ? leaveOneOut[bucket] : nil
  }
}

extension FormulaCondition<FormulaNode> {
  /// The condition as an author would write it, as far as names go.
  var text: String {
    switch self {
    case .compare(let symbol, let a, let b):
      let names = [a, b].map { node in
        if case .name(let name) = node { name } else if case .number(let value) = node { Self.text(value) } else { "…" }
      }
      return "\(names[0]) \(symbol.rawValue) \(names[1])"
    case .and(let a, let b): return "\(a.text) AND \(b.text)"
    case .or(let a, let b): return "\(a.text) OR \(b.text)"
    case .not(let inner): return "NOT \(inner.text)"
    }
  }

  private static func text(_ value: Double) -> String { FactsJSON.number(value) }
}

extension FactBook {
  /// The estimate with what its evaluation found.
  func noted(_ estimate: Estimate, _ findings: EvaluationFindings) -> Estimate {
    guard let why = findings.withoutInterval, estimate.low == nil, estimate.value != nil else { return estimate }
    var estimate = estimate
    if estimate.method == Fact.countedMethod { estimate.method = "chosen by a condition" }
    estimate.notes = [why]
    return estimate
  }

  /// The estimate of the chosen figure where the condition rests on no data, so that it cannot come out otherwise.
  func exactChoice(
    _ condition: FormulaCondition<FormulaNode>, _ then: FormulaNode, _ otherwise: FormulaNode, _ slice: Slice
  ) -> Estimate? {
    let evaluation = Evaluation(book: self, inputs: [:], buckets: [])
    let holds = condition.holds { symbol, a, b in
      guard let a = evaluation.vector(a, slice).full, let b = evaluation.vector(b, slice).full else { return nil }
      return symbol.holds(a, b)
    }
    guard let holds else { return nil }
    let chosen = holds ? then : otherwise
    guard condition.operands.contains(where: index.usesMeasure) else { return estimate(chosen, slice) }
    // A total is what it is whichever way the condition might have come out; of an estimate that cannot be said, and
    // only buckets can tell.
    let whole = Evaluation(book: self, nodes: [(.choice(condition, then, otherwise), slice)])
    guard whole.buckets.count < 2, condition.operands.contains(where: index.isEstimate) || index.isEstimate(chosen)
    else { return nil }
    return Estimate(
      value: evaluation.vector(chosen, slice).full, method: "chosen by a condition",
      notes: [
        "no interval: rows are not grouped by customer, so it cannot be told how firmly `\(condition.text)` holds"
      ])
  }

  /// The share of a segment's rows where each row is an independent unit.
  func exactShare(_ node: FormulaNode, _ slice: Slice) -> Estimate? {
    guard case .name(let name) = index.resolved(node), let measure = index.measures[name], measure.aggregate == .count,
      index.dataset(of: name)?.rowIsUnit == true, slice.segment != nil, let part = sums(of: name, slice)?.total,
      let whole = sums(of: name, slice.withoutSegment)?.total
    else { return nil }
    return wilson(successes: Int(part), trials: Int(whole))
  }
}
