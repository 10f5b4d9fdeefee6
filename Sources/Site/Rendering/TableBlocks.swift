import Charts
import Diagnostics
import Facts
import Formats
import Metrics
import Pack
import Statistics
import Units

/// Tables of facts: by segment, by line of benefit, by arm.
extension DirectiveRenderer {
  mutating func table(_ table: TableDirective, _ spec: DirectiveSpec) -> HTML {
    guard let segment = table.segment else { return metricTable(table, spec) }
    return segmentTable(table, segment, spec)
  }

  private func segmentTable(_ table: TableDirective, _ segment: String, _ spec: DirectiveSpec) -> HTML {
    let slice = Slice(pack.period)
    var byValue: [String: [String: Fact]] = [:]
    for metric in table.metrics {
      switch book.breakdown(metric, by: segment, in: slice) {
      case .withheld(let why): return withheld(spec, why)
      case .facts(let facts): for fact in facts { byValue[fact.name, default: [:]][metric] = fact }
      }
    }
    let totals = table.metrics.map { book.fact($0, in: slice) }
    // Columns of one unit share one format, so that thousands and single euros do not stand side by side.
    let magnitudes = zip(table.metrics, totals).map { metric, total in
      let values = byValue.values.compactMap { $0[metric]?.estimate.value.map(abs) }
      return max(values.max() ?? 0, table.total ? abs(total.estimate.value ?? 0) : 0)
    }
    let formats = table.metrics.map { metric in
      let unit = book.unit(metric)
      let alike = zip(table.metrics, magnitudes).filter { book.unit($0.0) == unit }.map(\.1)
      return ValueFormat.of(unit, magnitude: alike.max() ?? 0, digits: digits(metric))
    }
    // Adverse first: the lowest where more is better, the highest elsewhere.
    let first = table.metrics.first ?? ""
    let rising = pack.metrics.first { $0.name == first }?.polarity == .up
    let values = byValue.keys.sorted { a, b in
      let x = byValue[a]?[first]?.estimate.value ?? -.infinity
      let y = byValue[b]?[first]?.estimate.value ?? -.infinity
      return x == y ? a < b : rising ? x < y : x > y
    }
    let longest = Dictionary(
      table.bars.map { metric in
        (metric, byValue.values.compactMap { $0[metric]?.estimate.value.map(abs) }.max() ?? 0)
      }
    ) { first, _ in first }
    func bar(_ fact: Fact?) -> HTML {
      guard let fact, let value = fact.estimate.value, let most = longest[fact.metric], most > 0 else { return .empty }
      return tableBar(value / most)
    }
    func cell(_ fact: Fact?, _ format: ValueFormat) -> HTML {
      guard let fact, let shown = ShownFigure(fact, format, isDifference(fact) ? .signed : .plain) else { return "–" }
      let interval = text.presenter.opened(fact, ShownFigure(interval: fact, format)).map {
        " <small>\($0)</small>" as HTML
      }
      return "\(text.presenter.number(fact, shown, variant: "table").button)\(interval)"
    }
    var rows = values.map { value in
      TableView.Row.cells(
        [.text(value)] + zip(table.metrics, formats).map { cell(byValue[value]?[$0], $1) + bar(byValue[value]?[$0]) })
    }
    if table.total { rows.append(.total([.phrase("All")] + zip(totals, formats).map { cell($0, $1) })) }
    let label = pack.segments.first { $0.name == segment }?.label ?? segment
    return TableView(
      caption: title(spec, phrase("By \(label.lowercasedFirst)")), unit: unit(spec, pack.period.text),
      columns: [.init(label.capitalizedFirst)] + table.metrics.map { .init(book.label($0), number: true) }, rows: rows
    ).html + note(spec)
  }

