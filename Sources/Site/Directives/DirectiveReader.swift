import Diagnostics
import Narrative
import Pack

/// Reads the YAML body of directives and checks every name in it, collecting what it finds.
struct DirectiveReader {
  let names: PackNames
  /// Which items of lists are read.
  var edition = Edition(audience: .internal)
  var findings: [Diagnostic] = []

  init(names: PackNames) {
    self.names = names
  }

  /// The directive, or nil where its body cannot be read.
  mutating func read(_ directive: Directive) -> DirectiveSpec? {
    guard let kind = DirectiveSpec.Kind(rawValue: directive.kind) else { return nil }
    let (root, problems) = parseYAML(text: directive.body, file: directive.file, firstLine: directive.bodyLine)
    findings += problems
    let location = Diagnostic.Location(file: directive.file, line: directive.line)
    guard !problems.hasErrors else { return nil }
    let node =
      root ?? ConfigNode(content: .text(""), path: "", file: directive.file, line: directive.bodyLine, column: 1)
    switch kind {
    case .statements: return listed(.statements(node.list(&findings).compactMap { statement($0) }), location)
    case .objectives: return listed(.objectives(node.list(&findings).compactMap { objective($0) }), location)
    case .decisions: return listed(.decisions(node.list(&findings).compactMap { decision($0) }), location)
    case .glossary: return listed(.glossary(glossary(node)), location)
    default: break
    }
    var keys = DirectiveSchema.keys(of: kind, chart: chartKind(node)) + DirectiveSchema.common
    // Which keys a chart takes is known once its kind is.
    if kind == .chart, chartKind(node) == nil {
      keys += DirectiveReader.ChartKind.allCases.flatMap(DirectiveSchema.keys)
    }
    let mapping = node.mapping(known: keys, &findings)
    _ = mapping["audience"]?.choice(of: Audience.self, &findings)
    guard let content = content(kind, mapping, location) else { return nil }
    return DirectiveSpec(
      content: content, width: mapping["width"]?.choice(of: DirectiveSpec.Width.self, &findings) ?? .full,
      title: rich(mapping["title"]), subtitle: rich(mapping["subtitle"]), note: rich(mapping["note"]),
      scale: kind == .chart ? mapping["scale"]?.choice(of: DirectiveSpec.Scale.self, &findings) : nil,
      location: location, id: anchor(mapping["id"]), condition: condition(mapping))
  }

  /// Whether an item is for the edition; a word that is no audience is a finding.
  private mutating func isHeld(_ m: ConfigMapping) -> Bool {
    _ = m["audience"]?.choice(of: Audience.self, &findings)
    return edition.holds(m["audience"])
  }

  private func listed(_ content: DirectiveSpec.Content, _ location: Diagnostic.Location) -> DirectiveSpec {
    DirectiveSpec(content: content, width: .full, title: nil, subtitle: nil, note: nil, location: location)
  }

  private mutating func content(
    _ kind: DirectiveSpec.Kind, _ m: ConfigMapping, _ location: Diagnostic.Location
  ) -> DirectiveSpec.Content? {
    switch kind {
    case .scorecard:
      return .scorecard(
        Scorecard(
          metrics: metrics(m.required("metrics", &findings)), change: comparison(m["change"]) ?? "prior",
          months: m["months"]?.integer(in: 2...60, &findings) ?? 18))
    case .chart: return chart(m).map { .chart($0) }
    case .table:
      if let main = journeyKey(m) { return journey(m, main).map { .journey($0) } }
      let columns = m["columns"]?.list(&findings).compactMap { $0.choice(of: TableDirective.Column.self, &findings) }
      let groups = groups(m)
      return .table(
        TableDirective(
          metrics: groups.isEmpty ? metrics(m.required("metrics", &findings)) : groups.flatMap(\.metrics),
          segment: segment(m["by"]), total: m["total"]?.boolean(&findings) ?? true,
          columns: columns ?? [.value, .interval], bars: metrics(m["bars"]), groups: groups,
          subtotals: subtotals(m["subtotals"], groups.map(\.title))))
    case .bridge:
      guard let of = metric(m.required("of", &findings)), let cohort = cohort(m.required("cohort", &findings)) else {
        return nil
      }
      return .bridge(Bridge(of: of, drivers: metrics(m.required("drivers", &findings)), cohort: cohort))
    case .benefits: return .benefits(metrics(m.required("lines", &findings)))
    case .sampleRatio:
      guard let cohort = cohort(m.required("cohort", &findings)), let measure = metric(m.required("measure", &findings))
      else { return nil }
      return .sampleRatio(cohort: cohort, measure: measure)
    case .note:
      guard let title = rich(m.required("title", &findings)), let text = blocks(m.required("text", &findings)) else {
        return nil
      }
      return .note(title: title, text: text)
    case .text: return blocks(m.required("text", &findings)).map { .text($0) }
    case .quote:
      guard let text = blocks(m.required("text", &findings)),
        let source = m.required("source", &findings, remedy: "say who said it, where and when: `source:`")?.text(
          &findings)
      else { return nil }
      return .quote(text: text, source: source)
    case .milestones:
      guard let metric = metric(m.required("metric", &findings)), let segment = segment(m.required("by", &findings))
      else { return nil }
      return .milestones(metric: metric, segment: segment)
    case .review: return .review
    case .definitions: return .definitions
    case .inputs: return .inputs
    case .quality: return .quality
    case .hashes: return .hashes
    case .changes: return .changes
    case .cards: return .cards(cards(m))
    case .callout:
      guard let text = blocks(m.required("text", &findings)) else { return nil }
      return .callout(m["kind"]?.choice(of: Callout.self, &findings) ?? .note, text: text)
    case .statements, .objectives, .decisions, .glossary: return nil
    }
  }

