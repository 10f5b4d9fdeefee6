import Diagnostics
import Metrics

extension ContractReader {
  static let tableKeys = [
    "format", "separator", "header", "other_columns", "time", "cluster", "noun", "max_bad_rows", "on_bad_row", "rules",
    "freshness", "retention",
  ]

  /// A table as the keys of a dataset.
  mutating func object(_ node: ConfigNode) -> DataContract.Object? {
    let keys = keys(
      node, honoured: ["name", "physicalName", "physicalType", "properties", "quality", "customProperties"],
      warned: ["relationships": "Declare a join by `lookup:` in the pack"],
      forPeople: [
        "id", "logicalType", "description", "businessName", "authoritativeDefinitions", "tags",
        "dataGranularityDescription", "deprecated",
      ])
    guard let name = keys.required("name", &findings)?.text(&findings) else { return nil }
    var table = Table()
    for property in keys["properties"]?.list(&findings) ?? [] { read(property, into: &table) }
    for check in keys["quality"]?.list(&findings) ?? [] { tableQuality(check, of: &table) }
    var entries = customProperties(keys["customProperties"], known: Self.tableKeys)
    entries.set(node.entry("columns", node.mapping(of: table.columns)))
    if table.primary.count == 1, let key = table.primary.first {
      entries.append(key.entry("key", RowExpression.column(key.plainText ?? "").description))
    } else if let first = table.primary.first {
      notHonoured(first, "A primary key of \(table.primary.count) columns", "Name one column that is unique as the key")
    }
    if !table.rules.isEmpty {
      var rules = node
      rules.content = .list(table.rules)
      if case .list(let own)? = entries["rules"]?.content { rules.content = .list(table.rules + own) }
      entries.set(node.entry("rules", rules))
    }
    return DataContract.Object(name: name, physicalName: keys["physicalName"]?.plainText, keys: entries, node: node)
  }

  /// What is collected of a table's columns.
  struct Table {
    var columns: [ConfigEntry] = []
    /// Rules for what columns cannot say.
    var rules: [ConfigNode] = []
    /// Names of the columns of the primary key.
    var primary: [ConfigNode] = []

    /// A rule that counts only: the contract allows some rows to break it.
    mutating func add(rule name: String, where condition: String, atMost limit: String, at node: ConfigNode) {
      rules.append(
        node.mapping(of: [
          node.entry("name", name), node.entry("where", condition), node.entry("at_most", limit),
          node.entry("on_bad", "count"),
        ]))
    }

    /// A rule that no row may break; such rows are quarantined.
    mutating func add(rule name: String, where condition: String, at node: ConfigNode) {
      rules.append(
        node.mapping(of: [
          node.entry("name", name), node.entry("where", condition), node.entry("at_most", "100%"),
        ]))
    }
  }

  /// `latency` is how old the latest row may be, `retention` how old the oldest.
  mutating func serviceLevel(_ node: ConfigNode, of object: inout DataContract.Object, isOnly: Bool, isFirst: Bool) {
    let keys = keys(
      node, honoured: ["property", "value", "unit", "element"],
      forPeople: ["valueExt", "driver", "description", "scheduler", "schedule", "id"])
    guard let property = keys["property"], let name = property.text(&findings) else { return }
    let parts = (keys["element"]?.plainText ?? "").split(separator: ".", maxSplits: 1).map(String.init)
    let table = parts.count == 2 ? parts[0] : nil
    guard table == nil || table == object.name || table == object.physicalName || isOnly else { return }
    let key: String
    switch name.lowercased() {
    case "latency", "ly", "freshness": key = "freshness"
    case "retention", "re": key = "retention"
    case "generalavailability", "ga", "endofsupport", "es", "endoflife", "el":
      if !unused.contains(name) { unused.append(name) }
      return
    default:
      if isFirst { notHonoured(property, "The service level `\(name)`") }
      return
    }
    guard let value = keys["value"], let count = value.text(&findings) else { return }
    guard let length = TimeLength(count: count, unit: keys["unit"]?.plainText ?? "") else {
      notHonoured(value, "The service level `\(name)`", "Give a whole number and a unit such as `d`, `month` or `y`")
      return
    }
    object.keys.set(value.entry(key, length.description))
    guard let element = keys["element"], let column = parts.last else { return }
    let time = RowExpression.column(column).description
    guard let own = object.keys["time"] else {
      object.keys.append(element.entry("time", time))
      return
    }
    if own.plainText != time {
      notHonoured(element, "That `\(name)` goes by `\(column)`", "Rows are dated by `\(own.plainText ?? "")`")
    }
  }
}
