import Pack
import Statistics
import Units

/// Facts for other programs: one JSON object a line inside an array, keys in a fixed order, 15 significant digits.
public enum FactsJSON {
  /// The facts as given, one object each.
  public static func text(_ facts: [Fact]) -> String {
    guard !facts.isEmpty else { return "[]\n" }
    return "[\n" + facts.map { "  " + object($0) }.joined(separator: ",\n") + "\n]\n"
  }

  private static func object(_ fact: Fact) -> String {
    var fields = ["\"metric\":\(string(fact.qualifiedName))", "\"period\":\(string(fact.period.name))"]
    if let against = fact.subject.against { fields.append("\"against\":\(string(against.name))") }
    let segment = fact.segment.map { "{\(string($0.segment)):\(string($0.value))}" } ?? "{}"
    fields.append("\"segment\":\(segment)")
    fields.append("\"cohort\":\(fact.arm.map { string($0.arm) } ?? "null")")
    let estimate = fact.estimate
    fields.append("\"value\":\(number(estimate.value))")
    fields.append("\"low\":\(number(estimate.low))")
    fields.append("\"high\":\(number(estimate.high))")
    fields.append("\"unit\":\(string(fact.unit.description))")
    fields.append("\"method\":\(string(estimate.method))")
    fields.append("\"n\":\(estimate.n.map(String.init) ?? "null")")
    fields.append("\"clusters\":\(estimate.clusters.map(String.init) ?? "null")")
    if estimate.clustersEstimated { fields.append("\"clusters_estimated\":true") }
    fields.append("\"grade\":\(fact.grade.map { string($0.rawValue) } ?? "null")")
    if estimate.value == nil { fields.append("\"why\":\(string(fact.why ?? "no data"))") }
    return "{\(fields.joined(separator: ","))}"
  }

  /// A JSON number of at most 15 significant digits, or null.
  public static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "null" }
    return significant(value, digits: 15)
  }

  /// A JSON string; control characters, quotes and the characters that end a script are escaped.
  public static func string(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20 || scalar == "<" || scalar.value == 0x2028 || scalar.value == 0x2029:
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
