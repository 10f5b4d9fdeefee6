import Diagnostics
import Metrics
import Units

extension PackDecoder {
  /// Reads funnels: their counts become measures, their rates the drafts of metrics.
  mutating func funnelDrafts(_ node: ConfigNode?) -> [MetricDraft] {
    var drafts: [MetricDraft] = []
    for entry in node?.entries(&findings) ?? [] where isName(entry) {
      guard let read = funnel(entry) else { continue }
      let made = FunnelMetrics(funnel: read.funnel, noun: read.dataset.noun)
      funnels.append(read.funnel)
      measures += read.measures
      drafts += made.metrics.map { MetricDraft(metric: $0, target: nil, plan: nil) }
    }
    return drafts
  }

  private mutating func funnel(_ entry: ConfigEntry) -> (funnel: Funnel, dataset: Dataset, measures: [Measure])? {
    let keys = PackSchema.mapping(entry.value, at: "funnels.*", &findings)
    let label = label(keys["label"], name: entry.name, &findings)
    let isNested = keys["nested"]?.boolean(&findings) ?? true
    guard let from = keys["from"], let dataset = dataset(named: from), let stepsNode = keys["steps"] else { return nil }
    let place = SourceText(entry.name, file: entry.key.file, line: entry.key.line, column: entry.key.column)
    if dataset.time == nil { findings.append(noTime(of: dataset, entry)) }
    let entries = stepsNode.entries(&findings).filter { isName($0) }
    guard entries.count > 1 else {
      findings.append(
        stepsNode.error(
          "funnel-steps", "The funnel `\(entry.name)` has \(entries.isEmpty ? "no step" : "one step")",
          explanation: "A rate leads from one step to the next",
          remedy: "Write `steps: {opened: \"TRUE\", engaged: message_count >= 2}`"))
      return nil
    }
    var steps: [Funnel.Step] = []
    var made: [Measure] = []
    var before: RowExpression?
    for step in entries {
      guard let (condition, stepLabel) = self.step(step, in: dataset.name) else { return nil }
      let base = entry.name + "." + step.name
      let whole = condition == .boolean(true) ? nil : condition
      let reached = isNested ? both(before, whole) : whole
      before = reached
      made.append(
        Measure(name: base, dataset: dataset.name, aggregate: .count, condition: reached, location: place))
      let rates = Funnel.Rates(
        ofPrevious: base + ".rate", ofFirst: base + ".of_first", dropOff: base + ".drop_off")
      steps.append(
        Funnel.Step(name: step.name, label: stepLabel, count: base, rates: steps.isEmpty ? nil : rates))
    }
    let funnel = Funnel(
      name: entry.name, label: label, dataset: dataset.name, steps: steps, isNested: isNested, location: place)
    return (funnel, dataset, made)
  }

  /// A condition, or a mapping of `where` and `label`.
  private mutating func step(
    _ entry: ConfigEntry, in dataset: String
  ) -> (condition: RowExpression, label: String)? {
    var source: ConfigNode? = entry.value
    var label = Self.label(from: entry.name)
    if case .mapping = entry.value.content {
      let keys = PackSchema.mapping(entry.value, at: "funnels.*.steps.*", &findings)
      source = keys["where"]
      label = self.label(keys["label"], name: entry.name, &findings)
    }
    guard let source, let condition = expression(source, in: dataset, as: .condition) else { return nil }
    return (condition, label)
  }

  private func both(_ a: RowExpression?, _ b: RowExpression?) -> RowExpression? {
    guard let a, let b else { return a ?? b }
    return .binary(.and, a, b)
  }

  func noTime(of dataset: Dataset, _ entry: ConfigEntry) -> Diagnostic {
    entry.key.error(
      "no-time", "The rows of `\(dataset.name)` have no time to fall into a period",
      remedy: "Add `time:` to the dataset")
  }
}

/// The metrics of a funnel, with labels and definitions that say what each divides.
private struct FunnelMetrics {
  let funnel: Funnel
  let noun: String

  var metrics: [Metric] {
    guard let first = funnel.steps.first else { return [] }
    return zip(funnel.steps, funnel.steps.dropFirst()).flatMap { previous, step -> [Metric] in
      guard let rates = step.rates else { return [] }
      let rows = Noun.plural(noun)
      let sentenceRows = rows.prefix(1).uppercased() + rows.dropFirst()
      let open =
        funnel.isNested
        ? "" : " Steps need not follow each other: above 100% more reached this step than that one."
      return [
        metric(
          rates.ofPrevious, "\(step.label), share of \(previous.label)", .up,
          .binary(.over, .name(step.count), .name(previous.count)),
          "\(sentenceRows) at the step “\(step.label)” over those at “\(previous.label)”." + open),
        metric(
          rates.ofFirst, "\(step.label), share of \(first.label)", .up,
          .binary(.over, .name(step.count), .name(first.count)),
          "\(sentenceRows) at the step “\(step.label)” over those at the first step, “\(first.label)”." + open),
        metric(
          rates.dropOff, "\(step.label), lost since \(previous.label)", .down,
          .binary(.minus, .number(1, unit: nil), .name(rates.ofPrevious)),
          "Of the \(rows) at “\(previous.label)”, the share not at “\(step.label)”."
            + (funnel.isNested
              ? "" : " Steps need not follow each other: below zero more reached this step than that one.")
        ),
      ]
    }
  }

  private func metric(
    _ name: String, _ label: String, _ polarity: Polarity, _ formula: Formula, _ definition: String
  ) -> Metric {
    Metric(
      name: name, label: "\(funnel.label): \(label)", formula: formula, polarity: polarity, definition: definition,
      location: funnel.location)
  }
}
