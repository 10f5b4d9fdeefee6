import Charts
import Facts
import Formats
import Metrics
import Pack
import Statistics
import Units

/// Charts of one period: bars, forests, waterfalls, survival curves.
struct CategoryFigures {
  let pack: Pack
  let book: FactBook

  func bars(metric: String, segment: String, sortsByValue: Bool) -> Result<FigureContent, Withheld> {
    let slice = Slice(pack.period)
    guard case .facts(var facts) = book.breakdown(metric, by: segment, in: slice) else {
      return .failure(withheld(metric, segment, slice))
    }
    if sortsByValue {
      facts.sort { ($0.estimate.value ?? 0, $1.name) > ($1.estimate.value ?? 0, $0.name) }
    }
    let format = format(facts, metric)
    let bars = facts.map { fact in
      BarSpec.Bar(
        label: fact.name, value: fact.estimate.value, low: fact.estimate.low, high: fact.estimate.high,
        remark: fact.estimate.n.map { "n \(ValueFormat.count.string(Double($0)))" })
    }
    return .success(
      FigureContent(
        spec: .bar(BarSpec(bars: bars, format: format)),
        subtitle:
          phrase(
            "\(book.label(metric)), \(book.unitText(metric, magnitude: facts.compactMap { $0.estimate.value.map(abs) }.max() ?? 0)), by \(segmentLabel(segment).lowercasedFirst), \(pack.period.text)"
          )
          + (facts.contains { $0.estimate.low != nil } ? phrase(", 95% interval") : ""),
        caption: book.label(metric),
        columns: [segmentLabel(segment).capitalizedFirst, book.label(metric), phrase("95% interval"), "n"],
        rows: facts.map {
          [.text($0.name), FigureCell(ShownFigure($0, format), else: phrase("n/a")), interval($0, format), count($0)]
        }))
  }

  func forest(metric: String, segments: [String], left: String, right: String) -> Result<FigureContent, Withheld> {
    let slice = Slice(pack.period)
    var groups: [(heading: String, facts: [Fact])] = []
    for segment in segments {
      guard case .facts(let facts) = book.breakdown(metric, by: segment, in: slice) else {
        return .failure(withheld(metric, segment, slice))
      }
      groups.append((phrase("By \(segmentLabel(segment).lowercasedFirst)"), facts))
    }
    let pooled = book.fact(metric, in: slice)
    let all = groups.flatMap(\.facts) + [pooled]
    let format = format(all, metric)
    let total = Double(pooled.estimate.n ?? 0)
    func row(_ fact: Fact, label: String) -> ForestSpec.Row {
      let n = Double(fact.estimate.n ?? 0)
      return ForestSpec.Row(
        label: label, share: total > 0 ? ValueFormat.percent(digits: 0).string(n / total) : nil,
        estimate: fact.estimate.value, low: fact.estimate.low, high: fact.estimate.high,
        weight: total > 0 ? n / total : 1)
    }
    let spec = ForestSpec(
      groups: groups.map { group in
        ForestSpec.Group(heading: group.heading, rows: group.facts.map { row($0, label: $0.name) })
      }, pooled: row(pooled, label: phrase("All")), leftCaption: left, rightCaption: right,
      estimateHeading: phrase("\(book.unitText(metric)) (95% interval)"), format: format)
    var rows = groups.flatMap(\.facts).map { fact -> [FigureCell] in
      let value = FigureCell(ShownFigure(fact, format, .signed), else: phrase("n/a"))
      return [.text(fact.name), value, interval(fact, format), count(fact)]
    }
    rows.append([.text(phrase("All")), own(pooled), interval(pooled, format), count(pooled)])
    return .success(
      FigureContent(
        spec: .forest(spec),
        subtitle:
          phrase(
            "\(book.label(metric)), \(book.unitText(metric)), \(pack.period.text), 95% interval; square area by n"),
        caption: book.label(metric), columns: [phrase("Group"), book.label(metric), phrase("95% interval"), "n"],
        rows: rows,
        grade: pooled.grade))
  }

