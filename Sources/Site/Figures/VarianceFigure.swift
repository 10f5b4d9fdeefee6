import Charts
import Diagnostics
import Facts
import Formats
import Metrics
import Pack
import Statistics
import Units

/// One line of a variance chart before it is formatted.
private struct VarianceLine {
  var label: String
  var metric: String
  var actual: Double?
  var actualTerm: FigureTerm
  var reference: Double?
  var referenceTerm: FigureTerm
  var marker: Double?
  var markerTerm: FigureTerm
  var isTotal = false
  /// nil: no test; else whether the difference is beyond noise.
  var isBeyondNoise: Bool?
  var fact: Fact?
}

extension ComparisonFigures {
  func variance(_ chart: VarianceDirective) -> Result<FigureContent?, Withheld> {
    var lines: [VarianceLine] = []
    if let segment = chart.segment, let metric = chart.metrics.first {
      var names = [metric]
      if case .metric(let other) = chart.against { names.append(other) }
      for name in names {
        for period in periods(of: chart) {
          if case .withheld(let why) = book.breakdown(name, by: segment, in: Slice(period)) {
            return .failure(Withheld(why: why))
          }
        }
      }
      lines = book.values(of: segment).map { value in
        line(metric, chart, Slice(pack.period, segment: SegmentValue(segment, value)), label: displayName(value))
      }.filter { $0.actual != nil || $0.reference != nil }
      lines.sort { (abs($0.actual ?? 0), $1.label) > (abs($1.actual ?? 0), $0.label) }
      if chart.showsTotal {
        let isSum = FormulaFacts(pack).addendFinding([metric], "rows", at: .init(file: "")) == nil
        var total = line(metric, chart, Slice(pack.period), label: isSum ? phrase("Total") : phrase("All"))
        total.isTotal = true
        if isSum, let rest = rest(total, lines, label: phrase("Not told")) { lines.append(rest) }
        lines.append(total)
      }
    } else {
      lines = chart.metrics.map { line($0, chart, Slice(pack.period), label: book.label($0)) }
      if let name = chart.total {
        var total = line(name, chart, Slice(pack.period), label: book.label(name))
        total.isTotal = true
        if let rest = rest(total, lines, label: phrase("Other")) { lines.append(rest) }
        lines.append(total)
      }
    }
    guard lines.contains(where: { $0.actual != nil }) else { return .success(nil) }
    return .success(content(chart, lines))
  }

  private func periods(of chart: VarianceDirective) -> [Period] {
    var names = [chart.marker].compactMap { $0 }
    if case .comparison(let name) = chart.against { names.append(name) }
    return [pack.period] + pack.resolved(names)
  }

  private func line(_ metric: String, _ chart: VarianceDirective, _ slice: Slice, label: String) -> VarianceLine {
    let fact = book.fact(metric, in: slice)
    var line = VarianceLine(
      label: label, metric: metric, actual: fact.estimate.value, actualTerm: FigureTerm(fact), reference: nil,
      referenceTerm: "", marker: nil, markerTerm: "", fact: fact)
    func other(_ period: Period) -> Fact {
      book.fact(metric, in: Slice(period, segment: slice.segment, arm: slice.arm))
    }
    switch chart.against {
    case .plan:
      line.reference = book.plan(metric, slice)
      line.referenceTerm = FigureTerm(fact, .plan)
    case .metric(let name):
      let plan = book.fact(name, in: slice)
      line.reference = plan.estimate.value
      line.referenceTerm = FigureTerm(plan)
    case .comparison(let name):
      guard let period = pack.resolved([name]).first else { break }
      let before = other(period)
      line.reference = before.estimate.value
      line.referenceTerm = FigureTerm(before)
      let movement = book.fact(metric, .change(against: period), in: slice).movement
      line.isBeyondNoise = movement == .unknown ? nil : movement == .up || movement == .down
    }
    if let reference = line.reference, line.isBeyondNoise == nil, let low = fact.estimate.low,
      let high = fact.estimate.high
    {
      line.isBeyondNoise = reference < low || reference > high
    }
    if let name = chart.marker, let period = pack.resolved([name]).first {
      let before = other(period)
      line.marker = before.estimate.value
      line.markerTerm = FigureTerm(before)
    }
    return line
  }

  /// What a total holds beyond the lines above it, so that they close to it; nil where nothing is left.
  private func rest(_ total: VarianceLine, _ lines: [VarianceLine], label: String) -> VarianceLine? {
    func left(_ whole: Double?, _ parts: [Double?]) -> Double? {
      guard let whole, !parts.contains(where: { $0 == nil }) else { return nil }
      return whole - parts.compactMap { $0 }.reduce(0, +)
    }
    let known = lines.map { line -> VarianceLine in
      var line = line
      // A category that one side does not have counts nothing there.
      if line.reference == nil, lines.contains(where: { $0.reference != nil }) {
        (line.reference, line.referenceTerm) = (0, "0")
      }
      if line.actual == nil { (line.actual, line.actualTerm) = (0, "0") }
      return line
    }
    let actual = left(total.actual, known.map(\.actual))
    let reference = left(total.reference, known.map(\.reference))
    let size = max(abs(total.actual ?? 0), abs(total.reference ?? 0)) * 1e-9
    guard abs(actual ?? 0) > size || abs(reference ?? 0) > size else { return nil }
    return VarianceLine(
      label: label, metric: total.metric, actual: actual,
      actualTerm: "\([total.actualTerm] + known.map(\.actualTerm), joined: " - ")", reference: reference,
      referenceTerm: "\([total.referenceTerm] + known.map(\.referenceTerm), joined: " - ")", marker: nil, markerTerm: ""
    )
  }

