import Diagnostics
import Facts
import Pack
import Units

/// Charts that set figures against each other, against an event, a prediction or a plan.
enum StudyDirective {
  case scatter(x: String, y: String, segment: String, highlight: String?, hasTrend: Bool)
  case share(metric: String, segment: String, grain: Grain, from: String?)
  case eventStudy(EventStudy)
  case reliability(predicted: String, observed: String, segment: String)
  case timeline(metric: String, segment: String)
  case multiples(MultiplesDirective)

  struct EventStudy {
    var metric: String
    /// The label of an event of the pack.
    var event: String
    var grain: Grain
    var before: Int
    var after: Int
    /// What a metric that is no contrast is compared with; nil: the last period before the event.
    var against: String?
  }
}

extension DirectiveReader {
  mutating func study(_ kind: ChartKind, _ m: ConfigMapping) -> StudyDirective? {
    switch kind {
    case .scatter:
      guard let x = metric(m.required("x", &findings)), let y = metric(m.required("y", &findings)),
        let segment = segment(m.required("by", &findings))
      else { return nil }
      return .scatter(
        x: x, y: y, segment: segment, highlight: m["highlight"]?.text(&findings),
        hasTrend: m["trend"]?.boolean(&findings) ?? false)
    case .share:
      guard let metric = metric(m.required("metric", &findings)), let segment = segment(m.required("by", &findings))
      else { return nil }
      return .share(
        metric: metric, segment: segment, grain: m["grain"]?.choice(of: Grain.self, &findings) ?? .month,
        from: period(m["from"]))
    case .eventStudy:
      guard let metric = metric(m.required("metric", &findings)), let event = event(m.required("event", &findings))
      else { return nil }
      return .eventStudy(
        StudyDirective.EventStudy(
          metric: metric, event: event, grain: m["grain"]?.choice(of: Grain.self, &findings) ?? .month,
          before: m["before"]?.integer(in: 0...400, &findings) ?? 6,
          after: m["after"]?.integer(in: 0...400, &findings) ?? 12, against: period(m["against"])))
    case .reliability:
      guard let predicted = metric(m.required("predicted", &findings)),
        let observed = metric(m.required("observed", &findings)), let segment = segment(m.required("by", &findings))
      else { return nil }
      return .reliability(predicted: predicted, observed: observed, segment: segment)
    case .timeline:
      guard let metric = metric(m.required("metric", &findings)), let segment = segment(m.required("by", &findings))
      else { return nil }
      return .timeline(metric: metric, segment: segment)
    case .multiples: return multiples(m).map { .multiples($0) }
    default: return nil
    }
  }

  private mutating func event(_ node: ConfigNode?) -> String? {
    checked(node, "event", names.pack.events.map(\.label), "unknown-event")
  }
}

extension PageNeeds {
  mutating func collect(_ study: StudyDirective, at location: Diagnostic.Location) {
    switch study {
    case .scatter(let x, let y, let segment, _, _):
      for metric in [x, y] { need(metric, [pack.period], by: segment, at: location) }
    case .share(let metric, let segment, let grain, let from):
      // Its values are added up to the whole.
      if let finding = formulas.addendFinding([metric], "parts", at: location) { findings.append(finding) }
      need(metric, pack.series(grain, from: from), by: segment, at: location)
    case .eventStudy(let study):
      guard let periods = study.periods(of: pack) else { return }
      planner.need(study.metric, periods: periods.all.map(\.period) + [periods.base])
    case .reliability(let predicted, let observed, let segment):
      for metric in [predicted, observed] where formulas.unit(of: metric).display != .share {
        findings.append(
          Diagnostic(
            .error, "not-a-share", "`\(metric)` is no share, so it cannot stand on a reliability curve", at: location,
            explanation: "a prediction and what came true are compared as shares of cases",
            remedy: "divide a count by a count, or a sum of probabilities by their number"))
      }
      for metric in [predicted, observed] { need(metric, [pack.period], by: segment, at: location) }
    case .timeline(let metric, let segment): need(metric, [pack.everything], by: segment, at: location)
    case .multiples(let chart): collect(chart, at: location)
    }
  }
}

extension StudyDirective.EventStudy {
  /// The periods around the event that the data cover, counted from the one that it begins or lies in, and the one
  /// that changes are measured from; nil where the pack shows none of them.
  func periods(of pack: Pack) -> (all: [(offset: Int, period: Period)], base: Period)? {
    guard let date = pack.events.first(where: { $0.label == event })?.date else { return nil }
    var start = pack.calendar.period(grain, containing: date)
    let first = start
    var all: [(offset: Int, period: Period)] = []
    for offset in 1...max(1, before) {
      guard let dayBefore = start.start.dayNumber > 1 ? CivilDate(dayNumber: start.start.dayNumber - 1) : nil else {
        break
      }
      start = pack.calendar.period(grain, containing: dayBefore)
      all.insert((-offset, start), at: 0)
    }
    guard let last = all.last?.period else { return nil }
    if before == 0 { all = [] }
    let shown = pack.calendar.periods(grain, covering: Period(start: first.start, end: max(pack.period.end, first.end)))
      .filter { pack.calendar.seconds(of: $0).upperBound <= pack.asOf }
    for (offset, period) in shown.prefix(after + 1).enumerated() { all.append((offset, period)) }
    return (all, against.flatMap { pack.resolvePeriod($0, from: pack.period) } ?? last)
  }
}
