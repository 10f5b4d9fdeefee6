import Diagnostics
import Metrics
import Units

/// A metric before its unit is known; targets wait for it.
struct MetricDraft {
  var metric: Metric
  var target: ConfigNode?
  var plan: ConfigNode?
  var forecast: ConfigNode?
}

extension PackDecoder {
  mutating func metricDrafts(_ node: ConfigNode?) -> [MetricDraft] {
    (node?.entries(&findings) ?? []).filter { isName($0) }.compactMap { entry in
      let keys = PackSchema.mapping(entry.value, at: "metrics.*", &findings)
      let polarity = keys["better"]?.choice(of: Polarity.self, &findings)
      let unit = unit(keys["unit"])
      let digits = keys["digits"]?.integer(in: 0...6, &findings)
      let benefitClass = keys["class"]?.choice(of: BenefitClass.self, &findings)
      let label = label(keys["label"], name: entry.name, &findings)
      let owner = keys["owner"]?.text(&findings)
      let definition = keys["definition"]?.text(&findings)
      let targetSource = keys["target_source"]?.text(&findings)
      guard let value = keys["value"], value.text(&findings) != nil else { return nil }
      let formula: Formula
      do throws(ExpressionError) {
        formula = try Formula(parsing: value.source)
      } catch {
        findings.append(error.diagnostic(in: value.source))
        return nil
      }
      formulas.append(value.source)
      checkNames(of: formula, at: value)
      var metric = Metric(
        name: entry.name, label: label, formula: formula, declaredUnit: unit, polarity: polarity ?? .neutral,
        owner: owner, definition: definition, targetSource: targetSource, digits: digits, benefitClass: benefitClass,
        location: value.source)
      metric.pitfalls = (keys["pitfalls"]?.list(&findings) ?? []).compactMap { $0.text(&findings) }
      return MetricDraft(metric: metric, target: keys["target"], plan: keys["plan"], forecast: keys["forecast"])
    }
  }

  /// Compiles the formulas with units, then reads targets and plans in those units.
  mutating func metrics(_ drafts: [MetricDraft]) -> ([Metric], CompiledMetrics) {
    var quantities: [String: NamedQuantity] = [:]
    for input in inputs {
      quantities[input.name] = NamedQuantity(
        unit: inputsWithUnit.contains(input.name) ? input.unit : nil, role: .constant)
    }
    for measure in measures {
      guard let dataset = datasets.first(where: { $0.name == measure.dataset }) else { continue }
      let units = columnUnits(of: dataset)
      quantities[measure.name] = measure.quantity(
        noun: dataset.noun, clusterNoun: clusterNoun(of: dataset), columnUnit: { units[$0] })
    }
    let environment = UnitEnvironment(quantities: quantities, cohorts: Set(cohorts.map(\.name)))
    let compiled = compileMetrics(drafts.map(\.metric), in: environment, isFailed: failed.hasFigure)
    findings += compiled.diagnostics
    let metrics = drafts.map { draft in
      var metric = draft.metric
      let unit = compiled.formulas[metric.name]?.unit ?? metric.declaredUnit
      metric.targets = figures(draft.target, in: unit)
      metric.plans = figures(draft.plan, in: unit)
      metric.forecasts = draft.forecast.map { figuresByPeriod($0, in: unit) } ?? [:]
      return metric
    }
    return (metrics, compiled)
  }

  /// Ranges and arms are names of the pack, which formulas alone cannot check.
  private mutating func checkNames(of formula: Formula, at node: ConfigNode) {
    let ranges = comparisons.map(\.name)
    for range in formula.ranges where !ranges.contains(range) && calendar.period(named: range) == nil {
      findings.append(
        node.error(
          "unknown-range", "There is no comparison or period `\(range)`",
          remedy: nearestName(to: range, among: ranges).map { "Did you mean `\($0)`?" } ?? "Add it to `compare`"))
    }
    let arms = cohorts.flatMap(\.arms).map(\.name)
    for arm in formula.arms where !arms.contains(arm) {
      findings.append(
        node.error(
          "unknown-arm", "No cohort has an arm `\(arm)`",
          remedy: nearestName(to: arm, among: arms).map { "Did you mean `\($0)`?" } ?? "Add it to `values` of a cohort")
      )
    }
  }

  private mutating func figures(_ node: ConfigNode?, in unit: Units.Unit?) -> [String: Double] {
    guard let node else { return [:] }
    if case .text = node.content {
      return figure(node, in: unit).map { [Metric.everyPeriod: $0] } ?? [:]
    }
    return figuresByPeriod(node, in: unit)
  }

  private mutating func figuresByPeriod(_ node: ConfigNode, in unit: Units.Unit?) -> [String: Double] {
    var result: [String: Double] = [:]
    for entry in node.entries(&findings) {
      guard calendar.period(named: entry.name) != nil else {
        findings.append(
          entry.key.error("unknown-period", "`\(entry.name)` is no period", remedy: Self.periodRemedy))
        continue
      }
      result[entry.name] = figure(entry.value, in: unit)
    }
    return result
  }

  /// `customer_id` counts customers; without a cluster the row is the unit.
  private func clusterNoun(of dataset: Dataset) -> String {
    Self.clusterNoun(dataset.cluster, orElse: dataset.noun)
  }

  static func clusterNoun(_ cluster: RowExpression?, orElse noun: String) -> String {
    guard let column = cluster?.columnsUsed.first?.split(separator: ".").last else { return noun }
    for ending in ["_id", "_key", "_no", "_number", "_uuid"]
    where column.hasSuffix(ending) && column.count > ending.count {
      return Noun.singular(String(column.dropLast(ending.count)))
    }
    return noun
  }
}

extension Formula {
  /// Names of arms in `arm(metric, name)`.
  var arms: [String] {
    switch self {
    case .number, .name: []
    case .negate(let inner): inner.arms
    case .binary(_, let left, let right): left.arms + right.arms
    case .call(.arm, let arguments):
      arguments.prefix(1).flatMap(\.arms)
        + arguments.dropFirst().compactMap { if case .name(let name) = $0 { name } else { nil } }
    case .call(_, let arguments): arguments.flatMap(\.arms)
    case .choice(let condition, let then, let otherwise): (condition.operands + [then, otherwise]).flatMap(\.arms)
    }
  }
}
