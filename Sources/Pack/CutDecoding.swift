import Diagnostics
import Metrics

extension PackDecoder {
  mutating func readSegments(_ node: ConfigNode?) {
    for entry in node?.entries(&findings) ?? [] where isName(entry) {
      let keys = entry.value.entries(&findings)
      let known = ["label", "max_values"]
      let sources = sources(keys.filter { !known.contains($0.name) }, known: known)
      if sources.isEmpty { note(entry, as: "segment", keys) }
      let label = label(keys.first { $0.name == "label" }?.value, name: entry.name, &findings)
      let maximum = keys.first { $0.name == "max_values" }?.value.integer(in: 1...1_000_000, &findings)
      segments.append(
        Segment(
          name: entry.name, label: label, sources: sources,
          maximumValues: maximum ?? Segment.defaultMaximumValues))
    }
  }

  mutating func readCohorts(_ node: ConfigNode?) {
    let known = ["label", "randomised", "values", "split"]
    for entry in node?.entries(&findings) ?? [] where isName(entry) {
      let all = entry.value.entries(&findings)
      let keys = ConfigMapping(node: entry.value, entries: all.filter { known.contains($0.name) && !$0.value.isEmpty })
      let sources = sources(all.filter { !known.contains($0.name) }, known: known)
      if sources.isEmpty { note(entry, as: "cohort", all) }
      var splits: [String: Double] = [:]
      let splitEntries = keys["split"]?.entries(&findings) ?? []
      for split in splitEntries { splits[split.name] = share(split.value) }
      var arms: [Cohort.Arm] = []
      if let values = keys.required(
        "values", &findings, remedy: "Add `values: {assistant: treatment, holdout: control}` with your own arms")
      {
        for value in values.entries(&findings) {
          guard let role = value.value.choice(of: Cohort.Role.self, &findings) else { continue }
          arms.append(Cohort.Arm(name: value.name, role: role, split: splits[value.name]))
        }
        checkArms(arms, values, splitEntries, keys["split"])
      }
      let randomised = keys["randomised"]?.boolean(&findings) ?? false
      cohorts.append(
        Cohort(
          name: entry.name, label: label(keys["label"], name: entry.name, &findings), sources: sources,
          randomised: randomised, arms: arms))
    }
  }

  private mutating func checkArms(
    _ arms: [Cohort.Arm], _ values: ConfigNode, _ splits: [ConfigEntry], _ split: ConfigNode?
  ) {
    guard !arms.isEmpty else { return }
    for role in Cohort.Role.allCases where !arms.contains(where: { $0.role == role }) {
      findings.append(
        values.error(
          "cohort-arms", "No arm of the cohort is \(role == .control ? "a control" : "a treatment")",
          explanation: "A contrast is treatment less control", remedy: "Write `name: \(role.rawValue)` for one of them")
      )
    }
    for entry in splits where !arms.contains(where: { $0.name == entry.name }) {
      findings.append(
        entry.key.error(
          "unknown-arm", "There is no arm `\(entry.name)`",
          remedy: nearestName(to: entry.name, among: arms.map(\.name)).map { "Did you mean `\($0)`?" }
            ?? "The arms are \(arms.map(\.name).joined(separator: ", "))"))
    }
    let total = arms.compactMap(\.split).reduce(0, +)
    if let split, abs(total - 1) > 1e-6 || arms.contains(where: { $0.split == nil }) {
      findings.append(
        split.error(
          "split-sum", "The shares of the arms do not add up to 1", remedy: "Give each arm its configured share"))
    }
  }

  private mutating func share(_ node: ConfigNode) -> Double? {
    guard let value = node.number(&findings) else { return nil }
    if (0...1).contains(value) { return value }
    findings.append(node.wrongType("a share between 0 and 1", remedy: "Write `0.5` or `50%`"))
    return nil
  }

  private mutating func sources(_ entries: [ConfigEntry], known: [String]) -> [String: RowExpression] {
    var sources: [String: RowExpression] = [:]
    for entry in entries {
      guard datasets.contains(where: { $0.name == entry.name }) else {
        guard failed.datasets.insert(entry.name).inserted else { continue }
        let names = datasets.map(\.name) + known
        findings.append(
          entry.key.error(
            "unknown-dataset", "There is no dataset `\(entry.name)`",
            remedy: nearestName(to: entry.name, among: names).map { "Did you mean `\($0)`?" }
              ?? "The datasets are \(datasets.map(\.name).joined(separator: ", "))"))
        continue
      }
      sources[entry.name] = expression(entry.value, in: entry.name, as: .cut)
    }
    return sources
  }

  /// A segment or cohort without sources, where that does not follow from a dataset or an expression that has failed.
  private mutating func note(_ entry: ConfigEntry, as kind: String, _ keys: [ConfigEntry]) {
    failed.cuts.insert(entry.name)
    let named = failed.datasets.union(datasets.map(\.name))
    guard !keys.contains(where: { named.contains($0.name) }) else { return }
    findings.append(
      entry.key.error(
        "no-source", "The \(kind) `\(entry.name)` names no dataset",
        remedy: "Write `\(entry.name): {\(datasets.first?.name ?? "dataset"): column}`"))
  }
}
