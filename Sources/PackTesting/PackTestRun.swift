import Diagnostics
public import Engines
public import Facts
import Formats
import Metrics
public import Pack
import Statistics

/// Runs the tests of a pack: those over written rows by themselves, all others over one scan of the data.
public struct PackTestRun {
  private let pack: Pack
  private let tests: [PackTest]

  /// A run of some of a pack's tests.
  public init(_ pack: Pack, tests: [PackTest]) {
    self.pack = pack
    self.tests = tests
  }

  /// What the tests over the pack's own data need of it; nil where there is no such test.
  public var plan: Plan? {
    var planner = Planner(pack)
    var isNeeded = false
    for test in tests {
      let period = [test.period]
      switch test.kind {
      case .rows: continue
      case .between(let metric, _, let segment): planner.need(metric, periods: period, segment: segment)
      case .sum(let parts, let whole, _): for name in parts + [whole] { planner.need(name, periods: period) }
      case .parts(let metric, let segment, let whole, _):
        planner.need(metric, periods: period, segment: segment)
        planner.need(whole, periods: period)
      }
      isNeeded = true
    }
    return isNeeded ? planner.plan() : nil
  }

  /// The results in the order of the tests; `book` holds the facts of `plan`.
  public func results(_ book: FactBook?) -> [PackTestResult] {
    tests.map { test in
      if case .rows(let content, let metric, let value, let tolerance) = test.kind {
        return rows(test, content, metric, value, tolerance)
      }
      guard let book else { return failure(test, expected: "a figure", why: "the data were not read") }
      switch test.kind {
      case .rows: return failure(test, expected: "a figure", why: "the data were not read")
      case .between(let metric, let bounds, nil):
        return within(test, bounds, [book.fact(metric, in: Slice(test.period))])
      case .between(let metric, let bounds, let segment?):
        switch book.breakdown(metric, by: segment, in: Slice(test.period)) {
        case .facts(let facts): return within(test, bounds, facts)
        case .withheld(let why): return failure(test, expected: "each value within its bounds", why: why)
        }
      case .sum(let names, let whole, let tolerance):
        let facts = names.map { book.fact($0, in: Slice(test.period)) }
        if let missing = facts.first(where: { $0.estimate.value == nil }) {
          return failure(test, expected: "a sum", why: "`\(missing.metric)` has no value: \(missing.why ?? "no data")")
        }
        let sum = facts.reduce(0) { $0 + ($1.estimate.value ?? 0) }
        return tie(test, sum, to: book.fact(whole, in: Slice(test.period)), tolerance)
      case .parts(let metric, let segment, let whole, let tolerance):
        let parts = book.unsuppressedParts(metric, by: segment, in: Slice(test.period))
        return tie(
          test, parts.reduce(0) { $0 + $1.figure }, to: book.fact(whole, in: Slice(test.period)), tolerance)
      }
    }
  }

  private func rows(
    _ test: PackTest, _ content: RowsInTest, _ metric: String, _ value: Double?, _ tolerance: PackTest.Tolerance
  ) -> PackTestResult {
    let fact: Fact
    do {
      fact = try TinyPack(pack, rows: content).fact(metric, in: test.period)
    } catch let error as DiagnosticError {
      let notes = error.diagnostics.map(\.summary)
      return failure(
        test, expected: expected(value, metric), found: "rows that cannot be used", why: notes.joined(separator: "; "))
    } catch {
      return failure(
        test, expected: expected(value, metric), found: "rows that cannot be used",
        why: "the rows could not be written: \(error)")
    }
    guard let value else {
      let passed = fact.estimate.value == nil
      return PackTestResult(
        test: test, passed: passed, expected: "n/a",
        found: fact.estimate.value.map { format(fact, [$0]).string($0) } ?? "n/a",
        notes: [], foundFigure: fact.estimate.value)
    }
    return compare(test, fact.estimate.value, value, fact, tolerance, why: fact.why)
  }

