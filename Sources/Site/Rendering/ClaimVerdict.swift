import Facts
import Formats
import Narrative
import Pack
import Statistics

/// What the facts say to a claim.
struct ClaimVerdict {
  /// Why it does not hold; nil where it does.
  var problem: String?
  /// Whether it holds for the figure alone, within its noise.
  var isNoise = false
}

/// Judges claims by the facts of a pack.
struct ClaimJudge {
  let pack: Pack
  let book: FactBook
  let resolver: ReferenceResolver
  let presenter: FactPresenter

  /// Throws what is wrong with the names in the claim.
  func verdict(_ claim: Claim) throws -> ClaimVerdict {
    let request = try resolver.request(claim, isContrast: book.isContrast(claim.metric))
    if let quorum = claim.quorum { return try verdict(claim, quorum, request) }
    let own = verdict(claim.predicate, claim, request)
    guard own.problem == nil else { return own }
    if claim.isFirst { return try first(claim, request) }
    return own
  }

  private func verdict(_ predicate: Claim.Predicate, _ claim: Claim, _ request: FactRequest) -> ClaimVerdict {
    let (slice, fact) = (request.slice, book.fact(request.metric, request.subject, in: request.slice))
    let label = presenter.label(of: fact)
    guard let value = fact.estimate.value else {
      return ClaimVerdict(problem: "\(label) is n/a: \(fact.why ?? "no data")")
    }
    let shown = shown(fact)
    let movement = fact.movement
    func holds(_ condition: Bool) -> ClaimVerdict { ClaimVerdict(problem: condition ? nil : shown) }
    switch predicate {
    case .up: return holds(movement == .up)
    case .down: return holds(movement == .down)
    case .flat: return holds(movement == .withinNoise || movement == .unchanged)
    case .significant: return holds(movement == .up || movement == .down)
    case .higher: return ClaimVerdict(problem: value > 0 ? nil : shown, isNoise: movement == .withinNoise)
    case .lower: return ClaimVerdict(problem: value < 0 ? nil : shown, isNoise: movement == .withinNoise)
    case .signal:
      let hasSignal = TimeFigures(pack: pack, book: book).hasSignal(claim.metric)
      return ClaimVerdict(
        problem: hasSignal ? nil : "no point of \(slice.period.name) is a signal on its weekly chart")
    case .onTarget, .nearTarget, .offTarget, .aboveTarget, .belowTarget:
      return target(predicate, fact, slice)
    case .highest, .lowest: return record(claim, fact, slice)
    }
  }

  private func target(_ predicate: Claim.Predicate, _ fact: Fact, _ slice: Slice) -> ClaimVerdict {
    guard let status = book.status(fact.metric, in: slice), let target = book.target(fact.metric, slice),
      let value = fact.estimate.value
    else { return ClaimVerdict(problem: "\(presenter.label(of: fact)) has no target in \(slice.period.name)") }
    let holds: Bool
    switch predicate {
    case .onTarget: holds = status == .onTarget
    case .nearTarget: holds = status == .near
    case .offTarget: holds = status == .offTarget
    case .aboveTarget: holds = fact.estimate.low ?? value > target
    default: holds = fact.estimate.high ?? value < target
    }
    let format = fact.format(digits: presenter.digits(fact.metric))
    return ClaimVerdict(
      problem: holds
        ? nil : "\(shown(fact)) against a target of \(format.string(target)): \(status.label.withinSentence)")
  }

  /// Above, or below, every earlier period of the same length; noise where the closest of them is within it.
  private func record(_ claim: Claim, _ fact: Fact, _ slice: Slice) -> ClaimVerdict {
    guard let value = fact.estimate.value else { return ClaimVerdict(problem: "no data") }
    let wantsHighest = claim.predicate == .highest
    let earlier = pack.lookBack(from: slice.period, since: claim.since).compactMap { period -> (Period, Double)? in
      book.fact(claim.metric, in: Slice(period, segment: slice.segment, arm: slice.arm)).estimate.value
        .map { (period, $0) }
    }
    guard let rival = earlier.max(by: { wantsHighest ? $0.1 < $1.1 : $0.1 > $1.1 }) else {
      return ClaimVerdict(problem: "there is no earlier period of the same length with a figure to compare with")
    }
    guard wantsHighest ? value > rival.1 : value < rival.1 else {
      let format = fact.format(digits: presenter.digits(fact.metric))
      return ClaimVerdict(problem: "\(shown(fact)), but it was \(format.string(rival.1)) in \(rival.0.text)")
    }
    let change = book.fact(claim.metric, .change(against: rival.0), in: slice)
    return ClaimVerdict(problem: nil, isNoise: change.movement == .withinNoise)
  }

  /// What holds now must have held in no earlier period of the same length.
  private func first(_ claim: Claim, _ request: FactRequest) throws -> ClaimVerdict {
    let periods = pack.lookBack(from: request.slice.period, since: claim.since)
    guard !periods.isEmpty else { return ClaimVerdict(problem: "there is no earlier period of the same length") }
    for period in periods {
      var earlier = request
      earlier.slice.period = period
      if verdict(claim.predicate, claim, earlier).problem == nil {
        return ClaimVerdict(problem: "“\(claim.predicate.rawValue)” held in \(period.text) already")
      }
    }
    return ClaimVerdict()
  }

  private func verdict(_ claim: Claim, _ quorum: Claim.Quorum, _ request: FactRequest) throws -> ClaimVerdict {
    switch book.breakdown(claim.metric, by: quorum.segment, in: request.slice) {
    case .withheld(let why): return ClaimVerdict(problem: why)
    case .facts(let facts):
      let values = facts.compactMap { $0.segment }
      let holding = values.filter { value in
        var one = request
        one.slice.segment = value
        return verdict(claim.predicate, claim, one).problem == nil
      }
      guard holding.count == quorum.holding, values.count == quorum.all else {
        let names = holding.map(\.value).sorted()
        return ClaimVerdict(
          problem: "it holds for \(holding.count) of \(values.count) values of \(quorum.segment)"
            + (names.isEmpty ? "" : ": \(names.joined(separator: ", "))"))
      }
      return ClaimVerdict()
    }
  }

  private func shown(_ fact: Fact) -> String {
    let interval = presenter.intervalText(fact).map { " (95% interval \($0))" } ?? ""
    return "\(presenter.label(of: fact)) is \(fact.text())\(interval)"
  }
}

extension Pack {
  /// The earlier periods of the same length, from a named one or for 18 months; none where the period has no grain.
  func lookBack(from period: Period, since: String?) -> [Period] {
    guard let grain = period.grain else { return [] }
    if let since, let start = resolvePeriod(since, from: period)?.start {
      guard start < period.start else { return [] }
      return calendar.periods(grain, covering: Period(start: start, end: period.start))
        .filter { $0.start >= start && $0.end <= period.start }
    }
    return series(grain, from: nil).filter { $0.end <= period.start }
  }
}
