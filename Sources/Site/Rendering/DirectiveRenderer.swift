import Charts
import Diagnostics
import Engines
import Facts
import Formats
import Metrics
import Narrative
import Pack
import Statistics
import Units

/// Turns the directives of one page into HTML.
struct DirectiveRenderer {
  let pack: Pack
  let book: FactBook
  let businessCase: BusinessCase?
  let text: ReferenceText
  private(set) var chartCount = 0
  var findings: [Diagnostic] = []
  /// Whether the `quality` block says the state of the data in a sentence; not where the page's message does.
  var showsVerdict = true
  /// What the charts are audited against: the colours of the theme.
  var looks: [ChartLook] = []
  var readable = SharedStatements()
  /// What differs from an earlier output; nil where there is none to compare with.
  var changes: SinceEarlier?
  /// The value axes drawn so far.
  private(set) var scales = PageScales()
  /// What the charts of a unit that share their scale span together, once all have been seen.
  var sharedSpans: [Unit: ClosedRange<Double>] = [:]
  /// What the scaling marks of a unit stand for whose charts are on different scales.
  var scaleMarks: [Unit: Double] = [:]

  init(pack: Pack, book: FactBook, businessCase: BusinessCase?, text: ReferenceText) {
    self.pack = pack
    self.book = book
    self.businessCase = businessCase
    self.text = text
  }

  mutating func html(_ spec: DirectiveSpec) -> HTML {
    switch spec.content {
    case .statements(let items):
      let shown = items.filter { text.shows($0.condition) }
      return StatementsView(rows: shown.map { (text.prose($0.text), $0.owner, $0.due.map(shortDate)) }).html
    case .objectives(let items): return objectives(items.filter { text.shows($0.condition) })
    case .scorecard(let card): return scorecard(card, spec)
    case .chart(let chart): return figure(chart, spec)
    case .table(let table): return self.table(table, spec)
    case .journey(let table): return journey(table, spec)
    case .bridge(let bridge): return self.bridge(bridge, spec)
    case .benefits(let lines): return benefits(lines, spec)
    case .sampleRatio(let cohort, let measure): return sampleRatio(cohort, measure, spec)
    case .note(let title, let blocks):
      return "<div class=\"note\"><b>\(text.inline(title))</b>\(text.blocks(blocks))</div>"
    case .text(let blocks):
      let head: HTML = spec.title.map { "<h2 class=\"minor\">\(text.inline($0))</h2>" } ?? .empty
      return "<div class=\"txt\">\(head)\(text.blocks(blocks))</div>"
    case .quote(let blocks, let source):
      return "<blockquote>\(text.blocks(blocks))<cite>\(source)</cite></blockquote>"
    case .decisions(let items): return decisions(items.filter { text.shows($0.condition) })
    case .review: return review(spec)
    case .milestones(let metric, let segment): return milestones(metric, segment, spec)
    case .definitions: return definitions()
    case .inputs: return inputs()
    case .quality: return quality()
    case .hashes: return hashes()
    case .cards(let cards): return self.cards(cards, spec)
    case .callout(let kind, let blocks):
      return CalloutView(kind: kind, title: spec.title.map { text.inline($0) }, text: text.blocks(blocks)).html
    case .glossary(let terms): return glossary(terms)
    case .changes: return changes(spec)
    }
  }

  // MARK: - Charts

  private mutating func figure(_ chart: ChartDirective, _ spec: DirectiveSpec) -> HTML {
    switch content(chart, spec) {
    case .success(let content): return figure(content, spec, measured: chart.measured)
    case .failure(let withheld): return self.withheld(spec, withheld.why)
    }
  }

