import Metrics
import Pack
import Statistics
import Units

extension FactBook {
  /// An interval where too few clusters or events stand behind the bucket jackknife: for a rate Wilson's interval on
  /// the effective number of rows, for a net promoter score the adjusted Wald interval likewise, for differences the hybrid.
  ///
  /// Source: Dean and Pagano (2015), "Evaluating confidence interval methods for binomial proportions in clustered
  /// surveys"; Newcombe's method 10 for the difference.
  func smallSampleEstimate(_ node: FormulaNode, _ slices: [Slice]) -> Estimate? {
    switch index.resolved(node) {
    case .call(.contrast, let arguments) where slices.count == 2:
      guard let first = arguments.first, let a = effectiveEstimate(first, slices[0]),
        let b = effectiveEstimate(first, slices[1])
      else { return nil }
      return hybridDifference(a, b)
    case .call(let function, let arguments) where function.movesPeriod:
      return arguments.first.flatMap { smallSampleEstimate($0, slices) }
    default: break
    }
    guard slices.count == 1 else { return nil }
    return effectiveEstimate(node, slices[0])
  }

  /// The interval of a rate or a net promoter score on rows divided by the design effect that the jackknife measures.
  private func effectiveEstimate(_ node: FormulaNode, _ slice: Slice) -> Estimate? {
    if let rate = index.countedRate(node), let successes = sums(of: rate.successes, slice)?.total,
      let trials = sums(of: rate.trials, slice)?.total, trials > 0
    {
      let p = Double(successes) / Double(trials)
      let n = effectiveRows(node, slice, rows: Int(trials), count: rate.trials, variancePerRow: p * (1 - p))
      return counted(wilson(share: p, effectiveTrials: n), Int(trials))
    }
    guard case .call(.nps, let arguments) = index.resolved(node), arguments.count == 3,
      let totals = totals(arguments, slice), totals[2] > 0
    else { return nil }
    let (p, d) = (Double(totals[0]) / Double(totals[2]), Double(totals[1]) / Double(totals[2]))
    guard case .name(let count) = index.resolved(arguments[2]) else { return nil }
    let n = effectiveRows(
      node, slice, rows: totals[2], count: count, variancePerRow: 10_000 * (p + d - (p - d) * (p - d)))
    return counted(netPromoterScore(promoters: p, detractors: d, effectiveAnswers: n), totals[2])
  }

  /// Rows divided by the design effect; a design effect below one is noise of a small sample, not knowledge.
  private func effectiveRows(
    _ node: FormulaNode, _ slice: Slice, rows: Int, count: String, variancePerRow: Double
  ) -> Double {
    let n = Double(rows)
    let evaluation = Evaluation(book: self, nodes: [(node, slice)])
    let parts = (evaluation.vector(node, slice).leaveOneOut ?? []).filter { !$0.isNaN }
    guard parts.count > 1, variancePerRow > 0 else {
      return min(n, reader.clusters(measure: count, slice: slice).map { Double(max(1, $0.count)) } ?? n)
    }
    let mean = parts.reduce(0, +) / Double(parts.count)
    let squares = parts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let variance = squares * Double(parts.count - 1) / Double(parts.count)
    return variance > 0 ? min(n, variancePerRow / variance) : n
  }

  private func totals(_ nodes: [FormulaNode], _ slice: Slice) -> [Int]? {
    let totals = nodes.compactMap { node -> Int? in
      guard case .name(let name) = index.resolved(node) else { return nil }
      return sums(of: name, slice).map { Int($0.total) }
    }
    return totals.count == nodes.count ? totals : nil
  }

  private func counted(_ estimate: Estimate, _ n: Int) -> Estimate {
    var estimate = estimate
    estimate.n = n
    return estimate
  }
}
