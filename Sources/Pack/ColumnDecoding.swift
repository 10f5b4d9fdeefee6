import Diagnostics
import Metrics
import Units

extension PackDecoder {
  /// The columns of a dataset read from files: `amount: money`, or a mapping with `type` and more.
  mutating func columns(_ node: ConfigNode?) -> [Column] {
    (node?.entries(&findings) ?? []).compactMap { entry in
      if case .text = entry.value.content {
        guard let (type, unit) = columnType(entry.value) else { return nil }
        return Column(name: entry.name, type: type, unit: unit)
      }
      let keys = PackSchema.mapping(entry.value, at: "datasets.*.columns.*", &findings)
      guard let node = keys["type"], let (type, typeUnit) = columnType(node) else { return nil }
      var column = Column(name: entry.name, type: type, unit: typeUnit)
      column.format = keys["format"]?.text(&findings)
      if let unitNode = keys["unit"] { column.unit = unit(unitNode) ?? typeUnit }
      column.nulls = keys["nulls"]?.list(&findings).compactMap(\.plainText) ?? []
      column.trueSpellings = keys["true"]?.list(&findings).compactMap(\.plainText) ?? []
      column.falseSpellings = keys["false"]?.list(&findings).compactMap(\.plainText) ?? []
      column.required = keys["required"]?.boolean(&findings) ?? false
      column.classification = keys["classification"]?.choice(of: Classification.self, &findings)
      if type.isNumber, let mark = keys["decimal"] { column.hasDecimalComma = decimalComma(mark) }
      column.rules = columnRules(keys, type)
      for (name, fits) in [
        ("format", type == .timestamp), ("true", type == .boolean), ("false", type == .boolean),
        ("unit", type.isNumber), ("decimal", type.isNumber), ("min", type.isNumber || type == .timestamp),
        ("max", type.isNumber || type == .timestamp), ("values", type.isNumber || type == .text),
        ("min_length", type == .text), ("max_length", type == .text), ("unique", type != .boolean),
      ] {
        guard !fits, let key = keys.entries.first(where: { $0.name == name })?.key else { continue }
        findings.append(
          key.error(
            "unused-key", "`\(name)` does not belong to a column of type \(node.plainText ?? "")", remedy: "Take it out"
          ))
      }
      return column
    }
  }

  private mutating func decimalComma(_ node: ConfigNode) -> Bool {
    switch node.text(&findings) {
    case ",", "comma": return true
    case nil, ".", "point": return false
    default:
      findings.append(node.wrongType("a point or a comma", remedy: "Write `decimal: \",\"`"))
      return false
    }
  }

  private mutating func columnType(_ node: ConfigNode) -> (ColumnType, Units.Unit?)? {
    guard let text = node.text(&findings) else { return nil }
    switch text {
    case "text": return (.text, nil)
    case "integer": return (.number(scale: 0), nil)
    case "decimal": return (.number(scale: currencyDigits), nil)
    case "money": return (.number(scale: currencyDigits), Units.Unit(currency: currency))
    case "boolean": return (.boolean, nil)
    case "timestamp", "date": return (.timestamp, nil)
    default: break
    }
    if text.hasPrefix("decimal("), text.hasSuffix(")"), let scale = Int(text.dropFirst(8).dropLast()),
      (0...9).contains(scale)
    {
      return (.number(scale: scale), nil)
    }
    let names = ["text", "integer", "decimal", "decimal(3)", "money", "boolean", "timestamp", "date"]
    let nearest = nearestName(to: text, among: names).map { "Did you mean `\($0)`?" }
    findings.append(
      node.error(
        "unknown-type", "There is no column type `\(text)`",
        remedy: nearest ?? "The types are \(names.joined(separator: ", ")); decimals have up to 9 digits"))
    return nil
  }
}

extension ColumnType {
  var isNumber: Bool {
    if case .number = self { return true }
    return false
  }
}