  /// What a chart shows, or why it shows nothing.
  private func content(_ chart: ChartDirective, _ spec: DirectiveSpec) -> Result<FigureContent, Withheld> {
    let time = TimeFigures(pack: pack, book: book)
    let category = CategoryFigures(pack: pack, book: book)
    var content: FigureContent?
    switch chart {
    case .line(let metric, let grain, let from, let segment, let cohort, let showsTarget):
      let gaps = WithheldSeries(book, metric: metric, segment: segment, periods: pack.series(grain, from: from))
      if let why = gaps.whole { return .failure(Withheld(why: why)) }
      content = time.line(
        metric: metric, periods: pack.series(grain, from: from), grain: grain, segment: segment, cohort: cohort,
        showsTarget: showsTarget)
      content?.remark = gaps.remark
    case .columns(let metric, let grain, let from, let showsPlan, let showsVariance):
      content = time.columns(
        metric: metric, periods: pack.series(grain, from: from), grain: grain, showsPlan: showsPlan,
        showsVariance: showsVariance)
    case .control(let metric, let grain, let from, let showsTarget):
      content = time.control(
        metric: metric, periods: pack.series(grain, from: from), grain: grain, showsTarget: showsTarget)
    case .bars(let metric, let segment, let sortsByValue):
      switch category.bars(metric: metric, segment: segment, sortsByValue: sortsByValue) {
      case .success(let figure): content = figure
      case .failure(let withheld): return .failure(withheld)
      }
    case .forest(let metric, let segments, let left, let right):
      switch category.forest(metric: metric, segments: segments, left: left, right: right) {
      case .success(let figure): content = figure
      case .failure(let withheld): return .failure(withheld)
      }
    case .waterfall(let steps, let total, let memo):
      content = category.waterfall(steps: steps, total: total, memo: memo)
    case .funnel(let name): content = funnelFigure(name)
    case .variance, .bullet, .tornado, .slope, .heat, .distribution:
      switch ComparisonFigures(pack: pack, book: book).content(chart) {
      case .success(let figure): content = figure
      case .failure(let withheld): return .failure(withheld)
      }
    case .study(let study):
      switch StudyFigures(pack: pack, book: book, businessCase: businessCase).content(study) {
      case .success(let figure): content = figure
      case .failure(let withheld): return .failure(withheld)
      }
    case .survival(let measure, let series, let promise, let until):
      content = category.survival(measure: measure, series: series, promise: promise, until: until)
    }
    guard var content else { return .failure(Withheld(why: phrase("no data in \(pack.period.text)"))) }
    if let (metric, _) = chart.measured {
      content.metric = metric
      if spec.scale == .shared, let span = sharedSpans[book.unit(metric)] {
        content.spec = content.spec.spanning(span)
      }
      if spec.scale == .own {
        content.remark = [content.remark, phrase("On a scale of its own.")].compactMap { $0 }.joined(separator: " ")
      }
      if let mark = scaleMarks[book.unit(metric)], let format = content.spec.axisFormat {
        content.scaleMark = ShownFigure(mark, FigureTerm(stringLiteral: "\(mark)"), format, .unsigned)
      }
    }
    return .success(content)
  }

  /// Finds out what the charts that share a scale span together, before any is drawn.
  mutating func shareScales(of specs: [DirectiveSpec]) {
    var met = PageScales()
    for spec in specs where spec.scale == .shared && text.shows(spec.condition) {
      guard case .chart(let chart) = spec.content, let measured = chart.measured,
        case .success(let content) = content(chart, spec)
      else { continue }
      met.add(entry(content, spec, measured, span: scene(content.spec, size: spec.size).span))
    }
    sharedSpans = met.shared
  }

  private func entry(
    _ content: FigureContent, _ spec: DirectiveSpec, _ measured: (metric: String, kind: String)?,
    span: ClosedRange<Double>?
  ) -> PageScales.Entry? {
    guard let (metric, kind) = measured, let span else { return nil }
    return PageScales.Entry(
      title: spec.title.map { text.plain($0) } ?? content.caption, location: spec.location, metric: metric,
      unit: book.unit(metric), kind: kind, choice: spec.scale, span: span,
      format: content.spec.axisFormat ?? .count)
  }

