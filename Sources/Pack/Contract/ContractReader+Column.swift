import Diagnostics
import Metrics

extension ContractReader {
  static let columnKeys = [
    "type", "scale", "format", "unit", "nulls", "true", "false", "decimal", "values", "min", "max",
  ]

  /// A property as a column; lists and objects within rows have none.
  mutating func read(_ node: ConfigNode, into table: inout Table) {
    let keys = keys(
      node,
      honoured: [
        "name", "physicalName", "logicalType", "physicalType", "logicalTypeOptions", "required", "unique", "primaryKey",
        "primaryKeyPosition", "classification", "quality", "customProperties",
      ],
      warned: [
        "relationships": "Declare a join by `lookup:` in the pack", "items": "Flatten lists before the export",
        "properties": "Flatten objects before the export",
      ],
      forPeople: [
        "id", "description", "businessName", "authoritativeDefinitions", "tags", "examples", "partitioned",
        "partitionKeyPosition", "encryptedName", "transformSourceObjects", "transformLogic", "transformDescription",
        "criticalDataElement", "deprecated",
      ])
    guard let nameNode = keys["physicalName"] ?? keys.required("name", &findings), let name = nameNode.text(&findings)
    else { return }
    let own = customProperties(keys["customProperties"], known: Self.columnKeys)
    var column = Column(name: name, node: nameNode)
    guard let type = type(keys, own, nameNode) else { return }
    column.isText = type.name == "text"
    column.keys = [type.node.entry("type", type.name)]
    for key in ["required", "unique"] {
      if let value = keys[key], value.boolean(&findings) == true { column.keys.append(value.entry(key, "true")) }
    }
    if let value = keys["primaryKey"], value.boolean(&findings) == true { table.primary.append(nameNode.with(name)) }
    if let value = keys["classification"] { column.keys.append(value.entry("classification", classification(value))) }
    if let options = keys["logicalTypeOptions"] { read(options, type.name, of: &column, in: &table) }
    for check in keys["quality"]?.list(&findings) ?? [] { columnQuality(check, of: &column, in: &table) }
    for entry in own where entry.name != "scale" && entry.name != "type" { column.keys.set(entry) }
    table.columns.append(nameNode.entry(name, nameNode.mapping(of: column.keys)))
  }

  /// A column on its way to the keys of the pack.
  struct Column {
    var name: String
    var node: ConfigNode
    var isText = true
    var keys: [ConfigEntry] = []

    init(name: String, node: ConfigNode) {
      self.name = name
      self.node = node
    }

    /// As row expressions name it.
    var expression: String { RowExpression.column(name).description }
  }

  private mutating func type(_ keys: ConfigMapping, _ own: [ConfigEntry], _ place: ConfigNode) -> (
    name: String, node: ConfigNode
  )? {
    if let type = own["type"] { return (type.plainText ?? "", type) }
    let physical = keys["physicalType"]?.plainText?.lowercased() ?? ""
    let logical = keys["logicalType"]?.plainText
    let node = keys["logicalType"] ?? keys["physicalType"] ?? place
    let scale = own["scale"]?.plainText ?? keys["logicalTypeOptions"].flatMap(scale) ?? Self.scale(physical)
    switch logical ?? Self.logical(physical) {
    case "string": return ("text", node)
    case "boolean": return ("boolean", node)
    case "date": return ("date", node)
    case "timestamp": return ("timestamp", node)
    case "integer": return ("integer", node)
    case "number": return (scale.map { "decimal(\($0))" } ?? "decimal", node)
    case "time":
      notHonoured(node, "The type `time`", "It is read as text")
      return ("text", node)
    case "object", "array":
      notHonoured(node, "A column of \(logical ?? "objects")", "Flatten it before the export; the column is not read")
      return nil
    case let other:
      let names = ["string", "date", "timestamp", "number", "integer", "boolean"]
      let written = logical ?? (physical.isEmpty ? "" : physical)
      guard let nearest = nearestName(to: written, among: names), other != nil else {
        notHonoured(node, "The type `\(written)`", "Write a `logicalType`: \(names.joined(separator: ", "))")
        return ("text", node)
      }
      findings.append(
        node.error("unknown-type", "The standard has no type `\(written)`", remedy: "Did you mean `\(nearest)`?"))
      return nil
    }
  }