  private func tie(_ test: PackTest, _ sum: Double, to whole: Fact, _ tolerance: PackTest.Tolerance) -> PackTestResult {
    guard let value = whole.estimate.value else {
      return failure(test, expected: "a whole", why: "`\(whole.metric)` has no value: \(whole.why ?? "no data")")
    }
    return compare(test, sum, value, whole, tolerance, why: nil)
  }

  private func compare(
    _ test: PackTest, _ found: Double?, _ expected: Double, _ fact: Fact, _ tolerance: PackTest.Tolerance, why: String?
  ) -> PackTestResult {
    guard let found else {
      var result = failure(test, expected: format(fact, [expected]).string(expected), why: why ?? "no data")
      result.expectedFigure = expected
      return result
    }
    let format = format(fact, [found, expected])
    return PackTestResult(
      test: test, passed: tolerance.allows(found, expected), expected: format.string(expected),
      found: format.string(found), difference: format.signed(found - expected), notes: [],
      expectedFigure: expected, foundFigure: found)
  }

  private func within(_ test: PackTest, _ bounds: ClosedRange<Double>, _ facts: [Fact]) -> PackTestResult {
    guard let first = facts.first else {
      return failure(test, expected: "each value within its bounds", why: "no value of the segment has a figure")
    }
    let format = format(first, [bounds.lowerBound, bounds.upperBound])
    let expected = "\(format.string(bounds.lowerBound)) to \(format.string(bounds.upperBound))"
    func text(_ fact: Fact) -> String {
      (fact.segment.map { "\($0.value) " } ?? "") + (fact.estimate.value.map { format.string($0) } ?? "n/a")
    }
    let outside = facts.filter { fact in fact.estimate.value.map { !bounds.contains($0) } ?? true }
    guard let worst = outside.first else {
      let values = facts.compactMap(\.estimate.value)
      let ends = [values.min(), values.max()].compactMap { $0.map { format.string($0) } }
      let found = facts.count == 1 ? text(first) : "\(facts.count) values, \(ends.joined(separator: " to "))"
      return PackTestResult(
        test: test, passed: true, expected: expected, found: found, notes: [],
        foundFigure: facts.count == 1 ? first.estimate.value : nil)
    }
    var result = PackTestResult(
      test: test, passed: false, expected: expected, found: text(worst), notes: outside.dropFirst().map(text),
      foundFigure: worst.estimate.value)
    if let value = worst.estimate.value {
      result.difference =
        format.signed(value - (value < bounds.lowerBound ? bounds.lowerBound : bounds.upperBound))
    } else {
      result.notes.insert(worst.why ?? "no data", at: 0)
    }
    return result
  }

  /// What a test over rows expects, where no fact gives the unit.
  private func expected(_ value: Double?, _ metric: String) -> String {
    guard let value else { return "n/a" }
    guard let unit = pack.compiled[metric]?.unit else { return FactsJSON.number(value) }
    return ValueFormat.of(unit, magnitude: 0, digits: pack.metrics.first { $0.name == metric }?.digits).string(value)
  }

  private func failure(_ test: PackTest, expected: String, found: String = "n/a", why: String) -> PackTestResult {
    PackTestResult(test: test, passed: false, expected: expected, found: found, notes: [why])
  }

  /// As shown on pages, but money never in thousands, and with more digits where a figure has them.
  private func format(_ fact: Fact, _ values: [Double]) -> ValueFormat {
    let format = ValueFormat.of(
      fact.unit, magnitude: 0, digits: pack.metrics.first { $0.name == fact.metric }?.digits)
    let power = (0..<format.digits).reduce(format.multiplier) { power, _ in power * 10 }
    let isExact = values.allSatisfy { abs($0 * power - ($0 * power).rounded()) < 1e-6 * max(1, abs($0 * power)) }
    return isExact ? format : ValueFormat.of(fact.unit, magnitude: 0, digits: min(6, format.digits + 3))
  }
}
