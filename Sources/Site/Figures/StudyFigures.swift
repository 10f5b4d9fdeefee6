import Charts
import Facts
import Formats
import Metrics
import Pack
import Statistics

/// Charts that set figures against each other, against an event, a prediction or a plan.
struct StudyFigures {
  let pack: Pack
  let book: FactBook
  let businessCase: BusinessCase?

  func content(_ study: StudyDirective) -> Result<FigureContent, Withheld> {
    switch study {
    case .scatter(let x, let y, let segment, let highlight, let hasTrend):
      scatter(x: x, y: y, segment: segment, highlight: highlight, hasTrend: hasTrend)
    case .share(let metric, let segment, let grain, let from):
      share(metric: metric, segment: segment, grain: grain, from: from)
    case .eventStudy(let study): eventStudy(study)
    case .reliability(let predicted, let observed, let segment):
      reliability(predicted: predicted, observed: observed, segment: segment)
    case .timeline(let metric, let segment): timeline(metric: metric, segment: segment)
    case .multiples(let chart): multiples(chart)
    }
  }

  // MARK: - Scatter

  /// Fewer points say nothing about a trend.
  static let trendMinimum = 8

  private func scatter(
    x: String, y: String, segment: String, highlight: String?, hasTrend: Bool
  ) -> Result<FigureContent, Withheld> {
    breakdowns([x, y], by: segment).map { breakdowns in
      let (xs, ys) = (breakdowns[0], breakdowns[1])
      let (xFormat, yFormat) = (format(xs, x), format(ys, y))
      let pairs = xs.compactMap { fact in ys.first { $0.segment == fact.segment }.map { (x: fact, y: $0) } }
      let known = pairs.compactMap { pair in
        pair.x.estimate.value.flatMap { x in pair.y.estimate.value.map { (x: x, y: $0) } }
      }
      var trend: [ScatterSpec.TrendPoint] = []
      if hasTrend, known.count >= Self.trendMinimum, let line = LinearTrend(known), let low = known.map(\.x).min(),
        let high = known.map(\.x).max()
      {
        trend = (0...16).map { i in
          let at = low + (high - low) * Double(i) / 16
          let mean = line.mean(at: at)
          return .init(x: at, y: mean.value, low: mean.low, high: mean.high)
        }
      }
      let spec = ScatterSpec(
        points: pairs.map { pair in
          .init(
            label: pair.x.name, x: pair.x.estimate.value, y: pair.y.estimate.value,
            isHighlighted: pair.x.segment?.value == highlight)
        }, trend: trend, xLabel: axisName(x, xs) + " →", yLabel: "↑ " + axisName(y, ys), xFormat: xFormat,
        yFormat: yFormat)
      return FigureContent(
        spec: .scatter(spec),
        subtitle: phrase(
          "\(book.label(y)) against \(book.label(x).lowercasedFirst), by \(segmentLabel(segment).lowercasedFirst), \(pack.period.text)"
        )
          + (trend.isEmpty ? "" : phrase("; line: least squares with 95% interval")),
        caption: phrase("\(book.label(y)) and \(book.label(x).lowercasedFirst)"),
        columns: [
          segmentLabel(segment).capitalizedFirst, book.label(x), phrase("95% interval"), book.label(y),
          phrase("95% interval"),
        ],
        rows: pairs.map { pair in
          [.text(pair.x.name)] + cells(pair.x, xFormat) + cells(pair.y, yFormat)
        },
        remark: hasTrend && trend.isEmpty ? phrase("No trend is drawn: too few points lie apart.") : nil)
    }
  }

  // MARK: - Shares over time

  private func share(
    metric: String, segment: String, grain: Grain, from: String?
  ) -> Result<FigureContent, Withheld> {
    let periods = pack.series(grain, from: from)
    let gaps = WithheldSeries(book, metric: metric, segment: segment, periods: periods)
    if let why = gaps.whole { return .failure(Withheld(why: why)) }
    let values = book.values(of: segment)
    var facts = values.map { value in
      periods.map { book.fact(metric, in: Slice($0, segment: SegmentValue(segment, value))) }
    }.filter { $0.contains { $0.estimate.value != nil } }
    func size(_ facts: [Fact]) -> Double { facts.reduce(0) { $0 + ($1.estimate.value ?? 0) } }
    facts.sort { (-size($0), $0[0].name) < (-size($1), $1[0].name) }
    guard !facts.isEmpty else { return .failure(Withheld(why: phrase("no data in \(pack.period.text)"))) }
    // A period with a group that is withheld, or with an amount below zero, has no shares.
    let isWhole = periods.indices.map { index in
      book.withholding(metric, by: segment, in: Slice(periods[index])) == nil
        && facts.allSatisfy { ($0[index].estimate.value ?? 0) >= 0 }
    }
    var spec = ShareSpec(
      parts: facts.map { row in
        .init(label: row[0].name, amounts: row.indices.map { isWhole[$0] ? row[$0].estimate.value : nil })
      }, days: periods.map(\.start.dayNumber), grain: grain.chartGrain)
    spec.fiscal = FiscalYear(start: pack.calendar.yearStarts)
    let kept = spec.kept
    let groups = kept.shown.map { [$0] } + (kept.other.isEmpty ? [] : [kept.other])
    let rows = periods.indices.map { index -> [FigureCell] in
      [.text(periods[index].text)]
        + groups.map { part in
          FigureCell(isWhole[index] ? shareFigure(part.map { facts[$0][index] }, of: facts.map { $0[index] }) : nil)
        }
    }
    let span = [periods.first?.text, periods.last?.text].compactMap { $0 }.joined(separator: PackLocale.current.to)
    return .success(
      FigureContent(
        spec: .share(spec),
        subtitle:
          phrase(
            "\(book.label(metric)), share of the whole by \(segmentLabel(segment).lowercasedFirst), \(grain.adverb), \(span)"
          ),
        caption: phrase("\(book.label(metric)) by \(segmentLabel(segment).lowercasedFirst)"),
        columns: [phrase("Period")] + kept.shown.map { facts[$0][0].name }
          + (kept.other.isEmpty ? [] : [phrase("Other")]), rows: rows,
        remark: gaps.remark))
  }