  /// The logical type of a database's type; nil where it tells nothing.
  private static func logical(_ physical: String) -> String? {
    let word = physical.prefix { $0.isLetter || $0 == "_" }
    switch word {
    case "varchar", "char", "text", "string", "character", "nvarchar", "nchar", "uuid", "clob": return "string"
    case "int", "integer", "bigint", "smallint", "tinyint", "int64", "long": return "integer"
    case "decimal", "numeric", "number", "money", "double", "float", "real": return "number"
    case "bool", "boolean", "bit": return "boolean"
    case "date": return "date"
    case "timestamp", "datetime", "timestamptz": return "timestamp"
    default: return nil
    }
  }

  /// `decimal(12,2)` has scale 2.
  private static func scale(_ physical: String) -> String? {
    guard physical.hasSuffix(")"), let comma = physical.lastIndex(of: ",") else { return nil }
    let digits = physical[physical.index(after: comma)...].dropLast().filter { $0 != " " }
    return Int(digits).map { "\($0)" }
  }

  /// `multipleOf: 0.01` is scale 2.
  private func scale(_ options: ConfigNode) -> String? {
    guard case .mapping(let entries) = options.content, let text = entries["multipleOf"]?.plainText,
      let number = ExactDecimal(parsing: text)?.reduced, number.digits == 1
    else { return nil }
    return "\(number.scale)"
  }

  private mutating func classification(_ node: ConfigNode) -> String {
    let text = (node.plainText ?? "").lowercased()
    if Classification(rawValue: text) != nil { return text }
    findings.append(
      Diagnostic(
        .warning, "unknown-classification", "The classification `\(node.plainText ?? "")` is none that is known here",
        at: node.location, explanation: "The column is treated as restricted, to be on the safe side",
        remedy: "Write public, internal, confidential or restricted"))
    return Classification.restricted.rawValue
  }

  private mutating func read(_ options: ConfigNode, _ type: String, of column: inout Column, in table: inout Table) {
    for entry in options.entries(&findings) where !entry.value.isEmpty {
      let value = entry.value
      switch entry.name {
      case "minimum": column.keys.append(entry.key.entry("min", value))
      case "maximum": column.keys.append(entry.key.entry("max", value))
      case "exclusiveMinimum": above(value, ">", type, of: &column, in: &table)
      case "exclusiveMaximum": above(value, "<", type, of: &column, in: &table)
      case "minLength": column.keys.append(entry.key.entry("min_length", value))
      case "maxLength": column.keys.append(entry.key.entry("max_length", value))
      case "format":
        if type == "timestamp" || type == "date" {
          column.keys.append(entry.key.entry("format", value.with((value.plainText ?? "").replacing("'", with: ""))))
        } else if column.isText {
          notHonoured(value, "The format `\(value.plainText ?? "")` of texts")
        }
      case "multipleOf" where scale(options) != nil: break
      case "timezone": break
      case "defaultTimezone":
        let name = value.plainText ?? ""
        if let zone, name != zone, !(name == "Etc/UTC" && zone == "UTC") {
          notHonoured(value, "The time zone `\(name)`", "Timestamps without a zone are of `calendar.zone`, \(zone)")
        }
      default: notHonoured(entry.key, "`\(entry.name)`")
      }
    }
  }

  /// A limit that is itself not allowed: the next whole number, or a rule.
  private mutating func above(
    _ value: ConfigNode, _ sign: String, _ type: String, of column: inout Column, in table: inout Table
  ) {
    let text = value.plainText ?? ""
    if type == "integer", let number = Int(text) {
      column.keys.append(sign == ">" ? value.entry("min", "\(number + 1)") : value.entry("max", "\(number - 1)"))
      return
    }
    let isTime = type == "timestamp" || type == "date"
    let literal = isTime ? "\(text.utf8.count == 10 ? "DATE" : "TIMESTAMP") '\(text)'" : text
    table.add(rule: "\(column.name) \(sign) \(text)", where: "\(column.expression) \(sign) \(literal)", at: value)
  }
}