  func waterfall(steps: [ChartDirective.WaterfallStep], total: String, memo: [String]) -> FigureContent {
    let slice = Slice(pack.period)
    let facts = steps.map { book.fact($0.metric, in: slice) }
    let values = zip(steps, facts).map { step, fact in fact.estimate.value.map { step.isNegative ? -$0 : $0 } }
    let terms = zip(steps, facts).map { step, fact -> FigureTerm in step.isNegative ? "-\(fact)" : FigureTerm(fact) }
    // One missing part leaves the sum open: then there is no total.
    let sum = values.contains { $0 == nil } ? nil : values.compactMap { $0 }.reduce(0, +)
    let memos = memo.map { book.fact($0, in: slice) }
    let magnitude = (values.compactMap { $0.map(abs) } + [abs(sum ?? 0)]).max() ?? 0
    let format = ValueFormat.of(book.unit(steps.first?.metric ?? ""), magnitude: magnitude)
    var chartSteps: [WaterfallSpec.Step] = []
    var heading: String?
    for (index, step) in steps.enumerated() {
      let isNew = step.group != nil && step.group != heading
      heading = step.group ?? heading
      chartSteps.append(
        WaterfallSpec.Step(
          label: step.label ?? facts[index].label, value: values[index], kind: .part, heading: isNew ? step.group : nil)
      )
    }
    chartSteps.append(WaterfallSpec.Step(label: total, value: sum, kind: .total))
    chartSteps += memos.map { WaterfallSpec.Step(label: $0.label, value: $0.estimate.value, kind: .memo) }
    var rows = steps.indices.map { index -> [FigureCell] in
      let shown = values[index].map { ShownFigure($0, terms[index], format, .signed) }
      return [.text(steps[index].label ?? facts[index].label), FigureCell(shown, else: phrase("n/a"))]
    }
    let whole = sum.map { ShownFigure($0, "\(terms, joined: " + ")", format) }
    rows.append([.text(total), FigureCell(whole, else: phrase("n/a"))])
    rows += memos.map { [.text($0.label), FigureCell(ShownFigure($0, format, .signed), else: phrase("n/a"))] }
    return FigureContent(
      spec: .waterfall(WaterfallSpec(steps: chartSteps, format: format)),
      subtitle: "\(book.unitText(steps.first?.metric ?? "", magnitude: magnitude)), \(pack.period.text)",
      caption: total, columns: [phrase("Step"), phrase("Value")], rows: rows,
      remark: memo.isEmpty ? nil : phrase("Outlined: shown, not counted."))
  }

  private func withheld(_ metric: String, _ segment: String, _ slice: Slice) -> Withheld {
    if case .withheld(let why) = book.breakdown(metric, by: segment, in: slice) { return Withheld(why: why) }
    return Withheld(why: "withheld")
  }

  private func format(_ facts: [Fact], _ metric: String) -> ValueFormat {
    let magnitude = facts.compactMap { $0.estimate.value.map(abs) }.max() ?? 0
    return .of(book.unit(metric), magnitude: magnitude, digits: pack.metrics.first { $0.name == metric }?.digits)
  }

  private func interval(_ fact: Fact, _ format: ValueFormat) -> FigureCell {
    FigureCell(ShownFigure(interval: fact, format))
  }

  private func own(_ fact: Fact) -> FigureCell { FigureCell(ShownFigure(fact, fact.format()), else: fact.text()) }

  private func count(_ fact: Fact) -> FigureCell { FigureCell(ShownFigure(n: fact)) }

  private func segmentLabel(_ segment: String) -> String {
    pack.segments.first { $0.name == segment }?.label ?? segment
  }
}

/// Why a breakdown is not shown.
struct Withheld: Error { var why: String }

extension Fact {
  /// The segment value, or the label.
  var name: String { segment.map { displayName($0.value) } ?? label }
}

extension String {
  /// As within a sentence, where the language of the report writes it small.
  var lowercasedFirst: String { PackLocale.current.keepsCapitals ? self : prefix(1).lowercased() + dropFirst() }
  /// Words of the program within a sentence, in every language.
  var withinSentence: String { prefix(1).lowercased() + dropFirst() }
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
