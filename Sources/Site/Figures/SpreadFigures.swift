import Charts
import Facts
import Formats
import Pack
import Statistics

/// Slope charts, heat maps, distributions.
extension ComparisonFigures {
  func slope(_ chart: SlopeDirective) -> Result<FigureContent?, Withheld> {
    let periods = pack.resolved(chart.periods)
    var slices: [(label: String, make: (Period) -> Slice)] = []
    if let segment = chart.segment {
      if let why = periods.lazy.compactMap({ book.withholding(chart.metric, by: segment, in: Slice($0)) }).first {
        return .failure(Withheld(why: why))
      }
      slices = book.values(of: segment).map { value in
        (displayName(value), { Slice($0, segment: SegmentValue(segment, value)) })
      }
    } else if let cohort = chart.cohort, let arms = pack.cohorts.first(where: { $0.name == cohort })?.arms {
      slices = arms.map { arm in (displayName(arm.name), { Slice($0, arm: ArmName(cohort, arm.name)) }) }
    }
    let facts = slices.map { slice in periods.map { book.fact(chart.metric, in: slice.make($0)) } }
    let kept = facts.indices.filter { row in facts[row].contains { $0.estimate.value != nil } }
    guard !kept.isEmpty else { return .success(nil) }
    let format = format(chart.metric, facts.joined())
    guard let first = periods.first, let last = periods.last else { return .success(nil) }
    let changes = slices.map { book.fact(chart.metric, .change(against: first), in: $0.make(last)) }
    func size(_ row: Int) -> Double { abs(changes[row].estimate.value ?? 0) }
    let largest = kept.max { (size($0), $1) < (size($1), $0) }
    let isAnyBeyondNoise = kept.contains { changes[$0].isBeyondNoise }
    let ordered = kept.sorted {
      (facts[$0].last?.estimate.value ?? -.infinity, $1) > (facts[$1].last?.estimate.value ?? -.infinity, $0)
    }
    let series = ordered.map { row in
      SlopeSpec.Series(
        label: slices[row].label, values: facts[row].map(\.estimate.value), isFocus: changes[row].isBeyondNoise,
        isLargest: !isAnyBeyondNoise && row == largest && size(row) > 0)
    }
    let by =
      chart.segment.map(label(ofSegment:)) ?? chart.cohort.flatMap { name in
        pack.cohorts.first { $0.name == name }?.label
      } ?? ""
    return .success(
      FigureContent(
        spec: .slope(SlopeSpec(periods: periods.map(\.text), series: series, format: format)),
        subtitle:
          phrase(
            "\(book.label(chart.metric)), \(book.unitText(chart.metric, magnitude: magnitude(facts.joined()))), by \(by.lowercasedFirst); \(isAnyBeyondNoise ? phrase("in colour: changes beyond noise") : phrase("heavier: the largest change, within noise"))"
          ),
        caption: book.label(chart.metric),
        columns: [by.capitalizedFirst] + periods.flatMap { [$0.text, phrase("95% interval"), "n"] } + [
          phrase("Change"), phrase("95% interval"),
        ],
        rows: ordered.map { row in
          [.text(slices[row].label)]
            + facts[row].flatMap { fact -> [FigureCell] in
              [
                FigureCell(ShownFigure(fact, format), else: phrase("n/a")),
                FigureCell(ShownFigure(interval: fact, format)),
                FigureCell(ShownFigure(n: fact)),
              ]
            } + changeCells(changes[row])
        }))
  }

  private func changeCells(_ change: Fact) -> [FigureCell] {
    let format = change.format(digits: digits(change.metric))
    return [
      FigureCell(ShownFigure(change, format, .signed), else: phrase("n/a")),
      FigureCell(ShownFigure(interval: change, format, .bareSigned)),
    ]
  }

  func heat(_ metric: String, _ segment: String, _ grain: Grain, from: String?) -> Result<FigureContent?, Withheld> {
    let periods = pack.series(grain, from: from)
    let gaps = WithheldSeries(book, metric: metric, segment: segment, periods: periods)
    if let why = gaps.whole { return .failure(Withheld(why: why)) }
    let lines = book.values(of: segment).map { value -> (label: String, total: Double?, facts: [Fact]) in
      let own = SegmentValue(segment, value)
      let total = book.fact(metric, in: Slice(pack.period, segment: own)).estimate.value
      return (displayName(value), total, periods.map { book.fact(metric, in: Slice($0, segment: own)) })
    }.filter { $0.facts.contains { $0.estimate.value != nil } }
      .sorted { ($0.total ?? -.infinity, $1.label) > ($1.total ?? -.infinity, $0.label) }
    guard !lines.isEmpty else { return .success(nil) }
    let format = format(metric, lines.flatMap(\.facts))
    let heads = periods.enumerated().map { index, period in short(period, grain, showsYear: index == 0) }
    let by = label(ofSegment: segment)
    return .success(
      FigureContent(
        spec: .heat(
          HeatSpec(
            columns: heads, rows: lines.map { .init(label: $0.label, values: $0.facts.map(\.estimate.value)) },
            format: format)),
        subtitle:
          phrase(
            "\(book.label(metric)), \(book.unitText(metric, magnitude: magnitude(lines.flatMap(\.facts)))), \(grain.adverb) by \(by.lowercasedFirst); stronger: more; highest of \(pack.period.text) first"
          ),
        caption: book.label(metric), columns: [by.capitalizedFirst] + periods.map(\.text),
        rows: lines.map { line in
          [.text(line.label)] + line.facts.map { FigureCell(ShownFigure($0, format), else: phrase("n/a")) }
        }, remark: gaps.remark))
  }

