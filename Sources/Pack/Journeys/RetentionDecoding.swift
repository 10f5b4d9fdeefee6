import Diagnostics
import Metrics

extension PackDecoder {
  /// Reads retention: counts of who started and who came back become measures, the shares the drafts of metrics.
  mutating func retentionDrafts(_ node: ConfigNode?) -> [MetricDraft] {
    var drafts: [MetricDraft] = []
    for entry in node?.entries(&findings) ?? [] where isName(entry) {
      let keys = PackSchema.mapping(entry.value, at: "retention.*", &findings)
      let label = label(keys["label"], name: entry.name, &findings)
      let windows = windows(keys["windows"])
      guard let from = keys["from"], let dataset = dataset(named: from), !windows.isEmpty,
        let start = expression(keys["start"], in: dataset.name, as: .duration),
        let returns = returns(keys["event"], of: dataset, start: start, windows: windows, entry)
      else { continue }
      let place = SourceText(entry.name, file: entry.key.file, line: entry.key.line, column: entry.key.column)
      let started = entry.name + ".started"
      measures.append(
        Measure(name: started, dataset: dataset.name, aggregate: .count, at: start, location: place))
      var read = Retention(name: entry.name, label: label, started: started, windows: [], location: place)
      for (days, condition) in zip(windows, returns.conditions) {
        let mature = "\(started)_\(days)"
        let returned = "\(entry.name).returned_\(days)"
        let within = "\(entry.name).within_\(days)"
        measures.append(
          Measure(
            name: mature, dataset: dataset.name, aggregate: .count, at: start, matureDays: days, location: place))
        measures.append(
          Measure(
            name: returned, dataset: returns.dataset, aggregate: .count, condition: condition, at: returns.start,
            matureDays: days, location: place))
        read.windows.append(Retention.Window(days: days, metric: within))
        let metric = Metric(
          name: within, label: "\(label) within \(days) days",
          formula: .binary(.over, .name(returned), .name(mature)), polarity: .up,
          definition: "Of those who started, the share that came back later and less than \(days) days after; "
            + "who started less than \(days) days before the data end is excluded and counted.", location: place)
        drafts.append(MetricDraft(metric: metric, target: nil, plan: nil))
      }
      retention.append(read)
    }
    return drafts
  }

  /// Where those who came back are counted, and by what: one condition a window.
  private struct Returns {
    var dataset: String
    var start: RowExpression
    var conditions: [RowExpression]
  }

  private mutating func returns(
    _ node: ConfigNode?, of dataset: Dataset, start: RowExpression, windows: [Int], _ entry: ConfigEntry
  ) -> Returns? {
    guard let node else { return nil }
    guard case .mapping = node.content else {
      guard let event = expression(node, in: dataset.name, as: .duration) else { return nil }
      return Returns(
        dataset: dataset.name, start: start, conditions: windows.map { within($0, from: start, to: event) })
    }
    let keys = PackSchema.mapping(node, at: "retention.*.event", &findings)
    guard let from = keys["from"], let events = self.dataset(named: from),
      let customer = column(keys["customer"], in: events.name, as: .lookup),
      let at = expression(keys["at"], in: events.name, as: .duration),
      let position = datasets.firstIndex(where: { $0.name == events.name })
    else { return nil }
    guard dataset.key != nil else {
      findings.append(
        entry.key.error(
          "lookup-key", "`\(dataset.name)` has no `key` by which `\(events.name)` could find the start",
          remedy: "Add `key:` to `\(dataset.name)`"))
      return nil
    }
    if case .rollup = events.source {
      findings.append(
        from.error(
          "nested-rollup", "`\(events.name)` is a roll-up itself",
          explanation: "Who came back is found by a roll-up of the events by `customer`",
          remedy: "Name a dataset that is read from files"))
      return nil
    }
    var lookup = events.lookups.first { $0.dataset == dataset.name && $0.column == customer }
    if lookup == nil {
      let own = Dataset.Lookup(name: entry.name + "_start", dataset: dataset.name, column: customer)
      datasets[position].lookups.append(own)
      lookup = own
    }
    return rolledUp(
      entry, events: events, customer: customer, at: at, through: lookup?.name ?? "", of: dataset, start: start,
      windows: windows)
  }

