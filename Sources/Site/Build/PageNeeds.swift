import Diagnostics
import Engines
import Facts
import Narrative
import Metrics
import Pack
import Statistics
import Units

/// Walks the pages and asks the planner for every fact they will show.
struct PageNeeds {
  let pack: Pack
  let resolver: ReferenceResolver
  let isContrast: (String) -> Bool
  let formulas: FormulaFacts
  var planner: Planner
  var findings: [Diagnostic] = []

  init(pack: Pack, names: PackNames, isContrast: @escaping (String) -> Bool) {
    self.pack = pack
    resolver = ReferenceResolver(names: names)
    self.isContrast = isContrast
    planner = Planner(pack)
    formulas = FormulaFacts(pack)
  }

  mutating func collect(_ page: PageSource) {
    collect(page.texts)
    for claim in page.conditions { collect(claim) }
    for directive in page.directives { collect(directive.content, at: directive.location) }
  }

  private mutating func collect(_ texts: [(inlines: [Inline], location: Diagnostic.Location)]) {
    for text in texts {
      var references: [Reference] = []
      var claims: [Claim] = []
      text.inlines.visit(reference: { references.append($0) }, claim: { claims.append($0) })
      for reference in references
      where !ReferenceResolver.words.contains(reference.metric) && reference.metric != pack.outputs?.variable {
        ask(at: reference.location, also: alsoNeeded(reference)) { try $0.request(reference) }
      }
      for claim in claims { collect(claim) }
    }
  }

  private mutating func collect(_ claim: Claim) {
    let contrast = isContrast(claim.metric)
    let also = { [pack] (request: FactRequest) -> AlsoNeeded in
      let looksBack = claim.isFirst || claim.predicate == .highest || claim.predicate == .lowest
      return (looksBack ? pack.lookBack(from: request.slice.period, since: claim.since) : [], claim.quorum?.segment)
    }
    ask(at: claim.location, also: also) { try $0.request(claim, isContrast: contrast) }
    if claim.predicate == .signal { planner.need(claim.metric, periods: pack.weeksToPeriodEnd) }
  }

  /// Further periods and the segment that a reference or claim looks at.
  private typealias AlsoNeeded = (periods: [Period], segment: String?)

  private func alsoNeeded(_ reference: Reference) -> (FactRequest) -> AlsoNeeded {
    { [pack] request in
      switch reference.property {
      case .fromTo(let name):
        ([pack.resolvePeriod(name, from: request.slice.period)].compactMap { $0 }, nil)
      case .ranking(let ranking):
        ([pack.resolvePeriod(ranking.comparison, from: request.slice.period)].compactMap { $0 }, ranking.segment)
      default: ([], nil)
      }
    }
  }

  private mutating func ask(
    at location: Diagnostic.Location, also: (FactRequest) -> AlsoNeeded = { _ in ([], nil) },
    _ request: (ReferenceResolver) throws -> FactRequest
  ) {
    do {
      let found = try request(resolver)
      let more = also(found)
      if let segment = more.segment { checkBreakdown(of: found.metric, by: segment, at: location) }
      if let segment = found.slice.segment?.segment { checkBreakdown(of: found.metric, by: segment, at: location) }
      if case .relativeChange = found.subject, formulas.unit(of: found.metric).isIndex {
        findings.append(
          Diagnostic(
            .error, "index-change", "`\(found.metric)` is in index points, which have no relative change", at: location,
            explanation: "an index has no natural zero: from 25 to 45 is +20 points, never +80%",
            remedy: "write {{ \(found.metric).change(…) }}, the change in points"))
      }
      planner.need(
        found.metric, periods: [found.slice.period] + [found.subject.against].compactMap { $0 } + more.periods,
        segment: more.segment ?? found.slice.segment?.segment, cohort: found.slice.arm?.cohort)
    } catch let error as DiagnosticError {
      findings += error.diagnostics
    } catch {}
  }

  private mutating func collect(_ content: DirectiveSpec.Content, at location: Diagnostic.Location) {
    let period = pack.period
    switch content {
    case .objectives(let items):
      for item in items { need([item.lead] + item.supporting, [period]) }
    case .scorecard(let card):
      let against = pack.resolvePeriod(card.change, from: period).map { [$0] } ?? []
      need(card.metrics, [period] + against)
      need(card.metrics, pack.months(card.months))
    case .chart(let chart): collect(chart, at: location)
    case .table(let table):
      if let segment = table.segment {
        for metric in table.metrics { need(metric, [period], by: segment, at: location) }
      }
      let periods = [period] + table.columns.compactMap { pack.comparisonPeriod($0) }
      need(table.metrics, periods)
      switch table.subtotals {
      case .none: break
      case .metrics(let closing): need(closing.values.sorted(), periods)
      case .sums: findings += formulas.subtotalFindings(table, at: location)
      }
    case .journey(let table): for (name, periods) in table.needs(pack) { planner.need(name, periods: periods) }
    case .bridge(let bridge):
      for metric in [bridge.of] + bridge.drivers { planner.need(metric, periods: [period], cohort: bridge.cohort) }
    case .benefits(let lines): need(lines, [period])
    case .sampleRatio(let cohort, let measure): planner.need(measure, periods: [period], cohort: cohort)
    case .milestones(let metric, let segment):
      need(metric, [pack.everything], by: segment, at: location)
    case .definitions:
      need(pack.metrics.map(\.name), [period])
    case .cards(let cards):
      let metrics = cards.items.map(\.metric)
      need(metrics, [period] + [pack.resolvePeriod(cards.change, from: period)].compactMap { $0 })
      need(metrics, pack.months(cards.months))
    case .callout, .glossary: break
    case .statements, .note, .text, .quote, .decisions, .review, .inputs, .quality, .hashes, .changes: break
    }
  }

