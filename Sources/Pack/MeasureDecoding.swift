import Diagnostics
import Metrics

extension PackDecoder {
  private static let aggregates = ["count", "sum", "distinct", "survival", "quantile"]

  mutating func readMeasures(_ node: ConfigNode?) {
    for entry in node?.entries(&findings) ?? [] where isName(entry) {
      let keys = PackSchema.mapping(entry.value, at: "measures.*", &findings)
      let found = keys.entries.filter { Self.aggregates.contains($0.name) }
      guard found.count == 1, let aggregate = found.first else {
        let names = found.map { "`\($0.name)`" }.joined(separator: " and ")
        findings.append(
          entry.key.error(
            "aggregate",
            found.isEmpty ? "The measure `\(entry.name)` has no aggregate" : "The measure `\(entry.name)` has \(names)",
            explanation: "A measure has exactly one of \(Self.aggregates.joined(separator: ", "))",
            remedy: found.isEmpty
              ? "Write `\(entry.name): {count: dataset}` or `{sum: column, from: dataset}`" : "Make two measures of it")
        )
        continue
      }
      if let measure = measure(entry, keys, aggregate) { measures.append(measure) }
    }
  }

  private mutating func measure(_ entry: ConfigEntry, _ keys: ConfigMapping, _ aggregate: ConfigEntry) -> Measure? {
    let takesExpression = aggregate.name == "sum" || aggregate.name == "quantile"
    var allowed = ["where", "at", "mature", aggregate.name]
    if takesExpression { allowed.append("from") }
    if aggregate.name == "count" || aggregate.name == "sum" { allowed += ["stock", "allocate"] }
    if aggregate.name == "survival" { allowed += ["start", "end", "competing", "resolution"] }
    if aggregate.name == "quantile" { allowed.append("resolution") }
    for extra in keys.entries where !allowed.contains(extra.name) {
      findings.append(
        extra.key.error(
          "unused-key", "`\(extra.name)` does not belong to a measure by `\(aggregate.name)`", remedy: "Take it out"))
    }
    let datasetNode =
      takesExpression ? keys.required("from", &findings, remedy: "Add `from:` with the dataset") : aggregate.value
    guard let datasetNode, let dataset = dataset(named: datasetNode) else { return nil }
    let at = expression(keys["at"], in: dataset.name, as: .time)
    if dataset.time == nil, keys["at"] == nil {
      findings.append(
        entry.key.error(
          "no-time", "The rows of `\(dataset.name)` have no time to fall into a period",
          remedy: "Add `time:` to the dataset, or `at:` to the measure"))
    }
    let condition = expression(keys["where"], in: dataset.name, as: .condition)
    let matureDays = keys["mature"].flatMap { days($0) }
    let stock = keys["stock"]?.choice(of: StockGrain.self, &findings)
    if let node = keys["allocate"], allowed.contains("allocate") { allocations.append((entry.name, node)) }
    let kind: Measure.Aggregate?
    switch aggregate.name {
    case "count": kind = .count
    case "distinct": kind = .distinct
    case "sum": kind = expression(aggregate.value, in: dataset.name, as: .sum).map { .sum($0) }
    case "quantile":
      let value = expression(aggregate.value, in: dataset.name, as: .distribution)
      let resolution = keys.required("resolution", &findings, remedy: Self.resolutionRemedy).flatMap { duration($0) }
      if let value, let resolution { kind = .quantile(value, resolution: resolution) } else { kind = nil }
    default:
      let start = keys.required("start", &findings).flatMap { expression($0, in: dataset.name, as: .duration) }
      let end = keys.required("end", &findings).flatMap { expression($0, in: dataset.name, as: .duration) }
      let resolution = keys.required("resolution", &findings, remedy: Self.resolutionRemedy).flatMap { duration($0) }
      let competing = competingEnds(keys["competing"], in: dataset.name)
      if let start, let end, let competing, let resolution {
        kind = .survival(start: start, end: end, competing: competing, resolution: resolution)
      } else {
        kind = nil
      }
    }
    guard let kind else { return nil }
    return Measure(
      name: entry.name, dataset: dataset.name, aggregate: kind, condition: condition, at: at, matureDays: matureDays,
      stock: stock, allocate: keys["allocate"]?.plainText,
      location: SourceText(entry.name, file: entry.key.file, line: entry.key.line, column: entry.key.column))
  }

  /// nil where one of them cannot be read.
  private mutating func competingEnds(_ node: ConfigNode?, in dataset: String) -> [RowExpression]? {
    guard let node else { return [] }
    let items = node.list(&findings)
    let ends = items.compactMap { expression($0, in: dataset, as: .duration) }
    guard ends.count <= Measure.competingLimit else {
      findings.append(
        node.error(
          "too-many-ends", "\(node.title) names \(ends.count) ends, and \(Measure.competingLimit) are the most",
          remedy: "Take ends together that need not be told apart: `LEAST(declined_at, withdrawn_at)`"))
      return nil
    }
    return ends.count == items.count ? ends : nil
  }

  private static let resolutionRemedy = "Add `resolution: 1 s`, `1 min`, `1 h` or `1 day`: the step times are kept in"

  private mutating func duration(_ node: ConfigNode) -> Int64? {
    guard let text = node.text(&findings) else { return nil }
    if let amount = Int64(text), (1...1_000_000_000).contains(amount) { return amount }
    let words = text.split(separator: " ")
    let lengths: [Substring: Int64] = ["s": 1, "min": 60, "h": 3600, "day": 86_400]
    if words.count == 2, let amount = Int64(words[0]), (1...1_000_000).contains(amount), let length = lengths[words[1]]
    {
      return amount * length
    }
    findings.append(node.wrongType("a duration", remedy: "Write `1 s`, `1 min`, `1 h` or `1 day`"))
    return nil
  }

  mutating func days(_ node: ConfigNode) -> Int? {
    guard let text = node.text(&findings) else { return nil }
    let words = text.split(separator: " ")
    if words.count == 2, let count = Int(words[0]), (1...10_000).contains(count) {
      if words[1] == "days" || words[1] == "day" { return count }
      if words[1] == "weeks" || words[1] == "week" { return count * 7 }
    }
    findings.append(node.wrongType("a number of days", remedy: "Write `90 days`"))
    return nil
  }
}