  /// One row a customer: customers whose events repeat count once.
  private mutating func rolledUp(
    _ entry: ConfigEntry, events: Dataset, customer: String, at: RowExpression, through lookup: String,
    of dataset: Dataset, start: RowExpression, windows: [Int]
  ) -> Returns {
    let name = entry.name + ".events"
    let begun = start.prefixed(lookup)
    var columns = [Dataset.RollupColumn(name: "start", function: .first, argument: begun)]
    for days in windows {
      let inside = RowExpression.cases(
        [(when: within(days, from: begun, to: at), then: .number(1, scale: 0))], otherwise: .number(0, scale: 0))
      columns.append(Dataset.RollupColumn(name: "within_\(days)", function: .sum, argument: inside))
    }
    for index in segments.indices {
      guard let source = segments[index].sources[dataset.name] else { continue }
      let column = "segment_" + segments[index].name
      columns.append(Dataset.RollupColumn(name: column, function: .first, argument: source.prefixed(lookup)))
      segments[index].sources[name] = .column(column)
    }
    for index in cohorts.indices {
      guard let source = cohorts[index].sources[dataset.name] else { continue }
      let column = "cohort_" + cohorts[index].name
      columns.append(Dataset.RollupColumn(name: column, function: .first, argument: source.prefixed(lookup)))
      cohorts[index].sources[name] = .column(column)
    }
    datasets.append(
      Dataset(
        name: name, noun: dataset.noun, source: .rollup(of: events.name, by: customer, columns: columns),
        key: customer, time: .column("start"), cluster: .column(customer), lookups: [], columns: [],
        maximumBadRows: nil,
        location: SourceText(name, file: entry.key.file, line: entry.key.line, column: entry.key.column)))
    return Returns(
      dataset: name, start: .column("start"),
      conditions: windows.map { .binary(.greater, .column("within_\($0)"), .number(0, scale: 0)) })
  }

  /// After the start, for an event at the same moment is the start itself, and before the window's end.
  private func within(_ days: Int, from start: RowExpression, to event: RowExpression) -> RowExpression {
    .binary(
      .and, .binary(.greater, .call(.secondsBetween, [start, event]), .number(0, scale: 0)),
      .binary(.less, .call(.daysBetween, [start, event]), .number(Int64(days), scale: 0)))
  }

  private mutating func windows(_ node: ConfigNode?) -> [Int] {
    var found: [Int] = []
    for item in node?.list(&findings) ?? [] {
      guard let days = days(item) else { continue }
      if found.contains(days) {
        findings.append(item.error("duplicate-window", "The window of \(days) days stands twice", remedy: "Keep one"))
      } else {
        found.append(days)
      }
    }
    return found.sorted()
  }
}

extension RowExpression {
  /// The same expression seen from a dataset that looks the rows up: `created_at` becomes `customer.created_at`.
  fileprivate func prefixed(_ lookup: String) -> RowExpression {
    func inner(_ part: RowExpression) -> RowExpression { part.prefixed(lookup) }
    switch self {
    case .null, .boolean, .number, .text, .timestamp: return self
    case .column(let name): return .column(lookup + "." + name)
    case .unary(let symbol, let part): return .unary(symbol, inner(part))
    case .binary(let symbol, let left, let right): return .binary(symbol, inner(left), inner(right))
    case .isNull(let part, let negated): return .isNull(inner(part), negated: negated)
    case .isIn(let part, let items, let negated): return .isIn(inner(part), items.map(inner), negated: negated)
    case .between(let part, let low, let high, let negated):
      return .between(inner(part), inner(low), inner(high), negated: negated)
    case .like(let part, let pattern, let negated): return .like(inner(part), pattern: pattern, negated: negated)
    case .call(let function, let arguments): return .call(function, arguments.map(inner))
    case .cases(let branches, let otherwise):
      return .cases(
        branches.map { (when: inner($0.when), then: inner($0.then)) }, otherwise: otherwise.map(inner))
    }
  }
}