  private func shareFigure(_ part: [Fact], of all: [Fact]) -> ShownFigure? {
    func known(_ facts: [Fact]) -> [Fact] { facts.filter { $0.estimate.value != nil } }
    let (above, below) = (known(part), known(all))
    let total = below.reduce(0) { $0 + ($1.estimate.value ?? 0) }
    guard total > 0, !above.isEmpty else { return nil }
    let term: FigureTerm =
      "(\(above.map { FigureTerm($0) }, joined: " + ")) / (\(below.map { FigureTerm($0) }, joined: " + "))"
    return ShownFigure(above.reduce(0) { $0 + ($1.estimate.value ?? 0) } / total, term, .percent())
  }

  // MARK: - Reliability

  private func reliability(predicted: String, observed: String, segment: String) -> Result<FigureContent, Withheld> {
    breakdowns([predicted, observed], by: segment).map { breakdowns in
      let pairs = breakdowns[0].compactMap { fact in
        breakdowns[1].first { $0.segment == fact.segment }.map { (predicted: fact, observed: $0) }
      }.sorted {
        ($0.predicted.estimate.value ?? 0, $0.predicted.name) < ($1.predicted.estimate.value ?? 0, $1.predicted.name)
      }
      let (left, right) = (format(breakdowns[0], predicted), format(breakdowns[1], observed))
      let spec = ReliabilitySpec(
        bins: pairs.map { pair in
          let estimate = pair.observed.estimate
          return .init(
            predicted: pair.predicted.estimate.value, observed: estimate.value, low: estimate.low, high: estimate.high,
            count: estimate.n)
        }, predictedLabel: book.label(predicted) + " →", observedLabel: "↑ " + book.label(observed))
      return FigureContent(
        spec: .reliability(spec),
        subtitle: phrase(
          "\(book.label(observed)) against \(book.label(predicted).lowercasedFirst), \(pack.period.text), 95% interval; dotted: as predicted; below: cases"
        ),
        caption: phrase("\(book.label(observed)) and \(book.label(predicted).lowercasedFirst)"),
        columns: [
          segmentLabel(segment).capitalizedFirst, book.label(predicted), book.label(observed), phrase("95% interval"),
          "n",
        ],
        rows: pairs.map { pair in
          [.text(pair.predicted.name), FigureCell(ShownFigure(pair.predicted, left), else: phrase("n/a"))]
            + cells(pair.observed, right) + [FigureCell(ShownFigure(n: pair.observed))]
        })
    }
  }

  // MARK: - Words and formats

  private func breakdowns(_ metrics: [String], by segment: String) -> Result<[[Fact]], Withheld> {
    var out: [[Fact]] = []
    for metric in metrics {
      switch book.breakdown(metric, by: segment, in: Slice(pack.period)) {
      case .withheld(let why): return .failure(Withheld(why: why))
      case .facts(let facts): out.append(facts)
      }
    }
    return out.contains(where: \.isEmpty)
      ? .failure(Withheld(why: phrase("no data in \(pack.period.text)"))) : .success(out)
  }

  func cells(_ fact: Fact, _ format: ValueFormat, _ style: FigureStyle = .plain) -> [FigureCell] {
    [
      FigureCell(ShownFigure(fact, format, style), else: phrase("n/a")),
      FigureCell(ShownFigure(interval: fact, format)),
    ]
  }

  func format(_ facts: [Fact], _ metric: String) -> ValueFormat {
    .of(
      facts.first?.unit ?? book.unit(metric), magnitude: magnitude(facts),
      digits: pack.metrics.first { $0.name == metric }?.digits)
  }

  private func axisName(_ metric: String, _ facts: [Fact]) -> String {
    let (label, unit) = (book.label(metric), book.unitText(metric, magnitude: magnitude(facts)))
    return label.lowercasedFirst == unit ? label : "\(label), \(unit)"
  }

  func magnitude(_ facts: [Fact]) -> Double { facts.compactMap { $0.estimate.value.map(abs) }.max() ?? 0 }

  func segmentLabel(_ segment: String) -> String {
    pack.segments.first { $0.name == segment }?.label ?? segment
  }
}
