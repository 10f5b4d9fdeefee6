import Charts
import Facts
import Formats
import Pack
import Statistics

/// Small multiples.
extension StudyFigures {
  /// More panels than this are too many to look at.
  static let panelLimit = 24

  func multiples(_ chart: MultiplesDirective) -> Result<FigureContent, Withheld> {
    let periods = pack.series(chart.grain, from: chart.from)
    let gaps = WithheldSeries(book, metric: chart.metric, segment: chart.segment, periods: periods)
    if let why = gaps.whole { return .failure(Withheld(why: why)) }
    let by = segmentLabel(chart.segment)
    let all = book.values(of: chart.segment).map { value in
      periods.map { book.fact(chart.metric, in: Slice($0, segment: SegmentValue(chart.segment, value))) }
    }.filter { $0.contains { $0.estimate.value != nil } }
    guard all.count > 1 else {
      let count = all.isEmpty ? phrase("no value") : phrase("only one value")
      return .failure(
        Withheld(why: phrase("small multiples need two values, and \(by.lowercasedFirst) has \(count) here")))
    }
    let sorted = ordered(all, by: chart.order)
    let shown = Array(sorted.prefix(Self.panelLimit))
    let whole = chart.showsWhole ? periods.map { book.fact(chart.metric, in: Slice($0)) } : []
    let facts = shown.joined() + whole
    let format = format(Array(facts), chart.metric)
    var spec = MultiplesSpec(
      panels: shown.map { row in
        let n = latest(row).flatMap { ShownFigure(n: $0) }
        return .init(label: row[0].name, remark: n.map { "n " + $0.text }, points: points(row))
      }, form: chart.form == .line ? .line : .columns, events: events(in: periods), format: format,
      grain: chart.grain.chartGrain, hasOwnScales: chart.hasOwnScales)
    if !whole.isEmpty { spec.reference = .init(label: phrase("All"), points: points(whole), isFocus: false) }
    spec.fiscal = FiscalYear(start: pack.calendar.yearStarts)
    let hasIntervals = facts.contains { $0.estimate.low != nil }
    func rows(_ name: String, _ facts: [Fact]) -> [[FigureCell]] {
      facts.map { fact in
        [.text(name), .text(fact.period.text)] + cells(fact, format) + [FigureCell(ShownFigure(n: fact))]
      }
    }
    let span = [periods.first?.text, periods.last?.text].compactMap { $0 }.joined(separator: PackLocale.current.to)
    let unit = book.unitText(chart.metric, magnitude: magnitude(Array(facts)))
    let remarks = [
      gaps.remark, chart.hasOwnScales ? phrase("Each panel is on a scale of its own.") : nil,
      sorted.count > shown.count
        ? phrase("Shown: the first \(FigureWords.count(Double(shown.count), .count)) by \(chart.order.words).") : nil,
    ].compactMap { $0 }
    return .success(
      FigureContent(
        spec: .multiples(spec),
        subtitle: phrase("\(book.label(chart.metric)), \(unit), \(chart.grain.adverb) by \(by.lowercasedFirst)")
          + (hasIntervals && chart.form == .line ? phrase(" with 95% interval") : "") + ", \(span)",
        caption: phrase("\(book.label(chart.metric)) by \(by.lowercasedFirst)"),
        columns: [by.capitalizedFirst, phrase("Period"), book.label(chart.metric), phrase("95% interval"), "n"],
        rows: shown.flatMap { rows($0[0].name, $0) } + rows(phrase("All"), whole),
        remark: remarks.isEmpty ? nil : remarks.joined(separator: " ")))
  }

  private func points(_ facts: [Fact]) -> [LineSpec.Point] {
    facts.map {
      .init(
        day: $0.period.start.dayNumber, value: $0.estimate.value, low: $0.estimate.low, high: $0.estimate.high)
    }
  }

  private func latest(_ facts: [Fact]) -> Fact? { facts.last { $0.estimate.value != nil } }

  private func ordered(_ rows: [[Fact]], by order: MultiplesDirective.Order) -> [[Fact]] {
    func key(_ row: [Fact]) -> Double {
      guard order != .name, let fact = latest(row) else { return 0 }
      let value = fact.estimate.value ?? 0
      // Where a figure has no n, such as a sum of money, it is its own size.
      return order == .value ? value : fact.estimate.n.map(Double.init) ?? value
    }
    return rows.sorted { (-key($0), $0[0].name) < (-key($1), $1[0].name) }
  }

  private func events(in periods: [Period]) -> [ChartEvent] {
    guard let first = periods.first, let last = periods.last else { return [] }
    return pack.events.filter { first.start <= $0.date && $0.date < last.end }
      .map { ChartEvent(day: $0.date.dayNumber, label: $0.label) }
  }
}

extension MultiplesDirective.Order {
  fileprivate var words: String {
    switch self {
    case .size: phrase("size")
    case .value: phrase("latest figure")
    case .name: phrase("name")
    }
  }
}
