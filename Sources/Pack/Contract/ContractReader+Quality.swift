import Diagnostics
import Metrics

extension ContractReader {
  /// A check of the standard's library, as far as it is one; others have their finding.
  private struct Check {
    var metric: String
    var arguments: [ConfigEntry]
    /// The pack's text of the limit: `12`, `0.5%`; nil where the operator sets no upper limit.
    var limit: String?
    var name: String?
    var node: ConfigNode

    var isStrict: Bool { limit == "0" || limit == "0%" }
  }

  private static let operators = [
    "mustBe", "mustNotBe", "mustBeGreaterThan", "mustBeGreaterOrEqualTo", "mustBeLessThan", "mustBeLessOrEqualTo",
    "mustBeBetween", "mustNotBeBetween",
  ]

  /// Names of version 3.0 for the library's metrics.
  private static let formerNames = [
    "nullCheck": "nullValues", "duplicateCount": "duplicateValues", "uniqueCheck": "duplicateValues",
    "validValues": "invalidValues", "invalidCount": "invalidValues",
  ]

  private mutating func check(_ node: ConfigNode) -> Check? {
    let keys = keys(
      node,
      honoured: [
        "type", "metric", "rule", "arguments", "unit", "validValues", "query", "engine", "implementation",
      ] + Self.operators,
      forPeople: [
        "id", "authoritativeDefinitions", "businessImpact", "customProperties", "description", "dimension", "method",
        "name", "schedule", "scheduler", "severity", "tags",
      ])
    switch keys["type"]?.plainText ?? "library" {
    case "library": break
    case "text":
      if !unused.contains("quality in words") { unused.append("quality in words") }
      return nil
    case "sql":
      notHonoured(node, "A quality rule in SQL", "Write it as `rules:` of the dataset: `{name: …, where: …}`")
      return nil
    case let kind:
      let engine = keys["engine"]?.plainText.map { " for \($0)" } ?? ""
      notHonoured(
        node, "A quality rule of type `\(kind)`\(engine)", "Write it as `rules:` of the dataset: `{name: …, where: …}`")
      return nil
    }
    guard let metric = (keys["metric"] ?? keys["rule"])?.plainText else {
      notHonoured(node, "A quality rule without `metric`")
      return nil
    }
    var arguments: [ConfigEntry] = []
    if let node = keys["arguments"] { arguments = node.entries(&findings) }
    if let values = keys["validValues"] { arguments.append(values.entry("validValues", values)) }
    return Check(
      metric: Self.formerNames[metric] ?? metric, arguments: arguments, limit: limit(keys),
      name: keys["name"]?.plainText ?? keys["description"]?.plainText, node: node)
  }

  private mutating func limit(_ keys: ConfigMapping) -> String? {
    let isPercent = keys["unit"]?.plainText?.lowercased() == "percent"
    let sign = isPercent ? "%" : ""
    guard let entry = keys.entries.first(where: { Self.operators.contains($0.name) }) else { return "0" }
    let text = entry.value.plainText.flatMap { ExactDecimal(parsing: $0)?.reduced }
    switch entry.name {
    case "mustBe" where text?.digits == 0: return "0"
    case "mustBeLessOrEqualTo": return text.map { "\($0)\(sign)" }
    case "mustBeLessThan":
      guard let text, text.digits > 0 else { return nil }
      if isPercent {
        findings.append(
          Diagnostic(
            .note, "contract-limit", "Less than \(text)% is read as at most \(text)%", at: entry.value.location))
        return "\(text)%"
      }
      // The largest whole number below it.
      let whole = Int128(text.digits) / text.denominator
      return "\(text.scale == 0 ? whole - 1 : whole)"
    case "mustBeBetween":
      guard case .list(let ends) = entry.value.content, ends.count == 2,
        let low = ends[0].plainText.flatMap({ ExactDecimal(parsing: $0) }), low.digits <= 0,
        let high = ends[1].plainText.flatMap({ ExactDecimal(parsing: $0)?.reduced })
      else { return nil }
      return "\(high)\(sign)"
    default: return nil
    }
  }

  /// Spellings of YAML's null, which is no text.
  static let nullTexts: Set<String> = ["", "null", "~"]

  private mutating func texts(_ node: ConfigNode) -> [ConfigNode] {
    node.list(&findings).filter { !Self.nullTexts.contains($0.plainText ?? "") }
  }

  mutating func columnQuality(_ node: ConfigNode, of column: inout Column, in table: inout Table) {
    guard let check = check(node) else { return }
    guard let limit = check.limit else {
      notHonoured(node, "This limit of `\(check.metric)`", "Only upper limits are: `mustBe: 0`, `mustBeLessOrEqualTo`")
      return
    }
    switch check.metric {
    case "nullValues", "missingValues":
      if let spellings = check.arguments["missingValues"] {
        var nulls = spellings
        nulls.content = .list(texts(spellings))
        column.keys.set(spellings.entry("nulls", nulls))
      }
      if check.isStrict {
        column.keys.set(node.entry("required", "true"))
      } else {
        table.add(
          rule: check.name ?? "\(column.name) has a value", where: "\(column.expression) IS NOT NULL", atMost: limit,
          at: node)
      }
    case "duplicateValues" where check.isStrict: column.keys.set(node.entry("unique", "true"))
    case "invalidValues":
      if let pattern = check.arguments["pattern"] { notHonoured(pattern, "The pattern of a quality rule") }
      guard let valid = check.arguments["validValues"] else { return }
      let values = texts(valid)
      if check.isStrict {
        var list = valid
        list.content = .list(values)
        column.keys.set(valid.entry("values", list))
      } else {
        let literals = values.compactMap(\.plainText).map {
          column.isText ? "'" + $0.replacing("'", with: "''") + "'" : $0
        }
        table.add(
          rule: check.name ?? "\(column.name) is one of the valid values",
          where: "\(column.expression) IN (\(literals.joined(separator: ", ")))", atMost: limit, at: node)
      }
    case "duplicateValues":
      notHonoured(node, "A number of allowed duplicates", "Only `mustBe: 0` is: the column is then unique")
    default: notHonoured(node, "The metric `\(check.metric)`")
    }
  }

  mutating func tableQuality(_ node: ConfigNode, of table: inout Table) {
    guard let check = check(node) else { return }
    let columns = (check.arguments["properties"]?.list(&findings) ?? []).compactMap(\.plainText)
    guard check.metric == "duplicateValues", check.isStrict, columns.count == 1,
      let index = table.columns.firstIndex(where: { $0.name == columns[0] }),
      case .mapping(var keys) = table.columns[index].value.content
    else {
      let what = columns.count > 1 ? "Uniqueness of \(columns.count) columns together" : "The metric `\(check.metric)`"
      notHonoured(node, what + " over a table")
      return
    }
    keys.set(node.entry("unique", "true"))
    table.columns[index].value.content = .mapping(keys)
  }
}
