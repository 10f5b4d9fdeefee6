public import Metrics

extension KPILibrary {
  /// The reference page of the library in Markdown.
  public var page: String {
    var lines = [
      "# The KPI library",
      "",
      "\(kpis.count) KPIs that a pack takes by name: `use: [nps, containment_rate]`. `boardpack kpis` lists them, "
        + "`boardpack kpis NAME` describes one, and `boardpack kpis --for PACK` says which of them the pack's columns allow.",
      "This page is made from the library. A rule of thumb is a figure that is often quoted, not a finding. `money` is the "
        + "pack's currency.",
    ]
    for section in KPI.Section.allCases {
      let members = kpis.filter { $0.section == section }
      guard !members.isEmpty else { continue }
      lines += ["", "## \(section.title)"]
      for kpi in members { lines += [""] + text(kpi) }
    }
    lines += [
      "", "## Datasets", "",
      "What the KPIs are computed from. A pack maps its own columns onto these, or takes "
        + "a dataset over with `contract: library/sessions`.",
    ]
    for contract in contracts { lines += [""] + text(contract) }
    if !notMetrics.isEmpty {
      lines += ["", "## What is no metric", ""]
      lines += notMetrics.map { "- **\(Self.cell($0.name))**: \(Self.cell($0.why))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func text(_ kpi: KPI) -> [String] {
    var lines = ["### \(kpi.name)", "", "**\(Self.cell(kpi.label)).** \(Self.cell(kpi.definition))", ""]
    lines += ["| | |", "|---|---|", "| formula | `\(kpi.formula)` |"]
    lines.append("| unit | \(kpi.unit == "1" ? "a pure number" : "`\(kpi.unit)`"), \(kpi.polarity.phrase) |")
    if let benefit = kpi.benefitClass { lines.append("| counts as | \(benefit.rawValue) |") }
    let parts = parts(of: kpi)
    if !parts.kpis.isEmpty {
      lines.append("| built from | \(parts.kpis.map { "`\($0.name)`" }.joined(separator: ", ")) |")
    }
    for measure in parts.measures { lines.append("| `\(measure.name)` | \(Self.cell("`\(measure.text)`")) |") }
    for input in inputs(of: kpi) {
      lines.append(
        "| input `\(input.name)` | \(Self.cell(input.meaning))\(input.unit.isEmpty ? "" : ", `\(input.unit)`") |")
    }
    let cohorts = cohorts(of: kpi)
    if !cohorts.isEmpty { lines.append("| cohort | \(cohorts.map { "`\($0)`" }.joined(separator: ", ")) |") }
    let columns = columns(of: kpi)
    for dataset in datasets(of: kpi) {
      let names = columns.filter { $0.dataset == dataset.name }.map { "`\($0.name)`" }
      lines.append("| needs `\(dataset.name)` | \(names.isEmpty ? "its rows" : names.joined(separator: ", ")) |")
    }
    if let rule = kpi.ruleOfThumb {
      lines.append("| rule of thumb | \(Self.cell(rule.text)) (\(Self.cell(rule.source))) |")
    }
    if !kpi.pitfalls.isEmpty { lines += [""] + kpi.pitfalls.map { "- \(Self.cell($0))" } }
    if let test = kpi.tests.first { lines += [""] + text(test) }
    return lines
  }

  /// One worked example, with its rows.
  private func text(_ test: KPI.Test) -> [String] {
    let value = test.value.map { Formula.number($0, unit: nil).description } ?? "n/a"
    var lines = ["Worked example, \(Self.cell(test.name)): \(value)", "", "```yaml"]
    for (dataset, rows) in test.rows {
      lines.append("\(dataset):")
      lines += rows.map { "  - \(row($0, of: dataset))" }
    }
    for (name, value) in test.inputs.sorted(by: { $0.key < $1.key }) { lines.append("\(name): \(value)") }
    return lines.last == "```yaml" ? Array(lines.dropLast(2)) : lines + ["```"]
  }

  /// A row as written in a test, columns in the order of the dataset.
  private func row(_ row: [String: String], of dataset: String) -> String {
    let names = contract(dataset)?.columns.map(\.name) ?? row.keys.sorted()
    return "{" + names.compactMap { name in row[name].map { "\(name): \($0)" } }.joined(separator: ", ") + "}"
  }

  private func text(_ contract: LibraryContract) -> [String] {
    var lines = ["### \(contract.name)", "", Self.cell(contract.about), ""]
    let keys = contract.entries.compactMap { entry in entry.value.plainText.map { "\(entry.name): `\($0)`" } }
    if !keys.isEmpty { lines += [keys.joined(separator: ", "), ""] }
    lines += ["| column | type | unit | required | meaning |", "|---|---|---|---|---|"]
    lines += contract.columns.map { column in
      "| `\(column.name)` | \(column.type) |\(column.unit.map { " `\($0)`" } ?? "") |\(column.required ? " yes" : "") | "
        + "\(Self.cell(column.meaning)) |"
    }
    return lines
  }

  /// A text of the library in a cell of a table.
  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ")
  }
}

extension Polarity {
  /// In words, for descriptions.
  public var phrase: String {
    switch self {
    case .up: "higher is better"
    case .down: "lower is better"
    case .neutral: "neither direction is better by itself"
    }
  }
}
