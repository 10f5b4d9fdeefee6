/// Difference in differences of four independent samples, as when other people are asked each period.
///
/// Where the same units were seen twice, pass their changes to `welchDifference` instead.
/// Source: the sum of the cells' squared errors, Satterthwaite's degrees of freedom.
public func differenceInDifferences(
  treatedBefore: Moments, treatedAfter: Moments, controlBefore: Moments, controlAfter: Moments,
  confidence: Double = 0.95
) -> Estimate {
  let cells = [treatedBefore, treatedAfter, controlBefore, controlAfter]
  let method = "difference in differences, independent cells"
  let n = cells.reduce(0) { $0 + $1.n }
  guard cells.allSatisfy({ $0.n > 1 }) else { return .undefined(method, n: n, why: "a cell has fewer than two units") }
  return .student(
    value: (treatedAfter.mean - treatedBefore.mean) - (controlAfter.mean - controlBefore.mean),
    standardError: cells.reduce(0) { $0 + $1.squaredError }.squareRoot(), df: satterthwaite(cells),
    confidence: confidence, method: method, n: n)
}