  private mutating func metricTable(_ table: TableDirective, _ spec: DirectiveSpec) -> HTML {
    let slice = Slice(pack.period)
    let subtotals = TableSubtotals(table, pack: pack, book: book)
    findings += subtotals.findings(at: spec.location)
    func row(_ metric: String) -> TableView.Row { .cells(cells(metric)) }
    func cells(_ metric: String) -> [HTML] {
      let fact = book.fact(metric, in: slice)
      let format = subtotals.format(of: metric) ?? fact.format(digits: digits(metric))
      let cells = table.columns.map { column -> HTML in
        switch column {
        case .value:
          let shown = ShownFigure(fact, format, isDifference(fact) ? .signed : .plain)
          let variant = subtotals.format(of: metric) == nil ? "table" : "subtotals"
          return "<b>\(text.presenter.number(fact, shown, variant: variant).button)</b>"
        case .interval: return text.presenter.opened(fact, ShownFigure(interval: fact, format)) ?? "–"
        case .prior, .yearAgo:
          guard let period = pack.comparisonPeriod(column) else { return "–" }
          let earlier = book.fact(metric, in: Slice(period))
          guard let format = subtotals.format(of: metric) else { return text.presenter.number(earlier).button }
          return text.presenter.number(earlier, ShownFigure(earlier, format), variant: "subtotals").button
        case .plan: return plan(fact, slice, format) ?? "–"
        case .target: return target(fact, slice, format) ?? "–"
        case .n: return text.presenter.opened(fact, ShownFigure(n: fact)) ?? "–"
        case .change:
          guard let period = pack.comparisonPeriod(column) else { return "–" }
          let change = self.change(book.fact(metric, .change(against: period), in: slice), format)
          return "<span class=\"\(change.tone)\">\(change.html)</span>"
        }
      }
      return [.text(fact.label)] + cells
    }
    func closing(_ title: String, _ metrics: [String]) -> TableView.Row {
      .total([.text(title)] + table.columns.map { text.presenter.opening(subtotals.figure($0, of: metrics)) ?? "–" })
    }
    var rows: [TableView.Row] = table.groups.isEmpty ? table.metrics.map(row) : []
    for group in table.groups {
      rows += [.group(group.title)] + group.metrics.map(row)
      switch table.subtotals {
      case .none: break
      case .sums: rows.append(closing(phrase("\(group.title): total"), group.metrics))
      case .metrics(let metrics): if let metric = metrics[group.title] { rows.append(.total(cells(metric))) }
      }
    }
    if table.subtotals == .sums, table.total { rows.append(closing(phrase("Total"), table.metrics)) }
    return TableView(
      caption: title(spec, phrase("Figures")), unit: unit(spec, pack.period.text),
      columns: [.init(phrase("Measure"))] + table.columns.map { .init($0.heading(pack), number: true) }, rows: rows
    ).html + note(spec)
  }

  /// A product of drivers between two arms: the table of drivers and the bridge that closes to the difference.
  mutating func bridge(_ bridge: Bridge, _ spec: DirectiveSpec) -> HTML {
    guard let arms = book.arms(of: bridge.cohort) else { return withheld(spec, phrase("the cohort has no two arms")) }
    let control = Slice(pack.period, arm: arms.control)
    let treatment = Slice(pack.period, arm: arms.treatment)
    let before = bridge.drivers.map { book.fact($0, in: control) }
    let after = bridge.drivers.map { book.fact($0, in: treatment) }
    let was = before.compactMap(\.estimate.value)
    let now = after.compactMap(\.estimate.value)
    guard was.count == before.count, now.count == after.count, let parts = shapleyProduct(before: was, after: now)
    else {
      return withheld(spec, phrase("a driver has no value in \(pack.period.text)"))
    }
    func drivers(_ facts: [Fact]) -> [FigureTerm] { facts.map { FigureTerm($0) } }
    let from = was.reduce(1, *)
    let to = now.reduce(1, *)
    checkProduct(bridge, [(control, from), (treatment, to)], spec)
    let format = ValueFormat.of(book.unit(bridge.of), magnitude: max(from, to), digits: digits(bridge.of))
    let steps = zip(before, parts).map { fact, part in
      WaterfallSpec.Step(label: fact.label, value: part, kind: .part)
    }
    let ends = zip([treatment, control], [(to, after), (from, before)]).map { slice, end in
      (
        arm: slice.arm?.arm ?? "",
        figure: ShownFigure(end.0, "\(drivers(end.1), joined: " * ")", format)
      )
    }
    let shown = ends.map { text.presenter.opening($0.figure) ?? .text($0.figure.text) }
    let of = (label: book.label(bridge.of), unit: book.unitText(bridge.of))
    let content = FigureContent(
      spec: .waterfall(
        WaterfallSpec(
          steps: steps + [WaterfallSpec.Step(label: phrase("Difference"), value: to - from, kind: .total)],
          format: format)),
      subtitle:
        phrase(
          "\(of.label), \(of.unit): \(ends[0].arm) \(ends[0].figure.text) less \(ends[1].arm) \(ends[1].figure.text)"
        ),
      openSubtitle: .phrase(
        "\(of.label), \(of.unit): \(ends[0].arm) \(shown[0]) less \(ends[1].arm) \(shown[1])"),
      caption: book.label(bridge.of), columns: [phrase("Driver"), phrase("Contribution")],
      rows: zip(before, parts).enumerated().map { index, part in
        let term: FigureTerm = "share \(index): \(drivers(before), joined: ", "); \(drivers(after), joined: ", ")"
        return [.text(part.0.label), .figure(ShownFigure(part.1, term, format, .signed))] as [FigureCell]
      } + [
        [
          .text(phrase("Difference")),
          .figure(
            ShownFigure(
              to - from, "\(drivers(after), joined: " * ") - \(drivers(before), joined: " * ")", format, .signed)),
        ]
      ],
      grade: .assumption,
      remark: phrase("Parts are averaged over every order in which the drivers may change (Shapley), so they add up."))
    let rows = zip(before, after).map { was, now -> TableView.Row in
      let magnitude = max(abs(was.estimate.value ?? 0), abs(now.estimate.value ?? 0))
      let format = ValueFormat.of(was.unit, magnitude: magnitude, digits: digits(was.metric) ?? 2)
      let relative = (now.estimate.value ?? 0) / (was.estimate.value ?? .nan) - 1
      return .cells([
        .text(was.label),
        text.presenter.number(was, ShownFigure(was, format), variant: "driver").button,
        text.presenter.number(now, ShownFigure(now, format), variant: "driver").button,
        text.presenter.opening(
          relative.isFinite
            ? ShownFigure(relative, "\(now) / \(was) - 1", .relativeShare, .signed) : nil) ?? "–",
      ])
    }
    let drivers = TableView(
      caption: .phrase("Drivers"), unit: pack.period.text,
      columns: [
        .init(phrase("Driver")), .init(arms.control.arm.capitalizedFirst, number: true),
        .init(arms.treatment.arm.capitalizedFirst, number: true), .init("%", number: true),
      ], rows: rows)
    return "<div class=\"bridge\">\(figure(content, spec))\(drivers.html)</div>"
  }

