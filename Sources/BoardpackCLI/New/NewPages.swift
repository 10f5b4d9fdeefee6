import Pack

/// The pages of a template: references only, so that nothing typed can go stale.
struct NewPages {
  let pack: NewPack

  /// By file, in the order of the pack.
  var all: [(file: String, text: String)] {
    switch pack.template {
    case .minimal: [("index.md", pack.pageText)]
    case .boardPack: [("index.md", summary), ("operations.md", operations), ("appendix.md", appendix)]
    case .review: [("index.md", verdict), ("evidence.md", evidence), ("appendix.md", appendix)]
    }
  }

  /// The library's KPIs first, then what the data say of themselves.
  private var metrics: [String] {
    pack.kpis + pack.metrics.filter { !pack.kpis.contains($0) && (pack.kpis.isEmpty || !isStandIn($0)) }
  }

  /// The share of a segment's most common value is shown where the data hold no better rate; by that segment it is all or
  /// nothing.
  private func isStandIn(_ metric: String) -> Bool { metric.contains("most_common") }

  private var volume: String { pack.main.volume ?? pack.metrics[0] }

  private var change: String {
    pack.periods.hasPrior ? ", {{ \(volume).change(prior) | signed }} on the period before" : ""
  }

  private func head(_ title: String, _ message: String) -> String {
    "---\ntitle: \(title)\n---\n# \(message)\n\n"
  }

  // MARK: - The board pack

  private var summary: String {
    head("Summary", "{{ \(volume).label }}: {{ \(volume) }} in {{ period }}\(change)")
      + "Say here in two sentences what the figures mean and what the board should do.\n\n"
      + NewDirective.text(
        "scorecard",
        ["title: \"The figures of {{ period }}\"", "metrics: [\(metrics.prefix(10).joined(separator: ", "))]"]
          + (pack.periods.hasPrior ? ["change: prior"] : []) + ["months: 12"])
      + NewDirective.text(
        "note",
        [
          "title: Before this goes to a board",
          "text: \"Give each figure an owner and a target in pack.yaml, then claim only what its interval bears.\"",
        ])
  }

  private var operations: String {
    var out = head("Operations", "{{ \(volume).label }} and what goes with it, month by month")
    out += pack.chart("columns", volume, half: pack.segment != nil, pack.monthly)
    out += pack.bars(volume)
    for metric in metrics.filter({ $0 != volume }).prefix(4) {
      let isOwn = pack.lines.contains { $0.name == metric } && !isStandIn(metric)
      out += pack.chart("line", metric, half: isOwn && pack.segment != nil, pack.monthly + ["target: false"])
      if isOwn { out += pack.bars(metric) }
    }
    return out
  }

  private var appendix: String {
    head("Appendix", "What each figure is, and the state of the data")
      + NewDirective.text("definitions", []) + NewDirective.text("quality", []) + NewDirective.text("hashes", [])
  }

  // MARK: - The review

  private var verdict: String {
    var columns = ["value", "interval", "n"]
    if pack.periods.hasPrior { columns += ["prior", "change"] }
    return head("Summary", "{{ \(volume).label }}: {{ \(volume) }} in {{ period }}\(change)")
      + "Say here what was promised, what came of it and what should happen next.\n\n"
      + NewDirective.text(
        "table",
        [
          "title: \"{{ period }} beside the same time before\"",
          "metrics: [\(metrics.prefix(10).joined(separator: ", "))]", "columns: [\(columns.joined(separator: ", "))]",
        ])
      + NewDirective.text(
        "note",
        [
          "title: Before and after is no proof",
          "text: \"Whatever else changed at the same time is in these differences. Arms that chance has formed, declared"
            + " under cohorts, show what the change itself did.\"",
        ])
  }

  private var evidence: String {
    var out = head("Evidence", "{{ \(volume).label }} by week, before and since")
    out += pack.chart(
      "xmr", volume, half: false, ["grain: week", "from: \(pack.firstWeek)", "target: false"], title: "by week")
    for metric in metrics.filter({ $0 != volume }).prefix(4) {
      out += pack.chart("line", metric, half: false, pack.monthly + ["target: false"])
    }
    if pack.segment != nil { out += pack.bars(volume) }
    return out
  }
}

/// A fenced block of a page.
enum NewDirective {
  static func text(_ name: String, _ lines: [String]) -> String {
    "```\(name)\n" + lines.map { $0 + "\n" }.joined() + "```\n\n"
  }
}
