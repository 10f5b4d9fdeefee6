import Facts
import Formats
import Metrics
import Pack
import Statistics
import Units

/// The 90-day review: predicted against realised, line by line, and the schedule.
extension DirectiveRenderer {
  func review(_ spec: DirectiveSpec) -> HTML {
    guard let businessCase else { return withheld(spec, phrase("the pack has no business case")) }
    let slice = Slice(businessCase.window)
    var rows: [TableView.Row] = []
    for kind in BusinessCase.Kind.allCases {
      let lines = businessCase.lines.filter { $0.kind == kind }
      guard !lines.isEmpty else { continue }
      rows.append(.group(kind.heading))
      rows += lines.map { .cells(cells($0, slice)) }
    }
    let window = businessCase.window
    let last = CivilDate(dayNumber: window.end.dayNumber - 1)
    let table = TableView(
      caption: title(spec, phrase("Predicted and realised")),
      unit: unit(
        spec,
        phrase(
          "\(DateText.day(window.start))\(PackLocale.current.to)\(DateText.day(last)), \(window.days) days; realised to date and a year at this rate stand apart"
        )
      ),
      columns: [
        .init(phrase("Line")), .init(phrase("Predicted"), number: true), .init(phrase("Realised"), number: true),
        .init(phrase("95% interval"), number: true), .init(phrase("of it cash"), number: true),
        .init(phrase("A year at this rate"), number: true),
        .init(phrase("Variance"), number: true), .init(phrase("Status")), .init(phrase("Reason; owner, next date")),
      ], rows: rows, style: "rev", isCards: true
    ).html
    let baseline = pack.calendar.period(named: businessCase.baseline)?.text ?? businessCase.baseline
    let hash: HTML = "<code>\(String(businessCase.frozenHash.prefix(16)))…</code>"
    let frozen = HTML.phrase(
      "Frozen at approval on \(DateText.day(businessCase.approved)) by \(businessCase.approvedBy); baseline \(baseline); SHA-256 \(hash)."
    )
    let verdicts = phrase(
      "Realised: at least as predicted. On track: within 5%. At risk: within 25%, or the interval holds the prediction. Not realised: further off. A difference within noise is at risk, however large."
    )
    let colour = phrase("In colour: a variance beyond noise.")
    return table + "<p class=\"fn\">\(frozen) \(verdicts) \(colour)</p>" + note(spec)
  }

  private func cells(_ line: BusinessCase.Line, _ slice: Slice) -> [HTML] {
    let fact = book.fact(line.metric, in: slice)
    let magnitude = max(abs(fact.estimate.value ?? 0), abs(line.predicted))
    let format = ValueFormat.of(fact.unit, magnitude: magnitude, digits: digits(line.metric))
    let style: FigureStyle = isDifference(line) ? .signed : .plain
    let predicted = FigureTerm(stringLiteral: number(line.predicted))
    let estimate = fact.estimate
    let declared = pack.metrics.first { $0.name == line.metric }?.polarity ?? .up
    let better: Polarity = line.kind == .cost ? .down : line.kind == .benefit ? .up : declared
    let status = BusinessCase.status(
      line, value: estimate.value, low: estimate.low, high: estimate.high, better: better,
      isContrast: line.kind == .outcome && book.isContrast(line.metric))
    let variance = estimate.value.map { $0 - line.predicted }
    let isGood = variance.map { better == .down ? $0 <= 0 : $0 >= 0 } ?? true
    let isNoise = (estimate.low ?? .infinity) <= line.predicted && line.predicted <= (estimate.high ?? -.infinity)
    let cash = line.cash.map { book.fact($0, in: slice) }
    let next = line.next.map { ", " + DateText.short($0) } ?? ""
    let figure: HTML =
      ShownFigure(fact, format, style).map {
        "<b>\(text.presenter.number(fact, $0, variant: "review").button)</b>"
      } ?? .phrase("n/a")
    let interval = text.presenter.opened(fact, ShownFigure(interval: fact, format)) ?? "–"
    let difference = text.presenter.opening(
      variance.map { ShownFigure($0, "\(fact) - (\([predicted], joined: ""))", format, .signed) })
    return [
      "\(line.name)<small>\(phrase(known: line.benefitClass?.rawValue ?? line.kind.rawValue))</small>",
      self.predicted(line, ShownFigure(line.predicted, predicted, format, style)),
      figure,
      interval, text.presenter.opening(cash.flatMap { ShownFigure($0, format) }) ?? "–",
      text.presenter.opening(runRate(line, fact, slice)) ?? "–",
      difference.map { "<span class=\"\(isNoise ? "noise" : isGood ? "up" : "dn")\">\($0)</span>" } ?? "–",
      StatusView(status).html,
      "<span class=\"why\">\(text.inline(line.reason))</span><small>\(line.owner + next)</small>",
    ]
  }