  /// The bridge says what the metric's difference is made of: its drivers must multiply to the metric.
  private mutating func checkProduct(_ bridge: Bridge, _ ends: [(slice: Slice, product: Double)], _ spec: DirectiveSpec)
  {
    for end in ends {
      guard let value = book.fact(bridge.of, in: end.slice).estimate.value, let arm = end.slice.arm?.arm,
        abs(value - end.product) > 1e-6 * max(abs(value), abs(end.product))
      else { continue }
      let format = ValueFormat.of(book.unit(bridge.of), magnitude: max(abs(value), abs(end.product)))
      findings.append(
        Diagnostic(
          .error, "bridge-drivers",
          "the drivers multiply to \(format.string(end.product)), but `\(bridge.of)` is \(format.string(value)) (\(arm))",
          at: spec.location, explanation: "a bridge closes to the difference of the metric it stands for",
          remedy: "name drivers whose product is the metric, or the metric that is their product"))
    }
  }

  func benefits(_ lines: [String], _ spec: DirectiveSpec) -> HTML {
    let slice = Slice(pack.period)
    let magnitude = lines.compactMap { book.fact($0, in: slice).estimate.value.map(abs) }.max() ?? 0
    let hasPlans = lines.contains { book.plan($0, slice) != nil }
    var rows: [TableView.Row] = []
    for benefitClass in BenefitClass.allCases {
      let members = lines.filter { name in pack.metrics.first { $0.name == name }?.benefitClass == benefitClass }
      guard !members.isEmpty else { continue }
      rows.append(.group(benefitClass.heading))
      for metric in members {
        let fact = book.fact(metric, in: slice)
        let format = fact.format(digits: digits(metric), magnitude: magnitude)
        let plan = book.plan(metric, slice)
        let variance = fact.estimate.value.flatMap { value in
          plan.map { ShownFigure(value - $0, "\(fact) - \(fact, .plan)", format, .signed) }
        }
        rows.append(
          .cells(
            [
              .text(fact.label),
              "<b>\(text.presenter.number(fact, ShownFigure(fact, format), variant: "benefits").button)</b>",
              text.presenter.opened(fact, text.presenter.interval(fact, magnitude: magnitude)) ?? "–",
            ]
              + (hasPlans ? [self.plan(fact, slice, format) ?? "–", text.presenter.opening(variance) ?? "–"] : [])
              + [.text(benefitClass.isCounted ? phrase("yes") : phrase("no"))]))
      }
    }
    return TableView(
      caption: title(spec, phrase("Benefits by class")), unit: unit(spec, pack.period.text),
      columns: [
        .init(phrase("Benefit")), .init(phrase("Value"), number: true), .init(phrase("95% interval"), number: true),
      ] + (hasPlans ? [.init(phrase("Plan"), number: true), .init(phrase("Variance"), number: true)] : []) + [
        .init(phrase("Counted in the return"))
      ],
      rows: rows, style: "dt in"
    ).html + note(spec)
  }

