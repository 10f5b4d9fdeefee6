import Diagnostics
import Metrics
import Units

/// Reads the files of the KPI library. A mistake in them is a finding at its place, which the library's own tests see.
struct LibraryReader {
  private var library = KPILibrary()
  private var findings: [Diagnostic] = []

  static func read(kpis: [(name: String, bytes: [UInt8])], contracts: (name: String, bytes: [UInt8])) -> KPILibrary {
    var reader = LibraryReader()
    if let root = reader.root(contracts) { reader.readContracts(root) }
    let roots = kpis.compactMap { reader.root($0) }
    for root in roots { reader.readFile(root) }
    reader.order()
    reader.checkNames()
    reader.library.findings = reader.findings
    return reader.library
  }

  private mutating func root(_ file: (name: String, bytes: [UInt8])) -> ConfigNode? {
    let (root, problems) = parseYAML(text: String(decoding: file.bytes, as: UTF8.self), file: file.name)
    findings += problems
    return root
  }

  private mutating func readFile(_ root: ConfigNode) {
    let top = root.mapping(known: ["measures", "kpis", "not_metrics"], &findings)
    for entry in top["measures"]?.entries(&findings) ?? [] {
      guard let measure = measure(entry) else { continue }
      if library.measures.updateValue(measure, forKey: entry.name) != nil { double(entry) }
    }
    for entry in top["kpis"]?.entries(&findings) ?? [] {
      if let kpi = kpi(entry) { library.kpis.append(kpi) }
    }
    for item in top["not_metrics"]?.list(&findings) ?? [] {
      let keys = item.mapping(known: ["name", "why"], &findings)
      guard let name = keys.required("name", &findings)?.text(&findings),
        let why = keys.required("why", &findings)?.text(&findings)
      else { continue }
      library.notMetrics.append(KPILibrary.NotMetric(name: name, why: why))
    }
  }

  // MARK: - Datasets

  private mutating func readContracts(_ root: ConfigNode) {
    for entry in root.entries(&findings) {
      let all = entry.value.entries(&findings)
      let keys = ConfigMapping(node: entry.value, entries: all)
      guard let about = keys.required("about", &findings)?.text(&findings),
        let noun = keys.required("noun", &findings)?.text(&findings)
      else { continue }
      let columns = (keys["columns"]?.entries(&findings) ?? []).compactMap { column($0) }
      library.contracts.append(
        LibraryContract(
          name: entry.name, about: about, noun: noun, columns: columns,
          entries: all.filter { $0.name != "about" && $0.name != "columns" }, node: entry.key))
    }
  }

  private mutating func column(_ entry: ConfigEntry) -> LibraryContract.Column? {
    let all = entry.value.entries(&findings)
    // A comma in a meaning without quotes ends it, and the rest is a key without a value.
    for key in all where key.value.isEmpty {
      findings.append(key.key.error("empty-key", "`\(key.name)` of the column `\(entry.name)` has no value"))
    }
    let keys = ConfigMapping(node: entry.value, entries: all)
    guard let type = keys.required("type", &findings)?.text(&findings),
      let meaning = keys.required("meaning", &findings)?.text(&findings)
    else { return nil }
    var written = entry
    written.value.content = .mapping(all.filter { $0.name != "meaning" })
    return LibraryContract.Column(
      name: entry.name, type: type, unit: keys["unit"]?.plainText ?? (type == "money" ? "money" : nil),
      required: keys["required"]?.boolean(&findings) ?? false, meaning: meaning, entry: written)
  }

  // MARK: - Measures

  private static let expressionKeys = ["sum", "quantile", "where", "at", "start", "end", "competing"]

  private mutating func measure(_ entry: ConfigEntry) -> LibraryMeasure? {
    var measure = LibraryMeasure(name: entry.name, dataset: "", keys: [], node: entry.key)
    for key in entry.value.entries(&findings) {
      var read = LibraryMeasure.Key(name: key.name, value: key.value)
      if ["count", "distinct", "survival", "from"].contains(key.name) {
        read.isDataset = true
        measure.dataset = key.value.plainText ?? ""
      } else if Self.expressionKeys.contains(key.name) {
        do throws(ExpressionError) {
          read.expression = try RowExpression(parsing: key.value.source)
        } catch {
          findings.append(error.diagnostic(in: key.value.source))
          return nil
        }
      }
      measure.keys.append(read)
    }
    guard let contract = library.contract(measure.dataset) else {
      findings.append(unknown("dataset", measure.dataset, library.contracts.map(\.name), at: entry.key))
      return nil
    }
    for name in measure.columnsUsed where library.column(name, of: contract) == nil {
      findings.append(unknown("column", "\(contract.name).\(name)", contract.columns.map(\.name), at: entry.key))
    }
    return measure
  }

  // MARK: - KPIs

  private static let keys = [
    "label", "section", "definition", "value", "unit", "better", "digits", "class", "pitfalls", "rule_of_thumb",
    "inputs", "cohort", "tests",
  ]

