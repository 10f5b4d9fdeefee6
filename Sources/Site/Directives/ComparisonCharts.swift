import Diagnostics
import Facts
import Pack
import Units

/// Figures against a plan, an earlier period or another metric.
struct VarianceDirective {
  enum Against {
    case plan
    case comparison(String)
    case metric(String)
  }

  /// One, where `segment` is given.
  var metrics: [String]
  var segment: String?
  var against: Against
  /// The comparison that is shown as a triangle.
  var marker: String?
  /// The metric that the others add up to.
  var total: String?
  /// With a segment: whether the whole stands below its parts.
  var showsTotal: Bool
}

struct BulletDirective {
  var metrics: [String]
  /// Ascending edges by metric, in its unit.
  var ranges: [String: [Double]]
}

struct SlopeDirective {
  var metric: String
  var segment: String?
  var cohort: String?
  /// Two or three.
  var periods: [String]
}

struct DistributionDirective {
  enum Scale: String, CaseIterable { case nps, rating, likert }

  /// What counts the answers.
  var metric: String
  /// What counts each answer, in the scale's order: then rows are the values of the segment.
  var answers: [String] = []
  /// Its values are the answers.
  var segment: String
  var scale: Scale
  var periods: [String]
  var cohort: String?
  /// Answers in words, in the scale's order.
  var labels: [String]
}

extension DirectiveReader {
  mutating func variance(_ m: ConfigMapping) -> ChartDirective? {
    let segment = segment(m["by"])
    let listed = m["metrics"].map { metrics($0) } ?? []
    let one = metric(m["metric"])
    let all = listed + [one].compactMap { $0 }
    guard let first = all.first else {
      if m["metrics"] == nil, m["metric"] == nil { _ = m.required("metrics", &findings) }
      return nil
    }
    if let by = m["by"], all.count > 1 {
      findings.append(
        by.error(
          "variance-by", "`by` breaks down one metric, and the chart has \(all.count)",
          remedy: "name one with `metric:`, or leave `by` out"))
      return nil
    }
    guard
      let against = against(m["against"], metrics: all, isBreakdown: segment != nil, at: m["metric"] ?? m["metrics"])
    else { return nil }
    if case .metric(let name) = against, let node = m["against"] {
      let formulas = FormulaFacts(names.pack)
      if formulas.unit(of: name) != formulas.unit(of: first) {
        findings.append(
          node.error(
            "unit-mismatch",
            "`\(first)` is \(formulas.unit(of: first).words) and `\(name)` is \(formulas.unit(of: name).words)",
            remedy: "compare with a metric of the same unit"))
        return nil
      }
    }
    let total = segment == nil ? metric(m["total"]) : nil
    if let total, let node = m["total"],
      let finding = FormulaFacts(names.pack).addendFinding(all + [total], "rows", at: node.location)
    {
      findings.append(finding)
      return nil
    }
    return .variance(
      VarianceDirective(
        metrics: all, segment: segment, against: against, marker: marker(m["prior"], against), total: total,
        showsTotal: segment == nil ? true : m["total"]?.boolean(&findings) ?? true))
  }

  private mutating func against(
    _ node: ConfigNode?, metrics: [String], isBreakdown: Bool, at place: ConfigNode?
  ) -> VarianceDirective.Against? {
    guard let node, let text = node.text(&findings) else { return isBreakdown ? .comparison("prior") : .plan }
    if text == "plan" {
      guard isBreakdown else { return .plan }
      findings.append(
        node.error(
          "plan-by-segment", "a plan holds for a metric as a whole, not for values of a segment",
          remedy: "compare with an earlier period, or with a metric that holds the budget"))
      return nil
    }
    if names.comparisons.contains(text) { return .comparison(text) }
    if names.quantities.contains(text), metrics.count == 1 { return .metric(text) }
    let known = ["plan"] + names.comparisons + (metrics.count == 1 ? names.quantities : [])
    findings.append(
      node.error(
        "unknown-comparison", "there is no plan, comparison or metric `\(text)` to compare with",
        remedy: nearestName(to: text, among: known).map { "did you mean `\($0)`?" }
          ?? "write plan, a name of `compare:`, or, for one metric, another metric"))
    return nil
  }

  private mutating func marker(_ node: ConfigNode?, _ against: VarianceDirective.Against) -> String? {
    if let node { return node.plainText == "none" ? nil : comparison(node) }
    if case .comparison = against { return nil }
    return names.comparisons.contains("prior") ? "prior" : nil
  }