  private func content(_ chart: VarianceDirective, _ lines: [VarianceLine]) -> FigureContent {
    // One scale for one unit.
    var units: [String] = []
    var byUnit: [String: [VarianceLine]] = [:]
    for line in lines {
      let unit = book.unit(line.metric).description
      if byUnit[unit] == nil { units.append(unit) }
      byUnit[unit, default: []].append(line)
    }
    let (reference, name) = referenceName(chart)
    let marker = chart.marker.flatMap { pack.resolved([$0]).first?.text }
    var groups: [VarianceSpec.Group] = []
    var rows: [[FigureCell]] = []
    for unit in units {
      let lines = byUnit[unit] ?? []
      guard let metric = lines.first?.metric else { continue }
      let size = lines.flatMap { [$0.actual, $0.reference, $0.marker] }.compactMap { $0.map(abs) }.max() ?? 0
      let given = Set(lines.map { digits($0.metric) })
      let format = ValueFormat.of(
        book.unit(metric), magnitude: size, digits: given.count == 1 ? given.first ?? nil : nil)
      let relative = relativeFormat(lines, book.unit(metric))
      groups.append(
        VarianceSpec.Group(
          heading: units.count > 1 ? book.unitText(metric, magnitude: size) : "",
          rows: lines.map { line in
            VarianceSpec.Row(
              label: line.label, actual: line.actual, reference: line.reference, marker: line.marker,
              isTotal: line.isTotal, better: line.isBeyondNoise == false ? .neutral : better(line.metric))
          }, format: format, relative: relative))
      rows += lines.map { cells($0, format, relative, hasMarker: marker != nil) }
    }
    let first = chart.metrics.first ?? ""
    let size = lines.compactMap { $0.actual.map(abs) }.max() ?? 0
    let what =
      chart.segment.map { phrase("\(book.label(first)) by \(label(ofSegment: $0).lowercasedFirst)") }
      ?? phrase("Figures")
    let unit = units.count == 1 ? ", \(book.unitText(first, magnitude: size))" : ""
    return FigureContent(
      spec: .variance(
        VarianceSpec(groups: groups, reference: reference, referenceName: name, markerName: marker)),
      subtitle: phrase("\(what) against \(name.lowercasedFirst)\(unit), \(pack.period.text)"),
      caption: phrase("Variance"),
      columns: ["", phrase("Actual"), phrase("95% interval"), name, phrase("Difference"), phrase("Relative")]
        + (marker.map { [$0] } ?? []) + ["n"],
      rows: rows,
      remark: phrase("Coloured by effect on the business")
        + (lines.contains { $0.isBeyondNoise == false } ? phrase("; grey: within the 95% interval.") : "."))
  }

  private func referenceName(_ chart: VarianceDirective) -> (VarianceSpec.Reference, String) {
    switch chart.against {
    case .plan: (.plan, phrase("Plan"))
    case .metric(let name): (.plan, book.label(name))
    case .comparison(let name): (.prior, pack.resolved([name]).first?.text ?? name)
    }
  }

  /// Of shares and index points a relative difference would be a percent of a percent.
  private func relativeFormat(_ lines: [VarianceLine], _ unit: Units.Unit) -> ValueFormat? {
    guard !unit.isSpecial else { return nil }
    let shares = lines.compactMap { line -> Double? in
      guard let actual = line.actual, let reference = line.reference, reference != 0 else { return nil }
      return abs(actual - reference) / abs(reference)
    }
    return ValueFormat(multiplier: 100, digits: (shares.max() ?? 0) < 0.1 ? 1 : 0, suffix: "%")
  }

  private func cells(_ line: VarianceLine, _ format: ValueFormat, _ relative: ValueFormat?, hasMarker: Bool)
    -> [FigureCell]
  {
    var difference: ShownFigure?
    var share: ShownFigure?
    if let actual = line.actual, let reference = line.reference {
      let term: FigureTerm = "\([line.actualTerm], joined: "") - (\([line.referenceTerm], joined: ""))"
      difference = ShownFigure(actual - reference, term, format, .bareSigned)
      if let relative, reference != 0 {
        let base: FigureTerm =
          reference < 0 ? "(0 - (\([line.referenceTerm], joined: "")))" : "(\([line.referenceTerm], joined: ""))"
        share = ShownFigure(
          (actual - reference) / abs(reference), "(\([term], joined: "")) / \([base], joined: "")", relative, .signed)
      }
    }
    func figure(_ value: Double?, _ term: FigureTerm) -> FigureCell {
      FigureCell(value.map { ShownFigure($0, term, format) }, else: phrase("n/a"))
    }
    return [
      .text(line.label), figure(line.actual, line.actualTerm),
      FigureCell(line.fact.flatMap { ShownFigure(interval: $0, format) }), figure(line.reference, line.referenceTerm),
      FigureCell(difference), FigureCell(share),
    ] + (hasMarker ? [figure(line.marker, line.markerTerm)] : []) + [
      FigureCell(line.fact.flatMap { ShownFigure(n: $0) })
    ]
  }
}
