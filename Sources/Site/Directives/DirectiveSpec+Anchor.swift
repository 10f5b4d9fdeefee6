import Narrative

extension DirectiveSpec {
  /// What the block is called in an address: its kind and the names in it, never its place on the page or its wording.
  var anchor: String {
    let parts: [String]
    switch content {
    case .statements: parts = ["statements"]
    case .objectives: parts = ["objectives"]
    case .scorecard: parts = ["scorecard"]
    case .chart(let chart): parts = chart.anchor
    case .table(let table): parts = ["table"] + table.metrics.prefix(3) + (table.segment.map { ["by", $0] } ?? [])
    case .journey(.funnel(let name)): parts = ["table-funnel", name]
    case .journey(.retention(let name, _, _)): parts = ["retention", name]
    case .bridge(let bridge): parts = ["bridge", bridge.of]
    case .benefits: parts = ["benefits"]
    case .sampleRatio(let cohort, _): parts = ["sample-ratio", cohort]
    case .note(let title, _): parts = ["note", title.inlines.slug]
    case .text: parts = ["text", title?.inlines.slug ?? ""]
    case .quote(_, let source): parts = ["quote", slug(String(source.prefix(40)))]
    case .decisions: parts = ["decisions"]
    case .review: parts = ["review"]
    case .milestones(let metric, _): parts = ["milestones", metric]
    case .definitions: parts = ["definitions"]
    case .inputs: parts = ["inputs"]
    case .quality: parts = ["quality"]
    case .hashes: parts = ["hashes"]
    case .cards: parts = ["cards"]
    case .callout: parts = ["callout", title?.inlines.slug ?? ""]
    case .glossary: parts = ["glossary"]
    case .changes: parts = ["changes"]
    }
    return parts.filter { !$0.isEmpty }.map(slug).joined(separator: "-")
  }
}

extension ChartDirective {
  fileprivate var anchor: [String] {
    switch self {
    case .line(let metric, _, _, let segment, let cohort, _):
      ["line", metric] + ((segment ?? cohort).map { ["by", $0] } ?? [])
    case .columns(let metric, _, _, _, _): ["columns", metric]
    case .bars(let metric, let segment, _): ["bars", metric, "by", segment]
    case .control(let metric, _, _, _): ["xmr", metric]
    case .waterfall(let steps, let total, _): ["waterfall", total.isEmpty ? steps.first?.metric ?? "" : total]
    case .forest(let metric, let segments, _, _): ["forest", metric, "by"] + segments
    case .funnel(let name): ["funnel", name]
    case .survival(let measure, _, _, _): ["survival", measure]
    case .study(let study): study.anchor
    case .variance(let variance):
      ["variance"] + variance.metrics.prefix(3) + (variance.segment.map { ["by", $0] } ?? [])
    case .bullet(let bullet): ["bullet"] + bullet.metrics.prefix(3)
    case .tornado(let metric, _): ["tornado", metric]
    case .slope(let slope): ["slope", slope.metric] + ((slope.segment ?? slope.cohort).map { ["by", $0] } ?? [])
    case .heat(let metric, let segment, _, _): ["heat", metric, "by", segment]
    case .distribution(let distribution): ["distribution", distribution.metric, "by", distribution.segment]
    }
  }
}

extension StudyDirective {
  fileprivate var anchor: [String] {
    switch self {
    case .scatter(let x, let y, let segment, _, _): ["scatter", x, y, "by", segment]
    case .share(let metric, let segment, _, _): ["share", metric, "by", segment]
    case .eventStudy(let study): ["event-study", study.metric]
    case .reliability(let predicted, let observed, _): ["reliability", predicted, observed]
    case .timeline(let metric, let segment): ["timeline", metric, "by", segment]
    case .multiples(let multiples): ["multiples", multiples.metric, "by", multiples.segment]
    }
  }
}

extension [Inline] {
  /// The first words, without figures.
  var slug: String {
    let words = flatMap { inline -> [String] in
      switch inline {
      case .text(let text), .code(let text): text.split(separator: " ").map(String.init)
      case .emphasis(let content), .strong(let content), .claim(_, let content), .quotation(_, let content),
        .sentence(_, let content),
        .link(_, _, let content):
        [content.slug]
      case .softBreak, .lineBreak, .image, .reference, .footnote: []
      }
    }
    return words.map(Site.slug).filter { !$0.isEmpty }.prefix(4).joined(separator: "-")
  }
}
