import Facts
import Pack
import Statistics

/// What a row of a table says of facts by itself.
struct RowFacts {
  /// Facts whose value stands in the row.
  private(set) var valued: Set<FactIdentity> = []
  /// Facts whose value, interval and n all stand in the row.
  private(set) var whole: Set<FactIdentity> = []

  init() {}

  init(_ row: [FigureCell]) {
    var parts: [FactIdentity: (fact: Fact, shown: Set<FigureTerm.Part>)] = [:]
    // The points of a curve at one time share one n.
    var cases: Set<Cases> = []
    for term in row.compactMap(\.figure).flatMap(\.terms) where term.pieces.count == 1 {
      guard case .fact(let fact, let part) = term.pieces[0] else { continue }
      parts[FactIdentity(fact), default: (fact, [])].shown.insert(part)
      if part == .n { cases.insert(Cases(fact)) }
    }
    for (identity, known) in parts where known.shown.contains(.value) {
      valued.insert(identity)
      let estimate = known.fact.estimate
      let hasN = estimate.n == nil || cases.contains(Cases(known.fact)) || known.fact.isCount
      let isWhole = hasN && (estimate.low == nil || known.shown.contains(.low)) && known.fact.scenario == nil
      if isWhole { whole.insert(identity) }
    }
  }

  /// How many rows facts of one metric and slice rest on.
  private struct Cases: Hashable {
    var metric: String
    var slice: Slice
    var n: Int?

    init(_ fact: Fact) {
      metric = fact.metric
      slice = Slice(fact.period, segment: fact.segment, arm: fact.arm)
      n = fact.estimate.n
    }
  }
}

extension Fact {
  /// Whether its value is the number of rows that it rests on.
  var isCount: Bool { estimate.low == nil && estimate.value != nil && estimate.value == estimate.n.map(Double.init) }
}
