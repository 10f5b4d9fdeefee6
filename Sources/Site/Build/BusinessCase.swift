import Diagnostics
import Kernels
import Facts
import Metrics
import Narrative
import Pack
import Units

/// The business case as approved: what was predicted, line by line, and frozen by its hash.
struct BusinessCase {
  enum Kind: String, CaseIterable { case benefit, cost, outcome }

  struct Line {
    var name: String
    var kind: Kind
    var benefitClass: BenefitClass?
    var metric: String
    /// In the metric's unit.
    var predicted: Double
    var cash: String?
    /// Whether the figure recurs, so that a year at this rate means something.
    var recurs: Bool
    var owner: String
    var reason: RichText
    var next: CivilDate?
  }

  struct Milestone {
    var name: String
    var planned: CivilDate
  }

  var approved: CivilDate
  var approvedBy: String
  /// The realised-to-date window.
  var window: Period
  var baseline: String
  var lines: [Line]
  var milestones: [Milestone]

  /// SHA-256 over what the board approved: date, window, baseline, every line's prediction, every planned milestone.
  /// Reasons, owners and next dates are written later and leave it unchanged.
  var frozenHash: String {
    let head = ["\(approved)", approvedBy, "\(window.start)", "\(window.end)", baseline]
    let predictions = lines.flatMap { line in
      [line.name, line.kind.rawValue, line.benefitClass?.rawValue ?? "", line.metric, "\(line.predicted)"]
    }
    let plans = milestones.flatMap { [$0.name, "\($0.planned)"] }
    return SHA256.hex((head + predictions + plans).joined(separator: "\u{1F}").utf8)
  }

  /// Reads the file; nil where it cannot be used, with the findings that say why.
  static func read(
    _ text: String, file: String, names: PackNames
  ) -> (BusinessCase?, [Diagnostic]) {
    let (root, problems) = parseYAML(text: text, file: file)
    guard let root, !problems.hasErrors else { return (nil, problems) }
    var reader = DirectiveReader(names: names)
    reader.findings = problems
    let result = reader.businessCase(root)
    return (reader.findings.hasErrors ? nil : result, reader.findings)
  }

  /// How a line stands after the window: the rule the page prints below the table.
  static func status(
    _ line: Line, value: Double?, low: Double?, high: Double?, better: Polarity, isContrast: Bool
  ) -> LineStatus {
    guard let value else { return .notMature }
    let shortfall = better == .down ? value - line.predicted : line.predicted - value
    if isContrast, let low, let high, low <= 0, high >= 0 { return .atRisk }
    if shortfall <= 0 { return .realised }
    let share = line.predicted == 0 ? 1 : shortfall / abs(line.predicted)
    if share <= 0.05 { return .onTrack }
    if let low, let high, low <= line.predicted, line.predicted <= high { return .atRisk }
    return share <= 0.25 ? .atRisk : .notRealised
  }

  enum LineStatus { case realised, onTrack, atRisk, notRealised, notMature }
}

extension DirectiveReader {
  mutating func businessCase(_ root: ConfigNode) -> BusinessCase? {
    let m = root.mapping(
      known: ["approved", "approved_by", "window", "baseline", "lines", "milestones"], &findings)
    let lines = m.required("lines", &findings)?.list(&findings).compactMap { caseLine($0) } ?? []
    let milestones = m["milestones"]?.list(&findings).compactMap { milestone($0) } ?? []
    let window = m.required("window", &findings).flatMap { period($0) }
    guard let approved = m.required("approved", &findings)?.date(&findings),
      let approvedBy = m.required("approved_by", &findings)?.text(&findings),
      let baseline = m.required("baseline", &findings)?.text(&findings),
      let window, let period = names.pack.resolvePeriod(window, from: names.pack.period)
    else { return nil }
    return BusinessCase(
      approved: approved, approvedBy: approvedBy, window: period, baseline: baseline, lines: lines,
      milestones: milestones)
  }

  private mutating func caseLine(_ node: ConfigNode) -> BusinessCase.Line? {
    let m = node.mapping(
      known: ["name", "kind", "class", "metric", "predicted", "unit", "owner", "reason", "next", "cash", "recurs"],
      &findings)
    guard let name = m.required("name", &findings)?.text(&findings),
      let kind = m.required("kind", &findings)?.choice(of: BusinessCase.Kind.self, &findings),
      let metric = metric(m.required("metric", &findings)),
      let predicted = m.required("predicted", &findings).flatMap({ prediction($0, unit: m["unit"], metric: metric) }),
      let owner = m.required("owner", &findings)?.text(&findings),
      let reason = rich(m.required("reason", &findings))
    else { return nil }
    return BusinessCase.Line(
      name: name, kind: kind, benefitClass: m["class"]?.choice(of: BenefitClass.self, &findings), metric: metric,
      predicted: predicted, cash: self.metric(m["cash"]),
      recurs: m["recurs"]?.boolean(&findings) ?? true, owner: owner, reason: reason, next: m["next"]?.date(&findings))
  }

  /// A predicted figure in the unit of its metric; another unit in the case is a mistake.
  private mutating func prediction(_ node: ConfigNode, unit: ConfigNode?, metric: String) -> Double? {
    guard let value = node.number(&findings) else { return nil }
    let expected = FormulaFacts(names.pack).unit(of: metric)
    if let unit, let text = unit.text(&findings), (try? Units.Unit(parsing: text)) != expected {
      findings.append(
        unit.error(
          "prediction-unit", "the prediction for \(metric) is in \(text), the metric in \(expected.description)",
          remedy: "write the prediction in \(expected.description)"))
    }
    return node.plainText?.hasSuffix("%") == true ? value : value * expected.writtenFactor
  }

  private mutating func milestone(_ node: ConfigNode) -> BusinessCase.Milestone? {
    let m = node.mapping(known: ["name", "planned"], &findings)
    guard let name = m.required("name", &findings)?.text(&findings),
      let planned = m.required("planned", &findings)?.date(&findings)
    else { return nil }
    return BusinessCase.Milestone(name: name, planned: planned)
  }
}
