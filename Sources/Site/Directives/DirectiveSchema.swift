/// The keys of every directive: what the reader accepts and what docs/directives.md lists.
enum DirectiveSchema {
  /// Keys of every directive whose body is a mapping.
  static let common = ["width", "title", "subtitle", "note", "id", "when", "unless", "audience"]

  static func keys(of kind: DirectiveSpec.Kind, chart: DirectiveReader.ChartKind?) -> [String] {
    switch kind {
    case .scorecard: ["metrics", "change", "months"]
    case .chart: ["kind", "scale"] + (chart.map(keys) ?? [])
    case .table:
      ["metrics", "by", "total", "columns", "bars", "groups", "subtotals", "funnel", "retention", "grain", "from"]
    case .bridge: ["of", "drivers", "cohort"]
    case .benefits: ["lines"]
    case .sampleRatio: ["cohort", "measure"]
    case .note, .text: ["text"]
    case .quote: ["text", "source"]
    case .milestones: ["metric", "by"]
    case .statements: ["text", "owner", "due", "when", "unless", "audience"]
    case .decisions: ["text", "owner", "due", "state", "when", "unless", "audience"]
    case .cards: ["items", "change", "months"]
    case .callout: ["kind", "text"]
    case .objectives: ["bucket", "objective", "lead", "supporting", "by", "owners", "when", "unless", "audience"]
    case .review, .definitions, .inputs, .quality, .hashes, .glossary, .changes: []
    }
  }

  static func keys(of chart: DirectiveReader.ChartKind) -> [String] {
    switch chart {
    case .line: ["metric", "grain", "from", "by", "arms", "target"]
    case .columns: ["metric", "grain", "from", "plan", "variance"]
    case .bars: ["metric", "by", "sort"]
    case .xmr: ["metric", "grain", "from", "target"]
    case .waterfall: ["steps", "total", "memo"]
    case .forest: ["metric", "by", "left", "right"]
    case .funnel: ["funnel"]
    case .variance: ["metrics", "metric", "by", "against", "prior", "total"]
    case .bullet: ["metrics", "ranges"]
    case .tornado: ["metric", "drivers"]
    case .slope: ["metric", "by", "arms", "periods"]
    case .heat: ["metric", "by", "grain", "from"]
    case .distribution: ["metric", "metrics", "by", "answers", "periods", "arms", "labels"]
    case .scatter: ["x", "y", "by", "highlight", "trend"]
    case .share: ["metric", "by", "grain", "from"]
    case .eventStudy: ["metric", "event", "grain", "before", "after", "against"]
    case .reliability: ["predicted", "observed", "by"]
    case .timeline: ["metric", "by"]
    case .multiples: ["metric", "by", "grain", "from", "form", "sort"]
    case .survival: ["measure", "series", "promise", "until"]
    }
  }
}