  private mutating func collect(_ chart: ChartDirective, at location: Diagnostic.Location) {
    switch chart {
    case .line(let metric, let grain, let from, let segment, let cohort, _):
      if let segment { checkBreakdown(of: metric, by: segment, at: location) }
      planner.need(metric, periods: pack.series(grain, from: from), segment: segment, cohort: cohort)
    case .columns(let metric, let grain, let from, _, _), .control(let metric, let grain, let from, _):
      planner.need(metric, periods: pack.series(grain, from: from))
    case .bars(let metric, let segment, _):
      need(metric, [pack.period], by: segment, at: location)
      planner.need(metric, periods: [pack.period])
    case .waterfall(let steps, _, let memo):
      // Its steps are added up, so they are of one unit and no ratios, shares or scores.
      if let finding = formulas.addendFinding(steps.map(\.metric), "steps", at: location) { findings.append(finding) }
      need(steps.map(\.metric) + memo, [pack.period])
    case .forest(let metric, let segments, _, _):
      for segment in segments { need(metric, [pack.period], by: segment, at: location) }
      planner.need(metric, periods: [pack.period])
    case .variance(let chart): collect(chart, at: location)
    case .bullet(let chart): need(chart.metrics, [pack.period])
    case .tornado(let metric, _): planner.needDrivers(of: metric, in: pack.period)
    case .slope(let chart):
      if let segment = chart.segment { checkBreakdown(of: chart.metric, by: segment, at: location) }
      planner.need(
        chart.metric, periods: pack.resolved(chart.periods), segment: chart.segment, cohort: chart.cohort)
    case .heat(let metric, let segment, let grain, let from):
      need(metric, [pack.period], by: segment, at: location)
      planner.need(metric, periods: pack.series(grain, from: from), segment: segment)
    case .distribution(let chart) where !chart.answers.isEmpty:
      for metric in chart.answers {
        need(metric, [pack.period], by: chart.segment, at: location)
        planner.need(metric, periods: [pack.period])
      }
    case .distribution(let chart):
      checkBreakdown(of: chart.metric, by: chart.segment, at: location)
      planner.need(
        chart.metric, periods: pack.resolved(chart.periods), segment: chart.segment, cohort: chart.cohort)
    case .funnel(let name): need(pack.funnels.first { $0.name == name }?.quantities ?? [], [pack.period])
    case .study(let study): collect(study, at: location)
    case .survival(let measure, let series, _, _):
      need([measure], series.compactMap { pack.resolvePeriod($0, from: pack.period) } + [pack.period])
    }
  }

  mutating func need(
    _ metric: String, _ periods: [Period], by segment: String, at location: Diagnostic.Location
  ) {
    checkBreakdown(of: metric, by: segment, at: location)
    planner.need(metric, periods: periods, segment: segment)
  }

  private mutating func checkBreakdown(of metric: String, by segment: String, at location: Diagnostic.Location) {
    findings += formulas.gaps(of: metric, by: segment).map { $0.diagnostic(at: location) }
  }

  mutating func need(_ metrics: [String], _ periods: [Period]) {
    for metric in metrics { planner.need(metric, periods: periods) }
  }
}

extension Pack {
  /// The periods of a grain from a named one (default: the 18 months to the end of the shown period) to the one that
  /// holds the shown period's last day; none that is not over at `as_of`.
  func series(_ grain: Grain, from: String?) -> [Period] {
    let start = from.flatMap { resolvePeriod($0, from: period)?.start } ?? monthsBack(18)
    guard start < period.end else { return [] }
    return calendar.periods(grain, covering: Period(start: start, end: period.end)).filter { candidate in
      // A month or quarter that only ends after the period is shown whole; a week across its end would be cut by it.
      candidate.end <= period.end || (candidate.days > 7 && calendar.seconds(of: candidate).upperBound <= asOf)
    }
  }

  /// The last so many months up to the end of the shown period.
  func months(_ count: Int) -> [Period] {
    calendar.periods(.month, covering: Period(start: monthsBack(count), end: period.end))
  }

  var weeksToPeriodEnd: [Period] { series(.week, from: nil) }

  /// All time up to the end of the day `as_of`.
  var everything: Period {
    Period(name: "all", start: CivilDate(dayNumber: 0), end: CivilDate(dayNumber: asOfDate.dayNumber + 1))
  }

  func comparisonPeriod(_ column: TableDirective.Column) -> Period? {
    switch column {
    case .prior, .change: resolvePeriod("prior", from: period)
    case .yearAgo: resolvePeriod("year_ago", from: period)
    default: nil
    }
  }

  private func monthsBack(_ count: Int) -> CivilDate {
    let last = CivilDate(dayNumber: period.end.dayNumber - 1)
    let index = last.year * 12 + last.month - count
    return CivilDate(year: index / 12, month: index % 12 + 1, day: 1) ?? period.start
  }
}

extension PageNeeds {
  /// Asks for the figures of a business case: over its window, and again over the shown period.
  mutating func collect(_ businessCase: BusinessCase) {
    collect(businessCase.lines.map { ($0.reason.inlines, $0.reason.location) })
    for line in businessCase.lines {
      planner.need(line.metric, periods: [businessCase.window])
      if let cash = line.cash { planner.need(cash, periods: [businessCase.window]) }
    }
  }
}
