import Diagnostics
import Metrics
import Units

extension PackDecoder {
  private static let kinds = ["rows", "between", "sum_of", "parts"]
  private static let keysOfKind = [
    "rows": ["metric", "value", "inputs", "tolerance"], "between": ["metric", "by"],
    "sum_of": ["equals", "tolerance"], "parts": ["by", "equals", "tolerance"],
  ]

  /// Reads `tests:` and checks every name in them; nothing is run.
  mutating func readTests(_ node: ConfigNode?, metrics: [Metric], _ compiled: [String: CompiledFormula]) {
    let known = metrics.map(\.name) + measures.map(\.name) + inputs.map(\.name)
    var units: [String: Units.Unit] = compiled.mapValues(\.unit)
    for input in inputs { units[input.name] = input.unit }
    var names: [String: Int] = [:]
    for item in node?.list(&findings) ?? [] {
      let keys = PackSchema.mapping(item, at: "tests.*", &findings)
      guard let nameNode = keys["name"], let name = nameNode.text(&findings) else { continue }
      if let line = names[name] {
        findings.append(
          nameNode.error(
            "duplicate-test", "The test “\(name)” has the name of that in line \(line)", remedy: "Rename one of the two"
          ))
      }
      names[name] = names[name] ?? nameNode.line
      let scope = TestScope(known: known, units: units)
      guard let kind = kind(keys, scope) else { continue }
      guard let period = period(ofTest: keys["period"]) else { continue }
      let place = SourceText(name, file: item.file, line: item.line, column: item.column)
      tests.append(PackTest(name: name, kind: kind, period: period, location: place))
    }
  }

  private struct TestScope {
    var known: [String]
    var units: [String: Units.Unit]
  }

  private mutating func kind(_ keys: ConfigMapping, _ scope: TestScope) -> PackTest.Kind? {
    let found = keys.entries.filter { Self.kinds.contains($0.name) }
    guard found.count == 1, let main = found.first else {
      findings.append(
        keys.node.error(
          "test-kind",
          found.isEmpty
            ? "The test expects nothing" : "The test has \(found.map { "`\($0.name)`" }.joined(separator: " and "))",
          explanation: "A test has exactly one of \(Self.kinds.joined(separator: ", "))",
          remedy: found.isEmpty ? "Write `metric: … , between: [0.3, 0.9]`" : "Make two tests of it"))
      return nil
    }
    let allowed = (Self.keysOfKind[main.name] ?? []) + ["name", "period", main.name]
    for extra in keys.entries where !allowed.contains(extra.name) {
      findings.append(
        extra.key.error(
          "unused-key", "`\(extra.name)` does not belong to a test by `\(main.name)`", remedy: "Take it out"))
    }
    switch main.name {
    case "rows": return rowsKind(keys, main.value, scope)
    case "between":
      guard let metric = quantity(keys.required("metric", &findings), scope) else { return nil }
      let bounds = main.value.list(&findings)
      guard bounds.count == 2, let low = bound(bounds[0], of: metric, scope),
        let high = bound(bounds[1], of: metric, scope)
      else {
        if bounds.count != 2 { findings.append(main.value.wrongType("two bounds", remedy: "Write `[0.3, 0.9]`")) }
        return nil
      }
      guard low <= high else {
        findings.append(
          main.value.error("test-bounds", "The lower bound is above the upper one", remedy: "Turn them round"))
        return nil
      }
      var segment: String?
      if let by = keys["by"] {
        segment = self.segment(by)
        if segment == nil { return nil }
      }
      return .between(metric: metric, low...high, segment: segment)
    case "sum_of":
      let parts = main.value.list(&findings).compactMap { quantity($0, scope) }
      guard let whole = quantity(keys.required("equals", &findings), scope),
        let tolerance = tolerance(keys["tolerance"]),
        !parts.isEmpty
      else { return nil }
      return .sum(parts, equals: whole, tolerance)
    default:
      guard let metric = quantity(main.value, scope),
        let segment = segment(keys.required("by", &findings)),
        let whole = quantity(keys.required("equals", &findings), scope), let tolerance = tolerance(keys["tolerance"])
      else { return nil }
      return .parts(of: metric, segment: segment, equals: whole, tolerance)
    }
  }