  mutating func bullet(_ m: ConfigMapping) -> ChartDirective? {
    let metrics = metrics(m.required("metrics", &findings))
    guard !metrics.isEmpty else { return nil }
    var ranges: [String: [Double]] = [:]
    for entry in m["ranges"]?.entries(&findings) ?? [] {
      guard metrics.contains(entry.name) else {
        findings.append(
          entry.key.error(
            "unknown-metric", "`\(entry.name)` is not among the metrics of this chart",
            remedy: nearestName(to: entry.name, among: metrics).map { "did you mean `\($0)`?" }))
        continue
      }
      let factor = FormulaFacts(names.pack).unit(of: entry.name).writtenFactor
      let edges = entry.value.list(&findings).compactMap { node in
        node.number(&findings).map { node.plainText?.hasSuffix("%") == true ? $0 : $0 * factor }
      }
      guard (2...6).contains(edges.count), zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
        findings.append(
          entry.value.error(
            "range-edges", "the ranges of \(entry.name) need two to six edges, each above the one before",
            remedy: "write where the scale begins, where ranges meet, and where it ends: [50%, 65%, 80%]"))
        continue
      }
      ranges[entry.name] = edges
    }
    return .bullet(BulletDirective(metrics: metrics, ranges: ranges))
  }

  mutating func tornado(_ m: ConfigMapping) -> ChartDirective? {
    guard let metric = metric(m.required("metric", &findings)) else { return nil }
    return .tornado(metric: metric, drivers: m["drivers"].map { metrics($0) })
  }

  mutating func slope(_ m: ConfigMapping) -> ChartDirective? {
    guard let metric = metric(m.required("metric", &findings)) else { return nil }
    let (segment, cohort) = (segment(m["by"]), cohort(m["arms"]))
    if m["by"] == nil, m["arms"] == nil {
      _ = m.required("by", &findings, remedy: "say what the lines are: `by:` a segment, or `arms:` a cohort")
      return nil
    }
    let periods = m["periods"]?.list(&findings).compactMap { period($0) } ?? ["prior", names.pack.period.name]
    guard (2...3).contains(periods.count) else {
      if let node = m["periods"], findings.isEmpty {
        findings.append(
          node.error(
            "slope-periods", "a slope chart has two or three periods, not \(periods.count)",
            remedy: "for more, use `kind: line`"))
      }
      return nil
    }
    guard segment != nil || cohort != nil else { return nil }
    return .slope(SlopeDirective(metric: metric, segment: segment, cohort: cohort, periods: periods))
  }

  mutating func heat(_ m: ConfigMapping) -> ChartDirective? {
    guard let metric = metric(m.required("metric", &findings)), let segment = segment(m.required("by", &findings))
    else { return nil }
    return .heat(metric: metric, segment: segment, grain: grain(m, .month), from: period(m["from"]))
  }

  mutating func distribution(_ m: ConfigMapping) -> ChartDirective? {
    if m["metrics"] != nil { return answersBySegment(m) }
    guard let node = m.required("metric", &findings), let metric = metric(node),
      let segment = segment(m.required("by", &findings))
    else { return nil }
    // Answers are counted and added up; a score of them has no distribution.
    if let finding = FormulaFacts(names.pack).addendFinding([metric], "counts of answers", at: node.location) {
      findings.append(finding)
      return nil
    }
    let periods = m["periods"]?.list(&findings).compactMap { period($0) } ?? [names.pack.period.name]
    return .distribution(
      DistributionDirective(
        metric: metric, segment: segment,
        scale: m["answers"]?.choice(of: DistributionDirective.Scale.self, &findings) ?? .rating,
        periods: periods.isEmpty ? [names.pack.period.name] : periods, cohort: cohort(m["arms"]),
        labels: m["labels"]?.list(&findings).compactMap { $0.text(&findings) } ?? []))
  }
}

extension Pack {
  /// Named periods as seen from the shown one.
  func resolved(_ names: [String]) -> [Period] { names.compactMap { resolvePeriod($0, from: period) } }
}

extension PageNeeds {
  mutating func collect(_ chart: VarianceDirective, at location: Diagnostic.Location) {
    var periods = [pack.period]
    var metrics = chart.metrics + [chart.total].compactMap { $0 }
    if case .comparison(let name) = chart.against { periods += pack.resolved([name]) }
    if case .metric(let name) = chart.against { metrics.append(name) }
    if let marker = chart.marker { periods += pack.resolved([marker]) }
    need(metrics, periods)
    if let segment = chart.segment { for metric in metrics { need(metric, periods, by: segment, at: location) } }
  }
}
