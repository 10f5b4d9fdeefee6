import Charts
import Facts
import Formats
import Pack
import Statistics

/// Charts around an event and of milestones.
extension StudyFigures {
  func eventStudy(_ study: StudyDirective.EventStudy) -> Result<FigureContent, Withheld> {
    guard let event = pack.events.first(where: { $0.label == study.event }), let periods = study.periods(of: pack),
      !periods.all.isEmpty
    else {
      return .failure(
        Withheld(why: phrase("no period around \(study.event) is over at \(DateText.day(pack.asOfDate))")))
    }
    let isContrast = book.isContrast(study.metric)
    let facts = periods.all.map { _, period in
      book.fact(study.metric, isContrast ? .level : .change(against: periods.base), in: Slice(period))
    }
    guard facts.contains(where: { $0.estimate.value != nil }) else {
      return .failure(Withheld(why: facts.first?.why ?? phrase("no data in \(pack.period.text)")))
    }
    let format = format(facts.filter { $0.estimate.value != nil }, study.metric)
    let isReference = periods.all.map { !isContrast && $0.period == periods.base }
    let points = zip(periods.all, zip(facts, isReference)).map { place, pair -> EventStudySpec.Point in
      let (fact, isReference) = pair
      if isReference { return .init(offset: place.offset, estimate: 0, isReference: true) }
      return .init(
        offset: place.offset, estimate: fact.estimate.value, low: fact.estimate.low, high: fact.estimate.high)
    }
    let label = book.label(study.metric)
    let rows = periods.all.indices.map { index -> [FigureCell] in
      let place = periods.all[index]
      let side = isReference[index] ? phrase("compared with") : place.offset < 0 ? phrase("before") : phrase("after")
      let n = FigureCell(ShownFigure(n: facts[index]))
      return [.text(place.period.text), .text(side)]
        + (isReference[index] ? ["–", "–", "–"] : cells(facts[index], format, .signed) + [n])
    }
    let what =
      isContrast
      ? "\(label), \(book.unitText(study.metric)), \(study.grain.adverb)"
      : phrase("Change of \(label.lowercasedFirst) since \(periods.base.text), \(study.grain.adverb)")
    return .success(
      FigureContent(
        spec: .eventStudy(
          EventStudySpec(
            points: points, event: "\(event.label), \(DateText.short(event.date)) \(event.date.year)",
            offsetLabel: phrase("\(study.grain.plural.capitalizedFirst) from \(event.label.lowercasedFirst)"),
            format: format)),
        subtitle: phrase("\(what), with 95% interval; zero: no difference"), caption: label,
        columns: [phrase("Period"), phrase("From the event"), phrase("Difference"), phrase("95% interval"), "n"],
        rows: rows,
        grade: facts.last { $0.estimate.value != nil }?.grade,
        remark: isContrast
          ? nil : phrase("Before and after only: what else changed at the same time is in these differences too.")))
  }

  func timeline(metric: String, segment: String) -> Result<FigureContent, Withheld> {
    guard let known = businessCase?.milestones, !known.isEmpty else {
      return .failure(Withheld(why: phrase("the pack has no business case with milestones")))
    }
    let milestones = known.map { milestone -> Milestone in
      let slice = Slice(pack.everything, segment: SegmentValue(segment, milestone.name))
      return Milestone(
        name: milestone.name, planned: milestone.planned, fact: book.fact(metric, in: slice), asOf: pack.asOfDate)
    }
    let met = milestones.count { $0.status == .met }
    var spec = TimelineSpec(
      rows: milestones.map { milestone in
        .init(
          label: milestone.name, planned: milestone.planned.dayNumber, actual: milestone.actual?.dayNumber,
          status: milestone.status, words: milestone.words)
      }, asOf: pack.asOfDate.dayNumber, asOfLabel: phrase("As of \(DateText.short(pack.asOfDate))"))
    spec.fiscal = FiscalYear(start: pack.calendar.yearStarts)
    return .success(
      FigureContent(
        spec: .timeline(spec),
        subtitle: phrase("Hollow: planned; disc: on its date or before; diamond: late. ")
          + phrase("\(met) of \(milestones.count) met on their date"),
        caption: phrase("Milestones"),
        columns: [
          phrase("Milestone"), phrase("Planned"), phrase("Actual"), phrase("Off its date by"), phrase("Status"),
        ],
        rows: milestones.map { milestone in
          [
            .text(milestone.name), .text(DateText.short(milestone.planned)),
            .text(milestone.actual.map(DateText.short) ?? "–"), FigureCell(milestone.days),
            .text(milestone.view.word),
          ]
        }))
  }
}

/// A milestone with what became of it.
private struct Milestone {
  var name: String
  var planned: CivilDate
  /// Days late, below zero when early.
  var days: ShownFigure?
  var actual: CivilDate?
  var status: TimelineSpec.Status
  var words: String

  init(name: String, planned: CivilDate, fact: Fact, asOf: CivilDate) {
    self.name = name
    self.planned = planned
    guard let late = fact.estimate.value else {
      status = .open
      words = planned < asOf ? phrase("Open, overdue") : phrase("Open")
      return
    }
    let format = ValueFormat(digits: 0, suffix: abs(late) == 1 ? " day" : " days")
    let figure = ShownFigure(fact, format, late < 0 ? .unsigned : .plain)
    actual = CivilDate(dayNumber: planned.dayNumber + Int(late))
    status = late > 0 ? .late : .met
    words = late == 0 ? phrase("On its date") : (late > 0 ? phrase("Late ") : phrase("Early ")) + (figure?.text ?? "")
    days = figure
  }

  var view: StatusView {
    switch status {
    case .met: .met
    case .late: .late
    case .open: .open
    }
  }
}

extension Grain {
  fileprivate var plural: String {
    switch self {
    case .day: phrase("days")
    case .week: phrase("weeks")
    case .month: phrase("months")
    case .quarter: phrase("quarters")
    case .year: phrase("years")
    }
  }
}
