import Diagnostics
import Units

extension PackDecoder {
  mutating func readInputs(_ node: ConfigNode?) {
    for entry in node?.entries(&findings) ?? [] where isName(entry) {
      let keys = PackSchema.mapping(entry.value, at: "inputs.*", &findings)
      let unit = unit(keys["unit"])
      if unit != nil { inputsWithUnit.insert(entry.name) }
      let written = unit ?? .ratio
      let value = keys["value"].flatMap { figure($0, in: written) }
      let low = keys["low"].flatMap { figure($0, in: written) }
      let high = keys["high"].flatMap { figure($0, in: written) }
      let source = keys["source"]?.text(&findings)
      let label = label(keys["label"], name: entry.name, &findings)
      guard let value, let source else { continue }
      if let range = keys["low"] ?? keys["high"], (low ?? value) > value || (high ?? value) < value {
        findings.append(
          range.error(
            "input-range", "The value of `\(entry.name)` lies outside its range", remedy: "Order them: low, value, high"
          ))
      }
      inputs.append(
        Input(name: entry.name, label: label, value: value, low: low, high: high, unit: written, source: source))
    }
  }

  /// A figure as written in a unit: `65%` only where the unit is a share, percentage points as points of a hundred.
  mutating func figure(_ node: ConfigNode, in unit: Units.Unit?) -> Double? {
    // Without a unit the formula has a finding of its own already.
    guard let value = node.number(&findings), let unit else { return nil }
    let text = node.plainText ?? ""
    guard text.hasSuffix("%") else {
      if unit == .share, abs(value) > 1.5 {
        findings.append(
          node.error(
            "large-share", "\(node.title) is \(text), but its unit is share",
            explanation: "A share lies between 0 and 1; without a percent sign \(text) is a hundred times \(text)%",
            remedy: "Write `\(text)%`; where more than 100 percent are meant, write the percent sign too"))
        return nil
      }
      return value * unit.writtenFactor
    }
    if unit == .share || unit == .percentagePoints { return value }
    findings.append(
      node.error(
        "percent-unit", "\(node.title) is \(text), but its unit is \(unit.description)",
        remedy: "Write `unit: share`, or a number in \(unit.description)"))
    return nil
  }
}
