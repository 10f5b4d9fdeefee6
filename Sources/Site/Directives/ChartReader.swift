import Diagnostics
import Pack

extension DirectiveReader {
  /// The kinds of `chart`.
  enum ChartKind: String, CaseIterable {
    case line, columns, bars, xmr, waterfall, forest, survival, funnel
    case variance, bullet, tornado, slope, heat, distribution
    case scatter, share, reliability, timeline, multiples
    case eventStudy = "event_study"
  }

  /// The `kind:` of a chart, before its other keys are read.
  func chartKind(_ node: ConfigNode) -> ChartKind? {
    guard case .mapping(let entries) = node.content, let kind = entries.first(where: { $0.name == "kind" }) else {
      return nil
    }
    return kind.value.plainText.flatMap(ChartKind.init(rawValue:))
  }

  mutating func chart(_ m: ConfigMapping) -> ChartDirective? {
    guard let kind = m.required("kind", &findings)?.choice(of: ChartKind.self, &findings) else { return nil }
    switch kind {
    case .line:
      guard let metric = metric(m.required("metric", &findings)) else { return nil }
      return .line(
        metric: metric, grain: grain(m, .month), from: period(m["from"]), segment: segment(m["by"]),
        cohort: cohort(m["arms"]), showsTarget: m["target"]?.boolean(&findings) ?? true)
    case .columns:
      guard let metric = metric(m.required("metric", &findings)) else { return nil }
      return .columns(
        metric: metric, grain: grain(m, .month), from: period(m["from"]),
        showsPlan: m["plan"]?.boolean(&findings) ?? false, showsVariance: m["variance"]?.boolean(&findings) ?? false)
    case .bars:
      guard let metric = metric(m.required("metric", &findings)), let segment = segment(m.required("by", &findings))
      else { return nil }
      return .bars(metric: metric, segment: segment, sortsByValue: m["sort"]?.plainText != "name")
    case .xmr:
      guard let metric = metric(m.required("metric", &findings)) else { return nil }
      return .control(
        metric: metric, grain: grain(m, .week), from: period(m["from"]),
        showsTarget: m["target"]?.boolean(&findings) ?? true)
    case .waterfall:
      let steps = m.required("steps", &findings)?.list(&findings).compactMap { step($0) } ?? []
      guard !steps.isEmpty else { return nil }
      return .waterfall(
        steps: steps, total: m.required("total", &findings)?.text(&findings) ?? "Total",
        memo: m["memo"].map { metrics($0) } ?? [])
    case .forest:
      guard let metric = metric(m.required("metric", &findings)) else { return nil }
      let segments = m.required("by", &findings)?.list(&findings).compactMap { segment($0) } ?? []
      return .forest(
        metric: metric, segments: segments, left: m["left"]?.text(&findings) ?? "favours control",
        right: m["right"]?.text(&findings) ?? "favours treatment")
    case .variance: return variance(m)
    case .bullet: return bullet(m)
    case .tornado: return tornado(m)
    case .slope: return slope(m)
    case .heat: return heat(m)
    case .distribution: return distribution(m)
    case .funnel: return funnel(m.required("funnel", &findings)).map { .funnel($0) }
    case .scatter, .share, .eventStudy, .reliability, .timeline, .multiples: return study(kind, m).map { .study($0) }
    case .survival:
      guard let measure = metric(m.required("measure", &findings)) else { return nil }
      return .survival(
        measure: measure, series: m["series"]?.list(&findings).compactMap { period($0) } ?? [],
        promise: m["promise"]?.integer(in: 1...10_000, &findings),
        until: m["until"]?.integer(in: 1...100_000, &findings) ?? 90)
    }
  }

  private mutating func step(_ node: ConfigNode) -> ChartDirective.WaterfallStep? {
    let m = node.mapping(known: ["metric", "sign", "label", "group"], &findings)
    guard let metric = metric(m.required("metric", &findings)) else { return nil }
    return ChartDirective.WaterfallStep(
      metric: metric, isNegative: m["sign"]?.plainText == "-", label: m["label"]?.text(&findings),
      group: m["group"]?.text(&findings))
  }

  mutating func grain(_ m: ConfigMapping, _ fallback: Grain) -> Grain {
    m["grain"]?.choice(of: Grain.self, &findings) ?? fallback
  }
}
