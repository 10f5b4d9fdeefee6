import Diagnostics
import Facts
import Pack

extension DirectiveReader {
  /// A distribution with a metric for each answer and a row for each value of a segment.
  mutating func answersBySegment(_ m: ConfigMapping) -> ChartDirective? {
    guard let node = m["metrics"], let segment = segment(m.required("by", &findings)) else { return nil }
    let answers = metrics(node)
    if let scale = m["answers"]?.choice(of: DistributionDirective.Scale.self, &findings), scale != .likert {
      findings.append(
        node.error(
          "answers-by-segment", "`metrics` are rows stacked by segment, which `answers: \(scale.rawValue)` has not",
          remedy: "write `answers: likert`, or one `metric` and the segment that holds its answers"))
      return nil
    }
    for key in ["metric", "periods", "arms"] where m[key] != nil {
      findings.append(
        node.error(
          "answers-by-segment", "`\(key)` does not go with `metrics`: the rows are the values of `\(segment)`",
          remedy: "leave `\(key)` out"))
      return nil
    }
    guard answers.count > 1, let first = answers.first else {
      if findings.isEmpty {
        findings.append(node.error("answers-by-segment", "a scale has at least two answers, each with its metric"))
      }
      return nil
    }
    if let finding = FormulaFacts(names.pack).addendFinding(answers, "counts of answers", at: node.location) {
      findings.append(finding)
      return nil
    }
    return .distribution(
      DistributionDirective(
        metric: first, answers: answers, segment: segment, scale: .likert, periods: [names.pack.period.name],
        cohort: nil, labels: m["labels"]?.list(&findings).compactMap { $0.text(&findings) } ?? []))
  }
}
