import Charts
import Facts
import Formats
import Pack
import Statistics

extension ComparisonFigures {
  /// The shares of each answer, a row for each value of a segment and one for all; most agreement first.
  func answersBySegment(_ chart: DistributionDirective) -> Result<FigureContent?, Withheld> {
    let period = pack.period
    for metric in chart.answers {
      if let why = book.withholding(metric, by: chart.segment, in: Slice(period)) {
        return .failure(Withheld(why: why))
      }
    }
    struct Row {
      var label: String
      var facts: [Fact]
      var counts: [Double]
      var total: Double

      /// The mean place of an answer on the scale.
      var mean: Double { counts.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / total }
    }
    func row(_ label: String, _ slice: Slice) -> Row? {
      let facts = chart.answers.map { book.fact($0, in: slice) }
      let counts = facts.map { max(0, $0.estimate.value ?? 0) }
      let total = counts.reduce(0, +)
      return total > 0 ? Row(label: label, facts: facts, counts: counts, total: total) : nil
    }
    let parts = book.values(of: chart.segment).compactMap { value in
      row(displayName(value), Slice(period, segment: SegmentValue(chart.segment, value)))
    }.sorted { ($1.mean, $0.label) < ($0.mean, $1.label) }
    guard !parts.isEmpty else { return .success(nil) }
    let format = ValueFormat.percent(digits: 0)
    let words = chart.answers.indices.map { index in
      chart.labels.indices.contains(index) ? chart.labels[index] : book.label(chart.answers[index])
    }
    var series: [DistributionSpec.Series] = []
    var rows: [[FigureCell]] = []
    for row in parts + [row(phrase("All"), Slice(period))].compactMap({ $0 }) {
      let terms = row.facts.map { $0.estimate.value == nil ? "0" : FigureTerm($0) }
      let sum: FigureTerm = "(\(terms, joined: " + "))"
      let count = ShownFigure(row.total, sum, .count)
      series.append(
        DistributionSpec.Series(label: row.label, shares: row.counts.map { $0 / row.total }, count: count.text))
      rows += row.counts.indices.map { index in
        [
          .text(row.label), .text(words[index]), .figure(ShownFigure(row.counts[index], terms[index], .count)),
          .figure(
            ShownFigure(row.counts[index] / row.total, "\([terms[index]], joined: "") / \([sum], joined: "")", format)),
        ]
      }
      rows.append([.text(row.label), .text(phrase("All")), .figure(count), "–"])
    }
    let by = label(ofSegment: chart.segment)
    return .success(
      FigureContent(
        spec: .distribution(DistributionSpec(scale: .likert, answers: words, series: series, format: format)),
        subtitle: phrase(
          "% of answers by \(by.lowercasedFirst), \(period.text); both sides of the middle; highest mean first"),
        caption: phrase("Answers by \(by.lowercasedFirst)"),
        columns: [by.capitalizedFirst, phrase("Answer"), phrase("Count"), phrase("Share")],
        rows: rows))
  }
}