  /// - Parameter measured: what a chart with a value axis shows, and its kind.
  mutating func figure(
    _ content: FigureContent, _ spec: DirectiveSpec, measured: (metric: String, kind: String)? = nil
  ) -> HTML {
    chartCount += 1
    let id = "c\(chartCount)"
    let plainTitle = spec.title.map { text.plain($0) } ?? content.caption
    let labels = FigureLabels(content.rows)
    let description = phrase("\(content.subtitle). \(content.rows.count) rows of data follow the chart.")
    func drawing(_ drawn: Scene, _ suffix: String) -> HTML {
      var scene = content.scaleMark?.values.first.map { drawn.marked(length: $0) } ?? drawn
      for (index, mark) in scene.marks.enumerated() {
        guard case .text(var label) = mark, let figure = labels.figure(label) else { continue }
        label.figure = text.presenter.figures.id(figure)
        scene.marks[index] = .text(label)
      }
      for problem in audit(scene, looks: looks) {
        findings.append(
          Diagnostic(
            .warning, "chart-audit", "the chart “\(plainTitle)” is not clean: \(problem)", at: spec.location,
            remedy: "shorten labels, show fewer series, or give the chart its full width"))
      }
      return .safe(svg(scene, id: id + suffix, title: plainTitle, description: description))
    }
    let wide = scene(content.spec, size: spec.size)
    scales.add(entry(content, spec, measured, span: wide.span))
    // Half a column fits a phone as it is.
    let narrow = spec.size == .half ? nil : scene(content.spec, size: .phone)
    var badge: HTML = content.grade.map(gradeBadge) ?? .empty
    if let control = content.control { badge += controlIcons(control) }
    let main = content.metric.map { book.fact($0, in: Slice(pack.period)) }
    let mark = text.presenter.tied(content.scaleMark).map {
      .phrase("The bar at the foot of the axis is \($0) long, here as in each chart of this unit on the page.") as HTML
    }
    let notes = [spec.note.map { text.inline($0) }, content.remark.map { .text($0) }, mark].compactMap { $0 }
    let table = content.table
    let data = TableView(
      caption: .text(content.caption), columns: table.columns.map { .init($0) },
      rows: table.rows.map { row in
        let facts = RowFacts(row)
        return .cells(row.map { text.presenter.opening($0.figure, besides: main, beside: facts) ?? .text($0.text) })
      }, style: "dt")
    return FigureView(
      title: spec.title.map { text.inline($0) } ?? .text(content.caption),
      subtitle: spec.subtitle.map { text.inline($0) } ?? content.openSubtitle ?? .text(content.subtitle),
      badge: badge,
      wide: drawing(wide, ""), narrow: narrow.map { drawing($0, "p") }, data: data,
      about: content.metric.map { about($0) }, note: notes.isEmpty ? nil : notes.joined(" "),
      number: spec.id.flatMap { text.cross.figures[.init(file: text.file, anchor: $0)] }
    ).html
  }

  /// What the figures of a chart are, by the one of the shown period, which opens.
  private func about(_ metric: String) -> HTML {
    let fact = book.fact(metric, in: Slice(pack.period))
    return .phrase(
      "\(fact.label) in \(pack.period.text), and how it is computed: \(text.presenter.number(fact).button)")
  }

  func withheld(_ spec: DirectiveSpec, _ why: String) -> HTML {
    let title: HTML = spec.title.map { "<b>\(text.inline($0))</b> " } ?? .empty
    return "<p class=\"withheld\">\(title)\(phrase(known: why))</p>"
  }

  func title(_ spec: DirectiveSpec, _ fallback: String) -> HTML {
    spec.title.map { text.inline($0) } ?? .text(fallback)
  }

  func unit(_ spec: DirectiveSpec, _ fallback: String) -> String {
    spec.subtitle.map { text.plain($0) } ?? fallback
  }

  func shortDate(_ text: String) -> String {
    pack.calendar.period(named: text).map { $0.days == 1 ? DateText.short($0.start) : text } ?? text
  }
}
