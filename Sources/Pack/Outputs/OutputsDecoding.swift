import Diagnostics

extension PackDecoder {
  /// Keys of `for` that are no segment.
  private static let outputKeys = ["headline"]

  /// Reads `for`, whose one free key is a segment.
  mutating func outputs(_ node: ConfigNode?, metrics: [String]) -> Pack.Outputs? {
    guard let node else { return nil }
    let entries = node.entries(&findings)
    let named = entries.filter { !Self.outputKeys.contains($0.name) }
    guard let entry = named.first, named.count == 1 else {
      findings.append(
        node.error(
          "for-segment", named.isEmpty ? "`for` names no segment" : "`for` names more than one segment",
          explanation: "Each value of one segment gets an output of its own",
          remedy: "Write `for: {\(segments.first?.name ?? "region"): all}`"))
      return nil
    }
    guard segments.contains(where: { $0.name == entry.name }) else {
      let names = segments.map(\.name)
      findings.append(
        entry.key.error(
          "unknown-segment", "There is no segment `\(entry.name)`",
          remedy: nearestName(to: entry.name, among: names + Self.outputKeys).map { "Did you mean `\($0)`?" }
            ?? (names.isEmpty
              ? "Declare it under `segments:`" : "The segments are \(names.joined(separator: ", "))")))
      return nil
    }
    var headline: [String] = []
    for item in entries.first(where: { $0.name == "headline" })?.value.list(&findings) ?? [] {
      guard let name = item.text(&findings) else { continue }
      if metrics.contains(name) {
        headline.append(name)
      } else {
        findings.append(
          item.error(
            "unknown-metric", "There is no metric `\(name)`",
            remedy: nearestName(to: name, among: metrics).map { "Did you mean `\($0)`?" }))
      }
    }
    return Pack.Outputs(
      segment: entry.name, values: values(entry.value), headline: headline, location: entry.key.location)
  }

  private mutating func values(_ node: ConfigNode) -> [String]? {
    if node.plainText == "all" { return nil }
    let items = node.list(&findings)
    if items.isEmpty, !node.isEmpty { return [] }
    if items.isEmpty {
      findings.append(node.wrongType("`all` or a list of values", remedy: "Write `all`, or `[North, South]`"))
    }
    var seen: Set<String> = []
    return items.compactMap { item in
      guard let value = item.text(&findings) else { return nil }
      guard seen.insert(value).inserted else {
        findings.append(
          item.error("duplicate-value", "The value `\(value)` is listed twice", remedy: "Keep one of the two"))
        return nil
      }
      return value
    }
  }
}

extension PackSchema {
  /// Keys of packs with many outputs.
  static let outputs: [Field] = [
    Field("for", "mapping", "builds one output for each value of a segment ([outputs](outputs.md))"),
    Field(
      "for.*", "all or list of values",
      "a segment: `region: all`, or `region: [North, South]`; `{{ for.region }}` in prose and titles is the value"),
    Field(
      "for.headline", "list of metrics", default: "the pack's first four",
      "shown of each output on the page that lists them"),
  ]
}
