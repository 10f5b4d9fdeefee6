import Charts
import Facts
import Formats
import Metrics
import Pack
import Statistics

/// The blocks of a summary: objectives, scorecard, decisions.
extension DirectiveRenderer {
  func objectives(_ items: [Objective]) -> HTML {
    let slice = Slice(pack.period)
    let rows = items.map { item -> TableView.Row in
      let lead = book.fact(item.lead, in: slice)
      let target = self.target(lead, slice, lead.format(digits: digits(item.lead)))
      let supporting = item.supporting.enumerated().map { index, name -> HTML in
        let fact = book.fact(name, in: slice)
        let button = text.presenter.number(fact).button
        let isLast = index == item.supporting.count - 1
        return "\(fact.label) \(isLast ? button : "<span class=\"w\">\(button),</span> ")"
      }
      return .cells([
        "<b>\(item.bucket.label)</b><small>\(text.inline(item.objective))</small>",
        "\(lead.label) <b>\(text.presenter.number(lead).button)</b><small>\(supporting.joined())</small>",
        "\(target ?? "–")<small>\(phrase("by \(DateText.day(item.by))"))</small>",
        book.status(item.lead, in: slice).map { StatusView($0).html } ?? "–",
        "\(item.owners.definition)<small>\(phrase("target \(item.owners.target); remedy \(item.owners.remedy)"))</small>",
      ])
    }
    return TableView(
      caption: .phrase("Objectives"),
      unit: phrase("each with one lead figure, a target and a date, \(pack.period.text)"),
      columns: [
        .init(phrase("Objective")), .init(phrase("Lead figure and what supports it")), .init(phrase("Target")),
        .init(phrase("Verdict")),
        .init(phrase("Owner of the definition")),
      ], rows: rows, style: "obj", isCards: true
    ).html
  }

  mutating func scorecard(_ card: Scorecard, _ spec: DirectiveSpec) -> HTML {
    let slice = Slice(pack.period)
    let against = pack.resolvePeriod(card.change, from: pack.period)
    let months = pack.months(card.months)
    let ordered = card.metrics.enumerated().sorted { a, b in
      (rank(a.element), a.offset) < (rank(b.element), b.offset)
    }.map(\.element)
    let rows = ordered.map { TableView.Row.cells(scorecardRow($0, slice, against, months)) }
    let againstName = against?.text ?? ""
    let table = TableView(
      caption: title(spec, phrase("Scorecard")),
      unit: unit(spec, phrase("\(pack.period.text), 95% intervals; change on \(againstName); adverse first")),
      columns: [
        .init(phrase("Measure")), .init(phrase("Value"), number: true), .init(phrase("95% interval"), number: true),
        .init(phrase("Change (interval)"), number: true), .init(phrase("Plan"), number: true),
        .init(phrase("Target"), number: true),
        .init(phrase("\(card.months) months")), .init(phrase("Status")),
      ], rows: rows, style: "score", isCards: true
    ).html
    let span = [months.first, months.last].compactMap { $0?.text }.joined(separator: PackLocale.current.to)
    let event = pack.events.first?.label
    let rule = (PackLocale.current.keepsCapitals ? event : event?.lowercased()) ?? phrase("launch")
    return table + """
      <div class="key">\(StatusView.onTarget.html)<span>\(phrase("whole interval meets the target"))</span>\
      \(StatusView.near.html)<span>\(phrase("interval contains it"))</span>\
      \(StatusView.offTarget.html)<span>\(phrase("whole interval misses it."))</span>\
      <span>\(phrase("Change: a triangle where its interval excludes zero, coloured by its effect on the business; ≈ within noise.")) \
      \(phrase("Sparklines: \(span), each on its own scale; rule = \(rule), hollow = lowest and highest."))</span></div>
      """
  }

  private func scorecardRow(_ metric: String, _ slice: Slice, _ against: Period?, _ months: [Period]) -> [HTML] {
    let fact = book.fact(metric, in: slice)
    let format = fact.format(digits: digits(metric))
    let change: HTML
    if let against {
      let view = self.change(book.fact(metric, .change(against: against), in: slice), format)
      change = "<span class=\"\(view.tone)\">\(view.html)</span>"
    } else {
      change = "–"
    }
    let interval = text.presenter.opened(fact, ShownFigure(interval: fact, format))
    let status: HTML = book.status(metric, in: slice).map { StatusView($0).html } ?? "–"
    return [
      .text(fact.label), "<span class=\"val\">\(text.presenter.number(fact).button)</span>", interval ?? "–",
      change, plan(fact, slice, format) ?? "–", target(fact, slice, format) ?? "–", sparkline(metric, months),
      status,
    ]
  }

  func decisions(_ items: [Decision]) -> HTML {
    TableView(
      caption: .phrase("Decisions and actions"),
      columns: [.init(phrase("What")), .init(phrase("Owner")), .init(phrase("Due")), .init(phrase("State"))],
      rows: items.map { item in
        .cells([
          text.prose(item.text), .text(item.owner ?? "–"), .text(item.due.map(shortDate) ?? "–"),
          .text(item.state ?? "–"),
        ])
      }, style: "dec", isCards: true
    ).html
  }

  /// A metric's target, tied to the bundle: `≥ 65.0%`.
  func target(_ fact: Fact, _ slice: Slice, _ format: ValueFormat) -> HTML? {
    book.target(fact.metric, slice).flatMap {
      text.presenter.set(.target, of: fact, ShownFigure($0, FigureTerm(fact, .target), format))
    }.map { .text(comparator(fact.metric)) + $0 }
  }

  /// A metric's plan, tied to the bundle.
  func plan(_ fact: Fact, _ slice: Slice, _ format: ValueFormat) -> HTML? {
    book.plan(fact.metric, slice).flatMap {
      text.presenter.set(.plan, of: fact, ShownFigure($0, FigureTerm(fact, .plan), format))
    }
  }

  /// A change as a cell shows it: `▲ +2.1 (+0.9 to +3.3)`.
  func change(_ fact: Fact, _ format: ValueFormat, style: FigureStyle = .bareSigned) -> ChangeView {
    guard fact.estimate.value != nil else {
      return ChangeView(movement: .unknown, effect: .neutral, text: "–", interval: nil)
    }
    let movement = fact.movement
    var format = format
    let interval: HTML?
    if let low = fact.estimate.low, let high = fact.estimate.high {
      // An end that rounds to zero would deny the arrow beside it: one digit more, and no further.
      func roundsToZero(_ value: Double) -> Bool { !format.bareSigned(value).contains { "123456789".contains($0) } }
      if movement != .withinNoise, roundsToZero(low) || roundsToZero(high) { format.digits += 1 }
      interval = text.presenter.opened(fact, ShownFigure(interval: fact, format, .bareSigned))
    } else {
      interval = nil
    }
    let polarity = pack.metrics.first { $0.name == fact.metric }?.polarity ?? .neutral
    let effect: ChangeView.Effect =
      polarity == .neutral
      ? .neutral
      : (movement == .up) == (polarity == .up) ? .good : .bad
    let shown = text.presenter.opened(fact, ShownFigure(fact, format, style)) ?? "–"
    return ChangeView(movement: movement, effect: effect, text: shown, interval: interval)
  }

  func digits(_ metric: String) -> Int? { text.presenter.digits(metric) }

  /// `≥ ` or `≤ ` in front of a target.
  func comparator(_ metric: String) -> String {
    switch pack.metrics.first(where: { $0.name == metric })?.polarity {
    case .up: "≥ "
    case .down: "≤ "
    default: ""
    }
  }

  private func rank(_ metric: String) -> Int {
    switch book.status(metric, in: Slice(pack.period)) {
    case .offTarget: 0
    case .near: 1
    case nil: 2
    case .onTarget: 3
    }
  }

  func sparkline(_ metric: String, _ months: [Period]) -> HTML {
    let points = months.map { period in
      SparklineSpec.Point(day: period.start.dayNumber, value: book.fact(metric, in: Slice(period)).estimate.value)
    }
    let rule = pack.events.first(where: { $0.rebase })?.date.dayNumber
    let scene = scene(.sparkline(SparklineSpec(points: points, rule: rule)), size: .sparkline)
    return .safe(svg(scene, id: "", title: "", description: "", classes: ["sp"]))
  }
}
