public import Metrics
public import Pack
import Statistics

/// What the value of a fact is computed from: sums without buckets, figures of distributions, and where functions on
/// time look.
public struct Derivation: Sendable {
  /// A sum of a measure, or a count of its distinct customers, in a slice.
  public struct Sum: Sendable, Hashable {
    /// The measure's name.
    public var measure: String
    /// Where it is summed.
    public var slice: Slice
    /// In units of 10 to the minus the measure's scale.
    public var value: Int128
  }

  /// A median, quantile or share within a time, whose distribution, one case a row, stays private; or an exchange rate.
  public struct Part: Sendable, Hashable {
    /// The call as a formula writes it: `median(velocity)`.
    public var call: String
    /// Where the distribution is taken.
    public var slice: Slice
    /// In the measure's stored unit; nil: not reached, or no data.
    public var value: Double?
  }

  /// A period that a function on time leads to: `prior` of 2026-Q3 is 2026-Q2.
  public struct Move: Sendable, Hashable {
    /// Seen from here.
    public var from: Period
    /// `prior`, `cumulative`, `at launch`.
    public var function: String
    /// The period looked at.
    public var to: Period
  }

  /// Each sum once.
  public var sums: Set<Sum> = []
  /// Each part once.
  public var parts: Set<Part> = []
  /// Each move once.
  public var moves: Set<Move> = []
  /// A customer group behind an arm or a segment is smaller than the pack's minimum, so nothing is given away.
  public var isPrivate = false

  /// Of nothing.
  public init() {}

  /// Adds what another fact is computed from.
  public mutating func formUnion(_ other: Derivation) {
    sums.formUnion(other.sums)
    parts.formUnion(other.parts)
    moves.formUnion(other.moves)
  }
}

extension FactBook {
  /// What the value of a fact is computed from; empty for a fact without a value, and for one whose customers are too
  /// few to be shown.
  public func derivation(of fact: Fact) -> Derivation {
    var derivation = Derivation()
    if case .curve = fact.subject {
      derivation.isPrivate = true
      return derivation
    }
    guard fact.estimate.value != nil, index.inputs[fact.metric] == nil else { return derivation }
    let slice = Slice(fact.period, segment: fact.segment, arm: fact.arm)
    let node = FormulaNode.name(fact.metric)
    for slice in [slice] + [fact.subject.against].compactMap({ $0.map { slice.with(period: $0) } }) {
      guard !hasSmallGroup(node, slice) else {
        derivation = Derivation()
        derivation.isPrivate = true
        return derivation
      }
      collect(node, slice, into: &derivation)
    }
    return derivation
  }

  private func hasSmallGroup(_ node: FormulaNode, _ slice: Slice) -> Bool {
    walk.leaves(of: node, in: slice).contains { leaf in
      guard leaf.need == .clusters, leaf.slice.segment != nil || leaf.slice.arm != nil,
        let customers = reader.clusters(measure: leaf.measure, slice: leaf.slice)?.count
      else { return false }
      return customers > 0 && customers < pack.minimumGroup
    }
  }

  private func collect(_ node: FormulaNode, _ slice: Slice, into derivation: inout Derivation) {
    switch node {
    case .number: break
    case .name(let name): collect(name, slice, into: &derivation)
    case .negate(let inner), .scale(_, let inner): collect(inner, slice, into: &derivation)
    case .least(let nodes), .greatest(let nodes):
      for inner in nodes { collect(inner, slice, into: &derivation) }
    case .binary(_, let a, let b):
      collect(a, slice, into: &derivation)
      collect(b, slice, into: &derivation)
    case .choice: for part in node.parts { collect(part, slice, into: &derivation) }
    case .call(let function, let arguments):
      guard let first = arguments.first else { return }
      switch function {
      case .median, .quantile, .within:
        derivation.parts.insert(
          .init(call: node.formula.description, slice: slice, value: duration(function, arguments, slice).value))
      case .contrast, .relative, .arm:
        for arm in walk.armSlices(of: node, in: slice) { collect(first, arm, into: &derivation) }
      case .index:
        guard let base = walk.range(arguments, from: slice.period) else { return }
        derivation.moves.insert(.init(from: slice.period, function: moveName(function, arguments), to: base))
        collect(first, slice, into: &derivation)
        collect(first, slice.with(period: base), into: &derivation)
      case .shareOfTotal:
        collect(first, slice, into: &derivation)
        collect(first, slice.withoutSegment, into: &derivation)
      case .convert:
        derivation.parts.insert(
          .init(
            call: FormulaNode.rateName(arguments), slice: Slice(slice.period),
            value: walk.exchange(arguments, over: slice.period)?.factor))
        collect(first, slice, into: &derivation)
      case .prior, .samePeriodLastYear, .at, .cumulative, .rolling, .ytd:
        guard let period = walk.period(function, arguments, from: slice.period) else { return }
        derivation.moves.insert(.init(from: slice.period, function: moveName(function, arguments), to: period))
        collect(first, slice.with(period: period), into: &derivation)
      case .nps, .mean, .perYear, .perQuarter, .perMonth, .npv, .as, .least, .greatest:
        for argument in function == .as ? [first] : arguments { collect(argument, slice, into: &derivation) }
      }
    }
  }

  private func collect(_ name: String, _ slice: Slice, into derivation: inout Derivation) {
    guard index.inputs[name] == nil else { return }
    if let inner = index.node(name) { return collect(inner, slice, into: &derivation) }
    guard let measure = index.measures[name] else { return }
    if measure.aggregate == .distinct {
      guard let count = reader.clusters(measure: name, slice: slice)?.count else { return }
      derivation.sums.insert(.init(measure: name, slice: slice, value: Int128(count)))
    } else if let total = sums(of: name, slice)?.total {
      derivation.sums.insert(.init(measure: name, slice: slice, value: total))
    }
  }
}

/// The name of a move on time, the same for its writer and its reader: `prior`, `at launch`.
public func moveName(_ function: FormulaFunction, _ arguments: [CompiledFormula.Node]) -> String {
  guard arguments.count == 2 else { return function.rawValue }
  switch arguments[1] {
  case .name(let name): return "\(function.rawValue) \(name)"
  case .number(let count): return "\(function.rawValue) \(Int(count))"
  default: return function.rawValue
  }
}

extension FactBook {
  /// Decimal digits after the point of a measure's integer sums.
  public func scale(ofMeasure name: String) -> Int { index.scale(of: name) }
}