  /// What the business case foresaw; it opens to when and by whom that was approved.
  private func predicted(_ line: BusinessCase.Line, _ figure: ShownFigure) -> HTML {
    guard let businessCase else { return "–" }
    return text.presenter.stated(
      figure, label: phrase("\(line.name), predicted"),
      [
        (
          phrase("Source"),
          .phrase("the business case, approved on \(DateText.day(businessCase.approved)) by \(businessCase.approvedBy)")
        ),
        ("SHA-256", "<code>\(businessCase.frozenHash)</code>"), (phrase("Owner"), .text(line.owner)),
      ])
  }

  /// Money and counts of the window scaled to a year by days; rates have none.
  private func runRate(_ line: BusinessCase.Line, _ fact: Fact, _ slice: Slice) -> ShownFigure? {
    guard let value = fact.estimate.value, line.recurs, line.kind != .outcome,
      case .money(_, nil) = fact.unit.display, book.additivity(line.metric) != .stock
    else { return nil }
    let year = pack.calendar.period(.year, containing: slice.period.start)
    let yearly = value * Double(year.days) / Double(slice.period.days)
    return ShownFigure(
      yearly, "\(fact) * \(year.days) / \(slice.period.days)", ValueFormat.of(fact.unit, magnitude: abs(yearly)))
  }

  /// A figure of the business case as a formula writes it.
  private func number(_ value: Double) -> String { value < 0 ? "-\(-value)" : "\(value)" }

  private func isDifference(_ line: BusinessCase.Line) -> Bool {
    book.isCausal(line.metric) && line.kind == .outcome
  }

  func milestones(_ metric: String, _ segment: String, _ spec: DirectiveSpec) -> HTML {
    let everything = pack.everything
    var met = 0
    let known = businessCase?.milestones ?? []
    let rows = known.map { milestone -> TableView.Row in
      let fact = book.fact(metric, in: Slice(everything, segment: SegmentValue(segment, milestone.name)))
      let late = fact.estimate.value
      let actual = late.map { CivilDate(dayNumber: milestone.planned.dayNumber + Int($0)) }
      let status: StatusView = late.map { $0 <= 0 ? .met : .late } ?? .open
      if status == .met { met += 1 }
      return .cells([
        .text(milestone.name), .text(DateText.short(milestone.planned)), .text(actual.map(DateText.short) ?? "–"),
        text.presenter.opening(ShownFigure(fact, .count, .bareSigned)) ?? "–", status.html,
      ])
    }
    return TableView(
      caption: title(spec, phrase("Schedule")), unit: unit(spec, phrase("\(met) of \(known.count) met on their date")),
      columns: [
        .init(phrase("Milestone")), .init(phrase("Planned"), number: true), .init(phrase("Actual"), number: true),
        .init(phrase("Days late"), number: true),
        .init(phrase("Status")),
      ], rows: rows, style: "ms"
    ).html + note(spec)
  }
}

extension BusinessCase.Kind {
  var heading: String {
    switch self {
    case .benefit: phrase("Benefits")
    case .cost: phrase("Costs")
    case .outcome: phrase("Outcomes")
    }
  }
}