  private mutating func statement(_ node: ConfigNode) -> Statement? {
    let m = node.mapping(known: DirectiveSchema.keys(of: .statements, chart: nil), &findings)
    guard isHeld(m) else { return nil }
    return rich(m.required("text", &findings)).map {
      Statement(
        text: $0, owner: m["owner"]?.text(&findings), due: m["due"]?.text(&findings), condition: condition(m))
    }
  }

  private mutating func decision(_ node: ConfigNode) -> Decision? {
    let m = node.mapping(known: DirectiveSchema.keys(of: .decisions, chart: nil), &findings)
    guard isHeld(m) else { return nil }
    return rich(m.required("text", &findings)).map {
      Decision(
        text: $0, owner: m["owner"]?.text(&findings), due: m["due"]?.text(&findings),
        state: m["state"]?.text(&findings),
        condition: condition(m))
    }
  }

  private mutating func objective(_ node: ConfigNode) -> Objective? {
    let m = node.mapping(known: DirectiveSchema.keys(of: .objectives, chart: nil), &findings)
    guard isHeld(m) else { return nil }
    let owners = m.required("owners", &findings)?.mapping(known: ["definition", "target", "remedy"], &findings)
    guard let bucket = m.required("bucket", &findings)?.choice(of: Objective.Bucket.self, &findings),
      let text = rich(m.required("objective", &findings)), let lead = metric(m.required("lead", &findings)),
      let by = m.required("by", &findings)?.date(&findings), let owners,
      let definition = owners.required("definition", &findings)?.text(&findings),
      let target = owners.required("target", &findings)?.text(&findings),
      let remedy = owners.required("remedy", &findings)?.text(&findings)
    else { return nil }
    return Objective(
      bucket: bucket, objective: text, lead: lead, supporting: m["supporting"].map { metrics($0) } ?? [], by: by,
      owners: (definition, target, remedy), condition: condition(m))
  }
}

// MARK: - Values

extension DirectiveReader {
  mutating func rich(_ node: ConfigNode?) -> RichText? {
    guard let node, let text = node.text(&findings) else { return nil }
    let (inlines, problems) = parseInline(text, file: node.file, line: node.line)
    findings += problems
    findings += handTypedFigures(in: inlines, file: node.file, line: node.line)
    return RichText(inlines: inlines, location: node.location)
  }

  mutating func blocks(_ node: ConfigNode?) -> [Block]? {
    guard let node, let text = node.text(&findings) else { return nil }
    let (blocks, problems) = parseBlocks(text, file: node.file, line: node.line)
    findings += problems
    findings += handTypedFigures(
      in: Page(file: node.file, messageLine: node.line, blocks: blocks))
    return blocks
  }

  mutating func metrics(_ node: ConfigNode?) -> [String] {
    node?.list(&findings).compactMap { metric($0) } ?? []
  }

  /// A metric, an input or a measure by name.
  mutating func metric(_ node: ConfigNode?) -> String? {
    checked(node, "metric", names.quantities, "unknown-metric")
  }

  mutating func segment(_ node: ConfigNode?) -> String? {
    checked(node, "segment", names.segments, "unknown-segment")
  }

  mutating func cohort(_ node: ConfigNode?) -> String? {
    checked(node, "cohort", names.cohorts, "unknown-cohort")
  }

  mutating func comparison(_ node: ConfigNode?) -> String? {
    checked(node, "comparison", names.comparisons, "unknown-comparison")
  }

  mutating func checked(_ node: ConfigNode?, _ noun: String, _ known: [String], _ id: String) -> String? {
    guard let node, let text = node.text(&findings) else { return nil }
    guard !known.contains(text) else { return text }
    let nearest = nearestName(to: text, among: known)
    findings.append(
      node.error(
        id, "there is no \(noun) `\(text)`",
        remedy: nearest.map { "did you mean `\($0)`?" } ?? "the pack has: \(known.sorted().joined(separator: ", "))"))
    return nil
  }

  mutating func period(_ node: ConfigNode?) -> String? {
    guard let node, let text = node.text(&findings) else { return nil }
    guard names.isPeriod(text) else {
      findings.append(
        node.error(
          "unknown-period", "`\(text)` is no period",
          remedy: "write 2026-Q3, 2026-09, 2026-W31, 2026 or a name of `compare:`"))
      return nil
    }
    return text
  }
}