  /// As short as a column's head: a year stands where it begins.
  private func short(_ period: Period, _ grain: Grain, showsYear: Bool) -> String {
    switch grain {
    case .month:
      let month = DateText.shortMonthName(period.start.month)
      return showsYear || period.start.month == 1 ? "\(month) \(period.start.year)" : month
    case .week, .day: return DateText.shortDay(month: period.start.month, day: period.start.day)
    case .quarter, .year: return period.text
    }
  }

  func distribution(_ chart: DistributionDirective) -> Result<FigureContent?, Withheld> {
    if !chart.answers.isEmpty { return answersBySegment(chart) }
    let periods = pack.resolved(chart.periods)
    var slices = periods.map { (label: $0.text, slice: Slice($0)) }
    if let cohort = chart.cohort, let arms = pack.cohorts.first(where: { $0.name == cohort })?.arms {
      slices = arms.flatMap { arm in
        periods.map { period in
          let name = displayName(arm.name)
          return (periods.count > 1 ? name + ", " + period.text : name, Slice(period, arm: ArmName(cohort, arm.name)))
        }
      }
    }
    for slice in slices {
      if let why = book.withholding(chart.metric, by: chart.segment, in: slice.slice) {
        return .failure(Withheld(why: why))
      }
    }
    let answers = answers(chart, slices.map(\.slice))
    guard !answers.isEmpty else { return .success(nil) }
    let format = ValueFormat.percent(digits: 0)
    var series: [DistributionSpec.Series] = []
    var rows: [[FigureCell]] = []
    var groups: [DistributionSpec.Group] = []
    let words = answers.indices.map { chart.labels.indices.contains($0) ? chart.labels[$0] : displayName(answers[$0]) }
    for (label, slice) in slices {
      let facts = answers.map { answer in
        book.fact(chart.metric, in: Slice(slice.period, segment: SegmentValue(chart.segment, answer), arm: slice.arm))
      }
      let counts = facts.map { $0.estimate.value ?? 0 }
      let total = counts.reduce(0, +)
      guard total > 0 else { continue }
      let terms = facts.map { $0.estimate.value == nil ? "0" : FigureTerm($0) }
      let sum: FigureTerm = "(\(terms, joined: " + "))"
      func share(_ range: Range<Int>) -> ShownFigure {
        ShownFigure(
          counts[range].reduce(0, +) / total, "(\(Array(terms[range]), joined: " + ")) / \([sum], joined: "")", format)
      }
      let shares = answers.indices.map { share($0..<$0 + 1) }
      let count = ShownFigure(total, sum, .count)
      series.append(
        DistributionSpec.Series(label: label, shares: shares.map { $0.values[0] }, count: count.text))
      rows += answers.indices.map { index in
        [
          .text(label), answer(words[index]), .figure(ShownFigure(counts[index], terms[index], .count)),
          .figure(shares[index]),
        ]
      }
      rows.append([.text(label), .text(phrase("All")), .figure(count), "–"])
      guard chart.scale == .nps, answers.count == 11 else { continue }
      for (range, name) in [(0..<7, phrase("Detractors")), (7..<9, phrase("Passives")), (9..<11, phrase("Promoters"))] {
        rows.append([.text(label), .text(name), "–", .figure(share(range))])
        if series.count == 1 { groups.append(.init(range: range, label: name, share: share(range).text)) }
      }
    }
    guard !series.isEmpty else { return .success(nil) }
    let span = chart.cohort == nil ? series.map(\.label).joined(separator: phrase(" and ")) : pack.period.text
    return .success(
      FigureContent(
        spec: .distribution(
          DistributionSpec(
            scale: chart.scale.chartScale, answers: words, series: series, groups: groups, format: format)),
        subtitle:
          phrase("\(book.label(chart.metric)), % of answers, \(span)"),
        caption: book.label(chart.metric),
        columns: [phrase("Answers of"), phrase("Answer"), phrase("Count"), phrase("Share")], rows: rows))
  }

  /// An answer that is a number is tied like any other.
  private func answer(_ word: String) -> FigureCell {
    guard let number = Int(word), number >= 0 else { return .text(word) }
    return .figure(ShownFigure(Double(number), FigureTerm(stringLiteral: word), .count))
  }

  /// The values of the scale in order: of a net promoter score all eleven, else those that occur, numbers by their size.
  private func answers(_ chart: DistributionDirective, _ slices: [Slice]) -> [String] {
    if chart.scale == .nps { return (0...10).map { "\($0)" } }
    let found = book.values(of: chart.segment).filter { value in
      slices.contains { slice in
        let own = Slice(slice.period, segment: SegmentValue(chart.segment, value), arm: slice.arm)
        return (book.fact(chart.metric, in: own).estimate.value ?? 0) > 0
      }
    }
    return found.sorted { a, b in
      guard let first = Int(a), let second = Int(b) else { return a < b }
      return first < second
    }
  }
}

extension Fact {
  /// A change whose 95% interval does not hold zero.
  var isBeyondNoise: Bool {
    guard let low = estimate.low, let high = estimate.high else { return false }
    return low > 0 || high < 0
  }
}

extension DistributionDirective.Scale {
  var chartScale: DistributionSpec.Scale {
    switch self {
    case .nps: .nps
    case .rating: .rating
    case .likert: .likert
    }
  }
}