  mutating func sampleRatio(_ cohort: String, _ measure: String, _ spec: DirectiveSpec) -> HTML {
    guard let definition = pack.cohorts.first(where: { $0.name == cohort }) else { return .empty }
    let facts = definition.arms.map { book.fact(measure, in: Slice(pack.period, arm: ArmName(cohort, $0.name))) }
    let counts = facts.map { Int($0.estimate.value ?? 0) }
    let total = Double(counts.reduce(0, +))
    let percent = ValueFormat.percent()
    let rows = zip(definition.arms, facts).map { arm, fact -> TableView.Row in
      let share = (fact.estimate.value ?? 0) / total
      let observed = ShownFigure(share, "\(fact) / (\(facts.map { FigureTerm($0) }, joined: " + "))", percent)
      return .cells([
        .text(arm.name.capitalizedFirst), .text(arm.split.map { percent.string($0) } ?? "–"),
        text.presenter.opening(ShownFigure(fact, .count)) ?? "–",
        text.presenter.opening(total > 0 ? observed : nil) ?? "–",
      ])
    }
    let weights = definition.arms.compactMap(\.split)
    var verdict = phrase("No split is configured, so the ratio cannot be tested.")
    if weights.count == counts.count, let result = sampleRatioMismatch(observed: counts, weights: weights) {
      if result.isMismatch {
        findings.append(
          Diagnostic(
            .warning, "sample-ratio", "the split of cohort `\(cohort)` is not the configured one", at: spec.location,
            explanation: "a broken split makes every contrast of the cohort unreliable",
            remedy: "find out which units are missing before reading the contrast"))
      }
      let p = ValueFormat.number(digits: 3).string(result.test.pValue)
      verdict =
        "χ² = \(ValueFormat.number(digits: 2).string(result.test.chiSquared)), p = \(p): "
        + (result.isMismatch
          ? phrase("the split is broken; do not read the contrast.") : phrase("no sign of a broken split."))
        + phrase(" The flag is set at p < 0.001.")
    }
    return TableView(
      caption: title(spec, phrase("Sample ratio")), unit: unit(spec, pack.period.text),
      columns: [
        .init(phrase("Arm")), .init(phrase("Configured"), number: true),
        .init(book.label(measure).capitalizedFirst, number: true),
        .init(phrase("Observed"), number: true),
      ], rows: rows
    ).html + "<p class=\"fn\">\(verdict)</p>" + note(spec)
  }

  func note(_ spec: DirectiveSpec) -> HTML { spec.note.map { "<p class=\"fn\">\(text.inline($0))</p>" } ?? .empty }

  private func isDifference(_ fact: Fact) -> Bool { fact.grade == .randomised && book.isContrast(fact.metric) }

}

/// A bar below a figure, as long as its share of the longest; what is below zero is drawn hollow.
private func tableBar(_ share: Double) -> HTML {
  let width = Int((abs(share) * 100).rounded())
  return """
    <svg class="tb\(share < 0 ? " neg" : "")" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect \
    x="\(100 - width)" width="\(width)" height="4"/></svg>
    """
}

extension ValueFormat {
  /// A relative change in percent, whose difference is no percentage point: `+3.8%`.
  static var relativeShare: ValueFormat { ValueFormat(multiplier: 100, digits: 1, suffix: "%") }
}

extension BenefitClass {
  var heading: String {
    switch self {
    case .cashable: phrase("Cashable: spending that stops")
    case .avoided: phrase("Cost avoided: spending that did not start")
    case .capacity: phrase("Capacity freed: hours, not money")
    case .supporting: phrase("Supporting")
    }
  }

  /// Only these enter the conservative return.
  var isCounted: Bool { self == .cashable || self == .avoided }
}

extension TableDirective.Column {
  func heading(_ pack: Pack) -> String {
    switch self {
    case .value: phrase("Value")
    case .interval: phrase("95% interval")
    case .prior: pack.comparisonPeriod(.prior)?.text ?? phrase("Prior")
    case .yearAgo: pack.comparisonPeriod(.yearAgo)?.text ?? phrase("Year before")
    case .plan: phrase("Plan")
    case .target: phrase("Target")
    case .n: "n"
    case .change: phrase("Change")
    }
  }
}