  private mutating func rowsKind(_ keys: ConfigMapping, _ node: ConfigNode, _ scope: TestScope) -> PackTest.Kind? {
    let before = findings.count
    var rows: [String: [[String: String]]] = [:]
    for entry in node.entries(&findings) {
      guard let dataset = datasets.first(where: { $0.name == entry.name }) else {
        if failed.datasets.insert(entry.name).inserted { findings.append(unknownDataset(entry.name, entry.key)) }
        continue
      }
      if case .rollup = dataset.source {
        findings.append(
          entry.key.error(
            "test-rows", "`\(dataset.name)` is a roll-up, whose rows are made from another dataset",
            remedy: "Write rows of the dataset it is a roll-up of"))
        continue
      }
      rows[dataset.name] = entry.value.list(&findings).map { row(dataset, $0) }
    }
    var given: [String: Double] = [:]
    for entry in keys["inputs"]?.entries(&findings) ?? [] {
      guard let input = inputs.first(where: { $0.name == entry.name }) else {
        findings.append(unknownName(entry.name, entry.key, "input", among: inputs.map(\.name)))
        continue
      }
      given[input.name] = figure(entry.value, in: input.unit)
    }
    let metric = quantity(keys.required("metric", &findings), scope)
    let value = keys.required("value", &findings, remedy: "Add `value:`, the figure expected of the rows, or `n/a`")
    let tolerance = tolerance(keys["tolerance"])
    guard let metric, let value, let tolerance else { return nil }
    let expected = value.plainText == "n/a" ? nil : bound(value, of: metric, scope)
    guard !findings[before...].contains(where: { $0.severity == .error }) else { return nil }
    return .rows(RowsInTest(rows: rows, inputs: given), metric: metric, value: expected, tolerance)
  }

  private mutating func row(_ dataset: Dataset, _ node: ConfigNode) -> [String: String] {
    var row: [String: String] = [:]
    let names = dataset.columns.map(\.name)
    for entry in node.entries(&findings) {
      guard names.contains(entry.name) else {
        findings.append(
          unknownName(entry.name, entry.key, "column that the pack reads in `\(dataset.name)`", among: names))
        continue
      }
      guard let text = entry.value.plainText else {
        findings.append(entry.value.wrongType("one value", remedy: "Write it as a file would hold it"))
        continue
      }
      row[entry.name] = text
    }
    return row
  }

  /// A figure in the unit of a metric, as targets are written.
  private mutating func bound(_ node: ConfigNode, of metric: String, _ scope: TestScope) -> Double? {
    figure(node, in: scope.units[metric] ?? .ratio)
  }

  private mutating func tolerance(_ node: ConfigNode?) -> PackTest.Tolerance? {
    guard let node else { return .rounding }
    guard let amount = node.number(&findings) else { return nil }
    guard amount >= 0 else {
      findings.append(node.wrongType("a tolerance", remedy: "Write `0.01`, or `0.1%` of the expected figure"))
      return nil
    }
    return PackTest.Tolerance(amount: amount, isShare: node.plainText?.hasSuffix("%") == true)
  }

  private mutating func period(ofTest node: ConfigNode?) -> Period? {
    guard let node else { return period }
    guard let text = node.text(&findings), let period else { return nil }
    if let comparison = comparisons.first(where: { $0.name == text }) {
      switch comparison.target {
      case .shift(let months): return period.shifted(months: months)
      case .range(let range): return range
      }
    }
    if let named = calendar.period(named: text) { return named }
    let nearest = nearestName(to: text, among: comparisons.map(\.name)).map { "Did you mean `\($0)`?" }
    findings.append(
      node.error("unknown-period", "`\(text)` is no period", remedy: nearest ?? Self.periodRemedy))
    return nil
  }

  private mutating func quantity(_ node: ConfigNode?, _ scope: TestScope) -> String? {
    guard let node, let name = node.text(&findings) else { return nil }
    if scope.known.contains(name) { return name }
    guard !failed.hasFigure(name) else { return nil }
    findings.append(unknownName(name, node, "metric", among: scope.known))
    return nil
  }

  private mutating func segment(_ node: ConfigNode?) -> String? {
    guard let node, let name = node.text(&findings) else { return nil }
    if segments.contains(where: { $0.name == name }) { return name }
    findings.append(unknownName(name, node, "segment", among: segments.map(\.name)))
    return nil
  }

  private func unknownName(_ name: String, _ node: ConfigNode, _ noun: String, among known: [String]) -> Diagnostic {
    node.error(
      "unknown-name", "There is no \(noun) `\(name)`",
      remedy: nearestName(to: name, among: known).map { "Did you mean `\($0)`?" }
        ?? (known.isEmpty || known.count > 12 ? nil : "Known are \(known.sorted().joined(separator: ", "))"))
  }
}