  private mutating func kpi(_ entry: ConfigEntry) -> KPI? {
    let keys = entry.value.mapping(known: Self.keys, &findings)
    guard let label = keys.required("label", &findings)?.text(&findings),
      let section = keys.required("section", &findings)?.choice(of: KPI.Section.self, &findings),
      let definition = keys.required("definition", &findings)?.text(&findings),
      let value = keys.required("value", &findings), let unit = keys.required("unit", &findings)?.text(&findings),
      let polarity = keys.required("better", &findings)?.choice(of: Polarity.self, &findings),
      let tests = keys.required("tests", &findings), let formula = formula(value)
    else { return nil }
    if let bad = Self.unitMistake(unit) { findings.append(entry.key.error("unknown-unit", bad)) }
    return KPI(
      name: entry.name, label: label, section: section, definition: definition, formula: formula, unit: unit,
      polarity: polarity, benefitClass: keys["class"]?.choice(of: BenefitClass.self, &findings),
      pitfalls: (keys["pitfalls"]?.list(&findings) ?? []).compactMap { $0.text(&findings) },
      ruleOfThumb: keys["rule_of_thumb"].flatMap { ruleOfThumb($0) },
      inputs: (keys["inputs"]?.entries(&findings) ?? []).compactMap { input($0) },
      cohort: keys["cohort"]?.text(&findings), tests: tests.list(&findings).compactMap { test($0) },
      entries: keys.entries.filter { Self.metricKeys.contains($0.name) }, node: entry.key)
  }

  /// What a KPI says as a metric of a pack says it.
  private static let metricKeys = ["label", "definition", "value", "unit", "better", "digits", "class", "pitfalls"]

  private mutating func formula(_ node: ConfigNode) -> Formula? {
    do throws(ExpressionError) {
      return try Formula(parsing: node.source)
    } catch {
      findings.append(error.diagnostic(in: node.source))
      return nil
    }
  }

  private mutating func ruleOfThumb(_ node: ConfigNode) -> KPI.RuleOfThumb? {
    let keys = node.mapping(known: ["text", "source"], &findings)
    guard let text = keys.required("text", &findings)?.text(&findings),
      let source = keys.required("source", &findings)?.text(&findings)
    else { return nil }
    return KPI.RuleOfThumb(text: text, source: source)
  }

  private mutating func input(_ entry: ConfigEntry) -> KPI.Input? {
    let keys = entry.value.mapping(known: ["unit", "meaning"], &findings)
    guard let meaning = keys.required("meaning", &findings)?.text(&findings) else { return nil }
    let unit = keys["unit"]?.text(&findings) ?? ""
    if !unit.isEmpty, let bad = Self.unitMistake(unit) { findings.append(entry.key.error("unknown-unit", bad)) }
    return KPI.Input(name: entry.name, unit: unit, meaning: meaning)
  }

  private mutating func test(_ node: ConfigNode) -> KPI.Test? {
    let keys = node.mapping(
      known: ["name", "rows", "inputs", "value", "tolerance", "period", "as_of"], &findings)
    guard let name = keys.required("name", &findings)?.text(&findings),
      let value = keys.required("value", &findings)
    else { return nil }
    var rows: [(dataset: String, rows: [[String: String]])] = []
    for entry in keys["rows"]?.entries(&findings) ?? [] {
      guard let contract = library.contract(entry.name) else {
        findings.append(unknown("dataset", entry.name, library.contracts.map(\.name), at: entry.key))
        continue
      }
      rows.append(
        (
          entry.name,
          entry.value.list(&findings).map { row in
            var values: [String: String] = [:]
            for cell in row.entries(&findings) {
              if contract.column(cell.name) == nil {
                findings.append(unknown("column", cell.name, contract.columns.map(\.name), at: cell.key))
              }
              values[cell.name] = cell.value.plainText
            }
            return values
          }
        ))
    }
    var inputs: [String: String] = [:]
    for entry in keys["inputs"]?.entries(&findings) ?? [] { inputs[entry.name] = entry.value.text(&findings) }
    return KPI.Test(
      name: name, rows: rows, inputs: inputs, value: value.plainText == "n/a" ? nil : value.number(&findings),
      tolerance: keys["tolerance"]?.number(&findings) ?? 1e-9, period: keys["period"]?.text(&findings) ?? "2026-Q1",
      asOf: keys["as_of"]?.text(&findings) ?? "2026-04-30")
  }

  // MARK: - Checks

  private mutating func order() {
    library.kpis = KPI.Section.allCases.flatMap { section in library.kpis.filter { $0.section == section } }
    for (index, kpi) in library.kpis.enumerated() { library.positions[kpi.name] = index }
  }

  private mutating func checkNames() {
    var seen: Set<String> = []
    for kpi in library.kpis {
      if !seen.insert(kpi.name).inserted || library.measures[kpi.name] != nil {
        findings.append(kpi.node.error("duplicate-name", "`\(kpi.name)` is there twice"))
      }
      let known = Array(library.measures.keys) + library.kpis.map(\.name) + kpi.inputs.map(\.name)
      for name in kpi.formula.names where !known.contains(name) {
        findings.append(unknown("measure, KPI or input", name, known.sorted(), at: kpi.node))
      }
    }
  }

  private mutating func double(_ entry: ConfigEntry) {
    findings.append(entry.key.error("duplicate-name", "The measure `\(entry.name)` is there twice"))
  }

  private func unknown(_ what: String, _ name: String, _ known: [String], at node: ConfigNode) -> Diagnostic {
    node.error(
      "unknown-name", "The library has no \(what) `\(name)`",
      remedy: nearestName(to: name, among: known).map { "Did you mean `\($0)`?" })
  }

  /// A library that names a currency would fit the packs of that currency only.
  static func unitMistake(_ text: String) -> String? {
    for part in text.split(whereSeparator: { $0 == "/" || $0 == "*" }) where Currency.digits(of: String(part)) != nil {
      return "`\(text)` names a currency; write `money`"
    }
    do throws(UnitError) {
      _ = try Units.Unit(parsing: LibraryUnit.text(text, currency: "EUR", nouns: [:]))
      return nil
    } catch {
      return error.message
    }
  }
}
